"""A school's policy as small frozen groups. `bot/policyfile.py` reads and checks the TOML; this file only holds it.

Every key here is read by a rule (a test looks). An empty policy turns nothing risky on: default deny (DPIA31).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import TypeAlias

from bot.domain.people import Role
from bot.domain.subjects import Subject

Period: TypeAlias = tuple[frozenset[int], time, time]
"""[open, close) in local wall time on some weekdays (Monday is 0). A close of 00:00 is the midnight that ends the day."""


class Clock(StrEnum):
    """How a promised number of hours runs (B3): 24 a day on days that count, none on others."""

    SCHOOL_DAY = "school_day_24h"  # days on which the calendar opens
    WORKING_DAY = "working_day_48h"  # the same and INSET days: staff work, pupils stay at home


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What every automatic text may name. `name` and `short_name` are public; numbers are written as a person dials them."""

    name: str = ""
    short_name: str = ""
    office_phone: str = ""
    controller: str = ""
    zone: str = "Europe/London"
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody reads. No period: always closed. Term dates and closures are rows (DESIGN §4).

    `closed_on` names days that close: "weekends", "school_holidays", "bank_holidays". INSET days close unless
    `open_on` has "inset_days" (the office answers on them). Hold switches concern teachers' hours only.
    """

    periods: tuple[Period, ...] = ()
    closed_on: frozenset[str] = frozenset()
    open_on: frozenset[str] = frozenset()
    hold_incoming: bool = True
    hold_replies: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a subject goes: a role, and whether the class teacher also gets it (urgent matters, by policy)."""

    role: Role
    teacher_too: bool = False
    advise: str | None = None  # what the reply asks of the parent: "phone_office", "appointment", …


@dataclass(frozen=True, slots=True)
class Routing:
    """Subject → place. A subject that is not named goes to `default` (LT12); code holds no destination of its own."""

    places: Mapping[Subject, Place] = field(default_factory=dict)
    default: Place = Place(Role.CLASS_TEACHER)
    doubtful: Place = Place(Role.OFFICE)  # unanswered questions about child or subject


@dataclass(frozen=True, slots=True)
class Safeguarding:
    lead: tuple[Role, ...] = (Role.DSL,)
    deputy: tuple[Role, ...] = (Role.DEPUTY_DSL,)
    out_of_hours_line: str = ""


@dataclass(frozen=True, slots=True)
class Messages:
    parent_to_teacher: bool = False
    brief_chars: int = 0  # longer notes hear about appointments (M11); 0: never
    burst_s: int = 60  # one sender's messages within this time are answered as one
    remember_child_h: int = 4
    question_min: int = 10  # an open question waits this long, then takes `routing.doubtful`
    quiet_after_teacher_min: int = 30  # no automatic reply while the teacher is writing in the thread


@dataclass(frozen=True, slots=True)
class Replies:
    promise_hours: int | None = None  # None: no text names a reply time, nothing is ever late (M14)
    clock: Clock = Clock.SCHOOL_DAY
    allow_in_quiet: bool = False  # a teacher may choose to send now


@dataclass(frozen=True, slots=True)
class Sending:
    undo_s: int = 30
    confirm_above: int = 40  # families; above it the count must be typed (reliability 7.6)


@dataclass(frozen=True, slots=True)
class Enrolment:
    code_days: int = 14
    max_adults: int = 0  # per pupil; 0: no cap


@dataclass(frozen=True, slots=True)
class FamilyHours:
    """When announcements may reach a family; replies and danger ignore it."""

    start: time = time(7, 30)
    end: time = time(20, 0)


@dataclass(frozen=True, slots=True)
class Translation:
    """Engines are set by the installation; these are the school's permissions."""

    inbound: bool = False  # parents' texts, only to engines on the installation's own network (law 4)
    outbound: bool = False  # announcements and replies


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    school: SchoolFacts = SchoolFacts()
    mode: str = "announcements_only"  # or "two_way"
    hours: Hours = Hours()
    office_hours: Hours = Hours()
    routing: Routing = Routing()
    safeguarding: Safeguarding = Safeguarding()
    messages: Messages = Messages()
    replies: Replies = Replies()
    send: Sending = Sending()
    enrol: Enrolment = Enrolment()
    family: FamilyHours = FamilyHours()
    translation: Translation = Translation()
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language → key → the school's own wording
