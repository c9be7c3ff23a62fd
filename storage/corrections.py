"""How often triage was put right: counts by subject and language, and nothing of the texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.domain.access import Scope
from bot.domain.effects.absences import CountCorrection
from storage import tables
from storage.db import Db

_row = tables.correction
_SCHOOL: Any = bindparam("school")
_HERE = (
    (_row.c.school_id == _SCHOOL)
    & (_row.c.day == bindparam("on"))
    & (_row.c.subject == bindparam("about"))
    & (_row.c.language == bindparam("tag"))
    & (_row.c.kind == bindparam("what"))
    & (_row.c.by == bindparam("who"))
)
_MORE = update(_row).where(_HERE).values(number=_row.c.number + 1)
_SUMS = (
    select(_row.c.subject, _row.c.language, _row.c.kind, _row.c.by, func.sum(_row.c.number).label("number"))
    .where(_row.c.school_id == _SCHOOL, _row.c.day >= bindparam("since"))
    .group_by(_row.c.subject, _row.c.language, _row.c.kind, _row.c.by)
    .order_by(_row.c.subject, _row.c.language, _row.c.kind, _row.c.by)
)


@dataclass(frozen=True, slots=True)
class Corrected:
    subject: str
    language: str
    kind: str
    by: str
    number: int


def count(scope: Scope, db: Db, one: CountCorrection, day: date) -> None:
    language = one.language.split("-")[0]
    values = {"on": day, "about": str(one.subject), "tag": language, "what": one.kind, "who": one.by}
    if not db.run(_MORE, school=scope.school_id, **values):
        db.run(
            _row.insert(), school_id=scope.school_id, day=day, subject=str(one.subject), language=language,
            kind=one.kind, by=one.by, number=1,
        )  # fmt: skip


def since(scope: Scope, db: Db, day: date) -> list[Corrected]:
    rows = db.all(_SUMS, school=scope.school_id, since=day)
    return [Corrected(row.subject, row.language, row.kind, row.by, int(row.number)) for row in rows]
