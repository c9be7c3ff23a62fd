"""What became of each copy of a post that was taken down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.access import Scope
from bot.domain.sending import Retraction, Withdrawal
from storage import outbox, tables
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.outbox import OutboxRow

_out = tables.outbox
_SCHOOL: Any = bindparam("school")
_GONE_OUT, _WAITS = {"sent", "delivered", "unknown"}, {"queued", "retry", "sending"}
_RECALLS = select(_out).where(_out.c.school_id == _SCHOOL, _out.c.intent.like(bindparam("like"))).order_by(_out.c.id)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What became of one copy: "deleted", "blanked", "told" (a text message stays), "left" or "waiting"."""

    guardian_id: int | None
    outcome: str


def recalled(scope: Scope, db: Db, news: AnnouncementRow) -> tuple[Recalled, ...]:
    rows = [outbox.read(db, row) for row in db.all(_RECALLS, school=scope.school_id, like=f"recall:{news.id}:%")]
    blanked = {row.intent.rsplit(":", 1)[1]: row for row in rows if row.intent.startswith(f"recall:{news.id}:blank:")}
    found = []
    for row in rows:
        if isinstance(row.content, Retraction):
            found.append(Recalled(row.guardian_id, _outcome(row, blanked.get(str(row.content.outbox_id)))))
        elif isinstance(row.content, Withdrawal):
            found.append(Recalled(row.guardian_id, "told" if row.state in _GONE_OUT else "waiting" if row.state in _WAITS else "left"))
    return tuple(found)


def _outcome(row: OutboxRow, blank: OutboxRow | None) -> str:
    if row.state in _GONE_OUT:
        return "deleted"
    if row.state in _WAITS or (blank is not None and blank.state in _WAITS):
        return "waiting"
    return "blanked" if blank is not None and blank.state in _GONE_OUT else "left"
