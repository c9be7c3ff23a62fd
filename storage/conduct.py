"""Conduct on record: who, when, about which item; and the one open matter that keeps an adult's notes from a teacher."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.conduct import Entry, Outcome
from bot.domain.people import Role
from storage import invites, tables
from storage.db import Db
from storage.ids import new_id
from storage.partial import ITEM_WAITS

_entry, _item, _guardian = tables.conduct_entry, tables.item, tables.guardian
_SCHOOL: Any = bindparam("school")
_OF = (
    select(_entry.c.outcome, _entry.c.at)
    .where(_entry.c.school_id == _SCHOOL, _entry.c.guardian_id == bindparam("guardian"))
    .order_by(_entry.c.id)
)
_REPORTED = (
    select(_entry.c.item_id)
    .where(
        _entry.c.school_id == _SCHOOL,
        _entry.c.guardian_id == bindparam("guardian"),
        _entry.c.outcome == str(Outcome.REPORT),
        _entry.c.item_id.is_not(None),
    )
    .order_by(_entry.c.id)
)
_OPEN_MATTER = (
    select(_item.c.role)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.guardian_id == bindparam("guardian"),
        _item.c.kind == "conduct",
        ITEM_WAITS,
    )
    .order_by(_item.c.made_at.desc(), _item.c.id.desc())
    .limit(1)
)
_SUSPEND = (
    update(_guardian)
    .where(_guardian.c.school_id == _SCHOOL, _guardian.c.id == bindparam("guardian"))
    .values(suspended_at=bindparam("at"))
)


def of(scope: Scope, db: Db, guardian_id: int) -> tuple[Entry, ...]:
    rows = db.all(_OF, school=scope.school_id, guardian=guardian_id)
    return tuple(Entry(Outcome(row.outcome), row.at) for row in rows)


def reported(scope: Scope, db: Db, guardian_id: int) -> list[int]:
    """Ids of the items that staff reported of this adult, oldest first."""
    return [row.item_id for row in db.all(_REPORTED, school=scope.school_id, guardian=guardian_id)]


def open_matter(scope: Scope, db: Db, guardian_id: int) -> Role | None:
    """The role that has a report about this adult not yet decided."""
    found = db.value(_OPEN_MATTER, school=scope.school_id, guardian=guardian_id)
    return Role(found) if found else None


def record(
    scope: Scope, db: Db, guardian_id: int, outcome: Outcome, now: datetime, *, staff_id: int | None, item_id: int | None
) -> None:
    """A removal or suspension ends what the adult may send and get at once, and their unused codes (M19)."""
    db.run(
        _entry.insert(),
        school_id=scope.school_id,
        id=new_id(),
        guardian_id=guardian_id,
        outcome=str(outcome),
        staff_id=staff_id,
        item_id=item_id,
        at=now,
    )
    if outcome in {Outcome.REMOVAL, Outcome.SUSPENSION}:
        db.run(_SUSPEND, school=scope.school_id, guardian=guardian_id, at=now)
        invites.revoke(scope, db, guardian_id, now)
    elif outcome is Outcome.LIFTED:
        db.run(_SUSPEND, school=scope.school_id, guardian=guardian_id, at=None)
