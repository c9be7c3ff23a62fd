"""Ties to children who have left the roll, and their end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from storage import tables
from storage.db import Db

_tie, _pupil = tables.guardianship, tables.pupil
_SCHOOL: Any = bindparam("school")
_LEFT = (
    select(_tie.c.id, _tie.c.guardian_id, _tie.c.pupil_id)
    .join(_pupil, (_pupil.c.school_id == _tie.c.school_id) & (_pupil.c.id == _tie.c.pupil_id))
    .where(
        _tie.c.school_id == _SCHOOL,
        _tie.c.ended_on.is_(None),
        _pupil.c.left_on.is_not(None),
        _pupil.c.left_on < bindparam("day"),
    )
    .order_by(_tie.c.id)
)
_END = (
    update(_tie)
    .where(_tie.c.school_id == _SCHOOL, _tie.c.id == bindparam("tie"), _tie.c.ended_on.is_(None))
    .values(ended_on=bindparam("day"))
)


@dataclass(frozen=True, slots=True)
class Left:
    tie_id: int
    guardian_id: int
    pupil_id: int


def of(scope: Scope, db: Db, day: date) -> list[Left]:
    """Ties that still stand though the child left before `day`."""
    return [Left(row.id, row.guardian_id, row.pupil_id) for row in db.all(_LEFT, school=scope.school_id, day=day)]


def end(scope: Scope, db: Db, tie_id: int, day: date) -> bool:
    """False when it had ended already."""
    return db.run(_END, school=scope.school_id, tie=tie_id, day=day) == 1
