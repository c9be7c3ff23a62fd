"""Translations of posts that were not there in time: which are still wanted, and what goes out once one has come (BNV3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.sending import Lane, Notice, Parcel
from storage import announcements, feed, outbox, tables
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.feed import Again
from storage.ids import new_id
from storage.outbox import OutboxRow

LATE = "late"
"""The status of a text that went in the original and is asked for again."""
_news, _text = tables.announcement, tables.announcement_text
_recipient, _guardian = tables.recipient, tables.guardian
_WANTED = (
    select(_text.c.school_id, _text.c.announcement_id, _text.c.language, _news.c.sent_at, _news.c.version)
    .join(_news, (_news.c.school_id == _text.c.school_id) & (_news.c.id == _text.c.announcement_id))
    .where(_text.c.status == LATE, _news.c.state == "sent")
    .order_by(_text.c.id)
)
_READERS = (
    select(_guardian.c.id)
    .join(_recipient, (_recipient.c.school_id == _guardian.c.school_id) & (_recipient.c.guardian_id == _guardian.c.id))
    .where(
        _guardian.c.school_id == bindparam("school"),
        _recipient.c.announcement_id == bindparam("news"),
        _guardian.c.language == bindparam("into"),
    )
)


@dataclass(frozen=True, slots=True)
class Late:
    """One post in one language; `version` is that of the words that were sent."""

    school_id: int
    announcement_id: int
    language: str
    sent_at: datetime
    version: int


def wanted(db: Db) -> list[Late]:
    """Of every school, oldest first."""
    return [Late(row.school_id, row.announcement_id, row.language, row.sent_at, row.version) for row in db.all(_WANTED)]


def settle(scope: Scope, db: Db, late: Late, body: str, status: str, engine: str) -> AnnouncementRow | None:
    """None when it is not wanted any more: edited, taken down, or settled by another process."""
    news = announcements.one(scope, db, late.announcement_id)
    if news is None or news.state != "sent" or news.version != late.version:
        return None
    here = (_text.c.school_id == scope.school_id) & (_text.c.announcement_id == news.id)
    waits = here & (_text.c.language == late.language) & (_text.c.status == LATE)
    sealed = db.keys.seal(announcements.key_of(scope, db, news.class_id), announcements.TEXT, body)
    settled = db.run(update(_text).where(waits).values(body=sealed, status=status, engine=engine))
    return news if settled else None


def tell(scope: Scope, db: Db, news: AnnouncementRow, language: str, now: datetime, *, texts: bool) -> None:
    """A copy on Telegram is changed in its place; a text message gets one that follows, where `texts` says so."""
    readers = {row.id for row in db.all(_READERS, school=scope.school_id, news=news.id, into=language)}
    why, told = f"late:{news.id}:{news.version}", set[int | None]()
    for copy in feed.copies(scope, db, news.id):
        if copy.guardian_id in readers - told and isinstance(copy.content, Notice):
            told.add(copy.guardian_id)
            _again(scope, db, copy, news, f"{why}:{copy.guardian_id}", now, texts=texts)
    feed.again_in_digests(scope, db, news, why, now, Again(frozenset(readers), texts=texts))


def _again(
    scope: Scope, db: Db, copy: OutboxRow, news: AnnouncementRow, intent: str, now: datetime, *, texts: bool
) -> None:
    in_place = copy.id if feed.on_telegram(db, copy) else None
    if in_place or texts:
        content = Notice(news.id, in_place, news.version, follows=True)
        parcel = Parcel(content=content, due_at=now, lane=Lane.NEWS, guardian_id=copy.guardian_id, intent=intent)
        outbox.add(scope, db, parcel, new_id(), now)
