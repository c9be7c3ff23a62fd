"""A day with its weekday, as a language writes it.

Babel's short form is what people write in most languages. In some it is not: "jún. 8., H", "Th 2" or a weekday that ends
in a full stop, which then stands before ours. Those have their own pattern here, with the whole word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_skeleton

PLAIN = str.maketrans({"\u202f": " ", "\u00a0": " ", "\u200f": None, "\u200e": None})
"""No space that costs a text message its alphabet, no mark of direction: what is inserted is kept apart by its sentence."""
_LONG: Mapping[str, str] = {
    "bg": "EEEE, d MMMM",
    "fr": "EEEE d MMMM",
    "hi": "EEEE, d MMMM",
    "hu": "MMMM d., EEEE",
    "it": "EEEE d MMMM",
    "lt": "MMMM d 'd'., EEEE",
    "ru": "EEEE, d MMMM",
    "sq": "EEEE, d MMMM",
    "ta": "EEEE, d MMMM",
    "tr": "d MMMM EEEE",
    "vi": "EEEE, d MMMM",
}
_SHORT: Mapping[str, str] = {"hu": "MMM d., EEEE", "ta": "EEEE, d MMM", "vi": "EEEE, d/M"}


@lru_cache(maxsize=4_096)
def long_day(day: date, locale: str) -> str:
    """ "pon., 8 czerwca", for a notice."""
    return _written(day, locale, _LONG, "MMMMEd")


@lru_cache(maxsize=4_096)
def short_day(day: date, locale: str) -> str:
    """ "pon., 8 cze", where letters are counted."""
    return _written(day, locale, _SHORT, "MMMEd")


@lru_cache(maxsize=4_096)
def month_day(day: date, locale: str) -> str:
    """ "8 June", without its weekday and year."""
    return _written(day, locale, {}, "MMMMd")


@lru_cache(maxsize=4_096)
def year_day(day: date, locale: str) -> str:
    """ "8 June 2025"."""
    return _first(format_date(day, "long", locale=locale).translate(PLAIN), day, locale)


@lru_cache(maxsize=1_000)
def weekday(number: int, locale: str) -> str:
    """ "Monday" for 0."""
    return format_date(date(2024, 1, 1 + number), "EEEE", locale=locale).translate(PLAIN)


def _written(day: date, locale: str, own: Mapping[str, str], skeleton: str) -> str:
    if locale in own:
        written = format_date(day, own[locale], locale=locale)
    else:
        written = format_skeleton(skeleton, datetime.combine(day, time()), locale=locale)
    return _first(written.translate(PLAIN), day, locale)


def _first(written: str, day: date, locale: str) -> str:
    """French counts the first of a month and no other day; Babel writes "1 avril"."""
    return re.sub(r"\b1 (?=[^\W\d])", "1er ", written) if locale == "fr" and day.day == 1 else written
