"""School time as the phones see it, and the hands that move it.

The carriers stamp messages with school time, so that a text typed "on Sunday at 19:00" is a Sunday text for the hub.
Whoever runs the hub injects the callbacks that store the offset; without them the sandbox keeps an offset of its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Now = Callable[[], datetime]
MoveClock = Callable[[float], Awaitable[None]]
SetClock = Callable[[datetime], Awaitable[None]]

_WEEK = 7
_SUNDAY = 6


def real_now() -> datetime:
    """The machine's own time, aware UTC."""
    return datetime.now(UTC)


class OwnOffset:
    """The clock when no hub has injected one."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        return real_now() + self._offset

    async def move(self, seconds: float) -> None:
        self._offset += timedelta(seconds=seconds)

    async def set(self, at: datetime) -> None:
        self._offset = at - real_now()


@dataclass(frozen=True, slots=True)
class SchoolClock:
    """`now` gives aware datetimes; `move` takes seconds, `set` an aware datetime; `zone` is the school's."""

    now: Now
    move: MoveClock
    set: SetClock
    zone: ZoneInfo

    @property
    def local(self) -> datetime:
        return self.now().astimezone(self.zone)

    def next_at(self, hour: int, weekday: int | None = None) -> datetime:
        """The next local `hour`:00 (on `weekday`, Monday is 0) after now, in wall time, so a clock change is fine."""
        local = self.local
        at = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
        days = 0 if weekday is None else (weekday - local.weekday()) % _WEEK
        at += timedelta(days=days)
        if at.astimezone(UTC) <= local.astimezone(UTC):
            at += timedelta(days=1 if weekday is None else _WEEK)
        return at

    async def go(self, moment: str) -> None:
        """Jump to a named moment: "morning" (next 08:00) or "sunday" (next Sunday 19:00). Raises KeyError."""
        await self.set({"morning": self.next_at(8), "sunday": self.next_at(19, _SUNDAY)}[moment])


def make_clock(now: Now | None, move: MoveClock | None, put: SetClock | None, zone: str) -> SchoolClock:
    """The injected clock when all three parts are given, else an own one."""
    if now and move and put:
        return SchoolClock(now, move, put, ZoneInfo(zone))
    if now or move or put:
        raise ValueError("now, move_clock and set_clock belong together: give all three or none")
    own = OwnOffset()
    return SchoolClock(own.now, own.move, own.set, ZoneInfo(zone))
