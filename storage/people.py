"""Adding people and classes one by one: set-up, the office's one-minute changes, and tests. Imports use `roster`."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.domain.access import Scope
from bot.domain.messages import Address, Side
from bot.domain.names import fold_name
from bot.domain.people import DutyKind, Role
from storage import tables
from storage.contacts import VALUE, hashed
from storage.db import Db
from storage.ids import new_id

_class, _pupil, _enrolment = tables.school_class, tables.pupil, tables.enrolment
_guardian, _tie, _staff = tables.guardian, tables.guardianship, tables.staff
_role, _duty, _contact = tables.staff_role, tables.duty, tables.contact


def name_blind(db: Db, scope: Scope, kind: str, first: str, last: str) -> bytes:
    """Finds the same person at the next import; different in every school."""
    return db.keys.blind(f"name:{kind}:{scope.school_id}", fold_name(first, last))


def add_class(scope: Scope, db: Db, name: str, year: str) -> int:
    made, key_id = new_id(), new_id()
    db.keys.new_keys("class", [key_id])
    db.run(_class.insert(), school_id=scope.school_id, id=made, name=name, year=year, key_id=key_id)
    return made


def _add_person(scope: Scope, db: Db, target: str, first: str, last: str, **more: object) -> int:
    made, key_id = new_id(), new_id()
    db.keys.new_keys(target, [key_id])
    tables_by_name = {"pupil": _pupil, "guardian": _guardian, "staff": _staff}
    db.run(
        tables_by_name[target].insert(),
        school_id=scope.school_id,
        id=made,
        key_id=key_id,
        first_name=db.keys.seal(key_id, f"{target}.first_name", first),
        last_name=db.keys.seal(key_id, f"{target}.last_name", last),
        name_blind=name_blind(db, scope, target, first, last),
        **more,
    )
    return made


def add_pupil(scope: Scope, db: Db, first: str, last: str, class_id: int, first_day: date) -> int:
    made = _add_person(scope, db, "pupil", first, last)
    db.run(
        _enrolment.insert(),
        school_id=scope.school_id,
        id=new_id(),
        pupil_id=made,
        class_id=class_id,
        first_day=first_day,
    )
    return made


def add_guardian(scope: Scope, db: Db, first: str, last: str, language: str | None) -> int:
    return _add_person(scope, db, "guardian", first, last, language=language)


def tie(
    scope: Scope,
    db: Db,
    guardian_id: int,
    pupil_id: int,
    *,
    relation: str = "parent",
    responsibility: str = "parental",
    priority: int = 1,
    restricted: bool = False,
) -> int:
    made = new_id()
    db.run(
        _tie.insert(),
        school_id=scope.school_id,
        id=made,
        guardian_id=guardian_id,
        pupil_id=pupil_id,
        relation=relation,
        responsibility=responsibility,
        priority=priority,
        restricted=restricted,
    )
    return made


def add_staff(scope: Scope, db: Db, first: str, last: str, roles: tuple[Role, ...] = ()) -> int:
    made = _add_person(scope, db, "staff", first, last)
    for role in roles:
        db.run(_role.insert(), school_id=scope.school_id, id=new_id(), staff_id=made, role=str(role))
    return made


def add_duty(
    scope: Scope,
    db: Db,
    staff_id: int,
    class_id: int,
    kind: DutyKind,
    now: datetime,
    *,
    weekdays: frozenset[int] = frozenset(),
    start: time | None = None,
    end: time | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    instead_of: int | None = None,
    duty_id: int | None = None,
) -> int:
    made = duty_id or new_id()
    db.run(
        _duty.insert(),
        school_id=scope.school_id,
        id=made,
        staff_id=staff_id,
        class_id=class_id,
        kind=str(kind),
        weekdays=sum(1 << day for day in weekdays),
        start=start,
        end=end,
        first_day=first_day,
        last_day=last_day,
        instead_of=instead_of,
        made_at=now,
    )
    return made


def list_number(
    scope: Scope,
    db: Db,
    now: datetime,
    address: Address,
    key_id: int,
    *,
    guardian_id: int | None = None,
    staff_id: int | None = None,
    carrier: str = "sms",
) -> int:
    """A number as the school holds it, unproved: what a second fact is compared with. `phone`: people ring it only."""
    made = new_id()
    db.run(
        _contact.insert(),
        school_id=scope.school_id,
        id=made,
        side=str(Side.STAFF if staff_id else Side.FAMILIES),
        guardian_id=guardian_id,
        staff_id=staff_id,
        carrier=carrier,
        value=db.keys.seal(key_id, VALUE, address.value),
        value_blind=hashed(db, address),
        state="listed",
        state_at=now,
    )
    return made
