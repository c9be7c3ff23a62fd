"""Who does not want to be asked, who may join beyond the cap, and whose numbers are young people's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.messages import Address
from storage import contacts, pages, tables
from storage.contacts import hashed, person_key
from storage.db import Db
from storage.ids import new_id

_refusal, _extra, _number = tables.refusal, tables.extra_adult, tables.pupil_number
_contact = tables.contact
_SCHOOL: Any = bindparam("school")
REASON = "extra_adult.reason"
_REFUSED = select(_refusal.c.guardian_id).where(_refusal.c.school_id == _SCHOOL, _refusal.c.ended_at.is_(None))
_ONE_REFUSED = _REFUSED.where(_refusal.c.guardian_id == bindparam("guardian"))
_WANTS_AGAIN = (
    update(_refusal)
    .where(
        _refusal.c.school_id == _SCHOOL, _refusal.c.guardian_id == bindparam("guardian"), _refusal.c.ended_at.is_(None)
    )
    .values(ended_at=bindparam("moment"))
)
_APPROVED = select(_extra.c.guardian_id, _extra.c.pupil_id).where(
    _extra.c.school_id == _SCHOOL, _extra.c.used_at.is_(None)
)
_USE = (
    update(_extra)
    .where(_extra.c.school_id == _SCHOOL, _extra.c.guardian_id == bindparam("guardian"), _extra.c.used_at.is_(None))
    .values(used_at=bindparam("moment"))
)
_OWNED = select(_number.c.value_blind).where(_number.c.school_id == _SCHOOL)
_OWN = _OWNED.where(_number.c.value_blind == bindparam("hashed"))
_LISTED = select(_contact.c.guardian_id, _contact.c.value_blind).where(
    _contact.c.school_id == _SCHOOL, _contact.c.carrier == "sms", _contact.c.guardian_id.is_not(None),
    _contact.c.state.not_in(("ended", "quarantined")),
)  # fmt: skip
_LINKED = select(_contact.c.id).where(
    _contact.c.school_id == _SCHOOL,
    _contact.c.guardian_id == bindparam("guardian"),
    _contact.c.state.in_(("verified", "blocked", "stopped")),
)



def refuse(scope: Scope, db: Db, guardian_id: int, channel: str, now: datetime) -> None:
    """Remembered until they ask themselves."""
    if not refuses(scope, db, guardian_id):
        made = new_id()
        db.run(_refusal.insert(), school_id=scope.school_id, id=made, guardian_id=guardian_id, channel=channel, at=now)


def refused(scope: Scope, db: Db) -> frozenset[int]:
    return frozenset(row.guardian_id for row in db.all(_REFUSED, school=scope.school_id))


def refuses(scope: Scope, db: Db, guardian_id: int) -> bool:
    return db.first(_ONE_REFUSED, school=scope.school_id, guardian=guardian_id) is not None


def wants_again(scope: Scope, db: Db, guardian_id: int, now: datetime) -> None:
    db.run(_WANTS_AGAIN, school=scope.school_id, guardian=guardian_id, moment=now)


def approve(
    scope: Scope, db: Db, guardian_id: int, pupil_id: int, approved_as: str, reason: str, now: datetime
) -> None:
    key_id = person_key(scope, db, guardian_id=guardian_id, staff_id=None)
    db.run(
        _extra.insert(),
        school_id=scope.school_id,
        id=new_id(),
        guardian_id=guardian_id,
        pupil_id=pupil_id,
        approved_by=scope.actor_id,
        approved_as=approved_as,
        reason=db.keys.seal(key_id, REASON, reason),
        at=now,
    )


def approved(scope: Scope, db: Db) -> frozenset[tuple[int, int]]:
    """(adult, child) with leave to join beyond the cap, not used yet."""
    return frozenset((row.guardian_id, row.pupil_id) for row in db.all(_APPROVED, school=scope.school_id))


def use_approval(scope: Scope, db: Db, guardian_id: int, now: datetime) -> None:
    """Leave is for one time: whoever goes and comes back needs a place like anybody else."""
    db.run(_USE, school=scope.school_id, guardian=guardian_id, moment=now)


def own_number(scope: Scope, db: Db, pupil_id: int, address: Address) -> None:
    """Only the hash is kept; a number known already stays with whom it was."""
    if not is_pupils(scope, db, address):
        db.run(
            _number.insert(), school_id=scope.school_id, id=new_id(), pupil_id=pupil_id, value_blind=hashed(db, address)
        )


def is_pupils(scope: Scope, db: Db, address: Address) -> bool:
    return db.first(_OWN, school=scope.school_id, hashed=hashed(db, address)) is not None


def with_pupils_number(scope: Scope, db: Db) -> tuple[frozenset[int], frozenset[int]]:
    """Adults listed with a young person's own number, and those listed with a mobile that is nobody's but theirs."""
    theirs = {row.value_blind for row in db.all(_OWNED, school=scope.school_id)}
    listed = db.all(_LISTED, school=scope.school_id)
    return (
        frozenset(row.guardian_id for row in listed if row.value_blind in theirs),
        frozenset(row.guardian_id for row in listed if row.value_blind not in theirs),
    )


def end_links(scope: Scope, db: Db, guardian_id: int, now: datetime) -> int:
    """Every phone of this adult stops being theirs here, and every page of theirs closes; returns how many phones."""
    pages.end_of(scope, db, guardian_id, now)
    rows = db.all(_LINKED, school=scope.school_id, guardian=guardian_id)
    for row in rows:
        contacts.set_state(scope, db, row.id, "ended", now)
    return len(rows)
