"""An absence as the school keeps it: half days, a category, and the register code that staff confirm.

Bookbag feeds the register; it is not the register. Codes are England's (attendance guidance): I illness, M medical,
C leave, R religious observance, L late, U late after the register closed, N no reason yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.away import Away, Part, Reason, days_of
from bot.domain.calendar import Calendar, in_term, windows
from bot.domain.people import Role
from bot.domain.routing import Calendars
from bot.domain.schooldays import SchoolDay
from bot.domain.subjects import LABELS, Subject

CODES = {
    Reason.ILLNESS: "I",
    Reason.MEDICAL: "M",
    Reason.LEAVE: "C",
    Reason.RELIGIOUS: "R",
    Reason.LATE: "L",
    Reason.UNKNOWN: "N",
}
KNOWN_CODES = ("I", "M", "C", "R", "L", "U", "N", "O")
"""What staff may confirm; O is absence without leave."""
_USUAL = {
    Subject.SICKNESS: Reason.ILLNESS,
    Subject.APPOINTMENT: Reason.MEDICAL,
    Subject.LATENESS: Reason.LATE,
}
_LESSONS = ((frozenset(range(5)), time(9), time(15)),)
_CLOSES_AFTER = 30  # minutes after `absence.register_by` at which a late arrival is U


@dataclass(frozen=True, slots=True)
class Notice:
    """One child's absence as one person told it. `sessions` are (day, "am" or "pm") on school days."""

    pupil_id: int
    class_id: int
    away: Away
    reason: Reason
    code: str
    sessions: tuple[tuple[date, str], ...]


def is_absence(subject: Subject) -> bool:
    return LABELS[subject] == "absence"


def usual_reason(subject: Subject) -> Reason:
    return _USUAL.get(subject, Reason.UNKNOWN)


def notice(pupil_id: int, class_id: int, one: Away, why: Reason, code: str, school_day: SchoolDay) -> Notice:
    halves = ("am", "pm") if one.part is Part.ALL else (str(one.part),)
    sessions = tuple((day, half) for day in days_of(one, school_day) for half in halves)
    return Notice(pupil_id, class_id, one, why, code, sessions)


def code_for(why: Reason, arrives: int | None, register_by: time | None) -> str:
    """`arrives`: minutes since midnight, where the parent said when."""
    if why is Reason.LATE and arrives is not None and register_by is not None:
        closed = register_by.hour * 60 + register_by.minute + _CLOSES_AFTER
        return "U" if arrives >= closed else "L"
    return CODES[why]


def school_days(calendars: Calendars, class_id: int | None) -> SchoolDay:
    """Whether pupils of a class are in on a day."""
    return pupils_in(calendars.of(Role.CLASS_TEACHER, class_id))


def pupils_in(calendar: Calendar) -> SchoolDay:
    """Monday to Friday, but for the holidays and closed days that somebody has entered.

    When staff read says nothing about it: a club on Saturdays is no school, a Wednesday without hours is.
    """
    term = replace(calendar, periods=_LESSONS, within=(), term_time_only=calendar.term_time_only or bool(calendar.terms))

    def is_one(day: date) -> bool:
        return bool(windows(term, day)) or (day.weekday() < 5 and in_term(term, day) is None)

    return is_one


def local(now: datetime, zone: str) -> datetime:
    return now.astimezone(ZoneInfo(zone))
