"""An item with what its facts need from elsewhere, for many at once: a list of two hundred asks three times, not a thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, case, func, select

from bot.domain.access import Scope
from bot.domain.effects.items import ThreadOf
from bot.domain.people import Role
from bot.domain.subjects import Subject
from bot.handlers.known import ItemFacts
from storage import tables
from storage.db import Db
from storage.moment import ahead

_item, _link, _shared = tables.item, tables.item_message, tables.item_role
_thread, _guardian, _contact = tables.thread, tables.guardian, tables.contact
_SCHOOL: Any = bindparam("school")
_THESE: Any = bindparam("these", expanding=True)
# Telegram before SMS before the private page, as `contacts` chooses.
_BEST = func.min(case((_contact.c.carrier == "telegram", "a"), (_contact.c.carrier == "web", "c"), else_="b"))
_ROUTES = {"a": "telegram", "b": "sms", "c": "web"}
_ROUTE = (
    select(_BEST)
    .where(
        _contact.c.school_id == _item.c.school_id,
        _contact.c.guardian_id == _item.c.guardian_id,
        _contact.c.state == "verified",
    )
    .scalar_subquery()
)
# No bare column: SQLite would rather walk all that has ever become visible, years of it, than the few that wait.
shown_from = func.coalesce(_item.c.visible_from, _item.c.visible_from)
ITEM = (
    select(
        _item,
        _thread.c.guardian_id.label("of_guardian"),
        _thread.c.pupil_id.label("of_pupil"),
        _thread.c.class_id.label("of_class"),
        _guardian.c.language,
        _ROUTE.label("route"),
    )
    .outerjoin(_thread, (_thread.c.school_id == _item.c.school_id) & (_thread.c.id == _item.c.thread_id))
    .outerjoin(_guardian, (_guardian.c.school_id == _item.c.school_id) & (_guardian.c.id == _item.c.guardian_id))
)
"""What every question about whole items begins with."""
_MESSAGES = (
    select(_link.c.item_id, _link.c.message_id)
    .where(_link.c.school_id == _SCHOOL, _link.c.item_id.in_(_THESE))
    .order_by(_link.c.item_id, _link.c.message_id)  # by messages alone SQLite walks the whole table in their order
)
_ROLES = select(_shared.c.item_id, _shared.c.role).where(_shared.c.school_id == _SCHOOL, _shared.c.item_id.in_(_THESE))


def ask_ahead(scope: Scope, db: Db, item_ids: Collection[int]) -> None:
    """For `facts` of each of these."""
    for statement in (_MESSAGES, _ROLES):
        ahead(db, statement, statement, "these", "item_id", item_ids, school=scope.school_id)


def facts(scope: Scope, db: Db, rows: Sequence[Row[Any]]) -> tuple[ItemFacts, ...]:
    """Of rows of ITEM, in their order."""
    if not rows:
        return ()
    ids = sorted(row.id for row in rows)
    held, also = defaultdict[int, list[int]](list), defaultdict[int, set[Role]](set)
    for row in db.all(_MESSAGES, school=scope.school_id, these=ids):
        held[row.item_id].append(row.message_id)
    for row in db.all(_ROLES, school=scope.school_id, these=ids):
        also[row.item_id].add(Role(row.role))
    return tuple(_of(row, held[row.id], also[row.id]) for row in rows)


def _of(row: Row[Any], held: list[int], also: set[Role]) -> ItemFacts:
    return ItemFacts(
        id=row.id,
        role=Role(row.role),
        class_id=row.class_id,
        guardian_id=row.guardian_id,
        pupil_id=row.pupil_id,
        thread=ThreadOf(row.of_guardian, row.of_pupil, row.of_class) if row.of_guardian is not None else None,
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
        outcome=row.outcome or "done",
        answered=row.answered_at is not None,
        message_ids=tuple(held),
        language=row.language,
        also=frozenset(also),
        route=_ROUTES.get(row.route or "", "none"),
    )
