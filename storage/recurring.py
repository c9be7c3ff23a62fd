"""Reminders that come again every week: due times are UTC, made from local wall time by whoever stores them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.access import Scope
from storage import announcements, tables
from storage.db import Db

_row = tables.recurring
BODY = "recurring.body"
_SCHOOL: Any = bindparam("school")
_HERE = (_row.c.school_id == _SCHOOL) & (_row.c.id == bindparam("row"))
_LIVE = select(_row).where(_row.c.school_id == _SCHOOL, _row.c.ended_at.is_(None)).order_by(_row.c.id)
_DUE = _LIVE.where(_row.c.next_at <= bindparam("now"))
_NEXT = update(_row).where(_HERE).values(next_at=bindparam("moment"))
_END = update(_row).where(_HERE, _row.c.ended_at.is_(None)).values(ended_at=bindparam("moment"), next_at=None)


@dataclass(frozen=True, slots=True)
class RecurringRow:
    id: int
    class_id: int
    staff_id: int
    body: str
    weekday: int
    at: time
    next_at: datetime | None


def add(
    scope: Scope, db: Db, row_id: int, class_id: int, staff_id: int, body: str, weekday: int, at: time, first: datetime, now: datetime
) -> None:  # fmt: skip
    db.run(
        _row.insert(),
        school_id=scope.school_id,
        id=row_id,
        class_id=class_id,
        staff_id=staff_id,
        body=db.keys.seal(announcements.key_of(scope, db, class_id), BODY, body),
        template="",
        weekday=weekday,
        at=at,
        made_at=now,
        next_at=first,
    )


def live(scope: Scope, db: Db) -> tuple[RecurringRow, ...]:
    return tuple(_read(db, row) for row in db.all(_LIVE, school=scope.school_id))


def due(scope: Scope, db: Db, now: datetime) -> tuple[RecurringRow, ...]:
    return tuple(_read(db, row) for row in db.all(_DUE, school=scope.school_id, now=now))


def move_on(scope: Scope, db: Db, row_id: int, at: datetime) -> None:
    db.run(_NEXT, school=scope.school_id, row=row_id, moment=at)


def end(scope: Scope, db: Db, row_id: int, now: datetime) -> bool:
    return db.run(_END, school=scope.school_id, row=row_id, moment=now) == 1


def _read(db: Db, row: Row[Any]) -> RecurringRow:
    body = db.keys.open(BODY, row.body)
    return RecurringRow(row.id, row.class_id, row.staff_id, body, row.weekday, row.at, row.next_at)
