"""When somebody of the school reads: an immutable calendar and the opening windows of one local day.

Questions about moments are in `bot/domain/hours.py`. Bank holidays are handed in; working them out is not our affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from enum import StrEnum

from bot.domain.policy import Hours, Period

Window = tuple[int, int]
"""Seconds of a local day by the clock on the wall, half-open."""

DAY_S = 86_400
LONGEST_HOLIDAY = timedelta(days=75)
"""A longer gap before a term means that a term in between was never entered (a summer is at most nine weeks)."""

_WEEKEND = frozenset({5, 6})
_SCHOOL_YEAR_STARTS = 9  # September


class ClosureKind(StrEnum):
    INSET = "inset"
    HOLIDAY = "holiday"
    SNOW = "snow"
    EARLY_CLOSE = "early_close"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Term:
    """Both days included."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Closed on these days (both included), from `start` on when given; for one class or, None, for the school."""

    kind: ClosureKind
    first_day: date
    last_day: date
    start: time | None = None
    class_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Opening times of teachers or of the office. `within` are staff's own hours: they only ever take away."""

    zone: str
    periods: tuple[Period, ...] = ()
    term_time_only: bool = False
    terms: tuple[Term, ...] = ()  # in order of first days
    closures: tuple[Closure, ...] = ()
    bank_holidays: frozenset[date] = frozenset()
    class_periods: Mapping[int, tuple[Period, ...]] = field(default_factory=dict)
    class_within: Mapping[int, tuple[Period, ...]] = field(default_factory=dict)  # when any of a class's teachers reads
    class_id: int | None = None
    within: tuple[tuple[Period, ...], ...] = ()


def build(
    hours: Hours,
    zone: str,
    *,
    periods: Sequence[Period] = (),
    class_periods: Mapping[int, Sequence[Period]] | None = None,
    class_within: Mapping[int, tuple[Period, ...]] | None = None,
    terms: Iterable[Term] = (),
    closures: Iterable[Closure] = (),
    bank_holidays: frozenset[date] = frozenset(),
) -> Calendar:
    """The policy's hours with the school's rows: `periods` replace the policy's, `class_periods` a class's (DESIGN §4)."""
    weekends = "weekends" not in hours.closed_on
    term_time_only = "school_holidays" in hours.closed_on
    ignored = {ClosureKind.INSET} if "inset_days" in hours.open_on else set()
    if not term_time_only:
        ignored.add(ClosureKind.HOLIDAY)
    return Calendar(
        zone=zone,
        periods=_kept(periods or hours.periods, weekends=weekends),
        term_time_only=term_time_only,
        terms=tuple(sorted(terms, key=lambda term: term.first_day)),
        closures=tuple(closure for closure in closures if closure.kind not in ignored),
        bank_holidays=bank_holidays if "bank_holidays" in hours.closed_on else frozenset(),
        class_periods={id_: _kept(own, weekends=weekends) for id_, own in (class_periods or {}).items()},
        class_within=class_within or {},
    )


def _kept(periods: Sequence[Period], *, weekends: bool) -> tuple[Period, ...]:
    if weekends:
        return tuple(periods)
    return tuple((days - _WEEKEND, start, end) for days, start, end in periods)


def for_class(calendar: Calendar, class_id: int) -> Calendar:
    """The calendar with one class's own periods and closures, and within its teachers' own hours, where it has any."""
    own = replace(calendar, class_id=class_id, periods=calendar.class_periods.get(class_id, calendar.periods))
    return narrow(own, calendar.class_within.get(class_id, ()))


def narrow(calendar: Calendar, own_hours: Sequence[Period]) -> Calendar:
    """Within a member of staff's own hours: quiet hours get wider, never shorter (LT7). No own hours: as it was."""
    return replace(calendar, within=(*calendar.within, tuple(own_hours))) if own_hours else calendar


def windows(calendar: Calendar, day: date, *, but: frozenset[ClosureKind] = frozenset()) -> tuple[Window, ...]:
    """Opening windows of a day in order, never touching; empty when closed or unknown. `but` closures are ignored."""
    closed_from = _closed_from(calendar, day, but)
    if not closed_from or not in_term(calendar, day):
        return ()
    opened = _windows_of(calendar.periods, day)
    for layer in calendar.within:
        opened = _both(opened, _windows_of(layer, day))
    return tuple((start, min(end, closed_from)) for start, end in opened if start < closed_from)


def in_term(calendar: Calendar, day: date) -> bool | None:
    """Whether the day is not in the school holidays; None when nobody has said. Unknown dates are never invented."""
    if not calendar.term_time_only:
        return True
    if not calendar.terms:
        return _in_a_listed_year(calendar, day) or None
    if any(term.first_day <= day <= term.last_day for term in calendar.terms):
        return True
    after = next((term.first_day for term in calendar.terms if term.first_day > day), None)
    before = max((term.last_day for term in calendar.terms if term.last_day < day), default=day)
    return False if after and after - before <= LONGEST_HOLIDAY else None


def _in_a_listed_year(calendar: Calendar, day: date) -> bool:
    """A school may list its holidays instead of its terms: then the rest of that school year is term."""
    listed = {_school_year(closure.first_day) for closure in calendar.closures if closure.kind is ClosureKind.HOLIDAY}
    return _school_year(day) in listed


def _school_year(day: date) -> int:
    return day.year if day.month >= _SCHOOL_YEAR_STARTS else day.year - 1


def _closed_from(calendar: Calendar, day: date, but: frozenset[ClosureKind]) -> int:
    """The second of the day from which it is closed; DAY_S when it is not."""
    if day in calendar.bank_holidays:
        return 0
    hits = (
        seconds(closure.start) if closure.start else 0
        for closure in calendar.closures
        if closure.first_day <= day <= closure.last_day
        and closure.kind not in but
        and closure.class_id in (None, calendar.class_id)
    )
    return min(hits, default=DAY_S)


def _windows_of(periods: Sequence[Period], day: date) -> list[Window]:
    today = [(seconds(start), seconds(end) or DAY_S) for days, start, end in periods if day.weekday() in days]
    joined: list[Window] = []
    for start, end in sorted(today):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def _both(some: list[Window], others: list[Window]) -> list[Window]:
    cut = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return [(start, end) for start, end in cut if start < end]


def seconds(at: time) -> int:
    """Since midnight by the clock on the wall."""
    return at.hour * 3600 + at.minute * 60 + at.second
