"""A day's or a week's posts in one message, for adults who chose it. Closures, answers and danger never wait for it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.emergency import KIND

AT = time(16, 30)
"""Local wall time: after school, before the evening."""
FRIDAY = 4
CHOICE = "digest"
"""The name of an adult's choice; its values are "", "day" and "week"."""


def next_digest(choice: str, zone: str, now: datetime) -> datetime:
    """When the next one leaves, aware UTC-comparable: today or tomorrow at `AT`, or the next Friday."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() + timedelta(days=local.time() >= AT)
    if choice == "week":
        day += timedelta(days=(FRIDAY - day.weekday()) % 7)
    return datetime.combine(day, AT, ZoneInfo(zone))


def waits(choice: str, kind: str, audience: str, happens_on: date | None, leaves: date) -> bool:
    """Whether a post may wait for a digest that leaves on a day: not one for a single child, nor about that day or before."""
    if choice not in {"day", "week"} or kind == KIND or audience == "child":
        return False
    return happens_on is None or happens_on > leaves
