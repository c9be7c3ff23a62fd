"""English dates in words: found, understood, and written by Babel in the reader's language, never by an engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from bot.translation.spans import MONTH, Kind, Span

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"\b(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_DAY_FIRST = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY})\.?,?\s+(?:the\s+)?)?(?<![\w.,/:£$€-])(?P<days>{_DAY}(?:\s?(?:-|–|to|and|&|or|,|/)\s?{_DAY}){{0,6}})"
    rf"\s+(?P<of>of\s+)?(?P<month>{MONTH})\.?{_YEAR}(?<![.])",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?:{_WEEKDAY}\.?,?\s+)?\b(?P<month>{MONTH})\.?\s+(?:the\s+)?{_DAY}\b(?!\s?(?:[:.]\d|[ap]\.?m\b)){_YEAR}",
    re.IGNORECASE,
)
_ALSO_A_VERB = frozenset({"may", "march"})
_COUNTS = re.compile(
    r"\b(?:year|yr|class|group|room|set|form|grade|age|aged|page|stage|key|term|top)s?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Day:
    """`weekday` counts from Monday as 0. Either of the optional parts is None when the text does not say it."""

    day: int
    month: int
    weekday: int | None = None
    year: int | None = None


def find(text: str) -> Iterator[Span]:
    """Dates with a month in words. DATE where the meaning is certain, CODE (kept as written) where it is not."""
    for match in _DAY_FIRST.finditer(text):
        if not _is_no_date(text, match):
            yield Span(match.start(), match.end(), Kind.DATE if parse(match[0]) else Kind.CODE)
    for match in _MONTH_FIRST.finditer(text):
        if match["month"][0].isupper():
            yield Span(match.start(), match.end(), Kind.CODE)


def _is_no_date(text: str, match: re.Match[str]) -> bool:
    """ "Year 2 may bring a toy" and "Year 6 June trip" hold no date."""
    verb = match["month"].lower() in _ALSO_A_VERB and match["month"].islower()
    certain = match["weekday"] or match["of"] or match["year"] or not match["days"].isdigit()
    counted = not match["weekday"] and _COUNTS.search(text, max(0, match.start() - 12), match.start()) is not None
    return counted or (verb and not certain)


def parse(text: str) -> Day | None:
    """The one day a text names day first, or None: several days, no such day, a weekday that does not fit the year."""
    match = _DAY_FIRST.fullmatch(text)
    if match is None or len(re.findall(r"\d+", match["days"])) != 1:
        return None
    found = Day(
        day=int(re.sub(r"\D", "", match["days"])),
        month=_MONTHS.index(match["month"][:3].lower()) + 1,
        weekday=_WEEKDAYS.index(match["weekday"][:3].lower()) if match["weekday"] else None,
        year=int(match["year"]) if match["year"] else None,
    )
    return found if _in_some_year(found) else None


def _in_some_year(wanted: Day) -> date | None:
    """A date that looks like it: with its own year, or any of the 28 years after which weekdays repeat."""
    for year in [wanted.year] if wanted.year else range(2000, 2028):
        try:
            found = date(year, wanted.month, wanted.day)
        except ValueError:
            continue
        if wanted.weekday in (None, found.weekday()):
            return found
    return None


def render(text: str, target: str) -> str:
    """The date in the reader's language ("12 May" as "12 de mayo"); the text itself where that cannot be done."""
    wanted = parse(text)
    found = _in_some_year(wanted) if wanted else None
    locale = _locale(target)
    if wanted is None or found is None or locale is None:
        return text
    try:
        written = _write(wanted, found, locale)
    except (KeyError, ValueError, AttributeError):
        return text
    return written if _says(written, wanted.day) else text


def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def _write(wanted: Day, found: date, locale: Locale) -> str:
    if wanted.year is not None:
        written = format_date(found, "long" if wanted.weekday is None else "full", locale=locale)
    else:
        written = format_skeleton("MMMMd", datetime(found.year, found.month, found.day), locale=locale)  # noqa: DTZ001
        if wanted.weekday is not None:  # CLDR has this only abbreviated for most languages ("wt., 12 maja")
            written = f"{written} ({locale.days['stand-alone']['wide'][wanted.weekday]})"
    return written.replace("\u202f", " ").replace("\u00a0", " ")  # either would turn an SMS into UCS-2


def _says(written: str, day: int) -> bool:
    numbers = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else " " for char in written).split()
    return str(day) in numbers
