"""Ways to reach people: found by keyed hash, proved, blocked, ended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select, update

from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier, Side
from storage import tables
from storage.db import Db
from storage.ids import new_id
from storage.moment import ahead

_contact, _guardian, _staff = tables.contact, tables.guardian, tables.staff
VALUE = "contact.value"
_CONTACT = (
    select(_contact, func.coalesce(_guardian.c.key_id, _staff.c.key_id).label("key_id"))
    .outerjoin(_guardian, (_guardian.c.school_id == _contact.c.school_id) & (_guardian.c.id == _contact.c.guardian_id))
    .outerjoin(_staff, (_staff.c.school_id == _contact.c.school_id) & (_staff.c.id == _contact.c.staff_id))
)
_AT = _CONTACT.where(
    _contact.c.carrier == bindparam("on"),
    _contact.c.side == bindparam("at_side"),
    _contact.c.state.in_(("verified", "blocked", "stopped")),
)
_BY_ADDRESS = _AT.where(_contact.c.value_blind == bindparam("value"))
_BY_ADDRESSES = _AT.where(_contact.c.value_blind.in_(bindparam("these", expanding=True)))
_ONE = _CONTACT.where(_contact.c.school_id == bindparam("school"), _contact.c.id == bindparam("contact"))
_BEST = _CONTACT.where(_contact.c.school_id == bindparam("school"), _contact.c.state == "verified").order_by(
    case((_contact.c.carrier == "telegram", 0), (_contact.c.carrier == "web", 2), else_=1), _contact.c.state_at.desc()
)
_OF_GUARDIAN = _BEST.where(_contact.c.guardian_id == bindparam("guardian"))
_OF_GUARDIANS = _BEST.where(_contact.c.guardian_id.in_(bindparam("these", expanding=True)))
_EVER = select(_contact.c.id).where(
    _contact.c.school_id == bindparam("school"),
    _contact.c.guardian_id == bindparam("guardian"),
    _contact.c.proof.is_not(None),
)
_OF_STAFF = _BEST.where(_contact.c.staff_id == bindparam("staff"))
_OF_SEVERAL_STAFF = _BEST.where(_contact.c.staff_id.in_(bindparam("these", expanding=True)))
_KEY_OF_GUARDIAN = select(_guardian.c.key_id).where(
    _guardian.c.school_id == bindparam("school"), _guardian.c.id == bindparam("person")
)
_KEY_OF_STAFF = select(_staff.c.key_id).where(_staff.c.school_id == bindparam("school"), _staff.c.id == bindparam("person"))
_LISTED = select(_contact.c.value).where(
    _contact.c.school_id == bindparam("school"),
    _contact.c.carrier.in_(("sms", "phone")),
    _contact.c.state.not_in(("ended", "quarantined")),
)
_LISTED_GUARDIAN = _LISTED.where(_contact.c.guardian_id == bindparam("person"))
_LISTED_STAFF = _LISTED.where(_contact.c.staff_id == bindparam("person"))
_STATE = (
    update(_contact)
    .where(_contact.c.school_id == bindparam("school"), _contact.c.id == bindparam("contact"))
    .values(state=bindparam("new_state"), state_at=bindparam("at"))
)
_MOVE = (
    update(_contact)
    .where(_contact.c.school_id == bindparam("school"), _contact.c.id == bindparam("contact"))
    .values(value=bindparam("sealed"), value_blind=bindparam("hashed"))
)
_END_SAME = (
    update(_contact)
    .where(
        _contact.c.school_id == bindparam("school"),
        _contact.c.carrier == bindparam("on"),
        _contact.c.side == bindparam("at_side"),
        _contact.c.value_blind == bindparam("hashed"),
        _contact.c.state.in_(("verified", "blocked", "stopped")),
    )
    .values(state="ended", state_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class ContactRow:
    school_id: int
    id: int
    side: Side
    guardian_id: int | None
    staff_id: int | None
    address: Address
    account_id: int | None
    state: str
    key_id: int  # the data key of whose it is


def _read(db: Db, row: Row[Any]) -> ContactRow:
    address = Address(Carrier(row.carrier), db.keys.open(VALUE, row.value))
    return ContactRow(
        row.school_id, row.id, Side(row.side), row.guardian_id, row.staff_id, address, row.account_id, row.state, row.key_id
    )


def hashed(db: Db, address: Address) -> bytes:
    return db.keys.blind(f"address:{address.carrier}", address.value)


def by_address(db: Db, address: Address, side: Side, school_id: int | None) -> list[ContactRow]:
    """Whoever this address belongs to, in one school or (for a shared account) in any. Blocked ones count: they wrote."""
    rows = db.lasting(_BY_ADDRESS, value=hashed(db, address), on=str(address.carrier), at_side=str(side))
    return [_read(db, row) for row in rows if school_id is None or row.school_id == school_id]


def one(scope: Scope, db: Db, contact_id: int) -> ContactRow | None:
    rows = db.lasting(_ONE, school=scope.school_id, contact=contact_id)
    return _read(db, rows[0]) if rows else None


def of_guardian(scope: Scope, db: Db, guardian_id: int) -> list[ContactRow]:
    """Verified ways to reach a family adult, Telegram first."""
    return [_read(db, row) for row in db.lasting(_OF_GUARDIAN, school=scope.school_id, guardian=guardian_id)]


def ask_ahead(scope: Scope, db: Db, guardian_ids: Collection[int], staff_ids: Collection[int]) -> None:
    """For `of_guardian` and `of_staff` of each of these."""
    ahead(db, _OF_GUARDIAN, _OF_GUARDIANS, "guardian", "guardian_id", guardian_ids, school=scope.school_id)
    ahead(db, _OF_STAFF, _OF_SEVERAL_STAFF, "staff", "staff_id", staff_ids, school=scope.school_id)


def ask_ahead_by_address(db: Db, addresses: Collection[Address], on: Carrier, side: Side) -> None:
    """For `by_address` of each of these, all of one carrier."""
    values = [hashed(db, one) for one in addresses]
    ahead(db, _BY_ADDRESS, _BY_ADDRESSES, "value", "value_blind", values, on=str(on), at_side=str(side))


def any_of_guardian(scope: Scope, db: Db, guardian_id: int) -> bool:
    """Whether they have, or once had, a linked phone."""
    return db.first(_EVER, school=scope.school_id, guardian=guardian_id) is not None


def of_staff(scope: Scope, db: Db, staff_id: int) -> list[ContactRow]:
    return [_read(db, row) for row in db.lasting(_OF_STAFF, school=scope.school_id, staff=staff_id)]


def numbers_on_roll(
    scope: Scope, db: Db, *, guardian_id: int | None = None, staff_id: int | None = None
) -> frozenset[str]:
    """The phone numbers the school holds for one person: what a shared contact must match."""
    statement, person = (_LISTED_GUARDIAN, guardian_id) if guardian_id is not None else (_LISTED_STAFF, staff_id)
    rows = db.all(statement, school=scope.school_id, person=person)
    return frozenset(db.keys.open(VALUE, row.value) for row in rows)


def link(
    scope: Scope,
    db: Db,
    now: datetime,
    *,
    side: Side,
    guardian_id: int | None,
    staff_id: int | None,
    address: Address,
    account_id: int,
    proof: str,
) -> int:
    """Make the address a verified contact of one person; whoever held it before loses it (a new phone, a new owner)."""
    blind = hashed(db, address)
    db.run(_END_SAME, school=scope.school_id, on=str(address.carrier), at_side=str(side), hashed=blind, at=now)
    made = new_id()
    key_id = person_key(scope, db, guardian_id=guardian_id, staff_id=staff_id)
    db.run(
        _contact.insert(),
        school_id=scope.school_id,
        id=made,
        side=str(side),
        guardian_id=guardian_id,
        staff_id=staff_id,
        carrier=str(address.carrier),
        value=db.keys.seal(key_id, VALUE, address.value),
        value_blind=blind,
        account_id=account_id,
        state="verified",
        state_at=now,
        proof=proof,
    )
    return made


def person_key(scope: Scope, db: Db, *, guardian_id: int | None, staff_id: int | None) -> int:
    """The data key of an adult. Raises LookupError when they are not of this school."""
    if guardian_id is not None:
        rows = db.lasting(_KEY_OF_GUARDIAN, school=scope.school_id, person=guardian_id)
    else:
        rows = db.lasting(_KEY_OF_STAFF, school=scope.school_id, person=staff_id)
    if not rows:
        raise LookupError("no such person in this school")
    key: int = rows[0].key_id
    return key


def set_state(scope: Scope, db: Db, contact_id: int, state: str, now: datetime) -> None:
    db.run(_STATE, school=scope.school_id, contact=contact_id, new_state=state, at=now)


def move(scope: Scope, db: Db, contact: ContactRow, address: Address) -> None:
    """A carrier gave the chat a new id."""
    db.run(
        _MOVE,
        school=scope.school_id,
        contact=contact.id,
        sealed=db.keys.seal(contact.key_id, VALUE, address.value),
        hashed=hashed(db, address),
    )


_LISTED_AS = select(_contact.c.guardian_id, _contact.c.staff_id).where(
    _contact.c.school_id == bindparam("school"),
    _contact.c.value_blind == bindparam("hashed"),
    _contact.c.carrier == bindparam("on"),
    _contact.c.side == bindparam("at_side"),
    _contact.c.state.not_in(("ended", "quarantined")),
)


_ENDED_AS = (
    select(_contact.c.guardian_id)
    .where(
        _contact.c.school_id == bindparam("school"),
        _contact.c.value_blind == bindparam("hashed"),
        _contact.c.carrier == bindparam("on"),
        _contact.c.guardian_id.is_not(None),
        _contact.c.state == "ended",
    )
    .order_by(_contact.c.state_at.desc())
    .limit(1)
)


def ended_as(scope: Scope, db: Db, address: Address) -> int | None:
    """The guardian whose phone this was, for the record of who tries; None when it never was anybody's."""
    found = db.value(_ENDED_AS, school=scope.school_id, hashed=hashed(db, address), on=str(address.carrier))
    return int(found) if found is not None else None


def listed_as(scope: Scope, db: Db, address: Address, side: Side) -> tuple[int | None, int | None] | None:
    """The guardian or member of staff (id, id) whose number this is on the school's list, or None."""
    blind = hashed(db, address)
    row = db.first(_LISTED_AS, school=scope.school_id, hashed=blind, on=str(address.carrier), at_side=str(side))
    return (row.guardian_id, row.staff_id) if row else None
