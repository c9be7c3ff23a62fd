"""Dates and kinds of day as schools write them in their lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches

from bot.domain.calendar import ClosureKind

TERM = "term"
KINDS: Mapping[str, str] = {
    TERM: TERM,
    **{kind.value: kind.value for kind in ClosureKind},
    "half_term": ClosureKind.HOLIDAY,
    "school_holiday": ClosureKind.HOLIDAY,
    "inset_day": ClosureKind.INSET,
    "inset_days": ClosureKind.INSET,
    "training_day": ClosureKind.INSET,
    "snow_day": ClosureKind.SNOW,
    "closure": ClosureKind.OTHER,
    "closed": ClosureKind.OTHER,
}

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_BRITISH = re.compile(
    r"(?:(?P<weekday>[a-z]{3,9})\.?,?\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+"
    r"(?P<month>\d{1,2}|[a-z]{3,9})\.?,?[\s/.\-]+(?P<year>\d{4}|\d{2})"
)
_YEARS = range(2000, 2101)


def day(value: object) -> date:
    """2025-09-02, 02/09/2025 (day first), "2 September 2025", "Tuesday 2nd Sept 2025". Raises ValueError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip().casefold()
    found = _ISO.fullmatch(text) or _BRITISH.fullmatch(text)
    if not found:
        raise ValueError(f'"{value}" is not a date; write 2025-09-02 or 02/09/2025')
    return _checked(found.groupdict(), str(value))


def _checked(parts: Mapping[str, str | None], written: str) -> date:
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    try:
        made = date(year, _month(parts["month"] or ""), int(parts["day"] or 0))
    except ValueError:
        raise ValueError(f'"{written}" is not a date in the calendar') from None
    if year not in _YEARS:
        raise ValueError(f'"{written}" is not in this century')
    weekday = _WEEKDAYS[made.weekday()]
    if not weekday.startswith(parts.get("weekday") or ""):
        raise ValueError(f'"{written}": that day is a {weekday.title()}')
    return made


def _month(word: str) -> int:
    return int(word) if word.isdecimal() else _MONTHS.index(word[:3]) + 1


def kind(value: object) -> str:
    """TERM or a ClosureKind, from "Half term", "INSET day" and the like. Raises ValueError with the nearest word."""
    word = "_".join(str(value).casefold().replace("-", " ").replace("_", " ").split())
    if word in KINDS:
        return KINDS[word]
    close = get_close_matches(word, list(KINDS), n=1)
    hint = f'; did you mean "{close[0]}"?' if close else "."
    raise ValueError(f'"{value}" is not a kind of day{hint} Allowed: {TERM}, {", ".join(ClosureKind)}')
