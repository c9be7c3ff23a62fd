"""The day an event is on, as a teacher writes it: "12 March", "Tue 12th Mar", "12/3"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")
_LONG_AGO = timedelta(days=60)  # an event two months back is meant for next year


def day_in(text: str, today: date) -> date | None:
    """The first date in a text, in the year in which it lies ahead; None when there is none."""
    words, digits = _WORDS.search(text), _DIGITS.search(text)
    if words:
        return _ahead(int(words[1]), _MONTHS.index(words[2].lower()) + 1, today)
    return _ahead(int(digits[1]), int(digits[2]), today) if digits else None


def _ahead(day: int, month: int, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - _LONG_AGO:
            return found
    return None
