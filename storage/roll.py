"""Reading people and classes: opened names as domain values, always of one school."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select

from bot.domain.access import Scope
from bot.domain.people import Duty, DutyKind, Guardian, Pupil, Role, SchoolClass, Staff
from storage import tables
from storage.db import Db
from storage.moment import ahead

_class, _pupil, _enrolment = tables.school_class, tables.pupil, tables.enrolment
_guardian, _tie = tables.guardian, tables.guardianship
_staff, _role, _duty = tables.staff, tables.staff_role, tables.duty
SCHOOL: Any = bindparam("school")

_CLASSES = select(_class).where(_class.c.school_id == SCHOOL, _class.c.ended_on.is_(None)).order_by(_class.c.name)
_CLASS_NAME = select(_class.c.name).where(_class.c.school_id == SCHOOL, _class.c.id == bindparam("class_"))
_ENROLLED = (
    select(
        _pupil.c.id,
        _pupil.c.first_name,
        _pupil.c.last_name,
        _class.c.id.label("class_id"),
        _class.c.name,
        _class.c.year,
    )
    .join(_enrolment, (_enrolment.c.school_id == _pupil.c.school_id) & (_enrolment.c.pupil_id == _pupil.c.id))
    .join(_class, (_class.c.school_id == _enrolment.c.school_id) & (_class.c.id == _enrolment.c.class_id))
    .where(
        _pupil.c.school_id == SCHOOL,
        _pupil.c.left_on.is_(None),
        _enrolment.c.first_day <= bindparam("day"),
        or_(_enrolment.c.last_day.is_(None), _enrolment.c.last_day >= bindparam("day")),
    )
)
_HEARD_OF = (
    _ENROLLED.add_columns(_tie.c.guardian_id)
    .join(_tie, (_tie.c.school_id == _pupil.c.school_id) & (_tie.c.pupil_id == _pupil.c.id))
    .where(
        _tie.c.restricted.is_(False),
        _tie.c.ended_on.is_(None),
        _tie.c.responsibility.in_(("parental", "care")),  # an emergency contact is rung, never written to (PH16)
    )
    .order_by(_class.c.year, _pupil.c.id)
)
_PUPILS_OF = _HEARD_OF.where(_tie.c.guardian_id == bindparam("guardian"))
_PUPILS_OF_SEVERAL = _HEARD_OF.where(_tie.c.guardian_id.in_(bindparam("these", expanding=True)))
_EVERY_PUPIL = _ENROLLED.where(_class.c.ended_on.is_(None)).order_by(_class.c.name, _pupil.c.id)
_PUPIL = _ENROLLED.where(_pupil.c.id == bindparam("pupil"))
_PUPILS = _ENROLLED.where(_pupil.c.id.in_(bindparam("these", expanding=True)))
_GUARDIAN = select(_guardian).where(_guardian.c.school_id == SCHOOL, _guardian.c.id == bindparam("guardian"))
_GUARDIANS = select(_guardian).where(_guardian.c.school_id == SCHOOL, _guardian.c.id.in_(bindparam("these", expanding=True)))
_COLLEAGUES = select(_staff.c.id).where(_staff.c.school_id == SCHOOL, _staff.c.left_at.is_(None))
_STAFF_WITH_ROLES = (
    select(_staff, _role.c.role)
    .outerjoin(
        _role,
        and_(
            _role.c.school_id == _staff.c.school_id,
            _role.c.staff_id == _staff.c.id,
            or_(_role.c.first_day.is_(None), _role.c.first_day <= bindparam("day")),
            or_(_role.c.last_day.is_(None), _role.c.last_day >= bindparam("day")),
        ),
    )
    .where(_staff.c.school_id == SCHOOL)
)
_STAFF = _STAFF_WITH_ROLES.where(_staff.c.id == bindparam("staff"))
_SEVERAL_STAFF = _STAFF_WITH_ROLES.where(_staff.c.id.in_(bindparam("these", expanding=True)))
_HOLDERS = (
    select(_role.c.staff_id)
    .join(_staff, (_staff.c.school_id == _role.c.school_id) & (_staff.c.id == _role.c.staff_id))
    .where(
        _role.c.school_id == SCHOOL,
        _role.c.role == bindparam("wanted"),
        _staff.c.left_at.is_(None),
        or_(_role.c.first_day.is_(None), _role.c.first_day <= bindparam("day")),
        or_(_role.c.last_day.is_(None), _role.c.last_day >= bindparam("day")),
    )
    .distinct()
    .order_by(_role.c.staff_id)
)
_DUTIES = (
    select(_duty)
    .join(_staff, (_staff.c.school_id == _duty.c.school_id) & (_staff.c.id == _duty.c.staff_id))
    .where(
        _duty.c.school_id == SCHOOL,
        _staff.c.left_at.is_(None),
        or_(_duty.c.last_day.is_(None), _duty.c.last_day >= bindparam("day")),
    )
    .order_by(_duty.c.id)
)
_STANDING = _DUTIES.with_only_columns(
    _duty.c.id, _duty.c.staff_id, _duty.c.class_id, _duty.c.kind, _duty.c.weekdays, _duty.c.first_day, _duty.c.last_day,
    _duty.c.start, _duty.c.end, _duty.c.instead_of, _duty.c.made_at,
)  # fmt: skip
_TIE = select(_tie.c.restricted, _tie.c.ended_on).where(
    _tie.c.school_id == SCHOOL, _tie.c.guardian_id == bindparam("guardian"), _tie.c.pupil_id == bindparam("pupil")
)


_LIVE_TIES = select(_tie.c.restricted).where(
    _tie.c.school_id == SCHOOL, _tie.c.guardian_id == bindparam("guardian"), _tie.c.ended_on.is_(None)
)


def cut_off(scope: Scope, db: Db, guardian_id: int) -> bool:
    """Whether a court order stands between this adult and every child of theirs: nothing of the school's is for them."""
    ties = [row.restricted for row in db.lasting(_LIVE_TIES, school=scope.school_id, guardian=guardian_id)]
    return bool(ties) and all(ties)


def classes(scope: Scope, db: Db) -> tuple[SchoolClass, ...]:
    return tuple(SchoolClass(row.id, row.name, row.year) for row in db.lasting(_CLASSES, school=scope.school_id))


def class_name(scope: Scope, db: Db, class_id: int) -> str | None:
    """Of a class that ended too: what was written in it still says so."""
    rows = db.lasting(_CLASS_NAME, school=scope.school_id, class_=class_id)
    return rows[0].name if rows else None


def _read_pupil(db: Db, row: Row[Any]) -> Pupil:
    first = db.keys.open("pupil.first_name", row.first_name)
    last = db.keys.open("pupil.last_name", row.last_name)
    return Pupil(row.id, first, last, SchoolClass(row.class_id, row.name, row.year))


def pupil(scope: Scope, db: Db, pupil_id: int, day: date) -> Pupil | None:
    rows = db.lasting(_PUPIL, school=scope.school_id, pupil=pupil_id, day=day)
    return _read_pupil(db, rows[0]) if rows else None


def pupils(scope: Scope, db: Db, day: date, classes: Collection[int] | None = None) -> tuple[Pupil, ...]:
    """Everybody on roll that day, class by class; of these classes alone where they are given."""
    rows = db.lasting(_EVERY_PUPIL, school=scope.school_id, day=day)
    return tuple(_read_pupil(db, row) for row in rows if classes is None or row.class_id in classes)


def ask_ahead(
    scope: Scope, db: Db, day: date, *, guardians: Collection[int] = (), staff: Collection[int] = (), pupils: Collection[int] = ()
) -> None:
    """For `guardian`, `staff` and `pupil` of each of these on a day."""
    school = scope.school_id
    ahead(db, _GUARDIAN, _GUARDIANS, "guardian", "id", guardians, school=school)
    ahead(db, _PUPILS_OF, _PUPILS_OF_SEVERAL, "guardian", "guardian_id", guardians, school=school, day=day)
    ahead(db, _STAFF, _SEVERAL_STAFF, "staff", "id", staff, school=school, day=day)
    ahead(db, _PUPIL, _PUPILS, "pupil", "id", pupils, school=school, day=day)


def guardian(scope: Scope, db: Db, guardian_id: int, day: date) -> Guardian | None:
    """The adult with the pupils on roll they may hear about: restricted and ended ties are left out. None once left."""
    rows = db.lasting(_GUARDIAN, school=scope.school_id, guardian=guardian_id)
    if not rows or rows[0].left_on is not None:
        return None
    row, pupils = rows[0], db.lasting(_PUPILS_OF, school=scope.school_id, guardian=guardian_id, day=day)
    return Guardian(
        id=row.id,
        first_name=db.keys.open("guardian.first_name", row.first_name),
        last_name=db.keys.open("guardian.last_name", row.last_name),
        language=row.language,
        pupils=tuple(_read_pupil(db, one) for one in pupils),
        suspended=row.suspended_at is not None,
    )


def restricted(scope: Scope, db: Db, guardian_id: int, pupil_id: int) -> bool:
    """Whether a contact restriction, or the end of the tie, stands between this adult and this pupil."""
    rows = db.lasting(_TIE, school=scope.school_id, guardian=guardian_id, pupil=pupil_id)
    return not rows or rows[0].restricted or rows[0].ended_on is not None


def staff(scope: Scope, db: Db, staff_id: int, day: date) -> Staff | None:
    """None once they left: access ends that minute."""
    rows = db.lasting(_STAFF, school=scope.school_id, staff=staff_id, day=day)
    if not rows or rows[0].left_at is not None:
        return None
    row, roles = rows[0], frozenset(Role(one.role) for one in rows if one.role is not None)
    first = db.keys.open("staff.first_name", row.first_name)
    return Staff(row.id, first, db.keys.open("staff.last_name", row.last_name), roles)


def colleagues(scope: Scope, db: Db, day: date) -> tuple[Staff, ...]:
    """Everybody who works at the school, with the roles they hold."""
    found = (staff(scope, db, row.id, day) for row in db.lasting(_COLLEAGUES, school=scope.school_id))
    return tuple(one for one in found if one is not None)


def holders(scope: Scope, db: Db, role: Role, day: date) -> tuple[int, ...]:
    """Ids of the staff who hold a role on a day."""
    return tuple(row.staff_id for row in db.lasting(_HOLDERS, school=scope.school_id, wanted=str(role), day=day))


def duties(scope: Scope, db: Db, day: date) -> tuple[Duty, ...]:
    """Every duty not yet over, of staff still here."""
    return tuple(_read_duty(row) for row in db.lasting(_DUTIES, school=scope.school_id, day=day))


def standing(db: Db, school_id: int, now: datetime) -> tuple[tuple[Any, ...], ...]:
    """The same as bare rows, for a school's rules, which ask often. A day more than needed, for the edge of the zone."""
    return tuple(tuple(row) for row in db.all(_STANDING, school=school_id, day=now.date() - timedelta(days=1)))


def read_standing(rows: tuple[tuple[Any, ...], ...]) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            id=one, staff_id=staff_id, class_id=class_id, kind=DutyKind(kind), weekdays=_weekdays(days), first_day=first,
            last_day=last, start=start, end=end, instead_of=instead, made_at=made,
        )
        for one, staff_id, class_id, kind, days, first, last, start, end, instead, made in rows
    )  # fmt: skip


def _weekdays(mask: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if mask >> day & 1)


def _read_duty(row: Row[Any]) -> Duty:
    return Duty(
        staff_id=row.staff_id,
        class_id=row.class_id,
        kind=DutyKind(row.kind),
        weekdays=_weekdays(row.weekdays),
        first_day=row.first_day,
        last_day=row.last_day,
        start=row.start,
        end=row.end,
        instead_of=row.instead_of,
        made_at=row.made_at,
        id=row.id,
    )


_NAMES_OF_CLASS = _ENROLLED.where(_class.c.id == bindparam("class_"))
_ALL_STAFF = select(_staff.c.first_name, _staff.c.last_name).where(
    _staff.c.school_id == SCHOOL, _staff.c.left_at.is_(None)
)


def names_near(scope: Scope, db: Db, class_id: int | None, guardian_id: int | None = None) -> tuple[str, ...]:
    """First and last names of the staff, a class's pupils, an adult and their children: no translator may see them."""
    found = {
        db.keys.open(f"staff.{part}", getattr(row, part))
        for row in db.lasting(_ALL_STAFF, school=scope.school_id)
        for part in ("first_name", "last_name")
    }
    if class_id is not None:
        for row in db.all(_NAMES_OF_CLASS, school=scope.school_id, class_=class_id, day=date.max):
            found |= {db.keys.open(f"pupil.{part}", getattr(row, part)) for part in ("first_name", "last_name")}
    adult = guardian(scope, db, guardian_id, date.max) if guardian_id is not None else None
    if adult is not None:
        found |= {adult.first_name, adult.last_name}
        found |= {name for child in adult.pupils for name in (child.first_name, child.last_name)}
    return tuple(sorted(name for name in found if name))
