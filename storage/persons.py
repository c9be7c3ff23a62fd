"""Anybody the school holds a name of, on roll or not: found by name, renamed, their data key."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.domain.access import Scope
from bot.domain.faults import Mendable
from bot.domain.names import fold_name
from storage import tables
from storage.crypto import ErasedError, KeyProblem
from storage.db import Db
from storage.people import name_blind

_TABLES = {"guardian": tables.guardian, "pupil": tables.pupil, "staff": tables.staff}
_NAMES = {
    kind: select(one.c.id, one.c.key_id, one.c.first_name, one.c.last_name).where(
        one.c.school_id == bindparam("school")
    )
    for kind, one in _TABLES.items()
}
_ONE = {kind: asked.where(_TABLES[kind].c.id == bindparam("person")) for kind, asked in _NAMES.items()}
_SEVERAL = {kind: asked.where(_TABLES[kind].c.id.in_(bindparam("these", expanding=True))) for kind, asked in _NAMES.items()}
_KINDS = ("guardian", "pupil", "staff")


class NobodyHeld(Mendable):
    """The school holds nothing about such a person."""


@dataclass(frozen=True, slots=True)
class Named:
    kind: str
    id: int
    key_id: int
    first_name: str
    last_name: str

    @property
    def full(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def everybody(scope: Scope, db: Db, kind: str) -> Iterator[Named]:
    """Whose name can still be read."""
    yield from (found for row in db.all(_NAMES[kind], school=scope.school_id) if (found := _read(db, kind, row)))


def one(scope: Scope, db: Db, kind: str, person_id: int) -> Named | None:
    """None when there is no such person, or their name is erased."""
    row = db.first(_ONE[kind], school=scope.school_id, person=person_id)
    return _read(db, kind, row) if row else None


def several(scope: Scope, db: Db, kind: str, person_ids: Collection[int]) -> dict[int, Named]:
    """Those of them whose name can be read; a damaged one keeps nobody from the others."""
    rows = db.all(_SEVERAL[kind], school=scope.school_id, these=sorted(person_ids)) if person_ids else []
    found: dict[int, Named] = {}
    for row in rows:
        with suppress(KeyProblem):
            if (one := _read(db, kind, row)) is not None:
                found[row.id] = one
    return found


def _read(db: Db, kind: str, row: Row[Any]) -> Named | None:
    try:
        first = db.keys.open(f"{kind}.first_name", row.first_name)
        return Named(kind, row.id, row.key_id, first, db.keys.open(f"{kind}.last_name", row.last_name))
    except ErasedError:
        return None


def named(scope: Scope, db: Db, name: str, kind: str | None = None) -> list[Named]:
    """Those whose whole name it is; where there is none, those whose name has all of its words."""
    wanted, kinds = fold_name(name), (kind,) if kind else _KINDS
    known = [(fold_name(one.first_name, one.last_name), one) for each in kinds for one in everybody(scope, db, each)]
    whole = [one for folded, one in known if folded == wanted]
    words = set(wanted.split())
    return whole or [one for folded, one in known if words and words <= set(folded.split())]


def rename(scope: Scope, db: Db, who: Named, field: str, new: str) -> None:
    """`field`: first_name or last_name."""
    target = _TABLES[who.kind]
    names = {"first_name": who.first_name, "last_name": who.last_name, field: new}
    values: dict[str, Any] = {
        field: db.keys.seal(who.key_id, f"{who.kind}.{field}", new),
        "name_blind": name_blind(db, scope, who.kind, names["first_name"], names["last_name"]),
    }
    here = (target.c.school_id == scope.school_id) & (target.c.id == who.id)
    db.run(update(target).where(here).values(**values))


def children_of(scope: Scope, db: Db, guardian_id: int) -> frozenset[int]:
    """Pupils an adult is or was tied to, court orders included: their names are no secret to them."""
    tie = tables.guardianship
    wanted = select(tie.c.pupil_id).where(
        tie.c.school_id == bindparam("school"), tie.c.guardian_id == bindparam("guardian")
    )
    return frozenset(row.pupil_id for row in db.all(wanted, school=scope.school_id, guardian=guardian_id))


def in_care_of(scope: Scope, db: Db, guardian_id: int, day: date) -> list[int]:
    """Pupils this adult may speak for on that day (the school's date): no court order, some responsibility, a tie in force."""
    tie = tables.guardianship
    wanted = (
        select(tie.c.pupil_id)
        .where(
            tie.c.school_id == bindparam("school"),
            tie.c.guardian_id == bindparam("guardian"),
            tie.c.restricted.is_(False),
            tie.c.responsibility != "none",
            or_(tie.c.ended_on.is_(None), tie.c.ended_on > bindparam("day")),
        )
        .order_by(tie.c.pupil_id)
    )
    return [row.pupil_id for row in db.all(wanted, school=scope.school_id, guardian=guardian_id, day=day)]


def ties_of(scope: Scope, db: Db, pupil_id: int) -> list[dict[str, Any]]:
    """Every tie to a pupil, ended ones included."""
    tie = tables.guardianship
    wanted = select(tie).where(tie.c.school_id == bindparam("school"), tie.c.pupil_id == bindparam("pupil"))
    return [dict(row._mapping) for row in db.all(wanted, school=scope.school_id, pupil=pupil_id)]
