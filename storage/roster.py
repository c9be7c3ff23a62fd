"""The whole roll of one school, leavers included, as an import compares with it. What was erased is not there."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from bot.domain.access import Scope
from bot.domain.people import DutyKind, Role
from bot.domain.roster import (
    Roll,
    RollClass,
    RollContact,
    RollDuty,
    RollGuardian,
    RollPupil,
    RollRole,
    RollStaff,
    RollTie,
)
from storage import tables
from storage.contacts import VALUE
from storage.crypto import ErasedError
from storage.db import Db

_class, _pupil, _enrolment = tables.school_class, tables.pupil, tables.enrolment
_guardian, _tie, _contact = tables.guardian, tables.guardianship, tables.contact
_staff, _role, _duty = tables.staff, tables.staff_role, tables.duty
_SCHOOL: Any = bindparam("school")
_DAY: Any = bindparam("day")


def _of_school(target: Any) -> Any:
    return select(target).where(target.c.school_id == _SCHOOL).order_by(target.c.id)


def _lasting(target: Any) -> Any:
    return _of_school(target).where(or_(target.c.last_day.is_(None), target.c.last_day >= _DAY))


_CLASSES, _PUPILS, _GUARDIANS = _of_school(_class), _of_school(_pupil), _of_school(_guardian)
_TIES, _STAFF, _CONTACTS = _of_school(_tie), _of_school(_staff), _of_school(_contact)
_ENROLMENTS, _ROLES, _DUTIES = _lasting(_enrolment), _lasting(_role), _lasting(_duty)


def load(scope: Scope, db: Db, day: date) -> Roll:
    """`day` is the school's date: what ended before it is over."""
    contacts = _contacts(scope, db)
    return Roll(
        classes=tuple(
            RollClass(row.id, row.name, row.year, row.ended_on is not None)
            for row in db.all(_CLASSES, school=scope.school_id)
        ),
        pupils=_pupils(scope, db, day),
        guardians=_guardians(scope, db, contacts),
        staff=_all_staff(scope, db, day, contacts),
    )


def _names(db: Db, target: str, row: Row[Any]) -> tuple[str, str] | None:
    """None once the person's key is destroyed."""
    try:
        first = db.keys.open(f"{target}.first_name", row.first_name)
        return first, db.keys.open(f"{target}.last_name", row.last_name)
    except ErasedError:
        return None


def _pupils(scope: Scope, db: Db, day: date) -> tuple[RollPupil, ...]:
    class_of = {row.pupil_id: row.class_id for row in db.all(_ENROLMENTS, school=scope.school_id, day=day)}
    found = []
    for row in db.all(_PUPILS, school=scope.school_id):
        names, left = _names(db, "pupil", row), row.left_on is not None
        if names:
            found.append(RollPupil(row.id, *names, None if left else class_of.get(row.id), left))
    return tuple(found)


def _contacts(scope: Scope, db: Db) -> dict[tuple[str, int], list[RollContact]]:
    """By ("guardian" or "staff", id)."""
    found: dict[tuple[str, int], list[RollContact]] = defaultdict(list)
    for row in db.all(_CONTACTS, school=scope.school_id):
        try:
            value = db.keys.open(VALUE, row.value)
        except ErasedError:
            continue
        owner = ("guardian", row.guardian_id) if row.guardian_id is not None else ("staff", row.staff_id)
        found[owner].append(RollContact(row.id, row.carrier, value, row.state, row.proof))
    return found


def _guardians(scope: Scope, db: Db, contacts: dict[tuple[str, int], list[RollContact]]) -> tuple[RollGuardian, ...]:
    ties: dict[int, list[RollTie]] = defaultdict(list)
    for row in db.all(_TIES, school=scope.school_id):
        ties[row.guardian_id].append(
            RollTie(
                row.id,
                row.pupil_id,
                row.relation,
                row.responsibility,
                row.priority,
                row.restricted,
                row.ended_on is not None,
            )
        )
    found = []
    for row in db.all(_GUARDIANS, school=scope.school_id):
        names = _names(db, "guardian", row)
        if names:
            found.append(
                RollGuardian(
                    id=row.id, first_name=names[0], last_name=names[1], language=row.language,
                    contacts=tuple(contacts["guardian", row.id]), ties=tuple(ties[row.id]), left=row.left_on is not None,
                )
            )  # fmt: skip
    return tuple(found)


def _all_staff(
    scope: Scope, db: Db, day: date, contacts: dict[tuple[str, int], list[RollContact]]
) -> tuple[RollStaff, ...]:
    roles: dict[int, list[RollRole]] = defaultdict(list)
    for row in db.all(_ROLES, school=scope.school_id, day=day):
        roles[row.staff_id].append(RollRole(row.id, Role(row.role)))
    duties: dict[int, list[RollDuty]] = defaultdict(list)
    for row in db.all(_DUTIES, school=scope.school_id, day=day):
        duties[row.staff_id].append(_read_duty(row))
    found = []
    for row in db.all(_STAFF, school=scope.school_id):
        names = _names(db, "staff", row)
        if names:
            found.append(
                RollStaff(
                    id=row.id, first_name=names[0], last_name=names[1], contacts=tuple(contacts["staff", row.id]),
                    roles=tuple(roles[row.id]), duties=tuple(duties[row.id]), left=row.left_at is not None,
                )
            )  # fmt: skip
    return tuple(found)


def _read_duty(row: Row[Any]) -> RollDuty:
    return RollDuty(
        id=row.id,
        class_id=row.class_id,
        kind=DutyKind(row.kind),
        weekdays=frozenset(day for day in range(7) if row.weekdays >> day & 1),
        start=row.start,
        end=row.end,
        first_day=row.first_day,
        last_day=row.last_day,
        instead_of=row.instead_of,
    )
