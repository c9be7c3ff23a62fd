"""What a night's run looks for: leavers, colleagues who left, praise of one child that is a year old."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.domain.access import Scope
from storage import copies, tables
from storage.db import Db
from storage.subject import Found

_pupil, _staff = tables.pupil, tables.staff
_news, _text, _pick = tables.announcement, tables.announcement_text, tables.announcement_pick
_recipient, _out, _other = tables.recipient, tables.outbox, tables.other_way
_SCHOOL: Any = bindparam("school")
_LEFT = select(_pupil.c.id, _pupil.c.left_on).where(
    _pupil.c.school_id == _SCHOOL, _pupil.c.left_on.is_not(None), _pupil.c.left_on <= bindparam("before")
)
_GONE = select(_staff.c.id).where(
    _staff.c.school_id == _SCHOOL,
    _staff.c.left_at.is_not(None),
    _staff.c.left_at <= bindparam("before"),
    _staff.c.key_id != bindparam("former"),
)
_PRAISE = (
    select(_news.c.id)
    .join(_pick, (_pick.c.school_id == _news.c.school_id) & (_pick.c.announcement_id == _news.c.id))
    .where(_news.c.school_id == _SCHOOL, _news.c.sent_at.is_not(None), _news.c.sent_at <= bindparam("before"))
    .distinct()
)


def leavers(scope: Scope, db: Db, before: date) -> list[int]:
    """Children whose last day was then or earlier."""
    return [row.id for row in db.all(_LEFT, school=scope.school_id, before=before)]


def former_staff(scope: Scope, db: Db, before: datetime, school_key: int) -> list[int]:
    """Colleagues who left then or earlier and are still here by name."""
    return [row.id for row in db.all(_GONE, school=scope.school_id, before=before, former=school_key)]


def feedback(scope: Scope, db: Db, before: datetime) -> list[int]:
    """Messages of staff to single families sent then or earlier; posts to a whole class are not among them (DPIA18)."""
    return [row.id for row in db.all(_PRAISE, school=scope.school_id, before=before)]


def is_feedback(scope: Scope, db: Db, news_id: int, staff_id: int) -> bool:
    """Whether this was sent by this person to chosen families."""
    mine = select(_news.c.id).where(_news.c.school_id == _SCHOOL, _news.c.id == news_id, _news.c.staff_id == staff_id)
    picked = select(_pick.c.guardian_id).where(_pick.c.school_id == _SCHOOL, _pick.c.announcement_id == news_id)
    return bool(db.first(mine, school=scope.school_id) and db.first(picked, school=scope.school_id))


def drop_feedback(scope: Scope, db: Db, now: datetime, news_id: int) -> None:
    """Gone from every store; carriers' copies are queued to go."""
    sent = _out.c.announcement_id == news_id
    rows = db.all(select(_out).where(_out.c.school_id == _SCHOOL, sent), school=scope.school_id)
    found = Found()
    found.rows["outbox"] = [dict(row._mapping) for row in rows]
    copies.queue(scope, db, now, found, 0)
    for target, column in ((_out, "announcement_id"), (_text, "announcement_id"), (_recipient, "announcement_id"), (_other, "announcement_id"),
                           (_pick, "announcement_id"), (_news, "id")):  # fmt: skip
        here = (target.c.school_id == scope.school_id) & (target.c[column] == news_id)
        db.connection.execute(delete(target).where(here))
