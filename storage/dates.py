"""A school's terms and closures as one set: read, taken away to be replaced."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete

from bot.domain.access import Scope
from storage import tables
from storage.db import Db, table

_term, _closure = table(tables.Term), table(tables.Closure)
_SCHOOL: Any = bindparam("school")
_CLEAR = tuple(delete(one).where(one.c.school_id == _SCHOOL) for one in (_term, _closure))


def clear(scope: Scope, db: Db) -> int:
    """Takes every term and closure away; returns how many. The caller puts others in their place."""
    return sum(db.run(statement, school=scope.school_id) for statement in _CLEAR)
