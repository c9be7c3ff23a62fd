"""Case files in the database: opened, added to, ended; never changed. What people wrote is sealed under the key of whom it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.access import Scope
from storage import contacts, tables
from storage.crypto import ErasedError
from storage.db import Db
from storage.ids import new_id

_case, _line = tables.conduct_case, tables.case_line
WORDS, LINE = "conduct_case.words", "case_line.words"
_SCHOOL: Any = bindparam("school")
_ALL = select(_case).where(_case.c.school_id == _SCHOOL).order_by(_case.c.id.desc())
_ONE = select(_case).where(_case.c.school_id == _SCHOOL, _case.c.id == bindparam("case"))
_LINES = (
    select(_line)
    .where(_line.c.school_id == _SCHOOL, _line.c.case_id == bindparam("case"))
    .order_by(_line.c.at, _line.c.id)
)
_END = (
    update(_case)
    .where(_case.c.school_id == _SCHOOL, _case.c.id == bindparam("case"), _case.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Exactly one of `guardian_id` and `staff_id` is set. Times are UTC."""

    id: int
    guardian_id: int | None
    staff_id: int | None
    words: str
    made_by: int
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    kind: str
    at: datetime
    words: str
    made_by: int
    made_at: datetime


def begin(scope: Scope, db: Db, now: datetime, words: str, *, guardian_id: int | None, staff_id: int | None) -> int:
    """Raises LookupError when they are not of this school."""
    made, key = new_id(), contacts.person_key(scope, db, guardian_id=guardian_id, staff_id=staff_id)
    db.run(
        _case.insert(), school_id=scope.school_id, id=made, guardian_id=guardian_id, staff_id=staff_id,
        words=db.keys.seal(key, WORDS, words), made_by=scope.actor_id, made_at=now,
    )  # fmt: skip
    return made


def add(
    scope: Scope, db: Db, case: Case, now: datetime, kind: str, at: datetime, words: str
) -> None:
    key = contacts.person_key(scope, db, guardian_id=case.guardian_id, staff_id=case.staff_id)
    db.run(
        _line.insert(), school_id=scope.school_id, id=new_id(), case_id=case.id, kind=kind, at=at,
        words=db.keys.seal(key, LINE, words), made_by=scope.actor_id, made_at=now,
    )  # fmt: skip


def end(scope: Scope, db: Db, case: Case, now: datetime, words: str) -> bool:
    """False when it had ended before."""
    if db.run(_END, school=scope.school_id, case=case.id, now=now) != 1:
        return False
    add(scope, db, case, now, "outcome", now, words)
    return True


def every(scope: Scope, db: Db) -> list[Case]:
    """The newest first; one whose key is gone is not there any more."""
    return [found for row in db.all(_ALL, school=scope.school_id) if (found := _read(db, row)) is not None]


def one(scope: Scope, db: Db, case_id: int) -> Case | None:
    row = db.first(_ONE, school=scope.school_id, case=case_id)
    return _read(db, row) if row else None


def lines(scope: Scope, db: Db, case_id: int) -> list[Line]:
    """As things happened."""
    return [
        Line(
            kind=row.kind, at=row.at, words=db.keys.open(LINE, row.words), made_by=row.made_by, made_at=row.made_at
        )
        for row in db.all(_LINES, school=scope.school_id, case=case_id)
    ]  # fmt: skip


def _read(db: Db, row: Row[Any]) -> Case | None:
    try:
        words = db.keys.open(WORDS, row.words)
    except ErasedError:
        return None
    return Case(
        id=row.id, guardian_id=row.guardian_id, staff_id=row.staff_id, words=words, made_by=row.made_by,
        made_at=row.made_at, ended_at=row.ended_at,
    )  # fmt: skip
