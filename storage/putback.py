"""A machine's clock that was put back: what was due stays due, and what was to follow soon still follows soon.

Times in the tables are what the clock said when they were written. Opening times are true whatever it said, and stay.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, Column, bindparam, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.sending import Lane
from storage import tables
from storage.db import Db
from storage.partial import IN_ASIDE, IN_NEW, ITEM_WAITS, OUT_UNSURE, OUT_WAITS
from storage.steady import Steady, this_boot

_out, _item, _post, _ask = tables.outbox, tables.item, tables.announcement, tables.absence_ask
_comment, _inbox, _account = tables.post_comment, tables.inbox, tables.carrier_account
_media, _copy, _alert, _boot = tables.media, tables.provider_copy, tables.alert, tables.boot
_LEAST = timedelta(seconds=1)  # less is a clock being slewed
_SOON = timedelta(minutes=2)  # longer than any undo window; what was held for an opening is timed anew by rehold
_PASSED: tuple[tuple[Column[datetime], ColumnElement[bool]], ...] = (
    (_out.c.due_at, OUT_WAITS),
    (_out.c.due_at, OUT_UNSURE),  # what is on its way may come back
    (_item.c.visible_from, ITEM_WAITS),
    (_post.c.due_at, _post.c.state == "confirmed"),
    (_ask.c.due_at, _ask.c.state == "waiting"),
    (_comment.c.shown_from, _comment.c.state == "shown"),
    (_inbox.c.received_at, IN_NEW),
    (_inbox.c.received_at, IN_ASIDE & (_inbox.c.state == "parked")),
    (_account.c.last_heard_at, _account.c.id.is_not(None)),
    (_copy.c.retry_at, _copy.c.state == "waiting"),
    (_alert.c.since, _alert.c.name.is_not(None)),
)
_THEN: BindParameter[datetime] = bindparam("then")
_NOW: BindParameter[datetime] = bindparam("present")
_STAY = [
    update(column.table).where(where, column > _NOW, column <= _THEN).values({column: _NOW}) for column, where in _PASSED
]
_COMING = select(_out.c.school_id, _out.c.id, _out.c.due_at).where(
    OUT_WAITS, _out.c.due_at > _THEN, (_out.c.lane == int(Lane.DANGER)) | (_out.c.due_at <= bindparam("soon"))
)
_SHIFT = update(_out).where(_out.c.school_id == bindparam("school"), _out.c.id == bindparam("row"))
_SHIFT = _SHIFT.values(due_at=bindparam("due"))
_MINE = _boot.c.boot == bindparam("this")
_KNOWN = select(_boot.c.ahead_s).where(_MINE)
_SEEN = update(_boot).where(_MINE).values(ahead_s=bindparam("ahead"), seen_at=bindparam("at"))
_LAST = select(_boot.c.seen_at).where(_boot.c.boot != bindparam("this")).order_by(_boot.c.seen_at.desc()).limit(1)
_RESTS = (
    update(_out).where(OUT_WAITS, _out.c.retry_at > _NOW).values(retry_at=_NOW),
    update(_media).where(_media.c.state == "wanted", _media.c.retry_at > _NOW).values(retry_at=_NOW),
    update(_account).where(_account.c.paused_until > _NOW).values(paused_until=None),
)


def look(db: Db, steady: Steady, machine: datetime, offset: timedelta) -> float:
    """Compares the two clocks and mends what a step left; returns its seconds, 0 for none. `offset`: school less machine."""
    ahead = (machine - steady.now()).total_seconds()
    stepped = ahead - float(db.value(_KNOWN, this=this_boot()) or 0.0)
    step = stepped if abs(stepped) > _LEAST.total_seconds() else 0.0
    if step < 0:
        put_back(db, machine + offset - timedelta(seconds=step), machine + offset)
    db.run(_SEEN, this=this_boot(), ahead=ahead, at=machine)
    return step


def put_back(db: Db, then: datetime, now: datetime) -> None:
    """School time is `now` where it was `then`, later. Once, in the transaction that notes it."""
    for statement in _STAY:
        db.run(statement, then=then, present=now)
    coming = db.all(_COMING, then=then, soon=then + _SOON)
    db.many(_SHIFT, [{"school": row.school_id, "row": row.id, "due": row.due_at - (then - now)} for row in coming])


def new_boot(db: Db, steady: Steady, machine: datetime, offset: timedelta) -> None:
    """A machine has started. What was to wait by the clock of its last life waits no longer, since nobody knows how long
    ago that was; and where the clock is behind what it said last, it was put back.
    """
    for statement in _RESTS:
        db.run(statement, present=steady.now())
    last: datetime | None = db.value(_LAST, this=this_boot())
    if last is not None and last - machine > _LEAST:
        put_back(db, last + offset, machine + offset)
