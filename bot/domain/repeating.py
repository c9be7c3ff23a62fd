"""A reminder every week at a time: how staff write it, and when it is due next by the clock on the school's wall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WRITTEN = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)\w*\s+(\d{1,2})[:.](\d{2})\s+(.+)", re.IGNORECASE | re.DOTALL)
MARK = "every:"


@dataclass(frozen=True, slots=True)
class Weekly:
    """`weekday` counts from Monday as 0; `at` is local wall time."""

    weekday: int
    at: time

    @property
    def word(self) -> str:
        """How a draft remembers it."""
        return f"{MARK}{self.weekday}-{self.at:%H:%M}"


def written(text: str) -> tuple[Weekly, str] | None:
    """ "Mon 15:00 PE kit tomorrow" → when, and the words; None when it is not written so."""
    match = _WRITTEN.match(text.strip())
    if match is None or int(match[2]) > 23 or int(match[3]) > 59:
        return None
    return Weekly(_DAYS.index(match[1].lower()), time(int(match[2]), int(match[3]))), match[4].strip()


def remembered(checked: frozenset[str]) -> Weekly | None:
    word = next((one for one in checked if one.startswith(MARK)), None)
    if word is None:
        return None
    weekday, _, at = word.removeprefix(MARK).partition("-")
    return Weekly(int(weekday), time.fromisoformat(at))


def next_time(weekly: Weekly, zone: str, after: datetime) -> datetime:
    """The first such moment after another, as UTC: the wall clock's time on both sides of a clock change."""
    local = after.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=(weekly.weekday - local.weekday()) % 7)
    found = datetime.combine(day, weekly.at, ZoneInfo(zone))
    if found <= local:
        found = datetime.combine(day + timedelta(days=7), weekly.at, ZoneInfo(zone))
    return found.astimezone(UTC)
