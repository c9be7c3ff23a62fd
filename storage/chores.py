"""What the hub does once and once only, however many processes run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db

_chore = tables.chore
_DONE = select(_chore.c.name).where(_chore.c.school_id == bindparam("school"), _chore.c.name == bindparam("what"))


def done(scope: Scope, db: Db, name: str) -> bool:
    return db.first(_DONE, school=scope.school_id, what=name) is not None


def once(scope: Scope, db: Db, name: str, now: datetime) -> bool:
    """True the first time, within the caller's transaction."""
    if done(scope, db, name):
        return False
    db.run(_chore.insert(), school_id=scope.school_id, name=name, at=now)
    return True
