"""The policy in force and the rows of the calendar, as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from bot.domain.access import Scope
from bot.domain.policy import Period
from storage import tables
from storage.db import Db
from storage.ids import new_id

_policy, _period = tables.policy_version, tables.opening_period
_term, _closure, _school = tables.term, tables.closure, tables.school
_class = tables.school_class
_SCHOOL: Any = bindparam("school")
_IN_FORCE = (
    select(_policy.c.id, _policy.c.document)
    .where(_policy.c.school_id == _SCHOOL, _policy.c.in_force_from <= bindparam("now"))
    .order_by(_policy.c.in_force_from.desc(), _policy.c.id.desc())
    .limit(1)
)
_NEXT = select(func.min(_policy.c.in_force_from)).where(
    _policy.c.school_id == _SCHOOL, _policy.c.in_force_from > bindparam("now")
)
_PERIODS = select(_period).where(_period.c.school_id == _SCHOOL).order_by(_period.c.id)
_NO_OWN_HOURS = _period.delete().where(_period.c.school_id == _SCHOOL, _period.c.staff_id == bindparam("staff"))
_TERMS = select(_term).where(_term.c.school_id == _SCHOOL).order_by(_term.c.first_day)
_CLOSURES = select(_closure).where(_closure.c.school_id == _SCHOOL).order_by(_closure.c.first_day, _closure.c.id)
_CLASSES = select(_class.c.id, _class.c.name, _class.c.year).where(
    _class.c.school_id == _SCHOOL, _class.c.ended_on.is_(None)
)
_KEY = select(_school.c.key_id).where(_school.c.id == _SCHOOL)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    who: str
    weekday: int
    start: time
    end: time
    class_id: int | None
    staff_id: int | None


@dataclass(frozen=True, slots=True)
class ClosureRow:
    kind: str
    first_day: date
    last_day: date
    start: time | None
    class_id: int | None


@dataclass(frozen=True, slots=True)
class CalendarRows:
    periods: tuple[PeriodRow, ...]
    terms: tuple[tuple[date, date], ...]
    closures: tuple[ClosureRow, ...]
    classes: tuple[tuple[int, str, str], ...] = ()  # id, name, year


def in_force(db: Db, school_id: int, now: datetime) -> tuple[int, str] | None:
    """The version's id and its TOML, or None for a school without one (then nothing risky is on)."""
    row = db.first(_IN_FORCE, school=school_id, now=now)
    return (row.id, row.document) if row else None


_EVERY = select(_policy).where(_policy.c.school_id == bindparam("school")).order_by(_policy.c.in_force_from, _policy.c.id)


def versions(scope: Scope, db: Db) -> list[Row[Any]]:
    """Every version there was, oldest first."""
    return db.all(_EVERY, school=scope.school_id)


def next_in_force(db: Db, school_id: int, now: datetime) -> datetime | None:
    """When another version comes into force, if one waits for its day."""
    found: datetime | None = db.value(_NEXT, school=school_id, now=now)
    return found


def add_version(scope: Scope, db: Db, document: str, now: datetime, reason: str, *, in_force_from: datetime) -> int:
    """The caller has asked `may(CHANGE_POLICY)` and checked the document."""
    made = new_id()
    key_id = db.value(_KEY, school=scope.school_id)
    db.run(
        _policy.insert(),
        school_id=scope.school_id,
        id=made,
        document=document,
        in_force_from=in_force_from,
        made_at=now,
        made_by=scope.actor_id,
        reason=db.keys.seal(key_id, "policy_version.reason", reason) if reason else None,
    )
    return made


def calendar_rows(db: Db, school_id: int) -> CalendarRows:
    return CalendarRows(
        periods=tuple(
            PeriodRow(row.who, row.weekday, row.start, row.end, row.class_id, row.staff_id)
            for row in db.all(_PERIODS, school=school_id)
        ),
        terms=tuple((row.first_day, row.last_day) for row in db.all(_TERMS, school=school_id)),
        closures=tuple(
            ClosureRow(row.kind, row.first_day, row.last_day, row.start, row.class_id)
            for row in db.all(_CLOSURES, school=school_id)
        ),
        classes=tuple((row.id, row.name, row.year) for row in db.all(_CLASSES, school=school_id)),
    )


def add_term(scope: Scope, db: Db, first_day: date, last_day: date) -> None:
    db.run(_term.insert(), school_id=scope.school_id, id=new_id(), first_day=first_day, last_day=last_day)


def add_closure(
    scope: Scope,
    db: Db,
    kind: str,
    first_day: date,
    last_day: date,
    *,
    start: time | None = None,
    class_id: int | None = None,
) -> None:
    """`start` closes from that time of `first_day` on (early close)."""
    db.run(
        _closure.insert(),
        school_id=scope.school_id,
        id=new_id(),
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        start=start,
        class_id=class_id,
    )


def add_period(scope: Scope, db: Db, period: PeriodRow) -> None:
    db.run(
        _period.insert(),
        school_id=scope.school_id,
        id=new_id(),
        who=period.who,
        weekday=period.weekday,
        start=period.start,
        end=period.end,
        class_id=period.class_id,
        staff_id=period.staff_id,
    )


def set_own_hours(scope: Scope, db: Db, staff_id: int, periods: tuple[Period, ...]) -> None:
    """A member's own hours in place of any before; none: the school's again. The caller has checked that they fit."""
    db.run(_NO_OWN_HOURS, school=scope.school_id, staff=staff_id)
    for days, start, end in periods:
        for weekday in sorted(days):
            add_period(scope, db, PeriodRow("teachers", weekday, start, end, None, staff_id))
