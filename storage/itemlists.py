"""Items as lists: those that wait, those that were dealt with, those of a class or of a guardian."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from bot.domain.access import Scope
from bot.domain.ladders import Matter, Rung, gathered
from bot.domain.messages import Address
from bot.domain.people import Role
from bot.handlers.known import ItemFacts
from storage import contacts, tables
from storage.beside import ITEM, facts, shown_from
from storage.db import Db
from storage.partial import ITEM_WAITS, OF_DANGER

_item, _shared = tables.item, tables.item_role
_SCHOOL: Any = bindparam("school")
# Of these roles, shared with them, or of these classes' teachers.
_THEIRS = or_(
    _item.c.role.in_(bindparam("roles", expanding=True)),
    _item.c.id.in_(
        select(_shared.c.item_id).where(
            _shared.c.school_id == _SCHOOL, _shared.c.role.in_(bindparam("roles", expanding=True))
        )
    ),
    and_(
        _item.c.class_id.in_(bindparam("classes", expanding=True)),
        or_(
            _item.c.role == str(Role.CLASS_TEACHER),
            _item.c.id.in_(
                select(_shared.c.item_id).where(
                    _shared.c.school_id == _SCHOOL, _shared.c.role == str(Role.CLASS_TEACHER)
                )
            ),
        ),
    ),
)
_OPEN = (
    ITEM.where(
        _item.c.school_id == _SCHOOL,
        ITEM_WAITS,
        shown_from <= bindparam("now"),
        _THEIRS,
    )
    .order_by(_item.c.visible_from, _item.c.id)
    .limit(bindparam("most"))
)
_ENDED = (
    ITEM.where(
        _item.c.school_id == _SCHOOL,
        _item.c.state == "done",
        _item.c.ended_at >= bindparam("since"),
        _THEIRS,
    )
    .order_by(_item.c.ended_at.desc())
    .limit(bindparam("most"))
)
_DANGER_ENDED = (
    ITEM.where(
        _item.c.school_id == _SCHOOL,
        OF_DANGER,
        _item.c.state == "done",
        _item.c.ended_at >= bindparam("since"),
    )
    .order_by(_item.c.ended_at.desc())
    .limit(bindparam("most"))
)
_CLAIMED = select(_item.c.id).where(
    _item.c.school_id == _SCHOOL,
    _item.c.guardian_id == bindparam("guardian"),
    _item.c.kind.in_(("join", "partner")),
    ITEM_WAITS,
    _item.c.claim_blind == bindparam("hashed"),
)
_UNANSWERED = (
    ITEM.where(
        _item.c.school_id == _SCHOOL,
        _item.c.role == str(Role.CLASS_TEACHER),
        ITEM_WAITS,
        shown_from <= bindparam("now"),
    )
    .order_by(_item.c.visible_from, _item.c.id)
    .limit(bindparam("most"))
)
_WAITING = (
    select(_item.c.pupil_id, func.min(_item.c.visible_from).label("since"))
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.guardian_id == bindparam("guardian"),
        _item.c.role == str(Role.CLASS_TEACHER),
        ITEM_WAITS,
        _item.c.pupil_id.is_not(None),
    )
    .group_by(_item.c.pupil_id)
)
_UNSEEN = (
    select(_item.c.id)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.class_id == bindparam("class_"),
        _item.c.role == str(Role.CLASS_TEACHER),
        _item.c.state == "open",
        _item.c.seen_at.is_(None),
        _item.c.visible_from <= bindparam("now"),
    )
    .order_by(_item.c.visible_from, _item.c.id)
)
_OF_CLASS = select(_item.c.state).where(
    _item.c.school_id == _SCHOOL,
    _item.c.class_id == bindparam("class_"),
    _item.c.role == str(Role.CLASS_TEACHER),
    _item.c.state != "withdrawn",
    _item.c.visible_from >= bindparam("since"),
    _item.c.visible_from < bindparam("until"),
)
_OPENED_BY = (
    ITEM.where(
        _item.c.school_id == _SCHOOL,
        _item.c.id.in_(bindparam("items", expanding=True)),
        _item.c.guardian_id.is_not(None),
    )
    .order_by(_item.c.seen_at.desc())
)
_MATTERS = (
    select(_item).where(_item.c.school_id == _SCHOOL, _item.c.guardian_id == bindparam("guardian"), _item.c.topic != "")
    .order_by(_item.c.id)
)
_WAITING_CALL = (
    select(_item.c.id)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.guardian_id == bindparam("guardian"),
        _item.c.kind == "call",
        ITEM_WAITS,
        _item.c.made_at > bindparam("since"),
    )
    .order_by(_item.c.id.desc())
)


def open_now(
    scope: Scope, db: Db, now: datetime, roles: Collection[Role], classes: Collection[int], most: int = 200
) -> tuple[ItemFacts, ...]:
    """Open, visible items of these roles and of these classes' teachers; the caller asks `may` for each."""
    wanted = [str(role) for role in roles if role is not Role.CLASS_TEACHER]
    rows = db.all(_OPEN, school=scope.school_id, now=now, most=most, roles=wanted, classes=list(classes))
    return facts(scope, db, rows)


def ended_since(
    scope: Scope, db: Db, since: datetime, roles: Collection[Role], classes: Collection[int], most: int = 50
) -> tuple[ItemFacts, ...]:
    """What was dealt with since then, the newest first; the caller asks `may` for each."""
    wanted = [str(role) for role in roles if role is not Role.CLASS_TEACHER]
    rows = db.all(_ENDED, school=scope.school_id, since=since, most=most, roles=wanted, classes=list(classes))
    return facts(scope, db, rows)


def danger_ended(scope: Scope, db: Db, since: datetime, most: int = 50) -> tuple[ItemFacts, ...]:
    """Safeguarding matters that were dealt with since then, the newest first; the caller asks `may` for each."""
    return facts(scope, db, db.all(_DANGER_ENDED, school=scope.school_id, since=since, most=most))


def unanswered(scope: Scope, db: Db, now: datetime, most: int = 500) -> tuple[ItemFacts, ...]:
    """What waits with teachers anywhere in the school, oldest first; the caller asks `may` for each."""
    return facts(scope, db, db.all(_UNANSWERED, school=scope.school_id, now=now, most=most))


def waiting(scope: Scope, db: Db, guardian_id: int) -> dict[int, datetime]:
    """Pupil id → since when the adult's oldest note about them waits with a teacher."""
    rows = db.all(_WAITING, school=scope.school_id, guardian=guardian_id)
    return {row.pupil_id: row.since for row in rows}


def unseen(scope: Scope, db: Db, class_id: int, now: datetime) -> list[int]:
    """What waits with a class's teachers and nobody has opened, oldest first."""
    return [row.id for row in db.all(_UNSEEN, school=scope.school_id, class_=class_id, now=now)]


def of_class(scope: Scope, db: Db, class_id: int, since: datetime, until: datetime) -> list[str]:
    """States of what reached a class's teachers in a time, [since, until)."""
    rows = db.all(_OF_CLASS, school=scope.school_id, class_=class_id, since=since, until=until)
    return [row.state for row in rows]


def opened(scope: Scope, db: Db, item_ids: list[int]) -> tuple[ItemFacts, ...]:
    rows = db.all(_OPENED_BY, school=scope.school_id, items=item_ids) if item_ids else []
    return facts(scope, db, rows)


def matters(scope: Scope, db: Db, guardian_id: int) -> tuple[Matter, ...]:
    """The adult's matters with steps, the one that moved last at the end."""
    rows = [
        Rung(
            row.pupil_id or 0,
            row.topic,
            row.rung or 0,
            row.id,
            row.state,
            row.outcome or "",
            answered=row.answered_at is not None,
        )
        for row in db.all(_MATTERS, school=scope.school_id, guardian=guardian_id)
    ]
    return gathered(rows)


def waiting_call(scope: Scope, db: Db, guardian_id: int, since: datetime) -> int | None:
    """A call the office is to make, whose time the parent was asked for."""
    row = db.first(_WAITING_CALL, school=scope.school_id, guardian=guardian_id, since=since)
    return row.id if row else None


def claimed(scope: Scope, db: Db, guardian_id: int, address: Address) -> bool:
    """Whether somebody is to check already whether this phone is this adult's."""
    hashed = contacts.hashed(db, address)
    return db.first(_CLAIMED, school=scope.school_id, guardian=guardian_id, hashed=hashed) is not None
