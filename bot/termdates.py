"""Use case: a school's terms, INSET days and closures, added to what is known or in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.calendarfile import DateProblems, NamedClosure, SchoolDates
from bot.domain.access import Action, Scope
from bot.permit import demand
from storage import audit, dates, policies, roll
from storage.db import Db
from storage.policies import CalendarRows, ClosureRow


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows each."""

    terms: int
    closures: int
    removed: int = 0


def put(scope: Scope, db: Db, now: datetime, wanted: SchoolDates, *, replace: bool = False) -> Stored:
    """Rows already there are not doubled. Raises DateProblems for an unknown class or overlapping terms, NotAllowed."""
    demand(scope, Action.CHANGE_POLICY, now)
    removed = dates.clear(scope, db) if replace else 0
    there = policies.calendar_rows(db, scope.school_id)
    rows = _closures(scope, db, wanted)
    terms = [(term.first_day, term.last_day) for term in wanted.terms]
    _check(terms, there)
    new_terms = [term for term in terms if term not in there.terms]
    new_rows = [row for row in rows if row not in there.closures]
    for first, last in new_terms:
        policies.add_term(scope, db, first, last)
    for row in new_rows:
        policies.add_closure(scope, db, row.kind, row.first_day, row.last_day, start=row.start, class_id=row.class_id)
    audit.record(scope, db, now, "dates_changed", "school", scope.school_id, reason=scope.reason)
    return Stored(len(new_terms), len(new_rows), removed)


def drop_term(scope: Scope, db: Db, now: datetime, first: date, last: date) -> int:
    """A term that is not to be after all. Raises NotAllowed."""
    demand(scope, Action.CHANGE_POLICY, now)
    gone = dates.drop_term(scope, db, first, last)
    if gone:
        audit.record(scope, db, now, "dates_changed", "school", scope.school_id, reason=scope.reason)
    return gone


def _closures(scope: Scope, db: Db, wanted: SchoolDates) -> list[ClosureRow]:
    classes = {one.name.casefold(): one.id for one in roll.classes(scope, db)}
    unknown = {one.class_name for one in wanted.closures if one.class_name and one.class_name.casefold() not in classes}
    if unknown:
        raise DateProblems([f"no class {name}: import the classes first" for name in sorted(map(str, unknown))])
    return [_row(one, classes) for one in wanted.closures]


def _row(one: NamedClosure, classes: dict[str, int]) -> ClosureRow:
    class_id = classes[one.class_name.casefold()] if one.class_name else None
    return ClosureRow(str(one.kind), one.first_day, one.last_day, one.start, class_id)


def _check(terms: list[tuple[date, date]], there: CalendarRows) -> None:
    for first, last in terms:
        for other in there.terms:
            if (first, last) != other and first <= other[1] and other[0] <= last:
                raise DateProblems(
                    [f"the term {first} to {last} overlaps one already there, {other[0]} to {other[1]}: use --replace"]
                )
