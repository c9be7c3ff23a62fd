"""Weekdays, times of day and dates as people type them. None means "not understood"."""

from __future__ import annotations

import re
from datetime import date, datetime, time

_DAYS = {
    word: number
    for number, words in enumerate((
        "m mon monday mondays", "t tu tue tues tuesday tuesdays", "w wed weds wednesday wednesdays",
        "th thu thur thurs thursday thursdays", "f fri friday fridays", "sat saturday saturdays", "sun sunday sundays",
    ))
    for word in words.split()
}  # fmt: skip
_EVERY = frozenset({"every day", "daily", "all", "all week", "all days", "mon-fri", "full time", "ft"})
_SPAN = re.compile(r"([a-z]+)\s*(?:-|–|to|until)\s*([a-z]+)")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::00)?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)
_LETTERS = re.compile(r"m?t?w?(?:th)?f?")  # "MTW", "ThF"
_DAY_MINUTES = 24 * 60
_DATE_FORMS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
)


def weekdays(text: str) -> frozenset[int] | None:
    """ "Mon-Wed", "Thursday, Friday", "MTW" → numbers with Monday 0; every day is the empty set."""
    folded = " ".join(text.casefold().split())
    if folded in _EVERY:
        return frozenset()
    found: set[int] = set()
    for part in re.split(r"[,;/&+]|\band\b", folded):
        days = _some(part.strip(". "))
        if days is None:
            return None
        found |= days
    return frozenset(found) if found else None


def _some(part: str) -> set[int] | None:
    span = _SPAN.fullmatch(part)
    if span:
        first, last = _DAYS.get(span[1]), _DAYS.get(span[2])
        return None if first is None or last is None or first > last else set(range(first, last + 1))
    words = [word for word in re.split(r"[\s.]+", part) if word]
    if len(words) == 1 and words[0] not in _DAYS and _LETTERS.fullmatch(part):
        words = re.findall("th|[mtwf]", part)
    return {_DAYS[word] for word in words} if all(word in _DAYS for word in words) else None


def time_of_day(text: str) -> time | None:
    """ "13:30", "1.30pm", "9", or the fraction of a day Excel keeps ("0.5625"). Wall time."""
    if re.fullmatch(r"0?\.(\d{3,}|25|5|75)", text):
        minutes = round(float(text) * _DAY_MINUTES)
        return time(minutes // 60, minutes % 60) if minutes < _DAY_MINUTES else None
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1].lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_of_year(text: str) -> date | None:
    """A date, day before month: "2026-01-05", "05/01/2026", "5 January 2026"."""
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a date on a wall calendar has no zone
        except ValueError:
            continue
    return None
