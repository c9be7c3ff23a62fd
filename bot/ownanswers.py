"""What came to a teacher in a term, and how soon it was answered: for their own sake, and for nobody else's eyes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.access import Scope
from bot.domain.cover import on_duty
from bot.domain.people import Duty, Role
from bot.domain.reminding import promised
from bot.rules import SchoolRules
from storage import policies, reports, roll
from storage.db import Db

_WITHOUT_DATES = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Mine:
    """A note and, where the school promises an answer, by when. `in_time`: None while neither is known yet."""

    note: reports.Noted
    due: datetime | None
    in_time: bool | None


def term(db: Db, school_id: int, day: date) -> tuple[date, date]:
    """The term that runs, or the last one; without dates the last ninety days."""
    begun = [term for term in policies.calendar_rows(db, school_id).terms if term[0] <= day]
    return max(begun) if begun else (day - _WITHOUT_DATES, day)


def came_to(
    scope: Scope, db: Db, staff_id: int, rules: SchoolRules, now: datetime, days: tuple[date, date]
) -> Iterator[Mine]:
    """In order of when they could be read. What is still held is nobody's yet."""
    zone, first = ZoneInfo(rules.policy.school.zone), days[0]
    since, after = (datetime.combine(day, time(), zone) for day in (first, days[1] + timedelta(days=1)))
    duties = roll.duties(scope, db, first)
    of_class: dict[int, list[Duty]] = {duty.class_id: [] for duty in duties if duty.staff_id == staff_id}
    for duty in duties:
        of_class.get(duty.class_id, []).append(duty)
    for note in reports.noted_of(scope, db, of_class, since, min(after, now)):
        due = promised(Role.CLASS_TEACHER, note.class_id, note.opened, rules.policy, rules.calendars)
        if any(_stood(of_class[note.class_id], staff_id, note.class_id, at, zone) for at in (note.opened, note.answered, due)):
            yield Mine(note, due, _in_time(note, due, now))


def _stood(duties: Sequence[Duty], staff_id: int, class_id: int, at: datetime | None, zone: ZoneInfo) -> bool:
    return at is not None and staff_id in on_duty(duties, class_id, at.astimezone(zone))


def _in_time(note: reports.Noted, due: datetime | None, now: datetime) -> bool | None:
    if due is None or (note.answered is None and now < due):
        return None
    return note.answered is not None and note.answered <= due
