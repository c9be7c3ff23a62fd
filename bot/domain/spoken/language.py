"""What the hub knows of one language besides its catalogue: its name, the words families type, what shows a wish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Keyword = Literal[
    "and", "complaint", "concern", "consent", "events", "help", "language", "meet", "no", "paper", "policies", "privacy",
    "start", "steps", "stop", "yes",
]  # fmt: skip
"""A word that is a whole message, and "and" between the names of children."""
Place = Literal["deputy", "head", "office", "teacher"]
Hint = Literal[
    "about", "about_after", "access", "after", "before", "discuss", "erase", "meeting", "opening", "serious", "teacher", "wish",
]  # fmt: skip
"""Patterns looked for inside a text:

about, about_after  "about", before or after somebody who is spoken of (`bot/domain/spokenof.py`)
access, erase     asks for its data, or to delete it (`bot/domain/protection/requests.py`)
opening           "to", "dear" at the beginning, before whom it is for (`bot/domain/addressing.py`)
before, after     "I want to talk to", before or after the person (the same)
discuss           a matter wants talking over; wish, meeting and teacher together say it too (`bot/domain/discussing.py`)
serious           behaviour that is told by phone (`bot/domain/behaviour.py`)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`tag` is BCP 47 and names the folder in locales/ (English: en_GB). Words are parted by commas, in any case.

    `people` are words for somebody at school; a longer word that begins with one counts. `titles` stand before them.
    """

    tag: str
    name: str
    english: str
    keywords: Mapping[Keyword, str] = field(default_factory=dict)
    people: Mapping[Place, str] = field(default_factory=dict)
    titles: str = ""
    hints: Mapping[Hint, str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return "en_GB" if self.tag == "en" else self.tag


def parted(words: str) -> tuple[str, ...]:
    return tuple(word for word in (part.strip().casefold() for part in words.split(",")) if word)
