"""Counts for reviews: what reached a class, when, and what became of it. Never a word, never a name (M6, LT20)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.subjects import Subject
from storage import tables
from storage.db import Db, table

_message, _item, _link = table(tables.Message), table(tables.Item), table(tables.ItemMessage)
_thread, _news, _audit = table(tables.Thread), table(tables.Announcement), table(tables.Audit)
_SCHOOL: Any = bindparam("school")
_IN_TIME = (_message.c.stored_at >= bindparam("since"), _message.c.stored_at < bindparam("until"))
# In two steps, each by its index: in one, SQLite without statistics reads every item for each message.
_RECEIVED = (
    select(_message.c.id, _message.c.stored_at, _thread.c.class_id, _link.c.item_id)
    .join(_thread, (_thread.c.school_id == _message.c.school_id) & (_thread.c.id == _message.c.thread_id))
    .join(_link, (_link.c.school_id == _SCHOOL) & (_link.c.message_id == _message.c.id))
    .where(_message.c.school_id == _SCHOOL, *_IN_TIME, _message.c.staff_id.is_(None), _message.c.replaces.is_(None))
    .order_by(_message.c.stored_at, _message.c.id)
)
_WHERE_IT_WENT = select(_item.c.id, _item.c.role, _item.c.visible_from).where(
    _item.c.school_id == _SCHOOL,
    _item.c.id.in_(bindparam("items", expanding=True)),
    _item.c.state != "withdrawn",
    _item.c.subject != str(Subject.SAFEGUARDING),
)
_AT_ONCE = 500
_ANSWERED = (
    select(_item.c.class_id, _item.c.visible_from, _item.c.answered_at)
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.role == str(Role.CLASS_TEACHER),
        _item.c.visible_from >= bindparam("since"),
        _item.c.visible_from < bindparam("until"),
        _item.c.state != "withdrawn",
    )
    .order_by(_item.c.id)
)
_POSTS = (
    select(_news.c.class_id, func.count().label("number"))
    .where(
        _news.c.school_id == _SCHOOL,
        _news.c.state == "sent",
        _news.c.audience == "class",
        _news.c.sent_at >= bindparam("since"),
        _news.c.sent_at < bindparam("until"),
    )
    .group_by(_news.c.class_id)
)
_VIEWED = (
    select(_audit.c.subject_id, func.max(_audit.c.at).label("at"))
    .where(
        _audit.c.school_id == _SCHOOL, _audit.c.subject_kind == "class", _audit.c.action == bindparam("action")
    )
    .group_by(_audit.c.subject_id)
)


@dataclass(frozen=True, slots=True)
class Received:
    """One message of a family's in one item. `role` has the item now."""

    message_id: int
    at: datetime
    class_id: int
    role: Role
    visible_from: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with a class's teacher: when it opened, and when it was answered, if it was."""

    class_id: int
    opened: datetime
    answered: datetime | None


def received(scope: Scope, db: Db, since: datetime, until: datetime) -> list[Received]:
    """What families wrote in [since, until) about children of a class, but for what is the safeguarding lead's."""
    rows = db.all(_RECEIVED, school=scope.school_id, since=since, until=until)
    went = _where_they_went(scope, db, list(dict.fromkeys(row.item_id for row in rows)))
    return [Received(row.id, row.stored_at, row.class_id, *went[row.item_id]) for row in rows if row.item_id in went]


def _where_they_went(scope: Scope, db: Db, item_ids: list[int]) -> dict[int, tuple[Role, datetime]]:
    parts = (item_ids[at : at + _AT_ONCE] for at in range(0, len(item_ids), _AT_ONCE))
    rows = (row for part in parts for row in db.all(_WHERE_IT_WENT, school=scope.school_id, items=part))
    return {row.id: (Role(row.role), row.visible_from) for row in rows}


def noted(scope: Scope, db: Db, since: datetime, until: datetime) -> list[Noted]:
    rows = db.all(_ANSWERED, school=scope.school_id, since=since, until=until)
    return [Noted(row.class_id, row.visible_from, row.answered_at) for row in rows if row.class_id is not None]


def posts(scope: Scope, db: Db, since: datetime, until: datetime) -> dict[int, int]:
    """Announcements that went out, by class."""
    rows = db.all(_POSTS, school=scope.school_id, since=since, until=until)
    return {row.class_id: row.number for row in rows}


def viewed(scope: Scope, db: Db, action: str = "class_page_viewed") -> dict[int, datetime]:
    """When each class's page was last looked at by somebody who watches over them."""
    return {row.subject_id: row.at for row in db.all(_VIEWED, school=scope.school_id, action=action)}
