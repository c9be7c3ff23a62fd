"""Words as a search sees them: what of a text is looked up, and whether a text has what was asked for.

Beginnings of words are found from three letters on. Scripts that put no spaces between words are found by pairs of
characters. A look-up may find too much (only some lengths of a beginning are kept): `fits` says whether it is so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.names import fold_name

_LENGTHS = (3, 5)
_OF_NAMES = (3, 5, 6, 8)  # names of one class begin alike far oftener than its other words: Mohammed, Mohammad, Mohamed
_MOST_WORDS = 8
# Han, kana, Thai, Lao, Burmese, Khmer: written without spaces.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]+"
)


class _Compared(dict[int, str | None]):
    """What is compared of each character; digits of every script are ours. Each is looked at once."""

    def __missing__(self, code: int) -> str | None:
        digit = unicodedata.digit(chr(code), None)
        self[code] = chr(code) if digit is None else str(digit)
        return self[code]


# Letters of Arabic script that one keyboard has and another has not; then joiners, long marks and vowel marks, which few type.
_ALIKE = _Compared(
    str.maketrans(
        {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ٱ": "ا", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ی"},
    )
    | dict.fromkeys((0x200C, 0x200D, 0x640, 0x670, *range(0x64B, 0x656)))
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: every one of `words` begins a word, every one of `runs` stands in the text."""

    words: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.runs)

    @property
    def terms(self) -> tuple[frozenset[str], ...]:
        """What fits is kept under one at least of each of these: a word may stand in a text or begin a name."""
        words = (frozenset({_begins(word, _LENGTHS), _named(_begins(word, _OF_NAMES))}) for word in self.words)
        pairs = (frozenset({pair}) for run in self.runs for pair in _pairs(run))
        return tuple(dict.fromkeys([*words, *pairs]))


def asked(text: str) -> Asked:
    """The first eight words of two letters or more; a single letter finds nothing."""
    spaced, runs = parted(text)
    words = [word for word in dict.fromkeys(spaced) if len(word) > 1]
    pairs = [run for run in dict.fromkeys(runs) if len(run) > 1]
    return Asked(tuple(words[:_MOST_WORDS]), tuple(pairs[:_MOST_WORDS]))


def terms(texts: Iterable[str], names: Iterable[str] = ()) -> frozenset[str]:
    """What these texts are kept under, together with the names of those they are about."""
    found = {term for text in texts for term in _terms(text)}
    for name in names:
        spaced, runs = parted(name)
        found.update(_named(begin) for word in spaced for begin in _beginnings(word, _OF_NAMES))
        found.update(pair for run in runs for pair in _pairs(run))
    return frozenset(found)


def fits(wanted: Asked, texts: Iterable[str]) -> bool:
    """Whether the texts together have all that is wanted."""
    words, runs = _together(texts)
    line = " " + " ".join(words)
    return all(f" {word}" in line for word in wanted.words) and all(any(run in one for one in runs) for run in wanted.runs)


def touches(wanted: Asked, text: str) -> bool:
    """Whether the text has any of it."""
    words, runs = parted(text)
    line = " " + " ".join(words)
    return any(f" {word}" in line for word in wanted.words) or any(run in one for one in runs for run in wanted.runs)


def excerpt(wanted: Asked, text: str, around: int = 12) -> str:
    """Some words before and after the first one that was looked for."""
    parts = text.split()
    first = next((place for place, part in enumerate(parts) if touches(wanted, part)), 0)
    start, end = max(0, first - around), first + around + 1
    cut = " ".join(part[:80] for part in parts[start:end])
    return f"{'… ' if start else ''}{cut}{' …' if end < len(parts) else ''}"


def _together(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """A search asks of hundreds of items with a handful of texts each: what is plain is folded at once."""
    plain: list[str] = []
    others: list[str] = []
    for text in texts:
        (plain if text.isascii() else others).append(text)
    spaced, runs = parted("\n".join(plain))
    for text in others:
        words, more = parted(text)
        spaced += words
        runs += more
    return spaced, runs


def _terms(text: str) -> Iterator[str]:
    spaced, runs = parted(text)
    for word in spaced:
        yield from _beginnings(word, _LENGTHS)
    for run in runs:
        yield from _pairs(run)


def _beginnings(word: str, lengths: tuple[int, ...]) -> set[str]:
    return {word[:length] for length in lengths if len(word) >= length} if len(word) > 2 else {word}


def _begins(word: str, lengths: tuple[int, ...]) -> str:
    """The longest kept beginning of a word, or of whatever continues it."""
    return next((word[:length] for length in reversed(lengths) if len(word) >= length), word)


def _named(begin: str) -> str:
    return f"{begin} "  # a space: no beginning of a word ends in one, so neither is taken for the other


def _pairs(run: str) -> Iterator[str]:
    return (run[place : place + 2] for place in range(len(run) - 1))


def parted(text: str) -> tuple[list[str], list[str]]:
    """Words of scripts with spaces as they are compared, and runs of those without."""
    spaced: list[str] = []
    runs: list[str] = []
    folded = _folded(text)
    if folded.isascii():
        return folded.split(), runs
    for word in folded.split():
        runs += _UNSPACED.findall(word)
        spaced += _UNSPACED.sub(" ", word).split()
    return spaced, runs


def _folded(text: str) -> str:
    folded = fold_name(text)
    return folded if folded.isascii() else folded.translate(_ALIKE)
