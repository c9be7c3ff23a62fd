"""Announcements: drafted, confirmed, expanded to one row per adult, translated once per language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from bot.domain.access import Scope
from bot.domain.effects.news import DraftAnnouncement
from storage import messages, tables
from storage.db import Db
from storage.ids import new_id

_news, _text, _recipient = tables.announcement, tables.announcement_text, tables.recipient
_class, _guardian, _tie = tables.school_class, tables.guardian, tables.guardianship
BODY, TEXT = "announcement.body", "announcement_text.body"
_SCHOOL: Any = bindparam("school")
_ONE = select(_news).where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"))
_KEY = select(_class.c.key_id).where(_class.c.school_id == _SCHOOL, _class.c.id == bindparam("class_"))
_CONFIRM = (
    update(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"), _news.c.state.in_(("draft", "asked")))
    .values(state="confirmed", due_at=bindparam("due"), approved_by=bindparam("by"))
)
_ASK = (
    update(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"), _news.c.state == "draft")
    .values(state="asked")
)
_DROP = (
    update(_news)
    .where(
        _news.c.school_id == _SCHOOL,
        _news.c.id == bindparam("news"),
        _news.c.state.in_(("draft", "asked", "confirmed")),
    )
    .values(state="undone")
)
_SENT = (
    update(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"), _news.c.state == "confirmed")
    .values(state="sent", sent_at=bindparam("at"))
)
_REPORTED = (
    update(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"))
    .values(reported_at=bindparam("at"))
)
_SENT_TO = (
    select(_news)
    .join(_recipient, (_recipient.c.school_id == _news.c.school_id) & (_recipient.c.announcement_id == _news.c.id))
    .where(
        _news.c.school_id == _SCHOOL,
        _news.c.state == "sent",
        _news.c.sent_at >= bindparam("since"),
        _recipient.c.guardian_id == bindparam("guardian"),
    )
    .order_by(_news.c.sent_at, _news.c.id)
)
_BEGUN_WITH = (
    select(_news.c.id)
    .where(_news.c.school_id == _SCHOOL, _news.c.origin_blind == bindparam("hashed"))
    .order_by(_news.c.id.desc())
)
_ALL_SENT = (
    select(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.state.in_(("sent", "removed")))
    .order_by(_news.c.sent_at, _news.c.id)
)
_DUE = select(_news).where(_news.c.state == "confirmed", _news.c.due_at <= bindparam("now")).order_by(_news.c.due_at)
_UNREPORTED = (
    select(_news).where(_news.c.state.in_(("sent", "removed")), _news.c.reported_at.is_(None)).order_by(_news.c.id)
)
_TEXT = select(_text).where(
    _text.c.school_id == _SCHOOL, _text.c.announcement_id == bindparam("news"), _text.c.language == bindparam("into")
)


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    school_id: int
    id: int
    class_id: int | None  # None: for several classes, or the whole school
    staff_id: int
    body: str
    language: str
    state: str
    due_at: datetime | None
    kind: str = "notice"
    audience: str = "class"  # class | classes | child | school
    pupil_id: int | None = None
    purpose: str = ""
    checked: str = ""
    happens_on: date | None = None
    version: int = 1
    sent_at: datetime | None = None
    edited_at: datetime | None = None
    removed_at: datetime | None = None
    removed_by: int | None = None
    removed_why: str = ""


def read(db: Db, row: Row[Any]) -> AnnouncementRow:
    return AnnouncementRow(
        school_id=row.school_id,
        id=row.id,
        class_id=row.class_id,
        staff_id=row.staff_id,
        body=db.keys.open(BODY, row.body),
        language=row.language,
        state=row.state,
        due_at=row.due_at,
        kind=row.kind,
        audience=row.audience,
        pupil_id=row.pupil_id,
        purpose=row.purpose,
        checked=row.checked,
        happens_on=row.happens_on,
        version=row.version,
        sent_at=row.sent_at,
        edited_at=row.edited_at,
        removed_at=row.removed_at,
        removed_by=row.removed_by,
        removed_why=row.removed_why,
    )


def key_of(scope: Scope, db: Db, class_id: int | None) -> int:
    """What seals a post: its class's key; the school's for one that is for more than a class."""
    if class_id is None:
        return messages.school_key(scope, db)
    key: int = db.value(_KEY, school=scope.school_id, class_=class_id)
    return key


def draft(scope: Scope, db: Db, effect: DraftAnnouncement, now: datetime, origin: bytes | None = None) -> None:
    """`origin`: the keyed hash of the author's own message."""
    db.run(
        _news.insert(),
        school_id=scope.school_id,
        id=effect.id,
        class_id=effect.class_id,
        staff_id=effect.staff_id,
        body=db.keys.seal(key_of(scope, db, effect.class_id), BODY, effect.body),
        language="en",
        state="draft",
        made_at=now,
        kind=effect.kind,
        audience=effect.audience,
        pupil_id=effect.pupil_id,
        purpose="",
        checked="",
        happens_on=effect.happens_on,
        version=1,
        removed_why="",
        origin_blind=origin,
    )


def confirm(scope: Scope, db: Db, news_id: int, due: datetime, approved_by: int | None = None) -> bool:
    """False when it was confirmed or undone already: ten presses publish once."""
    return db.run(_CONFIRM, school=scope.school_id, news=news_id, due=due, by=approved_by) == 1


def ask_approval(scope: Scope, db: Db, news_id: int) -> bool:
    return db.run(_ASK, school=scope.school_id, news=news_id) == 1


def drop(scope: Scope, db: Db, news_id: int) -> bool:
    return db.run(_DROP, school=scope.school_id, news=news_id) == 1


def mark_sent(scope: Scope, db: Db, news_id: int, now: datetime) -> bool:
    return db.run(_SENT, school=scope.school_id, news=news_id, at=now) == 1


def mark_reported(scope: Scope, db: Db, news_id: int, now: datetime) -> None:
    db.run(_REPORTED, school=scope.school_id, news=news_id, at=now)


def one(scope: Scope, db: Db, news_id: int) -> AnnouncementRow | None:
    row = db.first(_ONE, school=scope.school_id, news=news_id)
    return read(db, row) if row else None


def sent(scope: Scope, db: Db) -> list[AnnouncementRow]:
    """What went out, oldest first; what was removed since is among it."""
    return [read(db, row) for row in db.all(_ALL_SENT, school=scope.school_id)]


def sent_to(scope: Scope, db: Db, guardian_id: int, since: datetime) -> list[AnnouncementRow]:
    """What went out to an adult since a moment (UTC), oldest first."""
    return [read(db, row) for row in db.all(_SENT_TO, school=scope.school_id, guardian=guardian_id, since=since)]


def begun_with(scope: Scope, db: Db, origin: bytes) -> int | None:
    """The newest post that was begun with this very message of its author's."""
    found: int | None = db.value(_BEGUN_WITH, school=scope.school_id, hashed=origin)
    return found


def due(db: Db, now: datetime) -> list[AnnouncementRow]:
    return [read(db, row) for row in db.all(_DUE, now=now)]


def unreported(db: Db) -> list[AnnouncementRow]:
    return [read(db, row) for row in db.all(_UNREPORTED)]


def text(scope: Scope, db: Db, news_id: int, language: str) -> tuple[str, str] | None:
    """The stored text for readers of a language and its status, or None."""
    row = db.first(_TEXT, school=scope.school_id, news=news_id, into=language)
    return (db.keys.open(TEXT, row.body), row.status) if row else None


def save_text(scope: Scope, db: Db, news: AnnouncementRow, language: str, body: str, status: str, engine: str) -> None:
    if text(scope, db, news.id, language) is None:
        db.run(
            _text.insert(),
            school_id=scope.school_id,
            id=new_id(),
            announcement_id=news.id,
            language=language,
            body=db.keys.seal(key_of(scope, db, news.class_id), TEXT, body),
            status=status,
            engine=engine,
        )
