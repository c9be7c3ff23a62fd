"""Meetings: times as staff write them, and the numbers by which a family picks one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.people import Role

MOST_TIMES = 6
FIRST_DIGIT = 21  # questions use one digit; a number from here on can mean nothing else
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPLIT = re.compile(r"\s*(?:,|;|/|\bor\b|\n)\s*", re.IGNORECASE)
_TIME = re.compile(
    r"(?:(?P<day>[a-z]{3,9})\.?)?\s*(?:(?P<date>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]{3,9}))?\s*(?:at\s+)?"
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Offered, agreed or over. Times are UTC; `role` is whom the family meets."""

    id: int
    item_id: int
    guardian_id: int
    pupil_id: int | None
    class_id: int | None
    role: Role
    state: str
    times: tuple[datetime, ...]
    first_digit: int
    staff_id: int | None = None
    starts_at: datetime | None = None
    topic: str = ""
    rung: int | None = None

    def picked(self, digit: int) -> datetime | None:
        place = digit - self.first_digit
        return self.times[place] if 0 <= place < len(self.times) else None

    @property
    def none_digit(self) -> int:
        return self.first_digit + len(self.times)


def read_times(text: str, now: datetime, zone: str) -> tuple[datetime, ...]:
    """ "Thu 15:30 or Fri 08:15" → the next such moments after `now`, UTC; () unless every part is a time."""
    parts = [part for part in _SPLIT.split(text.strip().rstrip(".?")) if part]
    local, found = now.astimezone(ZoneInfo(zone)), list[datetime]()
    for part in parts:
        moment = _moment(part, local)
        if moment is None:
            return ()
        found.append(moment.astimezone(now.tzinfo))
    return tuple(dict.fromkeys(found)) if len(found) <= MOST_TIMES else ()


def _moment(part: str, local: datetime) -> datetime | None:
    found = _TIME.fullmatch(part)
    if found is None or not (found["day"] or found["date"]):
        return None
    at, day = _clock(found), _day(found, local.date())
    if at is None or day is None:
        return None
    made = datetime.combine(day, at, local.tzinfo)
    if made <= local and not found["date"] and found["day"].casefold() != "today":
        made = datetime.combine(day + timedelta(days=7), at, local.tzinfo)
    return made if made > local else None


def _clock(found: re.Match[str]) -> time | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"].casefold() == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(found: re.Match[str], today: date) -> date | None:
    if found["date"]:
        return _dated(int(found["date"]), found["month"], today)
    word = found["day"].casefold()
    if word == "today":
        return today
    if word == "tomorrow":
        return today + timedelta(days=1)
    if word[:3] not in _DAYS:
        return None
    return today + timedelta(days=(_DAYS.index(word[:3]) - today.weekday()) % 7)


def _dated(day: int, month: str, today: date) -> date | None:
    if month.casefold()[:3] not in _MONTHS:
        return None
    number = _MONTHS.index(month.casefold()[:3]) + 1
    for year in (today.year, today.year + 1):
        try:
            made = date(year, number, day)
        except ValueError:
            continue
        if made >= today:
            return made
    return None


def free_digit(offers: tuple[Meeting, ...]) -> int:
    """The first number of a new offer: no two offers a family has open share one."""
    return FIRST_DIGIT if not offers else 10 * (max(one.none_digit for one in offers) // 10 + 1) + 1
