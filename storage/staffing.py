"""Staff as the office's desk sees them: who is here, who has joined, who leaves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from bot.domain.access import Scope
from bot.domain.people import DutyKind, Role
from storage import people, tables
from storage.db import Db

_staff, _role, _contact = tables.staff, tables.staff_role, tables.contact
_duty, _class = tables.duty, tables.school_class
_console = tables.console_account
_SCHOOL: Any = bindparam("school")
_HERE = (
    select(_staff.c.id, _staff.c.first_name, _staff.c.last_name)
    .where(_staff.c.school_id == _SCHOOL, _staff.c.left_at.is_(None))
    .order_by(_staff.c.id)
)
_ROLES = select(_role.c.staff_id, _role.c.role).where(
    _role.c.school_id == _SCHOOL,
    or_(_role.c.first_day.is_(None), _role.c.first_day <= bindparam("day")),
    or_(_role.c.last_day.is_(None), _role.c.last_day >= bindparam("day")),
)
_CONTACTS = select(_contact.c.staff_id, _contact.c.carrier, _contact.c.state).where(
    _contact.c.school_id == _SCHOOL, _contact.c.staff_id.is_not(None), _contact.c.state.not_in(("ended", "quarantined"))
)
_DUTIES = (
    select(_duty.c.staff_id, _duty.c.kind, _class.c.name)
    .join(_class, (_class.c.school_id == _duty.c.school_id) & (_class.c.id == _duty.c.class_id))
    .where(
        _duty.c.school_id == _SCHOOL,
        _class.c.ended_on.is_(None),
        or_(_duty.c.last_day.is_(None), _duty.c.last_day >= bindparam("day")),
    )
    .order_by(_class.c.name)
)
_AT_CONSOLE = select(_console.c.staff_id).where(_console.c.school_id == _SCHOOL, _console.c.proved_at.is_not(None))
_SUPPLY = select(_role.c.staff_id).where(_role.c.school_id == _SCHOOL, _role.c.role == str(Role.SUPPLY)).limit(1)
_END = _duty.delete().where(_duty.c.school_id == _SCHOOL, _duty.c.id == bindparam("duty"))
_DAY_COVER = (
    select(_duty.c.id)
    .where(
        _duty.c.school_id == _SCHOOL,
        _duty.c.class_id == bindparam("school_class"),
        _duty.c.kind == str(DutyKind.COVERS),
        _duty.c.first_day <= bindparam("on"),
        _duty.c.last_day >= bindparam("on"),
        _duty.c.start.is_(None),
        _duty.c.end.is_(None),
        _duty.c.instead_of.is_(None),
    )
    .order_by(_duty.c.made_at.desc(), _duty.c.id.desc())
    .limit(1)
)
_LEAVE = (
    update(_staff)
    .where(_staff.c.school_id == _SCHOOL, _staff.c.id == bindparam("staff"), _staff.c.left_at.is_(None))
    .values(left_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`joined`: linked to the staff bot. `has_mobile`: a number is listed that their shared one can be compared with."""

    id: int
    first_name: str
    last_name: str
    roles: tuple[Role, ...] = ()
    classes: tuple[tuple[DutyKind, str], ...] = ()
    joined: bool = False
    has_mobile: bool = False


def members(scope: Scope, db: Db, day: date) -> list[Member]:
    """Everybody of the staff still here, with the roles they hold on `day`."""
    roles, classes = defaultdict(list), defaultdict(list)
    for row in db.all(_ROLES, school=scope.school_id, day=day):
        roles[row.staff_id].append(Role(row.role))
    for row in db.all(_DUTIES, school=scope.school_id, day=day):
        classes[row.staff_id].append((DutyKind(row.kind), row.name))
    contacts = db.all(_CONTACTS, school=scope.school_id)
    joined = {row.staff_id for row in contacts if row.state in ("verified", "blocked", "stopped")}
    mobile = {row.staff_id for row in contacts if row.carrier == "sms"}
    return [
        Member(
            id=row.id,
            first_name=db.keys.open("staff.first_name", row.first_name),
            last_name=db.keys.open("staff.last_name", row.last_name),
            roles=tuple(sorted(set(roles[row.id]))),
            classes=tuple(dict.fromkeys(classes[row.id])),
            joined=row.id in joined,
            has_mobile=row.id in mobile,
        )
        for row in db.all(_HERE, school=scope.school_id)
    ]


def leave(scope: Scope, db: Db, staff_id: int, now: datetime) -> bool:
    """From this moment on every look-up finds nobody there. False when they had left already."""
    return db.run(_LEAVE, school=scope.school_id, staff=staff_id, at=now) == 1


def colleagues(scope: Scope, db: Db, day: date) -> tuple[int, ...]:
    """Staff who can stand in at a class, by phone or at the console, those who cover already first.

    Supply teachers have no account to name.
    """
    at_console = {row.staff_id for row in db.all(_AT_CONSOLE, school=scope.school_id)}
    here = [one for one in members(scope, db, day) if one.joined or one.id in at_console]
    covers = {one.id for one in here if any(kind is DutyKind.COVERS for kind, _ in one.classes)}
    return tuple(one.id for one in sorted(here, key=lambda one: (one.id not in covers, not one.classes, one.id)))


def supply_teacher(scope: Scope, db: Db) -> int:
    """The one who stands for every supply teacher: a place in the timetable, never an account."""
    found = db.value(_SUPPLY, school=scope.school_id)
    return found if found is not None else people.add_staff(scope, db, "Supply", "teacher", (Role.SUPPLY,))


def day_cover(scope: Scope, db: Db, class_id: int, day: date) -> int | None:
    """The cover of a class's whole day that counts: the last made."""
    found: int | None = db.value(_DAY_COVER, school=scope.school_id, school_class=class_id, on=day)
    return found


def end_duty(scope: Scope, db: Db, duty_id: int) -> None:
    """The duty is over; whoever it replaced stands again from this moment."""
    db.run(_END, school=scope.school_id, duty=duty_id)
