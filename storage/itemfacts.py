"""What is known of items: one, many, those that wait, those of a class or a guardian."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from bot.domain.access import Scope
from bot.domain.codec import Codec
from bot.domain.ladders import Matter, Rung, gathered
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import Role
from bot.domain.subjects import Subject
from bot.handlers.known import ItemFacts
from storage import beside, contacts, messages, tables
from storage.beside import Beside
from storage.db import Db, table
from storage.items import BECAUSE, CLAIM, Claim
from storage.messages import MessageRow

_item, _link, _message = table(tables.Item), table(tables.ItemMessage), table(tables.Message)
_shared = table(tables.ItemRole)
_SCHOOL: Any = bindparam("school")
_CLAIMS = Codec(Claim, Address, Carrier, Side)
_ONE = select(_item).where(_item.c.school_id == _SCHOOL, _item.c.id == bindparam("item"))
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
    select(_item)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.state.in_(("open", "taken")),
        _item.c.visible_from <= bindparam("now"),
        _THEIRS,
    )
    .order_by(_item.c.visible_from, _item.c.id)
    .limit(bindparam("most"))
)
_ENDED = (
    select(_item)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.state == "done",
        _item.c.ended_at >= bindparam("since"),
        _THEIRS,
    )
    .order_by(_item.c.ended_at.desc())
    .limit(bindparam("most"))
)
_CLAIMED = select(_item.c.id).where(
    _item.c.school_id == _SCHOOL,
    _item.c.guardian_id == bindparam("guardian"),
    _item.c.kind.in_(("join", "partner")),
    _item.c.state.in_(("open", "taken")),
    _item.c.claim_blind == bindparam("hashed"),
)
_UNANSWERED = (
    select(_item)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.role == str(Role.CLASS_TEACHER),
        _item.c.state.in_(("open", "taken")),
        _item.c.visible_from <= bindparam("now"),
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
        _item.c.state.in_(("open", "taken")),
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
    select(_item)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.id.in_(bindparam("items", expanding=True)),
        _item.c.guardian_id.is_not(None),
    )
    .order_by(_item.c.seen_at.desc())
)
_OF_MESSAGE = (
    select(_item.c.id, _item.c.subject)
    .join(_link, (_link.c.school_id == _item.c.school_id) & (_link.c.item_id == _item.c.id))
    .where(
        _link.c.school_id == _SCHOOL,
        _link.c.message_id == bindparam("message"),
        _item.c.state.in_(("open", "taken", "done")),
    )
    .order_by(_item.c.id)
)
_FULL = (
    select(_message)
    .join(_link, (_link.c.school_id == _message.c.school_id) & (_link.c.message_id == _message.c.id))
    .where(_link.c.school_id == _SCHOOL, _link.c.item_id == bindparam("item"))
    .order_by(_message.c.id)
)
_MATTERS = (
    select(_item)
    .where(_item.c.school_id == _SCHOOL, _item.c.guardian_id == bindparam("guardian"), _item.c.topic != "")
    .order_by(_item.c.id)
)
_WAITING_CALL = (
    select(_item.c.id)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.guardian_id == bindparam("guardian"),
        _item.c.kind == "call",
        _item.c.state.in_(("open", "taken")),
        _item.c.made_at > bindparam("since"),
    )
    .order_by(_item.c.id.desc())
)
_THESE = select(_item).where(_item.c.school_id == _SCHOOL, _item.c.id.in_(bindparam("items", expanding=True)))


def one(scope: Scope, db: Db, item_id: int) -> ItemFacts | None:
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    return _facts(scope, db, [row])[0] if row else None


def because(scope: Scope, db: Db, item_id: int) -> str:
    """Why triage sent it here: words of the parent's, for staff who may read the item."""
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    return db.keys.open(BECAUSE, row.because) if row and row.because else ""


def made_at(scope: Scope, db: Db, item_id: int) -> datetime | None:
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    return row.made_at if row else None


def several(scope: Scope, db: Db, item_ids: Collection[int]) -> tuple[ItemFacts, ...]:
    """In the order asked for; those that are not there are left out."""
    wanted = list(dict.fromkeys(item_ids))
    rows = {row.id: row for row in db.all(_THESE, school=scope.school_id, items=wanted)} if wanted else {}
    return _facts(scope, db, [rows[one] for one in wanted if one in rows])


def of_message(scope: Scope, db: Db, message_id: int) -> list[tuple[int, Subject]]:
    """Ids and subjects of the items that hold a message, but for withdrawn ones."""
    rows = db.all(_OF_MESSAGE, school=scope.school_id, message=message_id)
    return [(row.id, Subject(row.subject)) for row in rows]


def claim_of(scope: Scope, db: Db, item_id: int) -> Claim | None:
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    if row is None or row.claim is None:
        return None
    found: Claim = _CLAIMS.load(db.keys.open(CLAIM, row.claim))
    return found


def claimed(scope: Scope, db: Db, guardian_id: int, address: Address) -> bool:
    """Whether somebody is to check already whether this phone is this adult's."""
    hashed = contacts.hashed(db, address)
    return db.first(_CLAIMED, school=scope.school_id, guardian=guardian_id, hashed=hashed) is not None


def open_now(
    scope: Scope, db: Db, now: datetime, roles: Collection[Role], classes: Collection[int], most: int = 200
) -> tuple[ItemFacts, ...]:
    """Open, visible items of these roles and of these classes' teachers; the caller asks `may` for each."""
    wanted = [str(role) for role in roles if role is not Role.CLASS_TEACHER]
    rows = db.all(_OPEN, school=scope.school_id, now=now, most=most, roles=wanted, classes=list(classes))
    return _facts(scope, db, rows)


def ended_since(
    scope: Scope, db: Db, since: datetime, roles: Collection[Role], classes: Collection[int], most: int = 50
) -> tuple[ItemFacts, ...]:
    """What was dealt with since then, the newest first; the caller asks `may` for each."""
    wanted = [str(role) for role in roles if role is not Role.CLASS_TEACHER]
    rows = db.all(_ENDED, school=scope.school_id, since=since, most=most, roles=wanted, classes=list(classes))
    return _facts(scope, db, rows)


def unanswered(scope: Scope, db: Db, now: datetime, most: int = 500) -> tuple[ItemFacts, ...]:
    """What waits with teachers anywhere in the school, oldest first; the caller asks `may` for each."""
    return _facts(scope, db, db.all(_UNANSWERED, school=scope.school_id, now=now, most=most))


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
    return _facts(scope, db, rows)


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


def full_messages(scope: Scope, db: Db, item_id: int) -> list[MessageRow]:
    """What the item holds, newest versions only, in the order written."""
    rows = [messages.read(db, row) for row in db.all(_FULL, school=scope.school_id, item=item_id)]
    replaced = {row.replaces for row in rows}
    return [row for row in rows if row.id not in replaced]


def _facts(scope: Scope, db: Db, rows: Sequence[Row[Any]]) -> tuple[ItemFacts, ...]:
    found = beside.of(scope, db, rows) if rows else None
    return tuple(_one_of(row, found) for row in rows) if found else ()


def _one_of(row: Row[Any], found: Beside) -> ItemFacts:
    return ItemFacts(
        id=row.id,
        role=Role(row.role),
        class_id=row.class_id,
        guardian_id=row.guardian_id,
        pupil_id=row.pupil_id,
        thread=found.threads.get(row.thread_id),
        thread_id=row.thread_id,
        subject=Subject(row.subject),
        kind=row.kind,
        state=row.state,
        visible_from=row.visible_from,
        taken_by=row.taken_by,
        topic=row.topic,
        rung=row.rung,
        claims=row.claim is not None,
        seen=row.seen_at is not None,
        passed=row.passed,
        written_in=row.written_in,
        answered=row.answered_at is not None,
        message_ids=tuple(found.messages.get(row.id, ())),
        language=found.languages.get(row.guardian_id),
        also=frozenset(found.also.get(row.id, ())),
        route=found.routes.get(row.guardian_id, "none"),
    )


def outcome(scope: Scope, db: Db, item_id: int) -> str | None:
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    return row.outcome if row else None
