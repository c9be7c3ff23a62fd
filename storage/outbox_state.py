"""How the outbox stands: how much waits in which state and since when, and what became of one send or one post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, select

from bot.domain.access import Scope
from storage import tables
from storage.clock import lease_now
from storage.db import Db
from storage.ids import first_of
from storage.inbox import DAY
from storage.partial import OUT_UNSURE, OUT_WAITS

_out = tables.outbox
_STATES = (
    select(_out.c.state, func.count().label("number"), func.sum(_out.c.parts).label("parts"))
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.announcement_id == bindparam("announcement"),
        _out.c.guardian_id.is_not(None),
        _out.c.intent.like("news:%"),
    )
    .group_by(_out.c.state)
)
_TROUBLES = (
    select(_out.c.trouble, func.count().label("number"))
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.announcement_id == bindparam("announcement"),
        _out.c.intent.like("news:%"),
        _out.c.state.in_(("failed", "unknown")),
    )
    .group_by(_out.c.trouble)
)
_LATELY = _out.c.id >= bindparam("since")
_COUNTS = (
    select(_out.c.state, func.count().label("number"))
    .where(_out.c.school_id == bindparam("school"), _LATELY)
    .group_by(_out.c.state)
)
_WAIT = tuple(
    select(_out.c.state, func.count().label("number")).where(waits).group_by(_out.c.state) for waits in (OUT_WAITS, OUT_UNSURE)
)
_SCHOOLS = select(tables.school.c.id)
_OLDEST = select(func.min(_out.c.due_at)).where(OUT_WAITS, _out.c.due_at <= bindparam("now"))

_LEFT = select(_out.c.id).where(
    _out.c.school_id == bindparam("school"),
    _out.c.id.in_(bindparam("these", expanding=True)),
    _out.c.state.not_in(("queued", "retry", "cancelled", "failed")),
)


def made_at(scope: Scope, db: Db, outbox_id: int) -> datetime | None:
    found: datetime | None = db.value(
        select(_out.c.made_at).where(_out.c.school_id == scope.school_id, _out.c.id == outbox_id)
    )
    return found


def any_left(scope: Scope, db: Db, outbox_ids: Collection[int]) -> bool:
    """Whether one of these sends is on its way or has arrived: what it says cannot be taken back."""
    return bool(outbox_ids) and db.first(_LEFT, school=scope.school_id, these=list(outbox_ids)) is not None


def by_intent(scope: Scope, db: Db, intent: str) -> int | None:
    """The row that already means this send."""
    wanted = select(_out.c.id).where(_out.c.school_id == scope.school_id, _out.c.intent == intent)
    found: int | None = db.value(wanted)
    return found


def announcement_states(scope: Scope, db: Db, announcement_id: int) -> tuple[dict[str, int], int, dict[str, int]]:
    """Families per state, SMS parts spent, and failures by reason."""
    rows = db.all(_STATES, school=scope.school_id, announcement=announcement_id)
    troubles = db.all(_TROUBLES, school=scope.school_id, announcement=announcement_id)
    states = {row.state: row.number for row in rows}
    return states, sum(row.parts or 0 for row in rows), {row.trouble or "unknown": row.number for row in troubles}


def counts(db: Db) -> dict[str, int]:
    """By state, of all schools: all that has not come to its end, and of the rest what was queued within a day."""
    lately, since = Counter[str](), first_of(lease_now() - DAY)
    for school in db.all(_SCHOOLS):
        lately.update({row.state: row.number for row in db.all(_COUNTS, school=school.id, since=since)})
    return dict(lately) | {row.state: row.number for asked in _WAIT for row in db.all(asked)}


def oldest_due(db: Db, now: datetime) -> datetime | None:
    found: datetime | None = db.value(_OLDEST, now=now)
    return found
