"""Notices that something will be deleted, and counts of what a night's run deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.access import Scope
from storage import tables
from storage.db import Db, insert_of
from storage.ids import new_id

_notice, _run = tables.retention_notice, tables.retention_run
_SCHOOL: Any = bindparam("school")
_TOLD = select(_notice).where(_notice.c.school_id == _SCHOOL, _notice.c.state.in_(("told", "letter")))
_RUNS = select(_run).where(_run.c.school_id == _SCHOOL).order_by(_run.c.day, _run.c.category)


def tell(
    scope: Scope, db: Db, now: datetime, category: str, person: tuple[str, int], deletes_on: date, outbox_id: int | None
) -> None:
    """Without `outbox_id` nobody could be told: the office writes a letter first."""
    kind, person_id = person
    db.run(
        _notice.insert(),
        school_id=scope.school_id,
        id=new_id(),
        category=category,
        person_kind=kind,
        person_id=person_id,
        outbox_id=outbox_id,
        told_at=now,
        deletes_on=deletes_on,
        state="told" if outbox_id else "letter",
    )


def told(scope: Scope, db: Db, category: str) -> list[Row[Any]]:
    """Notices that still stand."""
    return [row for row in db.all(_TOLD, school=scope.school_id) if row.category == category]


def settle(scope: Scope, db: Db, notice_id: int, state: str) -> None:
    here = (_notice.c.school_id == scope.school_id) & (_notice.c.id == notice_id)
    db.run(update(_notice).where(here).values(state=state))


def posted(scope: Scope, db: Db, notice_id: int, deletes_on: date) -> None:
    """Told on paper; the day moves."""
    here = (_notice.c.school_id == scope.school_id) & (_notice.c.id == notice_id)
    db.run(update(_notice).where(here).values(state="told", deletes_on=deletes_on, outbox_id=None))


def keep(scope: Scope, db: Db, guardian_id: int) -> int:
    """An unused account is wanted after all; returns how many notices that ended."""
    here = (
        (_notice.c.school_id == scope.school_id)
        & (_notice.c.person_id == guardian_id)
        & (_notice.c.category == "inactive")
        & _notice.c.state.in_(("told", "letter"))
    )
    return db.run(update(_notice).where(here).values(state="kept"))


def count(scope: Scope, db: Db, day: date, category: str, number: int, now: datetime) -> None:
    """Adds to what the day's run has deleted so far; a run that deleted nothing leaves a 0."""
    made = insert_of(db.connection.dialect.name)(_run).values(school_id=scope.school_id, day=day, category=category, number=number, at=now)
    key = ["school_id", "day", "category"]
    db.connection.execute(
        made.on_conflict_do_update(index_elements=key, set_={"number": _run.c.number + number, "at": now})
    )


def runs(scope: Scope, db: Db) -> list[Row[Any]]:
    return db.all(_RUNS, school=scope.school_id)
