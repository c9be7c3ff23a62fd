"""Proof for a teacher's own sake of what came to them and how soon it was answered; nobody else has an address for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.cover import on_duty
from bot.domain.people import Duty, Role
from bot.domain.reminding import promised
from bot.domain.wording import Who
from bot.web.console import reviews
from bot.web.console.door import Values
from bot.web.console.visit import Look
from storage import reports, roll

PATH = "/console/mine"


@dataclass(frozen=True, slots=True)
class Mine:
    """A note and, where the school promises an answer, by when. `in_time`: None while neither is known yet."""

    note: reports.Noted
    due: datetime | None
    in_time: bool | None


@dataclass(frozen=True, slots=True)
class Week:
    """Counts of one week by the day a note could be read, as in the leaders' report. `promised` counts what is due."""

    week: date
    came: int
    answered: int
    promised: int
    in_time: int
    middle: str


def view(look: Look) -> Values:
    first, last = reviews.term(look)
    found = list(_mine(look, first, last))
    return {
        "first": first,
        "last": last,
        "promises": look.visitor.policy.replies.promise_hours is not None,
        "weeks": _weeks(look, found),
        "notes": [_line(look, one) for one in reversed(found)],
    }


def _mine(look: Look, first: date, last: date) -> Iterator[Mine]:
    """In order of when they could be read. What is still held is nobody's yet."""
    since, until = reviews.midnight(look, first), min(reviews.midnight(look, last + timedelta(days=1)), look.now)
    duties = roll.duties(look.scope, look.db, first)
    me = look.visitor.session.staff_id
    classes = {duty.class_id for duty in duties if duty.staff_id == me}
    for note in reports.noted_of(look.scope, look.db, classes, since, until):
        due = promised(Role.CLASS_TEACHER, note.class_id, note.opened, look.visitor.policy, look.context.calendars)
        if _came_to(look, duties, note, due):
            yield Mine(note, due, _in_time(note, due, look.now))


def _came_to(look: Look, duties: Sequence[Duty], note: reports.Noted, due: datetime | None) -> bool:
    """They stood at the class when it opened, when it was answered, or when its answer was due."""
    me, moments = look.visitor.session.staff_id, (note.opened, note.answered, due)
    return any(at is not None and me in on_duty(duties, note.class_id, at.astimezone(look.zone)) for at in moments)


def _in_time(note: reports.Noted, due: datetime | None, now: datetime) -> bool | None:
    if due is None or (note.answered is None and now < due):
        return None
    return note.answered is not None and note.answered <= due


def _weeks(look: Look, found: Sequence[Mine]) -> list[Week]:
    """The newest first."""
    weeks: dict[date, list[Mine]] = {}
    for one in found:
        weeks.setdefault(reviews.monday(one.note.opened.astimezone(look.zone).date()), []).append(one)
    return [_week(week, notes) for week, notes in sorted(weeks.items(), reverse=True)]


def _week(week: date, found: Sequence[Mine]) -> Week:
    took = [one.note.answered - one.note.opened for one in found if one.note.answered is not None]
    known = [one.in_time for one in found if one.in_time is not None]
    middle = reviews.length(reviews.middle(took)) if took else ""
    return Week(week, len(found), len(took), len(known), sum(known), middle)


def _line(look: Look, one: Mine) -> dict[str, str]:
    note = one.note
    return {
        "child": look.name(Who.PUPIL, note.pupil_id) or "Not known",
        "school_class": look.class_name(note.class_id),
        "came": _said(look, note.came),
        "opened": _said(look, note.opened),
        "due": _said(look, one.due),
        "answered": _said(look, note.answered) or ("Closed without an answer" if note.ended else "Not yet"),
        "kept": {True: "in time", False: "late", None: ""}[one.in_time],
    }


def _said(look: Look, at: datetime | None) -> str:
    return f"{at.astimezone(look.zone):%a %-d %b %Y %H:%M}" if at else ""
