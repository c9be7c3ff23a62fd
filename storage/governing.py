"""Counts for whoever reviews the school's policy: what was written and sent since a moment, and which cases are open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.partial import ITEM_WAITS

_message, _news = tables.message, tables.announcement
_item, _breach = tables.item, tables.breach
_SCHOOL: Any = bindparam("school")
_SINCE: Any = bindparam("since")
_WRITTEN = select(func.count()).where(
    _message.c.school_id == _SCHOOL,
    _message.c.guardian_id.is_not(None),
    _message.c.stored_at >= _SINCE,
    _message.c.stored_at < bindparam("until"),
)
_POSTED = select(func.count()).where(_news.c.school_id == _SCHOOL, _news.c.sent_at >= _SINCE)
_CASES = select(func.count()).where(
    _item.c.school_id == _SCHOOL, _item.c.kind == "conduct", ITEM_WAITS
)
_BREACHES = select(func.count()).where(_breach.c.school_id == _SCHOOL, _breach.c.closed_at.is_(None))


def written(scope: Scope, db: Db, since: datetime, until: datetime) -> int:
    """Messages of families in [since, until)."""
    return int(db.value(_WRITTEN, school=scope.school_id, since=since, until=until) or 0)


def posted(scope: Scope, db: Db, since: datetime) -> int:
    return int(db.value(_POSTED, school=scope.school_id, since=since) or 0)


def open_cases(scope: Scope, db: Db) -> int:
    """Reports about an adult that nobody has decided yet, and breaches that are not closed."""
    open_ = db.value(_CASES, school=scope.school_id) or 0
    return int(open_) + int(db.value(_BREACHES, school=scope.school_id) or 0)
