"""Cells as spreadsheets leave them, and as they were meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = frozenset(
    "\u200b\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_JOINERS = frozenset("\u200c\u200d")  # letters' behaviour in Persian, Urdu and Indic names, rubbish anywhere else
_AS_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # ="07700…": how some exports keep the leading zero
_SCRAMBLED = re.compile("[\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]")
_MEANT = {
    invisible: repair
    for repair, chars in {"": _INVISIBLE, " ": frozenset("\u00a0\u202f\u2007\u3000\u2028\u2029")}.items()
    for invisible in chars
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """`repairs` are codes of what was put right: "invisible", "formula", "scrambled"."""

    text: str
    repairs: tuple[str, ...] = ()


def clean(raw: str) -> Cleaned:
    """A cell's meaning: mojibake undone, invisible and control characters gone, spaces single, letters composed (NFC)."""
    text = raw
    repairs = []
    for code, mend in (("formula", _unwrap), ("scrambled", unscramble), ("invisible", _make_visible)):
        mended = mend(text)
        if mended != text:
            repairs.append(code)
        text = mended
    return Cleaned(unicodedata.normalize("NFC", " ".join(text.split())), tuple(repairs))


def lost_letters(text: str) -> bool:
    """A letter was replaced for good: "?ukasz" (saved in an encoding without it), U+FFFD, or Excel's #NAME? and ####."""
    return "?" in text or "\ufffd" in text or text.startswith("#")


def unscramble(text: str) -> str:
    """Undo UTF-8 read as Windows-1252 ("ZoÃ«" → "Zoë"), up to twice. Real names never survive the round trip."""
    for _ in range(2):
        if not _SCRAMBLED.search(text):
            break
        try:
            better = b"".join(_cp1252(text)).decode()
        except UnicodeError:
            break
        text = better
    return text


def _cp1252(text: str) -> Iterator[bytes]:
    # Five bytes have no letter in cp1252; lenient readers keep them as C1 controls.
    for char in text:
        yield bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode("cp1252")


def _unwrap(text: str) -> str:
    inside = _AS_FORMULA.fullmatch(text.strip())
    if inside:
        return inside[1].replace('""', '"')
    return text[1:] if re.fullmatch(r"'[+\d][\d\s()+-]*", text) else text


def _make_visible(text: str) -> str:
    joined = any(char >= "\u0590" for char in text if unicodedata.category(char)[0] == "L")
    return "".join(_meant(char, joined=joined) for char in text)


def _meant(char: str, *, joined: bool) -> str:
    if char in _JOINERS:
        return char if joined else ""
    if char in _MEANT:
        return _MEANT[char]
    return "" if unicodedata.category(char) in {"Cc", "Cs"} and not char.isspace() else char
