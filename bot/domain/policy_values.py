"""Small values of which a school's policy is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import TypeAlias

from bot.domain.people import Role

Period: TypeAlias = tuple[frozenset[int], time, time]
"""[open, close) in local wall time on some weekdays (Monday is 0). A close of 00:00 is the midnight that ends the day."""


class Clock(StrEnum):
    """How a promised number of hours runs (B3): 24 a day on days that count and none on others, or as it says."""

    SCHOOL_DAY = "school_day_24h"  # days on which the calendar opens
    WORKING_DAY = "working_day_48h"  # the same and INSET days: staff work, pupils stay at home
    OPEN_HOURS = "open_hours"  # only the hours in which teachers read
    EVERY_HOUR = "every_hour"  # by the clock on the wall, nights and holidays too


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject goes: a role, and whether the class teacher also gets it (urgent matters, by policy)."""

    role: Role
    teacher_too: bool = False
    advise: str | None = None  # what the reply asks of the parent: "phone_office", "appointment", …


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a ladder (LT34): who, and how they are reached: "message", "meeting" (the class teacher makes it) or
    "appointment" (through the office). The next rung opens when this one is on record.
    """

    role: Role
    by: str = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One of several offices: whom it serves, by year ("N", "R", "1" …) or class name; its number and its hours.

    A class that no desk names is served by the school's own office. Empty `periods`: open with the school's office.
    """

    name: str
    phone: str
    years: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupHours:
    """Teachers' hours of some years or classes, where they differ from the school's (a nursery's mornings)."""

    years: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A paper families are referred to. `link` may be empty: then the office has a copy."""

    title: str
    link: str = ""
