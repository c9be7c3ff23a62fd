"""Long text in pieces a carrier takes: nothing lost, no letter torn from its accent, no emoji from its skin tone.

Graphemes follow Unicode's extended clusters as far as the standard library's tables reach; where they do not, a
piece may end inside a rare cluster but never loses or changes a character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

_JOINER = "\u200d"
_STICKS = frozenset("\u200c\u200d\u0e33\u0eb3")  # joiners, and the Thai and Lao AM vowels
_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0d4d")  # a conjunct goes on after these
_LEADS_ON = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")  # Arabic number signs


def utf16_units(text: str) -> int:
    """Length as Telegram and UCS-2 count it: a character beyond U+FFFF is two."""
    return len(text) + sum(char > "\uffff" for char in text)


def visible(text: str) -> str:
    r"""Text any database and carrier takes: NUL becomes ␀, a lone surrogate its escape (`\ud800`), both to be seen."""
    if text.isascii() and "\0" not in text:
        return text
    shown = text.replace("\0", "\u2400")
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")


def split_text(text: str, limit: int, size: Callable[[str], int] = utf16_units) -> tuple[str, ...]:
    """Pieces of at most `limit` by `size`, which must add up; joined they are `text` again. Empty text is one piece.

    Ends a piece at a line end when one stands in its second half, else at a space, else between graphemes.
    """
    pieces: list[str] = []
    rest = text
    while size(rest) > limit:
        cut = _cut(rest, limit, size)
        pieces.append(rest[:cut])
        rest = rest[cut:]
    return (*pieces, rest) if rest or not pieces else tuple(pieces)


def graphemes(text: str) -> Iterator[str]:
    """What a reader sees as single characters, in order."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or _breaks(text, start, at):
            yield text[start:at]
            start = at


def _cut(text: str, limit: int, size: Callable[[str], int]) -> int:
    """Where to end a piece of a text that is too long."""
    fits, used, line, space = 0, 0, 0, 0
    for cluster in graphemes(text):
        used += size(cluster)
        if used > limit:
            break
        fits += len(cluster)
        if cluster.endswith("\n"):
            line = fits
        elif cluster.isspace():
            space = fits
    return next((at for at in (line, space) if at and at * 2 >= fits), fits or _inside(text, limit, size))


def _inside(text: str, limit: int, size: Callable[[str], int]) -> int:
    """One cluster is longer than a whole piece (a flood of accents): cut between code points, at least one."""
    at, used = 1, size(text[0])
    while (used := used + size(text[at])) <= limit:
        at += 1
    return at


def _breaks(text: str, start: int, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before < "\u0300" and after < "\u0300":  # the common case first: Latin text
        return not (before == "\r" and after == "\n")
    if _extends(after) or before == _JOINER or before in _LEADS_ON:
        return False
    if before in _VIRAMAS:
        return unicodedata.category(after) != "Lo"
    if _is_flag(before) and _is_flag(after):
        return (at - start) % 2 == 0
    return not (_is_hangul(before) and _is_hangul_tail(before, after))


def _extends(char: str) -> bool:
    """Belongs to the character before it: accents, joiners, variation selectors, skin tones, flag tags."""
    return (
        unicodedata.category(char) in {"Mn", "Mc", "Me"}
        or char in _STICKS
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _is_hangul(char: str) -> bool:
    return "\u1100" <= char <= "\u11ff" or "\uac00" <= char <= "\ud7a3"


def _is_hangul_tail(before: str, after: str) -> bool:
    """A vowel or final consonant goes to what stands before it; a leading consonant takes what follows."""
    leads = "\u1100" <= before <= "\u115f"
    return "\u1160" <= after <= "\u11ff" or (leads and _is_hangul(after))
