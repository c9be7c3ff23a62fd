"""The way of an outbox row: claimed, begun, sent, tried again, ended; each state is written by its lease's owner."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select, update

from bot.domain.access import Scope
from bot.domain.sending import Lane
from storage import tables
from storage.db import Db
from storage.outbox import REF, TRANSLATING, OutboxRow, read, recipient
from storage.partial import OUT_UNSURE, OUT_WAITS

_out = tables.outbox
_LOOK = 4  # how many due rows are looked at for each that is claimed
_HERE = (_out.c.school_id == bindparam("school")) & (_out.c.id == bindparam("row"))
_FREE = or_(_out.c.lease_until.is_(None), _out.c.lease_until < bindparam("lease"))
_DUE = (
    select(_out.c.school_id, _out.c.id, _out.c.guardian_id, _out.c.staff_id, _out.c.contact_id, _out.c.to_value)
    .where(
        OUT_WAITS,
        _out.c.lane == bindparam("in_lane"),
        _out.c.due_at <= bindparam("now"),
        or_(_out.c.retry_at.is_(None), _out.c.retry_at <= bindparam("lease")),
        _FREE,
    )
    .order_by(_out.c.due_at, _out.c.id)
    .limit(bindparam("most"))
)
_CLAIM = (
    update(_out)
    .where(_out.c.school_id.in_(bindparam("schools", expanding=True)), _out.c.id.in_(bindparam("rows", expanding=True)), OUT_WAITS, _FREE)
    .values(lease_owner=bindparam("by"), lease_until=bindparam("end"))
    .returning(_out)
)
_BEGIN = (
    update(_out)
    .where(_HERE, OUT_WAITS, _out.c.lease_owner == bindparam("by"))
    .values(state="sending", lease_until=bindparam("end"), attempts=_out.c.attempts + 1)
)
_LOST = and_(
    OUT_UNSURE,
    or_(
        and_(_out.c.state == "sending", _out.c.lease_until < bindparam("lease")),
        and_(_out.c.state == "unknown", _out.c.retry_at <= bindparam("lease"), _out.c.ended_at.is_(None)),
    ),
)
_STALE = select(_out).where(_LOST).limit(200)
_ADOPT = (
    update(_out).where(_HERE, _LOST).values(state="sending", lease_owner=bindparam("by"), lease_until=bindparam("end"))
)
_NOT_TAKEN_BACK = _out.c.state != "cancelled"  # by an undo while it was being prepared
_POSTPONE = (
    update(_out)
    .where(_HERE, _NOT_TAKEN_BACK)
    .values(state="queued", due_at=bindparam("due"), lease_owner=None, lease_until=None)
)
_END = (
    update(_out)
    .where(_HERE)
    .values(
        state=bindparam("new_state"),
        trouble=bindparam("what"),
        ended_at=bindparam("at"),
        lease_owner=None,
        lease_until=None,
    )
)
_SENT = (
    update(_out)
    .where(_HERE)
    .values(
        state=bindparam("new_state"),
        sent_ref=bindparam("ref"),
        sent_blind=bindparam("hashed"),
        sent_contact_id=bindparam("contact"),
        account_id=bindparam("account"),
        parts=bindparam("segments"),
        sent_at=bindparam("at"),
        trouble=None,
        lease_owner=None,
        lease_until=None,
    )
)
_RETRY = (
    update(_out)
    .where(_HERE, _NOT_TAKEN_BACK)
    .values(
        state=bindparam("new_state"),
        retry_at=bindparam("again"),
        trouble=bindparam("what"),
        resent=bindparam("counted"),
        attempts=_out.c.attempts + bindparam("tried"),
        lease_owner=None,
        lease_until=None,
    )
)


def claim(
    db: Db,
    owner: str,
    now: datetime,
    lease: datetime,
    seconds: float,
    most: int,
    lanes: tuple[Lane, ...] = tuple(Lane),
    busy: Collection[str] = (),
) -> list[OutboxRow]:
    """Due rows, danger first, now leased by `owner`: the first of each recipient who is not `busy`, so that a chat which
    may take one message a second keeps nobody else waiting. `now` is school time, `lease` machine time.
    """
    end = lease + timedelta(seconds=seconds)
    first: dict[str, tuple[int, int]] = {}
    for lane in lanes:
        for found in db.all(_DUE, in_lane=int(lane), now=now, lease=lease, most=_LOOK * most):
            first.setdefault(recipient(db, found), (found.school_id, found.id))
    wanted = [row for whose, row in first.items() if whose not in busy][:most]
    if not wanted:
        return []
    schools, ids = sorted({school_id for school_id, _ in wanted}), [row_id for _, row_id in wanted]
    claimed = db.all(_CLAIM, schools=schools, rows=ids, by=owner, lease=lease, end=end)
    ours = {(row.school_id, row.id): row for row in claimed}
    return [read(db, ours[row]) for row in wanted if row in ours]


def begin(db: Db, row: OutboxRow, owner: str, lease: datetime, seconds: float) -> bool:
    """The moment before it leaves: a crash from here on leaves it ambiguous, one before leaves it simply waiting and
    counts as no attempt: hubs that die one after the other make no message wait for longer and longer.

    False when it is not to be sent after all: taken back meanwhile, or another process has it.
    """
    end = lease + timedelta(seconds=seconds)
    return db.run(_BEGIN, school=row.school_id, row=row.id, by=owner, end=end) == 1


def adopt_stale(db: Db, owner: str, lease: datetime, seconds: float) -> list[OutboxRow]:
    """Rows whose sender died mid-send, now ours, and those whose read-back failed: nobody knows whether they left."""
    adopted = []
    for row in db.all(_STALE, lease=lease):
        if db.run(
            _ADOPT, school=row.school_id, row=row.id, by=owner, lease=lease, end=lease + timedelta(seconds=seconds)
        ):
            adopted.append(read(db, row))
    return adopted


def postpone(db: Db, row: OutboxRow, due: datetime) -> None:
    """Back to waiting, until `due` (school time)."""
    db.run(_POSTPONE, school=row.school_id, row=row.id, due=due)


def translated(scope: Scope, db: Db, outbox_id: int, now: datetime) -> None:
    """What waited for a translation goes on: the row itself, or the edit of the card it was."""
    waits = and_(_out.c.id == outbox_id, _out.c.state == "retry", _out.c.trouble == TRANSLATING)
    ours = _out.c.school_id == scope.school_id
    db.run(update(_out).where(ours, waits).values(state="queued", retry_at=None, trouble=None))
    edit = and_(_out.c.intent == f"translated:{outbox_id}", _out.c.state == "queued")
    db.run(update(_out).where(ours, edit).values(due_at=now))


def sent(
    db: Db,
    row: OutboxRow,
    *,
    state: str,
    account_id: int,
    contact_id: int | None,
    to: str,
    ids: tuple[str, ...],
    key_id: int,
    parts: int,
    now: datetime,
) -> None:
    """Record that the carrier has it, and under which id a reply or report will name it."""
    db.run(
        _SENT,
        school=row.school_id,
        row=row.id,
        new_state=state,
        ref=db.keys.seal(key_id, REF, json.dumps({"to": to, "ids": list(ids)})),
        hashed=sent_blind(db, account_id, to, ids[-1]) if ids else None,
        contact=contact_id,
        account=account_id,
        segments=parts,
        at=now,
    )


def sent_blind(db: Db, account_id: int, to: str, message_id: str) -> bytes:
    return db.keys.blind("sent_message", f"{account_id}:{to}:{message_id}")


def end(db: Db, row: OutboxRow, state: str, what: str | None, now: datetime) -> None:
    db.run(_END, school=row.school_id, row=row.id, new_state=state, what=what, at=now)


def again(db: Db, row: OutboxRow, state: str, what: str, at: datetime, *, counted: bool = False, tried: bool = False) -> None:
    """Try later (lease time). `counted` uses up the one resend an ambiguous send may have. `tried`: an attempt, though it
    never began.
    """
    resent = counted or row.resent
    db.run(_RETRY, school=row.school_id, row=row.id, new_state=state, what=what, again=at, counted=resent, tried=int(tried))
