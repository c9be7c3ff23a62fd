"""Which safeguarding lead is told first on which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.ids import new_id

_row, _staff = tables.lead_rota, tables.staff
_SCHOOL: Any = bindparam("school")
_ON = (
    select(_row.c.staff_id)
    .join(_staff, (_staff.c.school_id == _row.c.school_id) & (_staff.c.id == _row.c.staff_id))
    .where(
        _row.c.school_id == _SCHOOL,
        _row.c.first_day <= bindparam("on"),
        _row.c.last_day >= bindparam("on"),
        _staff.c.left_at.is_(None),
    )
    .order_by(_row.c.id.desc())
)
_FROM = select(_row).where(_row.c.school_id == _SCHOOL, _row.c.last_day >= bindparam("on")).order_by(_row.c.first_day)
_DROP = delete(_row).where(_row.c.school_id == _SCHOOL, _row.c.id == bindparam("row"))


@dataclass(frozen=True, slots=True)
class Turn:
    id: int
    staff_id: int
    first_day: date
    last_day: date


def add(scope: Scope, db: Db, staff_id: int, first: date, last: date, now: datetime) -> int:
    made = new_id()
    db.run(
        _row.insert(),
        school_id=scope.school_id,
        id=made,
        staff_id=staff_id,
        first_day=first,
        last_day=last,
        made_at=now,
    )
    return made


def drop(scope: Scope, db: Db, turn_id: int) -> bool:
    return db.run(_DROP, school=scope.school_id, row=turn_id) > 0


def on(scope: Scope, db: Db, day: date) -> tuple[int, ...]:
    """Whose turn it is; of turns that overlap, the one entered last comes first."""
    return tuple(dict.fromkeys(row.staff_id for row in db.all(_ON, school=scope.school_id, on=day)))


def coming(scope: Scope, db: Db, day: date) -> list[Turn]:
    rows = db.all(_FROM, school=scope.school_id, on=day)
    return [Turn(row.id, row.staff_id, row.first_day, row.last_day) for row in rows]
