"""Answers as people type them → values. Every reader raises ValueError saying what is allowed, without a person's data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from bot import presets
from bot.calendarfile import NamedClosure
from bot.calendarwords import day
from bot.domain.calendar import ClosureKind, Term
from bot.domain.policy import Period
from bot.policyfile import words as known
from bot.policyfile.words import DAYS, SCHOOL_DAYS, clock_time, weekdays
from bot.roster.phones import Use, read_phones

_TIME = r"\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)?"
_SPAN = re.compile(rf"(?P<days>.*?)\s*(?P<open>{_TIME})\s*(?:-|–|to)\s*(?P<close>{_TIME})", re.IGNORECASE)
_HOURS = 'give days and hours, such as "Mon-Fri 08:00-17:00"'
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Person:
    """`mobile` is E.164."""

    first_name: str
    last_name: str
    mobile: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def one_line(most: int = 200) -> Callable[[str], str]:
    """Reads a line that must not be empty."""

    def read(typed: str) -> str:
        cleaned = " ".join(typed.split())
        if not cleaned or len(cleaned) > most:
            raise ValueError(f"this must be 1 to {most} letters long")
        return cleaned

    return read


def preset(typed: str) -> str:
    name = typed.strip().lower()
    if name not in presets.names():
        raise ValueError(f"there is no such preset; presets: {', '.join(presets.names())}")
    return name


def phone_needed(typed: str) -> str:
    found = known.phone(typed)
    if not found:
        raise ValueError("a number is needed: every reply in quiet time names it")
    return found


def languages(typed: str) -> tuple[str, ...]:
    return known.languages(typed.replace(",", " ").split())


def person(typed: str) -> Person:
    """ "Dana Brook, 07700 900207": the last comma ends the name."""
    name, comma, number = typed.rpartition(",")
    if not comma or not name.strip():
        raise ValueError('give name and mobile number, such as "Dana Brook, 07700 900207"')
    return named(name, mobile(number))


def named(name: str, number: str) -> Person:
    first, _, last = " ".join(name.replace(",", " ").split()).rpartition(" ")
    if len(name) > 120 or not any(char.isalpha() for char in last) or any(char.isdigit() for char in name):
        raise ValueError("give a first and a last name")
    return Person(first or last, last if first else "", number)


def mobile(typed: str) -> str:
    """E.164. Staff prove themselves by sharing their own number, so a landline will not do."""
    found = read_phones(typed)
    if found.trouble or len(found.phones) != 1:
        raise ValueError(found.trouble or "give one mobile number, such as 07700 900207")
    if found.phones[0].use is not Use.SMS:
        raise ValueError("this is a landline: a mobile number is needed, as it proves who joins the staff bot")
    return found.phones[0].e164


def periods(typed: str) -> tuple[Period, ...]:
    """ "Mon-Thu 8:00-17:00; Fri 8:00-15:30"; without days Monday to Friday. Empty: never open."""
    return tuple(_period(part) for part in re.split(r"[;\n]", typed) if part.strip())


def _period(typed: str) -> Period:
    found = _SPAN.fullmatch(typed.strip())
    if not found:
        raise ValueError(_HOURS)
    try:
        days = weekdays(found["days"].rstrip(":, ")) if found["days"] else SCHOOL_DAYS
        opens, closes = clock_time(found["open"]), clock_time(found["close"])
    except ValueError:
        raise ValueError(_HOURS) from None
    if opens >= closes != time():
        raise ValueError("the closing time must be later than the opening time")
    return days, opens, closes


def said(kept: Iterable[Period]) -> str:
    """Periods as `periods` reads them."""
    return "; ".join(f"{_days(days)} {start:%H:%M}-{_closing(end)}" for days, start, end in kept)


def _closing(end: time) -> str:
    return "24:00" if end == time() else f"{end:%H:%M}"


def _days(days: frozenset[int]) -> str:
    ordered = sorted(days)
    in_a_row = len(ordered) > 2 and all(after - before == 1 for before, after in pairwise(ordered))
    return f"{DAYS[ordered[0]]}-{DAYS[ordered[-1]]}" if in_a_row else ",".join(DAYS[one] for one in ordered)


def slug(typed: str) -> str:
    if not _SLUG.fullmatch(typed):
        raise ValueError("1 to 40 small letters, digits and hyphens, such as oak-lane")
    return typed


def slug_of(name: str) -> str:
    """ "St Mary's Primary School" → "st-marys"; "" when the name has no Latin letters."""
    folded = unicodedata.normalize("NFKD", re.sub(r"['’]", "", name.casefold()))
    plain = folded.encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    kept = [word for word in words if word not in {"primary", "school", "the"}] or words
    return "-".join(kept)[:40].strip("-")


def term(typed: str) -> Term:
    """ "2025-09-02 to 2025-10-24", or with two dots between."""
    first, last = _span(typed)
    if last <= first:
        raise ValueError("a term ends after it begins, such as 2025-09-02..2025-10-24")
    return Term(first, last)


def inset(typed: str) -> NamedClosure:
    """One day, or two with two dots between."""
    first, last = _span(typed)
    if last < first:
        raise ValueError("the last day is before the first")
    return NamedClosure(ClosureKind.INSET, first, last)


def _span(typed: str) -> tuple[date, date]:
    parts = [part for part in re.split(r"\s*\.\.\s*|\s+to\s+", typed.strip()) if part]
    if not 1 <= len(parts) <= 2:
        raise ValueError("give the first and the last day, such as 2025-09-02..2025-10-24")
    return day(parts[0]), day(parts[-1])
