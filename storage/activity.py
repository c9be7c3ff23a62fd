"""When an adult last had anything to do with the school here: what they wrote or did, and what reached them (DPIA17)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db

_guardian, _contact, _thread = tables.guardian, tables.contact, tables.thread
_out, _slip, _audit, _message = tables.outbox, tables.slip, tables.audit, tables.message
_SCHOOL: Any = bindparam("school")
_ACCOUNTS = (
    select(_guardian.c.id)
    .join(_contact, (_contact.c.school_id == _guardian.c.school_id) & (_contact.c.guardian_id == _guardian.c.id))
    .where(_guardian.c.school_id == _SCHOOL, _contact.c.state.in_(("verified", "blocked", "stopped")))
    .distinct()
)
_REACHED = ("sent", "delivered", "seen")
# A delivered message about a child counts; an automatic text, such as the notice itself, does not.


def _latest(who: Any, at: Any, *conditions: Any) -> Any:
    """Adult → the latest of one kind of activity."""
    return select(who.label("who"), func.max(at).label("at")).where(*conditions).group_by(who)


_LAST = (
    _latest(
        _contact.c.guardian_id, _contact.c.state_at, _contact.c.school_id == _SCHOOL, _contact.c.account_id.is_not(None)
    ),
    _latest(_thread.c.guardian_id, _thread.c.last_at, _thread.c.school_id == _SCHOOL),
    _latest(_message.c.guardian_id, _message.c.stored_at, _message.c.school_id == _SCHOOL),
    _latest(_slip.c.guardian_id, _slip.c.at, _slip.c.school_id == _SCHOOL),
    _latest(_audit.c.actor_id, _audit.c.at, _audit.c.school_id == _SCHOOL, _audit.c.actor_kind == "guardian"),
    _latest(
        _out.c.guardian_id,
        _out.c.sent_at,
        _out.c.school_id == _SCHOOL,
        _out.c.state.in_(_REACHED),
        _out.c.announcement_id.is_not(None) | _out.c.message_id.is_not(None),
    ),
)


_THESE: Any = bindparam("these", expanding=True)
_ACTED = (
    _latest(_contact.c.guardian_id, _contact.c.state_at, _contact.c.school_id == _SCHOOL, _contact.c.guardian_id.in_(_THESE)),
    _latest(_thread.c.guardian_id, _thread.c.last_at, _thread.c.school_id == _SCHOOL, _thread.c.guardian_id.in_(_THESE)),
    _latest(  # before the child is known; any other moves its thread
        _message.c.guardian_id,
        _message.c.stored_at,
        _message.c.school_id == _SCHOOL,
        _message.c.thread_id.is_(None),
        _message.c.guardian_id.in_(_THESE),
    ),
    _latest(_slip.c.guardian_id, _slip.c.at, _slip.c.school_id == _SCHOOL, _slip.c.guardian_id.in_(_THESE)),
    _latest(
        _audit.c.actor_id,
        _audit.c.at,
        _audit.c.school_id == _SCHOOL,
        _audit.c.actor_kind == "guardian",
        _audit.c.actor_id.in_(_THESE),
    ),
)


def last_active(scope: Scope, db: Db) -> dict[int, datetime]:
    """Every adult with an account → their last activity (UTC). Goes through all that was ever written: not while others wait to write."""
    accounts = {row.id for row in db.all(_ACCOUNTS, school=scope.school_id)}
    found = _newest(row for statement in _LAST for row in db.all(statement, school=scope.school_id))
    return {who: at for who, at in found.items() if who in accounts}


def acted(scope: Scope, db: Db, guardian_ids: Collection[int]) -> dict[int, datetime]:
    """When these last did something themselves (UTC), and what has been written with them: quick for a few."""
    if not guardian_ids:
        return {}
    return _newest(row for statement in _ACTED for row in db.all(statement, school=scope.school_id, these=list(guardian_ids)))


def _newest(rows: Iterable[Row[Any]]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for row in rows:
        if row.who is not None and row.at is not None and (row.who not in found or row.at > found[row.who]):
            found[row.who] = row.at
    return found
