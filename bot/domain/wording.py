"""Fixed wording as values: a key of the catalogues and its fields. Rendered at send time in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from bot.domain.people import Role


class Who(StrEnum):
    PUPIL = "pupil"
    GUARDIAN = "guardian"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, looked up at send time. Families see first names of pupils only; staff see full names."""

    who: Who
    id: int


@dataclass(frozen=True, slots=True)
class Names:
    """Several people, joined as the reader's language joins a list."""

    who: Who
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ClassName:
    id: int


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language by its name in the reader's language, from its BCP 47 tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its name in the reader's language, from its ISO 3166 code."""

    code: str


@dataclass(frozen=True, slots=True)
class When:
    """A moment as a person says it: "Monday at 8:00", "today at 15:30"."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Day:
    """A date without its time: "24 July". `at` is any moment of it."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Weekday:
    """The name of a weekday: Monday is 0."""

    number: int


@dataclass(frozen=True, slots=True)
class Days:
    """School days as a person says them: "today", "tomorrow, morning", "Thu 7 Mar - Mon 11 Mar". `part`: all, am, pm."""

    first: date
    last: date
    part: str = "all"


@dataclass(frozen=True, slots=True)
class RoleName:
    """ "the office", "the 3B teacher": `class_id` where the role belongs to a class."""

    role: Role
    class_id: int | None = None


Value: TypeAlias = "str | int | Name | Names | ClassName | LanguageName | Country | When | Day | Days | Weekday | RoleName | Phrase"
"""What a text may have in a gap."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text of the catalogues. Every text also knows {school}, {office_phone} and {out_of_hours}.

    A field called `n` chooses the plural form.
    """

    key: str
    fields: Mapping[str, Value] = field(default_factory=dict)


def say(key: str, **fields: Value) -> Phrase:
    return Phrase(key, fields)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: a button on Telegram; on SMS a digit (`digit`, or its place in the list counted from 1)."""

    label: Phrase | Name | ClassName | When | str
    data: str
    digit: int | None = None
