"""Threads as a list: whose, since when, and which items belong to one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.partial import ITEM_WAITS

_thread, _item = tables.thread, tables.item
_SCHOOL: Any = bindparam("school")
_OF_CLASSES = (
    select(_thread)
    .where(_thread.c.school_id == _SCHOOL, _thread.c.class_id.in_(bindparam("classes", expanding=True)))
    .order_by(_thread.c.last_at.desc())
    .limit(bindparam("most"))
)
_OF_ADULT = (
    select(_thread)
    .where(_thread.c.school_id == _SCHOOL, _thread.c.guardian_id == bindparam("guardian"))
    .order_by(_thread.c.last_at.desc())
)
# No bare column: SQLite would rather go through all that was ever written in these threads than the little that waits.
_WAITING = select(_item.c.id).where(
    _item.c.school_id == _SCHOOL, ITEM_WAITS, func.coalesce(_item.c.thread_id, 0).in_(bindparam("threads", expanding=True))
)
_ITEMS = (
    select(_item.c.id)
    .where(_item.c.school_id == _SCHOOL, _item.c.thread_id == bindparam("thread"), _item.c.state != "withdrawn")
    .order_by(_item.c.id)
)
# From the one that many before the last on: counted back along the index, however long a thread is.
_EARLIEST = (
    select(_item.c.id)
    .where(_item.c.school_id == _SCHOOL, _item.c.thread_id == _thread.c.id, _item.c.state != "withdrawn")
    .order_by(_item.c.id.desc())
    .limit(1)
    .offset(bindparam("before"))
    .correlate(_thread)
    .scalar_subquery()
)
_BEGINS = (
    select(_thread.c.id, func.coalesce(_EARLIEST, 0).label("earliest"))
    .where(_thread.c.school_id == _SCHOOL, _thread.c.id.in_(bindparam("threads", expanding=True)))
    .cte("begins")
    .prefix_with("MATERIALIZED")  # or SQLite counts back again for each item of a thread
)
_NEWEST = (
    select(_item.c.id)
    .select_from(_BEGINS)
    .join(_item, (_item.c.school_id == _SCHOOL) & (_item.c.thread_id == _BEGINS.c.id) & (_item.c.id >= _BEGINS.c.earliest))
    .where(_item.c.state != "withdrawn")
)  # put in order outside: to have it ordered SQLite may walk all items of the school by their key


@dataclass(frozen=True, slots=True)
class ThreadRow:
    id: int
    class_id: int
    guardian_id: int
    pupil_id: int
    last_at: datetime


def of_classes(scope: Scope, db: Db, classes: Collection[int], most: int = 200) -> list[ThreadRow]:
    """The newest first. What of them somebody may read is asked item by item."""
    rows = db.all(_OF_CLASSES, school=scope.school_id, classes=list(classes), most=most) if classes else []
    return [_read(row) for row in rows]


def of_adult(scope: Scope, db: Db, guardian_id: int) -> list[ThreadRow]:
    """The newest first."""
    return [_read(row) for row in db.all(_OF_ADULT, school=scope.school_id, guardian=guardian_id)]


def _read(row: Row[Any]) -> ThreadRow:
    return ThreadRow(row.id, row.class_id, row.guardian_id, row.pupil_id, row.last_at)


def items_of(scope: Scope, db: Db, thread_id: int) -> tuple[int, ...]:
    """All of a thread: for a page, `newest_items` is quicker."""
    return tuple(row.id for row in db.all(_ITEMS, school=scope.school_id, thread=thread_id))


def waiting_items(scope: Scope, db: Db, thread_ids: Collection[int]) -> list[int]:
    """All that nobody has dealt with yet in any of these."""
    rows = db.all(_WAITING, school=scope.school_id, threads=list(thread_ids)) if thread_ids else []
    return [row.id for row in rows]


def newest_items(scope: Scope, db: Db, thread_ids: Collection[int], each: int) -> list[int]:
    """The latest few of every thread, oldest first."""
    rows = db.all(_NEWEST, school=scope.school_id, threads=list(thread_ids), before=each - 1) if thread_ids else []
    return sorted(row.id for row in rows)
