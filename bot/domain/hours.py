"""Is it open, when does it open, which quiet period is this: questions about a moment, asked of a calendar.

Hours are half-open [open, close) by the clock on the wall, so both clock changes come out right (M13, LT6, BNV14, B2).
Every moment given must be aware; every moment returned is UTC. Nothing here steps through minutes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import DAY_S, Calendar, ClosureKind, in_term, windows
from bot.domain.policy import Clock, FamilyHours

HORIZON_DAYS = 400
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""The start of a quiet period that began before anything the calendar knows."""

_EVERY_DAY = frozenset(range(7))
_INSET = frozenset({ClosureKind.INSET})
_FARTHEST = timedelta(hours=15)  # no zone is farther from UTC

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class QuietPeriod:
    """One contiguous time in which nobody reads, [start, end) in UTC. `start` identifies it: one held-notice each (B2).

    `end` is None when no opening is known.
    """

    start: datetime
    end: datetime | None


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether somebody reads at this moment. A day nobody has entered dates for is not open."""
    local = _local(calendar, at)
    second = local.hour * 3600 + local.minute * 60 + local.second
    return any(start <= second < end for start, end in windows(calendar, local.date()))


def next_opening(calendar: Calendar, at: datetime) -> datetime | None:
    """The first moment from `at` on that is open: `at` itself when it is.

    None when there is none within 400 days, or when term dates that nobody has entered come first.
    """
    if is_open(calendar, at):
        return at.astimezone(UTC)
    for day in _days_from(_local(calendar, at).date(), 1):
        school_day = in_term(calendar, day)
        if school_day is None:
            return None
        spans = _spans(calendar, day) if school_day else ()
        opens = next((start for start, _ in spans if start > at), None)
        if opens:
            return opens
    return None


def closes_at(calendar: Calendar, at: datetime) -> datetime | None:
    """The end of the opening that `at` is in. None when closed, or when it never closes within 400 days."""
    moment = at.astimezone(UTC)
    if not is_open(calendar, at):
        return None
    for day in _days_from(_local(calendar, at).date(), 1):
        moment = next((end for start, end in _spans(calendar, day) if start <= moment < end), moment)
        if _local(calendar, moment).date() <= day:  # else it ran on to midnight: look at the next day
            return moment
    return None


def quiet_period(calendar: Calendar, at: datetime) -> QuietPeriod | None:
    """The quiet period that `at` is in, None when open. Friday 17:30 to Monday 08:00 is one (B2)."""
    if is_open(calendar, at):
        return None
    return QuietPeriod(_last_close(calendar, at) or LONG_AGO, next_opening(calendar, at))


def _last_close(calendar: Calendar, at: datetime) -> datetime | None:
    for day in _days_from(_local(calendar, at).date(), -1):
        ends = [end for _, end in _spans(calendar, day) if end <= at]
        if ends:
            return ends[-1]
    return None


def add_working_hours(calendar: Calendar, at: datetime, hours: int, clock: Clock) -> datetime | None:
    """When a promise of so many hours falls due (B3): Friday 16:00 and 24 hours is Monday 16:00 (LT26, BNV15).

    The clock of a message that is held starts at the opening that passes it on. A day that counts gives 24 hours by
    the clock on the wall. None when unknown term dates stand in between.
    """
    start = next_opening(calendar, at)
    if start is None:
        return None
    if clock in {Clock.EVERY_HOUR, Clock.OPEN_HOURS}:
        return _by_the_hour(calendar, start, timedelta(hours=hours), clock)
    wall, left = _local(calendar, start).replace(tzinfo=None), timedelta(hours=hours)
    for day in _days_from(wall.date(), 1):
        if in_term(calendar, day) is None:
            return None
        wall = max(wall, datetime.combine(day, time()))
        if windows(calendar, day, but=_INSET if clock is Clock.WORKING_DAY else frozenset()):
            midnight = datetime.combine(day, time()) + timedelta(days=1)
            if wall + left <= midnight:
                return (wall + left).replace(tzinfo=ZoneInfo(calendar.zone)).astimezone(UTC)
            left -= midnight - wall
    return None


def _by_the_hour(calendar: Calendar, start: datetime, left: timedelta, clock: Clock) -> datetime | None:
    """From an opening on: every hour by the clock on the wall, or only the hours in which somebody reads."""
    if clock is Clock.EVERY_HOUR:
        return (
            (_local(calendar, start).replace(tzinfo=None) + left)
            .replace(tzinfo=ZoneInfo(calendar.zone))
            .astimezone(UTC)
        )
    for day in _days_from(_local(calendar, start).date(), 1):
        if in_term(calendar, day) is None:
            return None
        for opens, closes in _spans(calendar, day):
            from_then = max(opens, start)
            if from_then < closes and from_then + left <= closes:
                return from_then + left
            left -= max(closes - from_then, timedelta())
    return None


def next_family_time(family: FamilyHours, zone: str, at: datetime) -> datetime:
    """When an announcement may next reach a family: now, or the next start of the families' day."""
    waking = Calendar(zone=zone, periods=((_EVERY_DAY, family.start, family.end),))
    return next_opening(waking, at) or at.astimezone(UTC)


def _local(calendar: Calendar, at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment must be aware of its time zone")
    return at.astimezone(ZoneInfo(calendar.zone))


def _days_from(day: date, step: int) -> Iterator[date]:
    return (day + timedelta(days=step * count) for count in range(HORIZON_DAYS))


def _spans(calendar: Calendar, day: date) -> list[Span]:
    """The day's openings as moments, in order, never touching."""
    midnight, joined = datetime.combine(day, time(), UTC), list[Span]()
    opened = windows(calendar, day)
    if not opened:
        return joined
    for known_from, known_to, offset in _offsets(ZoneInfo(calendar.zone), midnight):
        for first, last in opened:
            start = max(midnight + timedelta(seconds=first) - offset, known_from)
            end = min(midnight + timedelta(seconds=last) - offset, known_to)
            if start < end and joined and joined[-1][1] == start:
                joined[-1] = (joined[-1][0], end)
            elif start < end:
                joined.append((start, end))
    return joined


def _offsets(zone: ZoneInfo, midnight: datetime) -> list[tuple[datetime, datetime, timedelta]]:
    """The offsets from UTC in force around a local day, each with its time: two when the clock changes, else one.

    Wall time cannot be turned into a moment by `fold` alone: half past one may not exist, or come twice.
    """
    first, last = midnight - _FARTHEST, midnight + timedelta(seconds=DAY_S) + _FARTHEST
    early, late = _offset(zone, first), _offset(zone, last)
    if early == late:
        return [(first, last, early)]
    length = int((last - first).total_seconds())
    change = first + timedelta(
        seconds=bisect_left(range(length), True, key=lambda s: _offset(zone, first + timedelta(seconds=s)) != early)
    )
    return [(first, change, early), (change, last, late)]


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
