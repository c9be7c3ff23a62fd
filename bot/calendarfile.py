"""A school's dates from a file: terms, holidays, INSET days, closures, as CSV or TOML; and England's bank holidays.

CSV has a header: kind, first_day, last_day, closes_at, class (the last three may be left out). TOML has a list for each
kind: [[term]], [[holiday]], [[inset]], … with the same keys, or `day` for a single one.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from bot import calendarwords
from bot.domain.calendar import Closure, ClosureKind, Term
from bot.domain.faults import Unusable
from bot.policyfile.words import clock_time

_COLUMNS = {
    "kind": "kind", "type": "kind", "what": "kind",
    "first_day": "first", "from": "first", "start": "first", "start_date": "first", "day": "first", "date": "first",
    "last_day": "last", "to": "last", "until": "last", "end": "last", "end_date": "last",
    "closes_at": "closes", "time": "closes", "class": "class", "class_name": "class",
    "name": "name", "note": "name",
}  # fmt: skip
_LONGEST = timedelta(days=370)


class DateProblems(Unusable):
    """Nothing of the file is taken. `problems` are sentences with file, line and reason."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class NamedClosure:
    """A closure as the file has it: for a class by name, or for the school."""

    kind: ClosureKind
    first_day: date
    last_day: date
    start: time | None = None
    class_name: str | None = None

    def for_class_id(self, class_id: int | None) -> Closure:
        return Closure(
            kind=self.kind, first_day=self.first_day, last_day=self.last_day, start=self.start, class_id=class_id
        )


@dataclass(frozen=True, slots=True)
class SchoolDates:
    terms: tuple[Term, ...] = ()
    closures: tuple[NamedClosure, ...] = ()


@cache
def _bank_holidays() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("bot").joinpath("bankholidays.json").read_text(encoding="utf-8"))
    return found


def bank_holidays(first_year: int, last_year: int, subdivision: str = "ENG") -> frozenset[date]:
    """Public holidays with their substitute days, both years included; `subdivision` of GB: ENG, WLS, SCT, NIR.

    They are written down ahead (`make bank-holidays`): the package they come from loads those of two hundred and fifty countries to
    tell one's. Raises ValueError for a year that is not written down.
    """
    known = _bank_holidays()
    if not known["first"] <= first_year <= last_year <= known["last"]:
        raise ValueError(f"bank holidays are known from {known['first']} to {known['last']}")
    days = map(date.fromisoformat, known[subdivision].split())
    return frozenset(day for day in days if first_year <= day.year <= last_year)


def parse(text: str, filename: str) -> SchoolDates:
    """The dates a file lists; TOML by its name, else CSV. Raises DateProblems with every fault."""
    text = text.removeprefix("\ufeff")
    places = _toml_rows(text, filename) if filename.casefold().endswith(".toml") else _csv_rows(text, filename)
    terms: dict[Term, str] = {}
    closures: list[NamedClosure] = []
    problems: list[str] = []
    for place, row in places:
        try:
            made = _read(row)
        except ValueError as error:
            problems.append(f"{place}: {error}.")
            continue
        if isinstance(made, Term):
            terms.setdefault(made, place)
        elif made not in closures:
            closures.append(made)
    problems += _overlaps(terms)
    if problems:
        raise DateProblems(problems)
    return SchoolDates(tuple(sorted(terms, key=_first_day)), tuple(sorted(closures, key=_first_day)))


def _first_day(one: Term | NamedClosure) -> date:
    return one.first_day


def _read(row: Mapping[str, object]) -> Term | NamedClosure:
    unknown = sorted(set(row) - set(_COLUMNS.values()))
    if unknown:
        raise ValueError(f'"{unknown[0]}" is not a key; allowed: first_day, last_day, day, closes_at, class, name')
    kind = calendarwords.kind(row.get("kind") or "")
    first = calendarwords.day(_given(row, "first"))
    last = calendarwords.day(row["last"]) if row.get("last") else first
    if last < first:
        raise ValueError(f"the last day {last} is before the first day {first}")
    if last - first > _LONGEST:
        raise ValueError(f"{first} to {last} is longer than a year")
    closes, class_name = row.get("closes"), str(row.get("class") or "").strip() or None
    if kind == calendarwords.TERM:
        return _term(first, last, bool(row.get("last")), bool(closes or class_name))
    if kind == ClosureKind.EARLY_CLOSE and not closes:
        raise ValueError("an early close needs the time it closes at")
    return NamedClosure(ClosureKind(kind), first, last, _time(closes) if closes else None, class_name)


def _given(row: Mapping[str, object], what: str) -> object:
    if not row.get(what):
        raise ValueError(f"the {what} day is missing")
    return row[what]


def _term(first: date, last: date, ends: bool, more: bool) -> Term:
    if not ends:
        raise ValueError("a term needs a last day")
    if more:
        raise ValueError("a term is for the whole school and the whole day; leave closing time and class empty")
    return Term(first, last)


def _time(value: object) -> time:
    try:
        return clock_time(value)
    except ValueError as error:
        raise ValueError(f'"{value}" {error}') from None


def _overlaps(terms: Mapping[Term, str]) -> Iterator[str]:
    for one, other in pairwise(sorted(terms, key=_first_day)):
        if other.first_day <= one.last_day:
            yield f"{terms[other]}: this term begins {other.first_day}, before the one before it ends ({one.last_day})."


def _csv_rows(text: str, filename: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    header = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=header.count))
    columns = [_COLUMNS.get("_".join(name.casefold().split()), "") for name in next(reader, [])]
    missing = [name for name, key in (("kind", "kind"), ("first_day", "first")) if key not in columns]
    if missing:
        raise DateProblems([f"{filename}, line 1: the header has no column {' and no column '.join(missing)}."])
    for cells in reader:
        if any(cell.strip() for cell in cells):
            row: dict[str, object] = {key: cell.strip() for key, cell in zip(columns, cells, strict=False) if key}
            yield f"{filename}, line {reader.line_num}", row


def _toml_rows(text: str, filename: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DateProblems([f"{filename}: is not TOML: {error}."]) from None
    for kind, entries in tables.items():
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
            place = f"{filename}, line {_line_of(text, kind, number)}, {kind} {number}"
            yield place, {"kind": kind, **_entry(entry)}


def _entry(entry: object) -> dict[str, object]:
    if not isinstance(entry, dict):
        return {"first": entry}
    return {_COLUMNS.get(str(key), str(key)): value for key, value in entry.items()}


def _line_of(text: str, kind: str, number: int) -> int:
    """Where the nth entry of a kind starts; TOML's reader does not say. A list on one line counts as one."""
    starts = re.finditer(rf"^\s*(?:\[\[?\s*{re.escape(kind)}\s*\]|{re.escape(kind)}\s*=)", text, re.MULTILINE)
    lines = [text.count("\n", 0, found.end()) + 1 for found in starts]
    return lines[min(number, len(lines)) - 1] if lines else 1
