"""Adults whom a post did not reach, until somebody at the office says that they have been told (DPIA49)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.domain.access import Scope
from bot.domain.messages import Carrier
from storage import tables
from storage.db import Db

FROZEN = "frozen"  # every adult of the child is: the row stands for the child, and nothing of the adult's is shown
_row, _out, _account = tables.other_way, tables.outbox, tables.carrier_account
_SCHOOL: Any = bindparam("school")
_OF = (
    select(_row)
    .where(_row.c.school_id == _SCHOOL, _row.c.announcement_id == bindparam("news"))
    .order_by(_row.c.pupil_id, _row.c.guardian_id)
)
_DONE = (
    update(_row)
    .where(
        _row.c.school_id == _SCHOOL,
        _row.c.announcement_id == bindparam("news"),
        _row.c.guardian_id == bindparam("guardian"),
        _row.c.handed_at.is_(None),
    )
    .values(handed_at=bindparam("moment"), handed_by=bindparam("by"))
)
_OPEN = (
    select(_row.c.announcement_id, func.count().label("number"))
    .where(_row.c.school_id == _SCHOOL, _row.c.handed_at.is_(None))
    .group_by(_row.c.announcement_id)
    .order_by(_row.c.announcement_id.desc())
)
_SENT = (
    select(_out.c.guardian_id, _out.c.state, _out.c.trouble)
    .where(
        _out.c.school_id == _SCHOOL,
        _out.c.announcement_id == bindparam("news"),
        _out.c.guardian_id.is_not(None),
        _out.c.intent.like("news:%"),
    )
    .order_by(_out.c.id)
)
_LISTS = select(_out.c.id, _out.c.staff_id).where(
    _out.c.school_id == _SCHOOL,
    _out.c.announcement_id == bindparam("news"),
    _out.c.staff_id.is_not(None),
    _out.c.intent.like("paper:%"),
    _out.c.state.in_(("sent", "delivered")),
)
_PARTS = (
    select(func.sum(_out.c.parts))
    .join(_account, _account.c.id == _out.c.account_id)
    .where(_out.c.school_id == _SCHOOL, _out.c.sent_at >= bindparam("since"), _account.c.carrier == str(Carrier.SMS))
)


@dataclass(frozen=True, slots=True)
class OtherWayRow:
    """`why`: our own word. `handed_at` None: still to be told."""

    announcement_id: int
    guardian_id: int
    pupil_id: int
    why: str
    handed_at: datetime | None


def of(scope: Scope, db: Db, news_id: int) -> tuple[OtherWayRow, ...]:
    rows = db.all(_OF, school=scope.school_id, news=news_id)
    return tuple(OtherWayRow(row.announcement_id, row.guardian_id, row.pupil_id, row.why, row.handed_at) for row in rows)


def add(scope: Scope, db: Db, news_id: int, guardian_id: int, pupil_id: int, why: str, now: datetime) -> None:
    db.run(
        _row.insert(), school_id=scope.school_id, announcement_id=news_id, guardian_id=guardian_id, pupil_id=pupil_id, why=why, made_at=now
    )  # fmt: skip


def hand_over(scope: Scope, db: Db, news_id: int, guardian_id: int, staff_id: int | None, now: datetime) -> bool:
    """False when they were told already."""
    return db.run(_DONE, school=scope.school_id, news=news_id, guardian=guardian_id, moment=now, by=staff_id) == 1


def waiting(scope: Scope, db: Db) -> dict[int, int]:
    """Announcement → how many are still to be told, the newest first."""
    return {row.announcement_id: row.number for row in db.all(_OPEN, school=scope.school_id)}


def outcomes(scope: Scope, db: Db, news_id: int) -> dict[int, tuple[str, str]]:
    """Adult → state and trouble of their copy of a post."""
    rows = db.all(_SENT, school=scope.school_id, news=news_id)
    return {row.guardian_id: (row.state, row.trouble or "") for row in rows}


def lists(scope: Scope, db: Db, news_id: int) -> list[tuple[int, int]]:
    """Lists of a post that stand on phones: the outbox row, and whose phone."""
    return [(row.id, row.staff_id) for row in db.all(_LISTS, school=scope.school_id, news=news_id)]


def parts_since(scope: Scope, db: Db, since: datetime) -> int:
    """SMS parts that left since a moment (UTC), whatever they were about."""
    return int(db.value(_PARTS, school=scope.school_id, since=since) or 0)
