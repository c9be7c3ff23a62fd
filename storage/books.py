"""Registers that people keep, disclosures and breaches: lines with a day, whom they are about, and words under seal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.ids import new_id
from storage.messages import school_key

_entry, _breach = tables.register_entry, tables.breach
_disclosure, _person = tables.disclosure, tables.disclosure_person
_audit = tables.audit
_SCHOOL: Any = bindparam("school")
_ENTRIES = (
    select(_entry)
    .where(_entry.c.school_id == _SCHOOL, _entry.c.book == bindparam("which"))
    .order_by(_entry.c.day, _entry.c.id)
)
_BREACHES = select(_breach).where(_breach.c.school_id == _SCHOOL).order_by(_breach.c.opened_at)
_TAKEN_BACK = select(_audit.c.at).where(
    _audit.c.school_id == _SCHOOL, _audit.c.action == "wrong_recipient", _audit.c.subject_kind == "outbox"
)
_DISCLOSURES = select(_disclosure).where(_disclosure.c.school_id == _SCHOOL).order_by(_disclosure.c.id)
_PEOPLE = (
    select(_person.c.disclosure_id, func.count().label("number"))
    .where(_person.c.school_id == _SCHOOL)
    .group_by(_person.c.disclosure_id)
)
DETAIL, BREACH, WHAT = "register_entry.detail", "breach.detail", "disclosure.what"


def write(
    scope: Scope,
    db: Db,
    now: datetime,
    book: str,
    day: date,
    *,
    staff_id: int | None = None,
    until: datetime | None = None,
    outcome: str = "",
    detail: str = "",
) -> int:
    """One line. `outcome` is one of our own words; what a person wrote is `detail`."""
    made = new_id()
    db.run(
        _entry.insert(),
        school_id=scope.school_id,
        id=made,
        book=book,
        staff_id=staff_id,
        day=day,
        until=until,
        outcome=outcome,
        detail=db.keys.seal(school_key(scope, db), DETAIL, detail) if detail else None,
        made_by=scope.actor_id,
        at=now,
    )
    return made


def lines(scope: Scope, db: Db, book: str) -> list[Row[Any]]:
    """Oldest first."""
    return db.all(_ENTRIES, school=scope.school_id, which=book)


def newest(scope: Scope, db: Db, book: str) -> dict[int, date]:
    """The newest day of a register for each member of staff it has lines about."""
    return {row.staff_id: row.day for row in lines(scope, db, book) if row.staff_id is not None}


def last(scope: Scope, db: Db, book: str) -> Row[Any] | None:
    return next(reversed(lines(scope, db, book)), None)


def opened(db: Db, place: str, sealed: bytes | None) -> str:
    return db.keys.open(place, sealed) if sealed else ""


def disclose(scope: Scope, db: Db, now: datetime, what: str, processor: str, people: Iterable[tuple[str, int]]) -> int:
    made = new_id()
    sealed = db.keys.seal(school_key(scope, db), WHAT, what)
    db.run(
        _disclosure.insert(), school_id=scope.school_id, id=made, what=sealed, processor=processor,
        approved_by=scope.actor_id, at=now,
    )  # fmt: skip
    rows = [{"school_id": scope.school_id, "disclosure_id": made, "person_kind": k, "person_id": i} for k, i in people]
    db.many(_person.insert(), rows)
    return made


def disclosures(scope: Scope, db: Db) -> list[tuple[Row[Any], int]]:
    """Each with how many people it is about."""
    counts = {row.disclosure_id: row.number for row in db.all(_PEOPLE, school=scope.school_id)}
    return [(row, counts.get(row.id, 0)) for row in db.all(_DISCLOSURES, school=scope.school_id)]


def disclosed_about(scope: Scope, db: Db, disclosure_id: int, kind: str, person_id: int) -> bool:
    """Whether this disclosure is on record, and about this person."""
    here = (_person.c.school_id == scope.school_id) & (_person.c.disclosure_id == disclosure_id)
    whom = (_person.c.person_kind == kind) & (_person.c.person_id == person_id)
    return db.first(select(_person.c.disclosure_id).where(here, whom)) is not None


def open_breach(scope: Scope, db: Db, now: datetime, what: str, detail: str, affected: int) -> int:
    made = new_id()
    sealed = db.keys.seal(school_key(scope, db), BREACH, detail) if detail else None
    db.run(
        _breach.insert(), school_id=scope.school_id, id=made, opened_at=now, what=what, opened_by=scope.actor_id,
        detail=sealed, affected=affected,
    )  # fmt: skip
    return made


def breaches(scope: Scope, db: Db) -> list[Row[Any]]:
    return db.all(_BREACHES, school=scope.school_id)


def taken_back(scope: Scope, db: Db) -> list[datetime]:
    """When staff said of an answer that it had gone to the wrong family (UTC), as far back as the trail is kept."""
    return [row.at for row in db.all(_TAKEN_BACK, school=scope.school_id)]


def note_breach(scope: Scope, db: Db, breach_id: int, **values: Any) -> bool:
    here = (_breach.c.school_id == scope.school_id) & (_breach.c.id == breach_id)
    return db.run(update(_breach).where(here).values(**values)) == 1
