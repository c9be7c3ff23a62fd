"""When a hub may be stopped for a while: never while a school reads, or is about to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.domain.calendar import Calendar
from bot.domain.hours import is_open, next_opening

BEFORE_OPENING = timedelta(hours=1)  # an upgrade that went wrong has to be over by then
_STEP = timedelta(minutes=5)
_STEPS = int(timedelta(days=2) / _STEP)


def may_stop(calendars: Iterable[Calendar], now: datetime) -> bool:
    """`now` is aware."""
    return all(_closed_a_while(one, now) for one in calendars)


def may_stop_from(calendars: Iterable[Calendar], now: datetime) -> datetime | None:
    """The next moment, to five minutes, in UTC; None when there is none in two days."""
    known = tuple(calendars)
    moments = (now + number * _STEP for number in range(_STEPS))
    found = next((moment for moment in moments if may_stop(known, moment)), None)
    return found.astimezone(UTC) if found else None


def _closed_a_while(calendar: Calendar, now: datetime) -> bool:
    if is_open(calendar, now):
        return False
    opens = next_opening(calendar, now)
    return opens is None or opens - now >= BEFORE_OPENING
