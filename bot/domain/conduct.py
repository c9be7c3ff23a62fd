"""What may be done about misuse, and by whom: the policy's steps, one after another, always by a person (BNV29, B12, law 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.people import Role, SchoolClass
from bot.domain.policy import Conduct, Staffing

_SCHOOL_YEAR_STARTS = 9  # September


class Outcome(StrEnum):
    """What is on record about an adult. Only a person ever adds one."""

    REPORT = "report"
    WARNING = "warning"
    SUSPENSION = "suspension"
    REMOVAL = "removal"
    LIFTED = "lifted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Entry:
    outcome: Outcome
    at: datetime


_STEPS = {"warning": Outcome.WARNING, "removal": Outcome.REMOVAL, "suspension": Outcome.SUSPENSION}
BREACHES: Mapping[str, Outcome] = {
    "warning": Outcome.WARNING,
    "suspend": Outcome.SUSPENSION,
    "withdraw": Outcome.REMOVAL,
    "may_remove": Outcome.REMOVAL,
}


def offers(conduct: Conduct, entries: Sequence[Entry], now: datetime, zone: str) -> tuple[Outcome, ...]:
    """What the one who decides may choose now: the next step the policy has, or nothing (BNV29).

    A school without steps may warn, and do what it says of a breach.
    """
    if conduct.misuse:
        standing = warnings(conduct, entries, now, zone)
        return (_STEPS[conduct.misuse[min(standing, len(conduct.misuse) - 1)]], Outcome.DISMISSED)
    breach = BREACHES.get(conduct.breach)
    return tuple(dict.fromkeys((Outcome.WARNING, *((breach,) if breach else ()), Outcome.DISMISSED)))


def warnings(conduct: Conduct, entries: Sequence[Entry], now: datetime, zone: str) -> int:
    """Warnings that still count: this school year's, or all, as the policy says (B12)."""
    given = [entry.at for entry in entries if entry.outcome is Outcome.WARNING]
    if conduct.warnings_last == "ever":
        return len(given)
    begun = _school_year(now.astimezone(ZoneInfo(zone)).date())
    return sum(_school_year(at.astimezone(ZoneInfo(zone)).date()) == begun for at in given)


def _school_year(day: date) -> int:
    return day.year if day.month >= _SCHOOL_YEAR_STARTS else day.year - 1


def hears(conduct: Conduct, staffing: Staffing, school_class: SchoolClass | None) -> Role:
    """Who is told of an abusive message: the role the policy names, else the teacher's line manager (BNV26)."""
    if conduct.report_to is not None:
        return conduct.report_to
    managers = staffing.line_managers
    for key in (school_class.name, school_class.year) if school_class else ():
        if key in managers:
            return managers[key]
    return managers.get("", conduct.decider[0])
