"""What each week came to, for reviews: messages by class, how soon notes were answered, and which promises held (M6, LT20)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import TypeVar

from bot.domain.people import Role
from bot.domain.reminding import promised
from bot.domain.reviewing import Load
from bot.web.console.visit import Look
from storage import reports

T = TypeVar("T")
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
    """How notes that could be read in one week were answered; `promised` and `in_time`, by class, count those with a promise that is due."""

    answers: Sequence[Answers]
    promised: Mapping[int, int]
    in_time: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """From a Monday or a first day to the Monday or the day after it, as moments."""

    week: date
    since: datetime
    until: datetime

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last."""
        return self.since.date(), (self.until.astimezone(self.since.tzinfo) - timedelta(seconds=1)).date()


def loads(look: Look, first: date, last: date) -> list[Load]:
    """What came, week by week and class by class. Of days that are over it may be as of an hour ago."""
    found: dict[tuple[date, int], Load] = {}
    for span in spans(look, first, last):
        for part in _to_today(look, span):
            for one in kept(look, "load", part, _load):
                before = found.get((one.week, one.class_id))
                found[one.week, one.class_id] = before.and_of(one) if before else one
    return sorted(found.values(), key=lambda one: (one.week, one.class_id))


def weeks(look: Look, first: date, last: date) -> list[Week]:
    """The earliest first. One that is over may be as of an hour ago."""
    return [kept(look, "answers", span, _answers) for span in spans(look, first, last)]


def spans(look: Look, first: date, last: date) -> Iterator[Span]:
    """From Monday to Sunday, the first and the last as far as these days go, until today."""
    week = monday(first)
    while week <= min(last, look.day):
        until = midnight(look, min(week + _WEEK, last + timedelta(days=1)))
        yield Span(week, midnight(look, max(week, first)), until)
        week += _WEEK


def _to_today(look: Look, span: Span) -> Iterator[Span]:
    """The days of the running week that are over, and this day; any other week whole."""
    today = midnight(look, look.day)
    if span.since < today < look.now < span.until:
        yield replace(span, until=today)
        yield replace(span, since=today)
    else:
        yield span


def kept(look: Look, what: Hashable, span: Span, count: Callable[[Look, Span], T]) -> T:
    """What `count` says of these days; once they are over it may have said so up to an hour ago."""
    if span.until > look.now:
        return count(look, replace(span, until=look.now + timedelta(seconds=1)))
    asked = (what, look.scope.school_id, span)
    return look.visitor.hub.counted.of(asked, look.visitor.policy, look.now, lambda: count(look, span))


def _load(look: Look, span: Span) -> list[Load]:
    return reports.load(look.scope, look.db, span.week, span.since, span.until)


def _answers(look: Look, span: Span) -> Week:
    took: dict[int, list[timedelta]] = defaultdict(list)
    due, kept = Counter[int](), Counter[int]()
    for note in reports.noted(look.scope, look.db, span.since, span.until):
        if note.answered is not None:
            took[note.class_id].append(note.answered - note.opened)
        by = _due(look, note)
        if by is not None:
            due[note.class_id] += 1
            kept[note.class_id] += note.answered is not None and note.answered <= by
    answers = [Answers(class_id, span.week, len(times), middle(times)) for class_id, times in sorted(took.items())]
    return Week(answers, due, kept)


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
