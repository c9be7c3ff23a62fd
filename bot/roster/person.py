"""Names of people out of a school's cells: titles dropped, one-column names split, lost letters refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.names import fold_name

_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "reverend", "prof", "professor", "sir", "dame", "lady",
    "lord", "master", "messrs",
})  # fmt: skip
_NOTHING = frozenset({"", "unknown", "not known", "n a", "na", "none", "tbc", "x"})


@dataclass(frozen=True, slots=True)
class Named:
    """A person's name as the family writes it. A guardian may have only one part; `folded` compares."""

    first: str
    last: str

    @property
    def folded(self) -> str:
        return fold_name(self.first, self.last)

    def __str__(self) -> str:
        return f"{self.first} {self.last}".strip()


def from_parts(first: str, last: str) -> Named:
    """From two columns; "Mrs Anna" → "Anna", "-" and "Unknown" count as empty."""
    return Named(_without_title(_or_nothing(first)), _without_title(_or_nothing(last)))


def from_whole(whole: str) -> Named:
    """From one column: "Kowalska, Anna" or "Mrs Anna Kowalska" (the first word is the first name)."""
    text = _or_nothing(whole)
    last, comma, first = text.partition(",")
    if comma and first.strip():
        return Named(_without_title(first.strip()), _without_title(last.strip()))
    words = _without_title(text.rstrip(",")).split()
    if len(words) == 1 and words[0] != text:  # "Mrs Smith": all the school knows is the surname
        return Named("", words[0])
    return Named(" ".join(words[:1]), " ".join(words[1:]))


def _or_nothing(text: str) -> str:
    return "" if fold_name(text) in _NOTHING else text.strip()


def _without_title(text: str) -> str:
    words = text.split()
    while words and fold_name(words[0]) in _TITLES:
        words.pop(0)
    while len(words) > 1 and re.fullmatch(
        r"\((?:mr|mrs|ms|miss|mx|dr)\.?\)|(?:mr|mrs|ms|miss)\.?", words[-1], re.IGNORECASE
    ):
        words.pop()
    return " ".join(words)
