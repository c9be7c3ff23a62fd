"""A school's terms and closures as one set: read, taken away to be replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.policies import ClosureRow

_term, _closure = tables.term, tables.closure
_SCHOOL: Any = bindparam("school")
_TAKE_BACK = delete(_closure).where(
    _closure.c.school_id == _SCHOOL,
    _closure.c.kind == bindparam("what"),
    _closure.c.first_day == bindparam("first"),
    _closure.c.last_day == bindparam("last"),
)
_DROP = delete(_term).where(
    _term.c.school_id == _SCHOOL, _term.c.first_day == bindparam("first"), _term.c.last_day == bindparam("last")
)
_CLEAR = tuple(delete(one).where(one.c.school_id == _SCHOOL) for one in (_term, _closure))


def clear(scope: Scope, db: Db) -> int:
    """Takes every term and closure away; returns how many. The caller puts others in their place."""
    return sum(db.run(statement, school=scope.school_id) for statement in _CLEAR)


def drop_term(scope: Scope, db: Db, first: date, last: date) -> int:
    """Returns how many there were of it."""
    return db.run(_DROP, school=scope.school_id, first=first, last=last)


def take_back(scope: Scope, db: Db, row: ClosureRow) -> int:
    """A closure that is not to be after all; returns how many there were of it."""
    whole = _closure.c.class_id.is_(None) if row.class_id is None else _closure.c.class_id == row.class_id
    values = {"what": row.kind, "first": row.first_day, "last": row.last_day}
    return db.run(_TAKE_BACK.where(whole), school=scope.school_id, **values)
