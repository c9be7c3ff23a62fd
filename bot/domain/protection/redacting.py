"""Other people's names, numbers and addresses taken out of what somebody is given about themselves (DPIA38)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"(?<![\w.])\+?\d[\d ()-]{7,}\d(?!\w)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NAME, NUMBER = "[another person]", "[number]"
_STEM = 4  # letters a name keeps in every case of an inflected language
_ENDING = 3


class Redactor:
    """`hide` are names of others; `keep` names of the reader's own family, which stay even where others share them."""

    def __init__(self, hide: Iterable[str], keep: Iterable[str], numbers: Iterable[str] = ()) -> None:
        kept = set(_parts(keep))
        self._keep = kept
        self._hide = {stem for part in _parts(hide) if part not in kept for stem in _stems(part)}
        self._numbers = {_digits(one) for one in numbers}

    def __call__(self, text: str) -> str:
        """The text with a plain mark wherever somebody else stood. Too much is hidden rather than too little."""
        clean = _MAIL.sub(NUMBER, _NUMBER.sub(self._number, text))
        return re.sub(rf"(?:{re.escape(NAME)}[ -]?)+(?={re.escape(NAME)})", "", _WORD.sub(self._word, clean))

    def _word(self, found: re.Match[str]) -> str:
        word = found[0]
        folded = word.casefold()
        if folded in self._keep or not _may_be_name(word):
            return word
        shortest = max(_STEM, len(folded) - _ENDING)
        cut = (folded[:size] for size in range(len(folded), shortest - 1, -1))
        return NAME if folded in self._hide or any(one in self._hide for one in cut) else word

    def _number(self, found: re.Match[str]) -> str:
        return found[0] if _digits(found[0]) in self._numbers else NUMBER


def _may_be_name(word: str) -> bool:
    """A capital, or a script that has none."""
    return word[0].isupper() or word[0].lower() == word[0].upper()


def _parts(names: Iterable[str]) -> Iterable[str]:
    return (part.casefold() for name in names for part in _WORD.findall(name))


def _stems(part: str) -> tuple[str, ...]:
    return (part, part[:-1]) if len(part) > _STEM else (part,)


def _digits(number: str) -> str:
    """The last nine: a national and an international form of one number are the same."""
    return re.sub(r"\D", "", number)[-9:]
