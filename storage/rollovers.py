"""New classes prepared for a day: kept sealed under the school's key, wiped once they took effect or were taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.access import Scope
from storage import messages, tables
from storage.db import Db
from storage.ids import new_id

_row = tables.rollover
_SCHOOL: Any = bindparam("school")
PLAN, ANSWERS = "rollover.plan", "rollover.answers"
_NEWEST = select(_row).where(_row.c.school_id == _SCHOOL).order_by(_row.c.id.desc()).limit(1)
_DUE = select(_row.c.id).where(_row.c.school_id == _SCHOOL, _row.c.state == "prepared", _row.c.day <= bindparam("on"))
_PREPARED = (_row.c.school_id == _SCHOOL) & (_row.c.state == "prepared")
_END = (
    update(_row).where(_PREPARED).values(state=bindparam("new_state"), plan=None, answers=None, ended_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`plan` and `answers` are empty once it is over."""

    id: int
    day: date
    state: str
    made_at: datetime
    ended_at: datetime | None
    plan: str = ""
    answers: str = ""


def prepare(scope: Scope, db: Db, day: date, plan: str, answers: str, now: datetime) -> int:
    """In place of what was prepared before."""
    end(scope, db, "undone", now)
    made, key_id = new_id(), messages.school_key(scope, db)
    db.run(
        _row.insert(),
        school_id=scope.school_id,
        id=made,
        day=day,
        plan=db.keys.seal(key_id, PLAN, plan),
        answers=db.keys.seal(key_id, ANSWERS, answers) if answers else None,
        state="prepared",
        made_at=now,
        made_by=scope.actor_id,
    )
    return made


def newest(scope: Scope, db: Db) -> Prepared | None:
    row = db.first(_NEWEST, school=scope.school_id)
    return _read(db, row) if row else None


def due(scope: Scope, db: Db, on: date) -> bool:
    return db.first(_DUE, school=scope.school_id, on=on) is not None


def end(scope: Scope, db: Db, state: str, now: datetime) -> bool:
    """done, undone or stopped. False when nothing was prepared."""
    return db.run(_END, school=scope.school_id, new_state=state, at=now) > 0


def _read(db: Db, row: Row[Any]) -> Prepared:
    return Prepared(
        id=row.id,
        day=row.day,
        state=row.state,
        made_at=row.made_at,
        ended_at=row.ended_at,
        plan=db.keys.open(PLAN, row.plan) if row.plan else "",
        answers=db.keys.open(ANSWERS, row.answers) if row.answers else "",
    )
