"""Counts for reviews, on a page and as a file: a teacher's load by week, and how far the whole thing reaches (M6, LT20)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from starlette.responses import Response

from bot.domain.people import Role, SchoolClass
from bot.domain.reminding import promised
from bot.domain.reviewing import HELD_AFTER, Came, Load, load
from bot.web.console import safety
from bot.web.console.absences import harmless
from bot.web.console.door import Values
from bot.web.console.visit import Look
from storage import announcements, policies, reports

PATH = "/console/reports"
_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Effect:
    """One class in a term. `promised` and `in_time` count notes with a promise that is due."""

    name: str
    telegram: int
    sms: int
    unreached: int
    posts: int
    messages: int
    redirected: int
    promised: int
    in_time: int

    @property
    def families(self) -> int:
        return self.telegram + self.sms + self.unreached


def view(look: Look) -> Values:
    first, last = _term(look)
    asked = look.visitor.policy.reports
    return {
        "load": asked.teacher_load,
        "effect": asked.effectiveness,
        "weeks": _weeks(look) if asked.teacher_load != "never" else [],
        "first": first,
        "last": last,
        "effects": effects(look, first, last) if asked.effectiveness != "never" else [],
    }


def _weeks(look: Look) -> list[tuple[str, Load]]:
    """The weeks before this day; those of the whole term where the count is asked for once a term."""
    first = _term(look)[0] if look.visitor.policy.reports.teacher_load == "termly" else look.day - timedelta(weeks=_WEEKS - 1)
    since = _midnight(look, first - timedelta(days=first.weekday()))
    rows = load(_came(look, since, look.now + timedelta(seconds=1)))
    return [(look.class_name(one.class_id), one) for one in sorted(rows, key=lambda one: (-one.week.toordinal(), one.class_id))]


def _came(look: Look, since: datetime, until: datetime) -> Iterable[Came]:
    for one in reports.received(look.scope, look.db, since, until):
        day = one.at.astimezone(look.zone).date()
        held = one.visible_from - one.at > HELD_AFTER
        yield Came(one.message_id, one.class_id, day - timedelta(days=day.weekday()), held, one.role is Role.CLASS_TEACHER)


def _midnight(look: Look, day: date) -> datetime:
    return datetime.combine(day, time(), look.zone)


def _term(look: Look) -> tuple[date, date]:
    """The term that runs, or the last one; without dates the last ninety days."""
    rows = policies.calendar_rows(look.db, look.scope.school_id).terms
    begun = [term for term in rows if term[0] <= look.day]
    return max(begun) if begun else (look.day - timedelta(days=90), look.day)


def effects(look: Look, first: date, last: date) -> list[Effect]:
    since, until = _midnight(look, first), min(_midnight(look, last + timedelta(days=1)), look.now)
    came = list(_came(look, since, until))
    posts = reports.posts(look.scope, look.db, since, until)
    notes = reports.noted(look.scope, look.db, since, until)
    return [_effect(look, one, came, posts.get(one.id, 0), notes) for one in look.context.classes]


def _effect(look: Look, one: SchoolClass, came: Sequence[Came], posts: int, notes: Sequence[reports.Noted]) -> Effect:
    routes = Counter(adult.route for adult in announcements.audience(look.scope, look.db, one.id, look.day))
    mine = load(row for row in came if row.class_id == one.id)
    due = [note for note in notes if note.class_id == one.id and _due(look, note) is not None]
    return Effect(
        name=one.name,
        telegram=routes["telegram"],
        sms=routes["sms"],
        unreached=routes["none"],
        posts=posts,
        messages=sum(week.all for week in mine),
        redirected=sum(week.redirected for week in mine),
        promised=len(due),
        in_time=sum(note.answered is not None and note.answered <= (_due(look, note) or look.now) for note in due),
    )


def _due(look: Look, note: reports.Noted) -> datetime | None:
    """By when the school had promised an answer; None while that is still to come."""
    due = promised(Role.CLASS_TEACHER, note.class_id, note.opened, look.visitor.policy, look.context.calendars)
    return due if due is not None and (due <= look.now or note.answered is not None) else None


def sheet(look: Look) -> Response:
    """Both as one file for a governors' folder: counts per class, no text and no name."""
    made = io.StringIO()
    writer = csv.writer(made)
    first, last = _term(look)
    writer.writerow((f"Term {first.isoformat()} to {last.isoformat()}",))
    writer.writerow(
        ("Class", "Adults", "Telegram", "SMS", "Unreached", "Announcements", "Messages", "Redirected", "Answers due", "In time")
    )
    for one in effects(look, first, last):
        counts = (one.families, one.telegram, one.sms, one.unreached, one.posts, one.messages, one.redirected)
        writer.writerow((harmless(one.name), *counts, one.promised, one.in_time))
    writer.writerow(())
    writer.writerow(("Class", "Week of", "Messages", "In hours", "Held", "Redirected"))
    for name, week in _weeks(look):
        writer.writerow((harmless(name), week.week.isoformat(), week.all, week.in_hours, week.held, week.redirected))
    headers = safety.HEADERS | {"Content-Disposition": 'attachment; filename="review.csv"'}
    return Response("\ufeff" + made.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
