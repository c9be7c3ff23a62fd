"""Whether anything changed in what waits at a school: a handful of numbers, by the index of what is open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.domain.access import Scope
from storage import tables
from storage.beside import shown_from
from storage.db import Db
from storage.partial import ITEM_WAITS

_item, _absence = tables.item, tables.absence
_SCHOOL: Any = bindparam("school")
_OPEN = select(
    func.count(), func.max(_item.c.id), func.max(_item.c.taken_at), func.max(_item.c.seen_at), func.sum(_item.c.id % 997)
).where(_item.c.school_id == _SCHOOL, ITEM_WAITS, shown_from <= bindparam("now"))
_AWAY = select(func.count(), func.max(_absence.c.id), func.max(_absence.c.confirmed_at)).where(
    _absence.c.school_id == _SCHOOL, _absence.c.day == bindparam("day")
)


def of(scope: Scope, db: Db, now: datetime, day: date) -> tuple[object, ...]:
    """Differs when something opened, was taken, seen or settled, or somebody was reported away."""
    open_ = db.first(_OPEN, school=scope.school_id, now=now)
    away = db.first(_AWAY, school=scope.school_id, day=day)
    return (*(open_ or ()), *(away or ()))
