"""Counts for reviews: what reached a class, when, and what became of it. Never a word, never a name (M6, LT20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, func, select

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.reviewing import HELD_AFTER, Load
from bot.domain.subjects import Subject
from storage import tables
from storage.between import SecondsBetween
from storage.db import Db

_message, _item, _link = tables.message, tables.item, tables.item_message
_thread, _news, _audit = tables.thread, tables.announcement, tables.audit
_SCHOOL: Any = bindparam("school")
_IN_TIME = (_message.c.stored_at >= bindparam("since"), _message.c.stored_at < bindparam("until"))
_IN_HOURS, _HELD, _REDIRECTED = 0, 1, 2
# Asked of each message by itself: joined flat, SQLite without statistics reads every item for each message.
_KIND = (
    select(
        func.min(
            case(
                (_item.c.role != str(Role.CLASS_TEACHER), _REDIRECTED),
                (SecondsBetween(_message.c.stored_at, _item.c.visible_from) > HELD_AFTER.total_seconds(), _HELD),
                else_=_IN_HOURS,
            )
        )
    )
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.id.in_(
            select(_link.c.item_id)
            .where(_link.c.school_id == _SCHOOL, _link.c.message_id == _message.c.id)
            .correlate(_message)
        ),
        _item.c.state != "withdrawn",
        _item.c.subject != str(Subject.SAFEGUARDING),
    )
    .correlate(_message)
    .scalar_subquery()
)
_RECEIVED = (
    select(_thread.c.class_id, _KIND.label("kind"))
    .select_from(_message)
    .join(_thread, (_thread.c.school_id == _SCHOOL) & (_thread.c.id == _message.c.thread_id))
    .where(_message.c.school_id == _SCHOOL, *_IN_TIME, _message.c.staff_id.is_(None), _message.c.replaces.is_(None))
    .cte("came")
    .prefix_with("MATERIALIZED")  # or SQLite asks thrice what became of each
)
_LOAD = (
    select(_RECEIVED.c.class_id, _RECEIVED.c.kind, func.count().label("number"))
    .where(_RECEIVED.c.kind.is_not(None))
    .group_by(_RECEIVED.c.class_id, _RECEIVED.c.kind)
)
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
_OF_CLASSES = (
    select(
        _item.c.class_id, _item.c.visible_from, _item.c.answered_at, _item.c.made_at, _item.c.ended_at,
        func.coalesce(_thread.c.pupil_id, _item.c.pupil_id).label("pupil_id"),
    )
    .outerjoin(_thread, (_thread.c.school_id == _item.c.school_id) & (_thread.c.id == _item.c.thread_id))
    .where(
        _item.c.school_id == _SCHOOL,
        _item.c.role == str(Role.CLASS_TEACHER),
        _item.c.class_id.in_(bindparam("classes", expanding=True)),
        _item.c.visible_from >= bindparam("since"),
        _item.c.visible_from < bindparam("until"),
        _item.c.state != "withdrawn",
    )
    .order_by(_item.c.visible_from, _item.c.id)
)  # fmt: skip
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
class Noted:
    """A note with a class's teacher: when it opened, and when it was answered, if it was."""

    class_id: int
    opened: datetime
    answered: datetime | None
    came: datetime | None = None
    ended: datetime | None = None
    pupil_id: int | None = None


def load(scope: Scope, db: Db, week: date, since: datetime, until: datetime) -> list[Load]:
    """What families wrote in [since, until) of one week about children of each class, but for what is the safeguarding lead's.

    A message that went to the teacher and to others counts as the teacher's. Counted by the database: a term is long.
    """
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in db.all(_LOAD, school=scope.school_id, since=since, until=until):
        found[row.class_id][row.kind] = row.number
    return [Load(class_id, week, *kinds) for class_id, kinds in sorted(found.items())]


def noted(scope: Scope, db: Db, since: datetime, until: datetime) -> list[Noted]:
    rows = db.all(_ANSWERED, school=scope.school_id, since=since, until=until)
    return [Noted(row.class_id, row.visible_from, row.answered_at) for row in rows if row.class_id is not None]


def noted_of(scope: Scope, db: Db, classes: Collection[int], since: datetime, until: datetime) -> list[Noted]:
    """The same of some classes, with when it came, when it was closed and which child it is about; the earliest first."""
    rows = db.all(_OF_CLASSES, school=scope.school_id, classes=sorted(classes), since=since, until=until)
    return [Noted(row.class_id, row.visible_from, row.answered_at, row.made_at, row.ended_at, row.pupil_id) for row in rows]


def posts(scope: Scope, db: Db, since: datetime, until: datetime) -> dict[int, int]:
    """Announcements that went out, by class."""
    rows = db.all(_POSTS, school=scope.school_id, since=since, until=until)
    return {row.class_id: row.number for row in rows}


def viewed(scope: Scope, db: Db, action: str = "class_page_viewed") -> dict[int, datetime]:
    """When each class's page was last looked at by somebody who watches over them."""
    return {row.subject_id: row.at for row in db.all(_VIEWED, school=scope.school_id, action=action)}
