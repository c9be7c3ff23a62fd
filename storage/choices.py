"""What an adult chose for themselves: a digest, no comments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db

_choice = tables.family_choice
_SCHOOL: Any = bindparam("school")
_CHOICE = select(_choice.c.value).where(
    _choice.c.school_id == _SCHOOL, _choice.c.guardian_id == bindparam("guardian"), _choice.c.name == bindparam("what")
)
_UNCHOOSE = delete(_choice).where(
    _choice.c.school_id == _SCHOOL, _choice.c.guardian_id == bindparam("guardian"), _choice.c.name == bindparam("what")
)
_CHOSEN = select(_choice.c.guardian_id, _choice.c.value).where(
    _choice.c.school_id == _SCHOOL, _choice.c.name == bindparam("what")
)


def choose(scope: Scope, db: Db, guardian_id: int, name: str, value: str, now: datetime) -> None:
    """What holds for one adult from now on: "digest", "no_comments". An empty value takes it back."""
    db.run(_UNCHOOSE, school=scope.school_id, guardian=guardian_id, what=name)
    if value:
        db.run(_choice.insert(), school_id=scope.school_id, guardian_id=guardian_id, name=name, value=value, at=now)


def choice(scope: Scope, db: Db, guardian_id: int, name: str) -> str:
    return str(db.value(_CHOICE, school=scope.school_id, guardian=guardian_id, what=name) or "")


def chosen(scope: Scope, db: Db, name: str) -> dict[int, str]:
    """What each adult chose who did."""
    return {row.guardian_id: str(row.value) for row in db.all(_CHOSEN, school=scope.school_id, what=name)}
