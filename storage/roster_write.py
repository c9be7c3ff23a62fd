"""Changes to the roll, many rows at a time: an import of a whole school is a few dozen statements, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier, Side
from storage import tables
from storage.contacts import VALUE, hashed
from storage.db import Db
from storage.ids import new_id
from storage.people import name_blind

_class, _pupil, _enrolment = tables.school_class, tables.pupil, tables.enrolment
_guardian, _tie, _contact = tables.guardian, tables.guardianship, tables.contact
_staff, _role, _duty = tables.staff, tables.staff_role, tables.duty
_SCHOOL: Any = bindparam("school")
_PERSON = {"pupil": _pupil, "guardian": _guardian, "staff": _staff}
ON_ROLL = "roll"  # what proves a listed number: the school's own list, not the office's desk


def _row(target: Any) -> Any:
    return update(target).where(target.c.school_id == _SCHOOL, target.c.id == bindparam("row"))


_SET_CLASS = _row(_class).values(year=bindparam("new_year"), ended_on=bindparam("ended"))
_KEY_OF = {
    name: select(target.c.key_id).where(target.c.school_id == _SCHOOL, target.c.id == bindparam("row"))
    for name, target in _PERSON.items()
}
_RENAME = {
    name: _row(target).values(first_name=bindparam("first"), last_name=bindparam("last"), name_blind=bindparam("blind"))
    for name, target in _PERSON.items()
}
_LEFT = {
    "pupil": _row(_pupil).values(left_on=bindparam("at")),
    "guardian": _row(_guardian).values(left_on=bindparam("at")),
    "staff": _row(_staff).values(left_at=bindparam("at")),
}
_LANGUAGE = _row(_guardian).values(language=bindparam("tag"))
_END_ENROLMENT = (
    update(_enrolment)
    .where(
        _enrolment.c.school_id == _SCHOOL, _enrolment.c.pupil_id == bindparam("row"), _enrolment.c.last_day.is_(None)
    )
    .values(last_day=bindparam("last"))
)
_CHANGE_TIE = _row(_tie).values(
    relation=bindparam("new_relation"),
    responsibility=bindparam("new_responsibility"),
    priority=bindparam("new_priority"),
    restricted=bindparam("new_restricted"),
    ended_on=None,
)
_END_TIE = _row(_tie).values(ended_on=bindparam("at"))
_CONTACT_STATE = _row(_contact).values(state=bindparam("new_state"), state_at=bindparam("at"))
_END_ROLE = _row(_role).values(last_day=bindparam("last"))
_END_DUTY = _row(_duty).values(last_day=bindparam("last"))


@dataclass(frozen=True, slots=True)
class NewPerson:
    first_name: str
    last_name: str
    language: str | None = None  # of a guardian


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTie:
    guardian_id: int
    pupil_id: int
    relation: str
    responsibility: str
    priority: int
    restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    """`carrier`: sms, or phone for a number people only ring."""

    guardian_id: int | None
    staff_id: int | None
    key_id: int
    carrier: str
    e164: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDuty:
    staff_id: int
    class_id: int
    kind: str
    weekdays: frozenset[int]
    start: time | None = None
    end: time | None = None
    first_day: date | None = None
    last_day: date | None = None
    instead_of: int | None = None


def add_classes(scope: Scope, db: Db, classes: Sequence[tuple[str, str]]) -> list[int]:
    """(name, year) of each; returns their ids in order."""
    made = [(new_id(), new_id()) for _ in classes]
    db.keys.new_keys("class", [key for _, key in made])
    rows = [
        {"school_id": scope.school_id, "id": one, "name": name, "year": year, "key_id": key}
        for (name, year), (one, key) in zip(classes, made, strict=True)
    ]
    db.many(_class.insert(), rows)
    return [one for one, _ in made]


def set_class(scope: Scope, db: Db, class_id: int, year: str, ended_on: date | None) -> None:
    db.run(_SET_CLASS, school=scope.school_id, row=class_id, new_year=year, ended=ended_on)


def add_people(scope: Scope, db: Db, target: str, people: Sequence[NewPerson]) -> list[tuple[int, int]]:
    """Pupils, guardians or staff, each under a data key of their own; returns (id, key id) in order."""
    made = [(new_id(), new_id()) for _ in people]
    db.keys.new_keys(target, [key for _, key in made])
    rows: list[dict[str, Any]] = []
    for (person, key), one in zip(made, people, strict=True):
        row = {"school_id": scope.school_id, "id": person, "key_id": key, **_sealed(scope, db, target, key, one)}
        rows.append(row | {"language": one.language} if target == "guardian" else row)
    db.many(_PERSON[target].insert(), rows)
    return made


def _sealed(scope: Scope, db: Db, target: str, key: int, one: NewPerson) -> dict[str, bytes]:
    return {
        "first_name": db.keys.seal(key, f"{target}.first_name", one.first_name),
        "last_name": db.keys.seal(key, f"{target}.last_name", one.last_name),
        "name_blind": name_blind(db, scope, target, one.first_name, one.last_name),
    }


def key_of(scope: Scope, db: Db, target: str, person_id: int) -> int:
    """Raises LookupError when they are not of this school."""
    key: int | None = db.value(_KEY_OF[target], school=scope.school_id, row=person_id)
    if key is None:
        raise LookupError("no such person in this school")
    return key


def rename(scope: Scope, db: Db, target: str, person_id: int, first: str, last: str) -> None:
    sealed = _sealed(scope, db, target, key_of(scope, db, target, person_id), NewPerson(first, last))
    db.run(
        _RENAME[target], school=scope.school_id, row=person_id, first=sealed["first_name"], last=sealed["last_name"],
        blind=sealed["name_blind"],
    )  # fmt: skip


def set_left(scope: Scope, db: Db, target: str, person_id: int, at: date | datetime | None) -> None:
    """A date for pupils and guardians, an aware moment for staff; None brings them back."""
    db.run(_LEFT[target], school=scope.school_id, row=person_id, at=at)


def set_language(scope: Scope, db: Db, guardian_id: int, tag: str | None) -> None:
    db.run(_LANGUAGE, school=scope.school_id, row=guardian_id, tag=tag)


def enrol(scope: Scope, db: Db, places: Iterable[tuple[int, int]], first_day: date) -> None:
    """(pupil, class) of each, open-ended."""
    db.many(
        _enrolment.insert(),
        [
            {
                "school_id": scope.school_id,
                "id": new_id(),
                "pupil_id": pupil,
                "class_id": class_id,
                "first_day": first_day,
            }
            for pupil, class_id in places
        ],
    )


def end_enrolment(scope: Scope, db: Db, pupil_id: int, last_day: date) -> None:
    db.run(_END_ENROLMENT, school=scope.school_id, row=pupil_id, last=last_day)


def add_ties(scope: Scope, db: Db, ties: Iterable[NewTie]) -> None:
    db.many(
        _tie.insert(),
        [
            {
                "school_id": scope.school_id, "id": new_id(), "guardian_id": tie.guardian_id, "pupil_id": tie.pupil_id,
                "relation": tie.relation, "responsibility": tie.responsibility, "priority": tie.priority,
                "restricted": tie.restricted,
            }
            for tie in ties
        ],
    )  # fmt: skip


def change_tie(
    scope: Scope, db: Db, tie_id: int, *, relation: str, responsibility: str, priority: int, restricted: bool
) -> None:
    """A tie that had ended holds again."""
    db.run(
        _CHANGE_TIE, school=scope.school_id, row=tie_id, new_relation=relation, new_responsibility=responsibility,
        new_priority=priority, new_restricted=restricted,
    )  # fmt: skip


def end_tie(scope: Scope, db: Db, tie_id: int, on: date) -> None:
    db.run(_END_TIE, school=scope.school_id, row=tie_id, at=on)


def list_numbers(scope: Scope, db: Db, numbers: Iterable[NewNumber], now: datetime) -> None:
    """Unproved: what a second fact is compared with. Both kinds are hashed as what may be texted, see `people`."""
    db.many(
        _contact.insert(),
        [
            {
                "school_id": scope.school_id, "id": new_id(), "guardian_id": one.guardian_id, "staff_id": one.staff_id,
                "side": str(Side.STAFF if one.guardian_id is None else Side.FAMILIES), "carrier": one.carrier,
                "value": db.keys.seal(one.key_id, VALUE, one.e164),
                "value_blind": hashed(db, Address(Carrier.SMS, one.e164)),
                "state": "listed", "state_at": now, "proof": ON_ROLL,
            }
            for one in numbers
        ],
    )  # fmt: skip


def set_contact_state(scope: Scope, db: Db, contact_id: int, state: str, now: datetime) -> None:
    db.run(_CONTACT_STATE, school=scope.school_id, row=contact_id, new_state=state, at=now)


def add_roles(scope: Scope, db: Db, roles: Iterable[tuple[int, str]]) -> None:
    """(member of staff, role) of each, from now on."""
    rows = [{"school_id": scope.school_id, "id": new_id(), "staff_id": staff, "role": role} for staff, role in roles]
    db.many(_role.insert(), rows)


def end_role(scope: Scope, db: Db, role_id: int, last_day: date) -> None:
    db.run(_END_ROLE, school=scope.school_id, row=role_id, last=last_day)


def add_duties(scope: Scope, db: Db, duties: Iterable[NewDuty], now: datetime) -> None:
    db.many(
        _duty.insert(),
        [
            {
                "school_id": scope.school_id, "id": new_id(), "staff_id": one.staff_id, "class_id": one.class_id,
                "kind": one.kind, "weekdays": sum(1 << day for day in one.weekdays), "start": one.start, "end": one.end,
                "first_day": one.first_day, "last_day": one.last_day, "instead_of": one.instead_of, "made_at": now,
            }
            for one in duties
        ],
    )  # fmt: skip


def end_duty(scope: Scope, db: Db, duty_id: int, last_day: date) -> None:
    db.run(_END_DUTY, school=scope.school_id, row=duty_id, last=last_day)
