"""Proof for a teacher's own sake of what came to them and how soon it was answered; nobody else has an address for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.wording import Who
from bot.ownanswers import Mine, came_to
from bot.web.console import reviews, weekly
from bot.web.console.door import Values
from bot.web.console.visit import Look

PATH = "/console/mine"
_FIRST = 40  # of a week's notes, the newest, until all are asked for


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
    """Of a week that is over and not shown, the counts may be as of an hour ago: a term has some thousand notes."""
    first, last = reviews.term(look)
    counted = {span: weekly.kept(look, ("mine", _staff_id(look)), span, _counts) for span in weekly.spans(look, first, last)}
    weeks = {one.week: span for span, one in reversed(counted.items()) if one.came}
    shown = next(iter([week for week in weeks if week.isoformat() == look.query.get("week")] or weeks), None)
    notes = _came_in(look, weeks[shown])[::-1] if shown else []
    return {
        "first": first,
        "last": last,
        "promises": look.visitor.policy.replies.promise_hours is not None,
        "weeks": [_week(week, notes) if week == shown else counted[span] for week, span in weeks.items()],
        "shown": shown,
        "notes": [_line(look, one) for one in (notes if look.query.get("all") else notes[:_FIRST])],
        "of": len(notes),
    }


def _counts(look: Look, span: weekly.Span) -> Week:
    return _week(span.week, _came_in(look, span))


def _came_in(look: Look, span: weekly.Span) -> list[Mine]:
    return [*came_to(look.scope, look.db, _staff_id(look), look.desk.rules, look.now, span.days)]


def _staff_id(look: Look) -> int:
    return look.visitor.session.staff_id


def _week(week: date, found: Sequence[Mine]) -> Week:
    took = [one.note.answered - one.note.opened for one in found if one.note.answered is not None]
    known = [one.in_time for one in found if one.in_time is not None]
    middle = reviews.length(weekly.middle(took)) if took else ""
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
