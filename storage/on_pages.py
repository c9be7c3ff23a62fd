"""What stands on a family's private page besides posts: letters and words of the school's that were due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from bot.domain.access import Scope
from storage import tables
from storage.db import Db
from storage.outbox import OutboxRow, read

_out = tables.outbox
_SHOWN = (
    select(_out)
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.guardian_id == bindparam("guardian"),
        _out.c.sent_contact_id == bindparam("contact"),
        _out.c.announcement_id.is_(None),
        _out.c.sent_at >= bindparam("since"),
    )
    .order_by(_out.c.id)
)


def shown(scope: Scope, db: Db, guardian_id: int, contact_id: int, since: datetime) -> list[OutboxRow]:
    """Oldest first."""
    rows = db.all(_SHOWN, school=scope.school_id, guardian=guardian_id, contact=contact_id, since=since)
    return [read(db, row) for row in rows]
