"""Words as a search sees them: what of a text is looked up, and whether a text has what was asked for.

Beginnings of words are found from three letters on. Scripts that put no spaces between words are found by pairs of
characters. A look-up may find too much (only two lengths of a beginning are kept): `fits` says whether it is so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.names import fold_name

_LENGTHS = (3, 5)
_MOST_WORDS = 8
# Han, kana, Thai, Lao, Burmese, Khmer: written without spaces.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# Letters of Arabic script that one keyboard has and another has not; then joiners, long marks and vowel marks, which few type.
_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ٱ": "ا", "أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ی"},
) | dict.fromkeys((0x200C, 0x200D, 0x640, 0x670, *range(0x64B, 0x656)))


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: every one of `words` begins a word, every one of `runs` stands in the text."""

    words: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.runs)

    @property
    def terms(self) -> frozenset[str]:
        """What a text that fits is kept under; all of them."""
        return frozenset([*map(_begins, self.words), *(pair for run in self.runs for pair in _pairs(run))])


def asked(text: str) -> Asked:
    """The first eight words of two letters or more; a single letter finds nothing."""
    spaced, runs = parted(text)
    words = [word for word in dict.fromkeys(spaced) if len(word) > 1]
    pairs = [run for run in dict.fromkeys(runs) if len(run) > 1]
    return Asked(tuple(words[:_MOST_WORDS]), tuple(pairs[:_MOST_WORDS]))


def terms(texts: Iterable[str]) -> frozenset[str]:
    """What these texts together are kept under."""
    return frozenset(term for text in texts for term in _terms(text))


def fits(wanted: Asked, texts: Iterable[str]) -> bool:
    """Whether the texts together have all that is wanted."""
    return parts_fit(wanted, [parted(text) for text in texts])


def parts_fit(wanted: Asked, found: Sequence[tuple[list[str], list[str]]]) -> bool:
    """The same of texts that were `parted` before."""
    words = [word for spaced, _ in found for word in spaced]
    runs = [run for _, unspaced in found for run in unspaced]
    return all(any(one.startswith(word) for one in words) for word in wanted.words) and all(
        any(run in one for one in runs) for run in wanted.runs
    )


def touches(wanted: Asked, text: str) -> bool:
    """Whether the text has any of it."""
    return any(fits(Asked((word,)), [text]) for word in wanted.words) or any(
        fits(Asked((), (run,)), [text]) for run in wanted.runs
    )


def excerpt(wanted: Asked, text: str, around: int = 12) -> str:
    """Some words before and after the first one that was looked for."""
    parts = text.split()
    first = next((place for place, part in enumerate(parts) if touches(wanted, part)), 0)
    start, end = max(0, first - around), first + around + 1
    cut = " ".join(part[:80] for part in parts[start:end])
    return f"{'… ' if start else ''}{cut}{' …' if end < len(parts) else ''}"


def _terms(text: str) -> Iterator[str]:
    spaced, runs = parted(text)
    for word in spaced:
        yield from {word[:length] for length in _LENGTHS if len(word) >= length} if len(word) > 2 else {word}
    for run in runs:
        yield from _pairs(run)


def _begins(word: str) -> str:
    """The longest kept beginning of a word, or of whatever continues it."""
    return next((word[:length] for length in reversed(_LENGTHS) if len(word) >= length), word)


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
    return folded if folded.isascii() else "".join(_digit(char) for char in folded.translate(_ALIKE))


def _digit(char: str) -> str:
    value = unicodedata.digit(char, None)
    return char if value is None or char.isascii() else str(value)
