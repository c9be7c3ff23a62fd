"""One entry of a catalogue as its English author writes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """`plural` is used when the field `n` is not one; `note` helps translators."""

    english: str
    plural: str | None = None
    note: str = ""
