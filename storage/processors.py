"""The school's register of processors. A newer row of a name takes the older one's place; ended ones are kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.access import Scope
from bot.domain.protection.processors import SHIPPED, Processor
from storage import tables
from storage.db import Db
from storage.ids import new_id
from storage.messages import school_key

_processor = tables.processor
_FIELDS = (
    "name", "kind", "country", "purpose", "safeguard", "valid_to", "contract_on", "certificate", "sub_processors", "keeps",
    "no_training", "content",
)  # fmt: skip
BASIS = "processor.basis"
_ROWS = select(_processor).where(_processor.c.school_id == bindparam("school")).order_by(_processor.c.id)


def add(scope: Scope, db: Db, now: datetime, one: Processor, basis: str) -> None:
    values = {name: getattr(one, name) for name in _FIELDS}
    sealed = db.keys.seal(school_key(scope, db), BASIS, basis) if basis else None
    made = {"school_id": scope.school_id, "id": new_id(), "made_by": scope.actor_id, "made_at": now, "basis": sealed}
    db.run(_processor.insert(), **values, **made)


def end(scope: Scope, db: Db, name: str, now: datetime) -> int:
    here = (_processor.c.school_id == scope.school_id) & (_processor.c.name == name) & _processor.c.ended_at.is_(None)
    return db.run(update(_processor).where(here).values(ended_at=now))


def register(scope: Scope, db: Db) -> dict[str, Processor]:
    """Name → what holds now; what the school ended is not there."""
    found: dict[str, Processor] = dict(SHIPPED)
    for row in db.all(_ROWS, school=scope.school_id):
        if row.ended_at is None:
            found[row.name] = _read(row)
        else:
            found.pop(row.name, None)
    return found


def basis_of(scope: Scope, db: Db, name: str) -> str:
    """The DPO's own words; empty where none hold."""
    held = ""
    for row in db.all(_ROWS, school=scope.school_id):
        if row.name == name:
            held = db.keys.open(BASIS, row.basis) if row.basis and row.ended_at is None else ""
    return held


def entered(scope: Scope, db: Db, at: datetime) -> list[Processor]:
    """Rows entered at that very moment and still in force: what a version of the notice is about."""
    return [_read(row) for row in db.all(_ROWS, school=scope.school_id) if row.made_at == at and row.ended_at is None]


def _read(row: Row[Any]) -> Processor:
    return Processor(**{name: getattr(row, name) for name in _FIELDS}, basis=row.basis is not None)


def changed_since(scope: Scope, db: Db) -> datetime | None:
    """When the register last changed; None while it is as shipped."""
    times = [
        at for row in db.all(_ROWS, school=scope.school_id) for at in (row.made_at, row.ended_at) if at is not None
    ]
    return max(times, default=None)


def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
