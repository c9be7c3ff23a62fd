"""A person's numbers and links, ended when they change: a new phone, a lost one, somebody who left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.messages import Address, Carrier, Side
from storage import tables
from storage.contacts import VALUE, hashed
from storage.db import Db

_contact, _guardian, _staff = tables.contact, tables.guardian, tables.staff
_SCHOOL: Any = bindparam("school")
_LIVE = _contact.c.state.not_in(("ended", "quarantined"))
_OF_GUARDIAN = select(_contact).where(
    _contact.c.school_id == _SCHOOL, _LIVE, _contact.c.guardian_id == bindparam("person")
)
_OF_STAFF = select(_contact).where(_contact.c.school_id == _SCHOOL, _LIVE, _contact.c.staff_id == bindparam("person"))
_HOLDERS = (
    select(_contact.c.guardian_id, _contact.c.staff_id)
    .outerjoin(_guardian, (_guardian.c.school_id == _contact.c.school_id) & (_guardian.c.id == _contact.c.guardian_id))
    .outerjoin(_staff, (_staff.c.school_id == _contact.c.school_id) & (_staff.c.id == _contact.c.staff_id))
    .where(
        _contact.c.school_id == _SCHOOL,
        _LIVE,
        _contact.c.side == bindparam("at_side"),
        _contact.c.carrier.in_(("sms", "phone")),
        _contact.c.value_blind == bindparam("hashed"),
        _guardian.c.left_on.is_(None),
        _staff.c.left_at.is_(None),
    )
)
_END = (
    update(_contact)
    .where(_contact.c.school_id == _SCHOOL, _contact.c.id == bindparam("contact"))
    .values(state="ended", state_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Number:
    """`carrier`: sms, phone (ring only) or telegram. `state`: listed, verified, blocked, stopped."""

    id: int
    carrier: str
    value: str
    state: str


def of(scope: Scope, db: Db, *, guardian_id: int | None = None, staff_id: int | None = None) -> list[Number]:
    """Every number and link that has not ended."""
    statement, person = (_OF_GUARDIAN, guardian_id) if guardian_id is not None else (_OF_STAFF, staff_id)
    return [
        Number(row.id, row.carrier, db.keys.open(VALUE, row.value), row.state)
        for row in db.all(statement, school=scope.school_id, person=person)
    ]


def holders(scope: Scope, db: Db, number: str, side: Side) -> frozenset[int]:
    """Ids of the adults (or staff) still here who hold an E.164 number, proved or listed."""
    # People ring `phone` numbers only, but both kinds are hashed as what may be texted: see `people.list_number`.
    blind = hashed(db, Address(Carrier.SMS, number))
    rows = db.all(_HOLDERS, school=scope.school_id, at_side=str(side), hashed=blind)
    return frozenset(row.guardian_id or row.staff_id for row in rows)


def end(scope: Scope, db: Db, numbers: Iterable[Number], now: datetime) -> int:
    """Returns how many."""
    return sum(db.run(_END, school=scope.school_id, contact=number.id, at=now) for number in numbers)
