"""What each week came to, for reviews: messages by class, how soon notes were answered, and which promises held (M6, LT20)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from bot.domain.people import Role
from bot.domain.reminding import promised
from bot.domain.reviewing import Load
from bot.web.console.visit import Look
from storage import reports

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Answers:
    """How long answers of one class took in one week, from when the note could be read; the half that was quicker."""

    class_id: int
    week: date
    number: int
    median: timedelta


@dataclass(frozen=True, slots=True)
class Week:
    """`promised` and `in_time`, by class, count notes with a promise that is due."""

    load: Sequence[Load]
    answers: Sequence[Answers]
    promised: Mapping[int, int]
    in_time: Mapping[int, int]


def weeks(look: Look, first: date, last: date) -> list[Week]:
    """From Monday to Sunday, the first and the last as far as these days go. One that is over may be as of an hour ago."""
    found: list[Week] = []
    week = monday(first)
    while week <= last:
        since, until = midnight(look, max(week, first)), midnight(look, min(week + _WEEK, last + timedelta(days=1)))
        found.append(_week(look, week, since, until))
        week += _WEEK
    return found


def _week(look: Look, week: date, since: datetime, until: datetime) -> Week:
    if until > look.now:
        return _counted(look, week, since, look.now + timedelta(seconds=1))
    asked = ("week", look.scope.school_id, since, until)
    return look.visitor.hub.counted.of(asked, look.visitor.policy, look.now, lambda: _counted(look, week, since, until))


def _counted(look: Look, week: date, since: datetime, until: datetime) -> Week:
    took: dict[int, list[timedelta]] = defaultdict(list)
    due, kept = Counter[int](), Counter[int]()
    for note in reports.noted(look.scope, look.db, since, until):
        if note.answered is not None:
            took[note.class_id].append(note.answered - note.opened)
        by = _due(look, note)
        if by is not None:
            due[note.class_id] += 1
            kept[note.class_id] += note.answered is not None and note.answered <= by
    return Week(
        load=reports.load(look.scope, look.db, week, since, until),
        answers=[Answers(class_id, week, len(times), middle(times)) for class_id, times in sorted(took.items())],
        promised=due,
        in_time=kept,
    )


def _due(look: Look, note: reports.Noted) -> datetime | None:
    """By when the school had promised an answer; None while that is still to come."""
    due = promised(Role.CLASS_TEACHER, note.class_id, note.opened, look.visitor.policy, look.context.calendars)
    return due if due is not None and (due <= look.now or note.answered is not None) else None


def middle(times: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(one.total_seconds() for one in times))


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def midnight(look: Look, day: date) -> datetime:
    return datetime.combine(day, time(), look.zone)
