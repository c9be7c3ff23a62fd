"""What items' facts need beside the items' own rows, for many at once: a list of two hundred asks five times, not a thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select

from bot.domain.access import Scope
from bot.domain.effects.items import ThreadOf
from bot.domain.people import Role
from storage import contacts, tables
from storage.db import Db, table

_link, _shared = table(tables.ItemMessage), table(tables.ItemRole)
_thread, _guardian = table(tables.Thread), table(tables.Guardian)
_SCHOOL: Any = bindparam("school")
_THESE: Any = bindparam("these", expanding=True)
_MESSAGES = (
    select(_link.c.item_id, _link.c.message_id)
    .where(_link.c.school_id == _SCHOOL, _link.c.item_id.in_(_THESE))
    .order_by(_link.c.message_id)
)
_ROLES = select(_shared.c.item_id, _shared.c.role).where(_shared.c.school_id == _SCHOOL, _shared.c.item_id.in_(_THESE))
_THREADS = select(_thread).where(_thread.c.school_id == _SCHOOL, _thread.c.id.in_(_THESE))
_LANGUAGES = select(_guardian.c.id, _guardian.c.language).where(_guardian.c.school_id == _SCHOOL, _guardian.c.id.in_(_THESE))


@dataclass(frozen=True, slots=True)
class Beside:
    """By item, by thread, by adult."""

    messages: dict[int, list[int]]
    also: dict[int, set[Role]]
    threads: dict[int, ThreadOf]
    languages: dict[int, str | None]
    routes: dict[int, str]


def of(scope: Scope, db: Db, rows: Sequence[Row[Any]]) -> Beside:
    items = [row.id for row in rows]
    adults = {row.guardian_id for row in rows if row.guardian_id is not None}
    threads = {row.thread_id for row in rows if row.thread_id is not None}
    return Beside(
        messages=_messages(scope, db, items),
        also=_also(scope, db, items),
        threads={
            row.id: ThreadOf(row.guardian_id, row.pupil_id, row.class_id) for row in _all(scope, db, _THREADS, threads)
        },
        languages={row.id: row.language for row in _all(scope, db, _LANGUAGES, adults)},
        routes=contacts.routes(scope, db, adults) if adults else {},
    )


def _all(scope: Scope, db: Db, statement: Any, these: Collection[int]) -> list[Row[Any]]:
    return db.all(statement, school=scope.school_id, these=sorted(these)) if these else []


def _messages(scope: Scope, db: Db, items: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row in _all(scope, db, _MESSAGES, items):
        found[row.item_id].append(row.message_id)
    return found


def _also(scope: Scope, db: Db, items: list[int]) -> dict[int, set[Role]]:
    found: dict[int, set[Role]] = defaultdict(set)
    for row in _all(scope, db, _ROLES, items):
        found[row.item_id].add(Role(row.role))
    return found
