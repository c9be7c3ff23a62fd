"""When the school next speaks to families by itself: in teachers' hours, or the office's where teachers have none."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.hours import is_open, next_opening
from bot.rules import SchoolRules


def opening_from(rules: SchoolRules, moment: datetime) -> datetime | None:
    """The moment itself when the school is open; None when nobody knows when it opens."""
    calendar = rules.calendars.teachers if rules.policy.hours.periods else rules.calendars.office
    return moment if is_open(calendar, moment) else next_opening(calendar, moment)


def morning_of(rules: SchoolRules, day: date, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(rules.policy.school.zone))
