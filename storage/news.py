"""Announcements as lists: an author's latest, a class's. Without their words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db

_news = tables.announcement
_SCHOOL: Any = bindparam("school")
_BY_AUTHOR = (
    select(_news.c.id, _news.c.class_id, _news.c.staff_id, _news.c.state, _news.c.made_at)
    .where(_news.c.school_id == _SCHOOL, _news.c.staff_id == bindparam("staff"), _news.c.made_at > bindparam("since"))
    .order_by(_news.c.id.desc())
    .limit(20)
)
_OF_CLASS = (
    select(_news.c.id, _news.c.class_id, _news.c.staff_id, _news.c.state, _news.c.made_at)
    .where(_news.c.school_id == _SCHOOL, _news.c.class_id == bindparam("class_"), _news.c.state == "sent", _news.c.audience != "child")
    .order_by(_news.c.id.desc())
    .limit(bindparam("most"))
)
_ASKED = (
    select(_news.c.id, _news.c.class_id, _news.c.staff_id, _news.c.state, _news.c.made_at)
    .where(_news.c.school_id == _SCHOOL, _news.c.state == "asked")
    .order_by(_news.c.id)
)
_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


_LATEST = (
    select(_news.c.id)
    .where(_news.c.school_id == _SCHOOL, _news.c.state.in_(("sent", "removed")))
    .order_by(_news.c.id.desc())
    .limit(bindparam("most"))
)


_STANDING = (
    select(_news.c.id)
    .where(_news.c.school_id == _SCHOOL, _news.c.state == "sent")
    .order_by(_news.c.id.desc())
    .limit(bindparam("most"))
)
_STANDING_OF = _STANDING.where(_news.c.class_id.in_(bindparam("classes", expanding=True)))


@dataclass(frozen=True, slots=True)
class NewsLine:
    id: int
    class_id: int | None
    staff_id: int
    state: str
    at: datetime


def by_author(scope: Scope, db: Db, staff_id: int, since: datetime = _LONG_AGO) -> list[NewsLine]:
    """The newest first."""
    rows = db.all(_BY_AUTHOR, school=scope.school_id, staff=staff_id, since=since)
    return [NewsLine(row.id, row.class_id, row.staff_id, row.state, row.made_at) for row in rows]


def of_class(scope: Scope, db: Db, class_id: int, most: int = 20) -> list[NewsLine]:
    """What a class was told, the newest first; what went to one family is not among it."""
    rows = db.all(_OF_CLASS, school=scope.school_id, class_=class_id, most=most)
    return [NewsLine(row.id, row.class_id, row.staff_id, row.state, row.made_at) for row in rows]


def asked(scope: Scope, db: Db) -> list[NewsLine]:
    """What waits for a second person's yes, the oldest first."""
    rows = db.all(_ASKED, school=scope.school_id)
    return [NewsLine(row.id, row.class_id, row.staff_id, row.state, row.made_at) for row in rows]


def latest(scope: Scope, db: Db, most: int = 20) -> list[int]:
    """Ids of what was sent last, removed or not, the newest first."""
    return [row.id for row in db.all(_LATEST, school=scope.school_id, most=most)]


def standing(scope: Scope, db: Db, classes: Collection[int] | None, most: int) -> list[int]:
    """Ids of what was sent last and not taken down, the newest first; of these classes, or of all."""
    if classes is None:
        return [row.id for row in db.all(_STANDING, school=scope.school_id, most=most)]
    return [row.id for row in db.all(_STANDING_OF, school=scope.school_id, classes=list(classes), most=most)]
