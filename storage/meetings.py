"""Meetings: offered, agreed, held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select, update

from bot.domain.access import Scope
from bot.domain.effects.items import OfferMeeting, SettleMeeting
from bot.domain.meetings import Meeting
from bot.domain.people import Role
from storage import tables
from storage.db import Db

_meeting, _time, _item = tables.meeting, tables.meeting_time, tables.item
_SCHOOL: Any = bindparam("school")
_ALL = (
    select(_meeting, _item.c.topic, _item.c.rung)
    .join(_item, (_item.c.school_id == _meeting.c.school_id) & (_item.c.id == _meeting.c.item_id))
    .where(_meeting.c.school_id == _SCHOOL)
    .order_by(_meeting.c.starts_at, _meeting.c.id)
)
_ONE = _ALL.where(_meeting.c.id == bindparam("meeting"))
_OFFERED = _ALL.where(_meeting.c.guardian_id == bindparam("guardian"), _meeting.c.state == "offered")
_COMING = _ALL.where(
    or_(
        _meeting.c.state == "offered",
        and_(_meeting.c.state == "agreed", _meeting.c.starts_at >= bindparam("since")),
    )
).limit(bindparam("most"))
_TIMES = (
    select(_time.c.starts_at)
    .where(_time.c.school_id == _SCHOOL, _time.c.meeting_id == bindparam("meeting"))
    .order_by(_time.c.place)
)
_SETTLE = update(_meeting).where(_meeting.c.school_id == _SCHOOL, _meeting.c.id == bindparam("meeting"))


def offer(scope: Scope, db: Db, offered: OfferMeeting, now: datetime) -> None:
    db.run(
        _meeting.insert(),
        school_id=scope.school_id,
        id=offered.id,
        item_id=offered.item_id,
        guardian_id=offered.guardian_id,
        pupil_id=offered.pupil_id,
        class_id=offered.class_id,
        role=str(offered.role),
        staff_id=offered.staff_id,
        first_digit=offered.first_digit,
        state="offered",
        made_at=now,
    )
    for place, starts_at in enumerate(offered.times):
        db.run(_time.insert(), school_id=scope.school_id, meeting_id=offered.id, place=place, starts_at=starts_at)


def settle(scope: Scope, db: Db, settled: SettleMeeting) -> None:
    values: dict[str, Any] = {"state": settled.state}
    if settled.starts_at is not None:
        values["starts_at"] = settled.starts_at
    db.run(_SETTLE.values(**values), school=scope.school_id, meeting=settled.meeting_id)


def one(scope: Scope, db: Db, meeting_id: int) -> Meeting | None:
    row = db.first(_ONE, school=scope.school_id, meeting=meeting_id)
    return _read(scope, db, row) if row else None


def offered(scope: Scope, db: Db, guardian_id: int) -> tuple[Meeting, ...]:
    """What waits for this adult's choice, oldest first."""
    return _each(scope, db, db.all(_OFFERED, school=scope.school_id, guardian=guardian_id))


def coming(scope: Scope, db: Db, since: datetime, most: int = 200) -> tuple[Meeting, ...]:
    """Offered, and agreed for a time from `since` on; the caller asks `may` for each."""
    return _each(scope, db, db.all(_COMING, school=scope.school_id, since=since, most=most))


def _each(scope: Scope, db: Db, rows: Sequence[Row[Any]]) -> tuple[Meeting, ...]:
    return tuple(_read(scope, db, row) for row in rows)


def _read(scope: Scope, db: Db, row: Row[Any]) -> Meeting:
    times = db.all(_TIMES, school=scope.school_id, meeting=row.id)
    return Meeting(
        id=row.id,
        item_id=row.item_id,
        guardian_id=row.guardian_id,
        pupil_id=row.pupil_id,
        class_id=row.class_id,
        role=Role(row.role),
        state=row.state,
        times=tuple(one.starts_at for one in times),
        first_digit=row.first_digit,
        staff_id=row.staff_id,
        starts_at=row.starts_at,
        topic=row.topic,
        rung=row.rung,
    )
