"""Breaches by term: how many there were, and how many of them were something sent to the wrong person (DPIA44, DPIA45)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.access import Scope
from storage import books, policies
from storage.db import Db

BETWEEN, UNKNOWN = "Between terms", "No term dates are known for the day"
_HOLIDAYS = timedelta(weeks=10)  # longer, and the terms between are not known
COLUMNS = ("Term", "Wrong recipient", "Answers taken back", "All breaches")


@dataclass(frozen=True, slots=True)
class Count:
    """`wrong` and `all` are lines of the register. `taken_back`: answers that staff said had gone to the wrong family."""

    when: str
    wrong: int
    taken_back: int
    all: int

    @property
    def row(self) -> tuple[str, ...]:
        return self.when, str(self.wrong), str(self.taken_back), str(self.all)


def by_term(scope: Scope, db: Db, zone: ZoneInfo, day: date) -> list[Count]:
    """From the term of the first on, the newest first; below them what fell in no term. Whoever asks has been let."""
    terms = sorted(term for term in policies.calendar_rows(db, scope.school_id).terms if term[0] <= day)
    every = [(row.opened_at, row.what) for row in books.breaches(scope, db)]
    back = [(at, "taken_back") for at in books.taken_back(scope, db)]
    found = [(_place(at.astimezone(zone).date(), terms), what) for at, what in (*every, *back)]
    return [_count(when, [what for place, what in found if place == when]) for when in _shown(terms, {one for one, _ in found})]


def _shown(terms: Sequence[tuple[date, date]], used: set[str]) -> Iterator[str]:
    """A term without any, after one with some, has a line that says none."""
    names = [_said(term) for term in terms]
    first = next((place for place, name in enumerate(names) if name in used), max(len(names) - 1, 0))
    yield from reversed(names[0 if used & {BETWEEN, UNKNOWN} else first :])
    yield from (one for one in (BETWEEN, UNKNOWN) if one in used)


def _place(day: date, terms: Sequence[tuple[date, date]]) -> str:
    within = next((_said(term) for term in terms if term[0] <= day <= term[1]), None)
    holidays = any(last < day < first and first - last <= _HOLIDAYS for (_, last), (first, _) in pairwise(terms))
    return within or (BETWEEN if holidays else UNKNOWN)


def _said(term: tuple[date, date]) -> str:
    return f"{term[0]:%-d %B %Y} to {term[1]:%-d %B %Y}"


def _count(when: str, whats: Sequence[str]) -> Count:
    wrong, back = whats.count("wrong_recipient"), whats.count("taken_back")
    return Count(when, wrong, back, len(whats) - back)
