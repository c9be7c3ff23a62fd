"""The append-only trail. A tick chains new rows per school, so that inserts never wait for one another."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.engine import Row

from bot.domain.access import Scope
from bot.domain.people import Role
from storage import tables
from storage.db import Db
from storage.ids import new_id

ENDED = "log_ended"
"""What stands in the trail where its oldest part was deleted; its detail is the link that the rest goes on from."""
_DETAIL = "audit.detail"
_audit, _school = tables.audit, tables.school
_SCHOOL_KEY = select(_school.c.key_id).where(_school.c.id == bindparam("school"))
_UNCHAINED = (
    select(_audit)
    .where(_audit.c.school_id == bindparam("school"), _audit.c.chain.is_(None))
    .order_by(_audit.c.id)
    .limit(bindparam("most"))
)
_LAST = (
    select(_audit.c.chain)
    .where(_audit.c.school_id == bindparam("school"), _audit.c.chain.is_not(None))
    .order_by(_audit.c.id.desc())
    .limit(1)
)
_CHAIN = (
    update(_audit)
    .where(_audit.c.school_id == bindparam("school"), _audit.c.id == bindparam("row"))
    .values(chain=bindparam("link"))
)
_ALL = select(_audit).where(_audit.c.school_id == bindparam("school")).order_by(_audit.c.id)
_OPENED = (
    select(_audit.c.subject_id)
    .where(
        _audit.c.school_id == bindparam("school"),
        _audit.c.actor_kind == "staff",
        _audit.c.actor_id == bindparam("staff"),
        _audit.c.action == "read",
        _audit.c.subject_kind == "item",
        _audit.c.at >= bindparam("since"),
    )
    .distinct()
)
_FIRST_KEPT = (
    select(_audit.c.id)
    .where(_audit.c.school_id == bindparam("school"), or_(_audit.c.at >= bindparam("before"), _audit.c.chain.is_(None)))
    .order_by(_audit.c.id)
    .limit(1)
)
_OLDEST = select(_audit.c.at).where(_audit.c.school_id == bindparam("school")).order_by(_audit.c.id).limit(1)
_OLDER = select(func.count()).where(_audit.c.school_id == bindparam("school"), _audit.c.id < bindparam("row"))
_ENDS = (
    select(_audit.c.chain)
    .where(_audit.c.school_id == bindparam("school"), _audit.c.id < bindparam("row"))
    .order_by(_audit.c.id.desc())
    .limit(1)
)
_END = delete(_audit).where(_audit.c.school_id == bindparam("school"), _audit.c.id < bindparam("row"))
_CUT = (
    select(_audit.c.detail)
    .where(_audit.c.school_id == bindparam("school"), _audit.c.action == ENDED)
    .order_by(_audit.c.id.desc())
    .limit(1)
)
_FIELDS = ("id", "at", "actor_kind", "actor_id", "action", "subject_kind", "subject_id", "reason", "detail")


def record(
    scope: Scope,
    db: Db,
    now: datetime,
    action: str,
    subject_kind: str,
    subject_id: int | None = None,
    *,
    reason: str = "",
    detail: str = "",
) -> None:
    """Append one entry. `reason` is one of our own words; anything a person wrote belongs in `detail`, sealed."""
    key_id = db.value(_SCHOOL_KEY, school=scope.school_id)
    db.run(
        _audit.insert(),
        school_id=scope.school_id,
        id=new_id(),
        at=now,
        actor_kind=_actor_kind(scope.role),
        actor_id=scope.actor_id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        reason=reason,
        detail=db.keys.seal(key_id, _DETAIL, detail) if detail else None,
    )


def opened_by(scope: Scope, db: Db, staff_id: int, since: datetime) -> frozenset[int]:
    """Items this person has opened since then, wherever they did."""
    rows = db.all(_OPENED, school=scope.school_id, staff=staff_id, since=since)
    return frozenset(row.subject_id for row in rows if row.subject_id is not None)


def _actor_kind(role: Role) -> str:
    return {Role.SYSTEM: "system", Role.GUARDIAN: "guardian", Role.TECHNICIAN: "operator"}.get(role, "staff")


def chain(db: Db, school_id: int, most: int = 500) -> int:
    """Link unchained rows to the last chained one; returns how many."""
    last: bytes = db.value(_LAST, school=school_id) or _cut(db, school_id)
    rows = db.all(_UNCHAINED, school=school_id, most=most)
    for row in rows:
        last = link(last, row)
        db.run(_CHAIN, school=school_id, row=row.id, link=last)
    return len(rows)


def link(previous: bytes, row: Row[Any]) -> bytes:
    """Over the sealed bytes: erasing a key leaves the chain whole."""
    values = row._mapping
    parts = [previous]
    for name in _FIELDS:
        value = values[name]
        raw = (
            value
            if isinstance(value, bytes)
            else (value.isoformat() if isinstance(value, datetime) else str(value)).encode()
        )
        parts.append(len(raw).to_bytes(4) + raw)
    return hashlib.sha256(b"".join(parts)).digest()


def older(scope: Scope, db: Db, before: datetime) -> int:
    """How many of the oldest entries a cut at that moment (UTC) takes: whatever stands after one that stays, stays."""
    kept = _first_kept(scope, db, before)
    return db.value(_OLDER, school=scope.school_id, row=kept) if kept else 0


def end_before(scope: Scope, db: Db, now: datetime, before: datetime) -> int:
    """Delete the oldest entries, and leave on record what the rest is chained to. Returns how many went."""
    kept = _first_kept(scope, db, before)
    link_left = db.value(_ENDS, school=scope.school_id, row=kept) if kept else None
    if not link_left:
        return 0
    gone = db.run(_END, school=scope.school_id, row=kept)
    record(scope, db, now, ENDED, "school", scope.school_id, detail=link_left.hex())
    return gone


def _first_kept(scope: Scope, db: Db, before: datetime) -> int | None:
    """None where even the oldest entry stays, as on most nights."""
    oldest = db.value(_OLDEST, school=scope.school_id)
    if oldest is None or oldest >= before:
        return None
    newer: int | None = db.value(_FIRST_KEPT, school=scope.school_id, before=before)
    return newer


def _cut(db: Db, school_id: int) -> bytes:
    """The link of what was deleted last; nothing where the trail is whole."""
    detail = db.value(_CUT, school=school_id)
    return bytes.fromhex(db.keys.open(_DETAIL, detail)) if detail else b""


def broken_at(db: Db, school_id: int) -> int | None:
    """The first row whose chain does not fit, or None. It begins where the trail was last cut."""
    last = _cut(db, school_id)
    for row in db.all(_ALL, school=school_id):
        if row.chain is None:
            return None
        last = link(last, row)
        if last != row.chain:
            broken: int = row.id
            return broken
    return None
