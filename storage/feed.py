"""What families say to posts, and what the school makes of it: comments, likes, reports, corrections, removals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update

from bot.domain.access import Scope
from bot.domain.effects.posts import WriteComment
from bot.domain.messages import Carrier
from bot.domain.sending import Content, Lane, NewsDigest, Notice, Parcel, Picture, Replies, Retraction, Withdrawal
from storage import accounts, announcements, contacts, outbox, pages, tables
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow

_comment, _like, _report = tables.post_comment, tables.post_like, tables.post_report
_news, _version, _text = tables.announcement, tables.post_version, tables.announcement_text
_out, _choice = tables.outbox, tables.family_choice
_link = tables.page_link
_SCHOOL: Any = bindparam("school")
BODY, OLD = "post_comment.body", "post_version.body"
_COMMENTS = (
    select(_comment).where(_comment.c.school_id == _SCHOOL, _comment.c.announcement_id == bindparam("news")).order_by(_comment.c.id)
)
_COMMENT = select(_comment).where(_comment.c.school_id == _SCHOOL, _comment.c.id == bindparam("comment"))
_DECIDE = (
    update(_comment)
    .where(_comment.c.school_id == _SCHOOL, _comment.c.id == bindparam("comment"))
    .values(state=bindparam("new_state"), decided_by=bindparam("by"), decided_at=bindparam("moment"), reason=bindparam("why"))
)
_LIKED = select(_like.c.at).where(
    _like.c.school_id == _SCHOOL, _like.c.announcement_id == bindparam("news"), _like.c.guardian_id == bindparam("guardian")
)
_UNLIKE = delete(_like).where(
    _like.c.school_id == _SCHOOL, _like.c.announcement_id == bindparam("news"), _like.c.guardian_id == bindparam("guardian")
)
_LIKES = select(func.count()).select_from(_like).where(_like.c.school_id == _SCHOOL, _like.c.announcement_id == bindparam("news"))
_REPORTED = select(_report.c.id).where(
    _report.c.school_id == _SCHOOL, _report.c.announcement_id == bindparam("news"), _report.c.guardian_id == bindparam("guardian")
)
_SETTLE = (
    update(_report)
    .where(_report.c.school_id == _SCHOOL, _report.c.announcement_id == bindparam("news"), _report.c.state == "open")
    .values(state=bindparam("new_state"), decided_by=bindparam("by"), decided_at=bindparam("moment"))
)
_EDIT = (
    update(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"), _news.c.state == "sent")
    .values(body=bindparam("words"), version=bindparam("made"), edited_at=bindparam("moment"))
)
_REMOVE = (
    update(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"), _news.c.state.in_(("sent", "confirmed")))
    .values(
        state="removed", removed_at=bindparam("moment"), removed_by=bindparam("by"), removed_why=bindparam("why"), reported_at=None
    )
)
_FORGET_TEXTS = delete(_text).where(_text.c.school_id == _SCHOOL, _text.c.announcement_id == bindparam("news"))
_COPIES = (
    select(_out)
    .where(_out.c.school_id == _SCHOOL, _out.c.announcement_id == bindparam("news"), _out.c.guardian_id.is_not(None))
    .order_by(_out.c.id)
)


@dataclass(frozen=True, slots=True)
class CommentRow:
    id: int
    announcement_id: int
    guardian_id: int
    body: str
    at: datetime
    shown_from: datetime
    state: str
    reason: str


def _read(db: Db, row: Row[Any]) -> CommentRow:
    body = db.keys.open(BODY, row.body)
    return CommentRow(row.id, row.announcement_id, row.guardian_id, body, row.at, row.shown_from, row.state, row.reason)


def comments(scope: Scope, db: Db, news_id: int) -> tuple[CommentRow, ...]:
    return tuple(_read(db, row) for row in db.all(_COMMENTS, school=scope.school_id, news=news_id))


def comment(scope: Scope, db: Db, comment_id: int) -> CommentRow | None:
    row = db.first(_COMMENT, school=scope.school_id, comment=comment_id)
    return _read(db, row) if row else None


def write(scope: Scope, db: Db, effect: WriteComment, now: datetime) -> None:
    """Sealed under the key of who wrote it: erasing the adult takes their words along."""
    key_id = contacts.person_key(scope, db, guardian_id=effect.guardian_id, staff_id=None)
    db.run(
        _comment.insert(),
        school_id=scope.school_id,
        id=effect.id,
        announcement_id=effect.announcement_id,
        guardian_id=effect.guardian_id,
        body=db.keys.seal(key_id, BODY, effect.body),
        language=effect.language,
        at=now,
        shown_from=effect.shown_from,
        state=effect.state,
        reason="",
    )


def decide(scope: Scope, db: Db, comment_id: int, state: str, why: str, staff_id: int | None, now: datetime) -> None:
    """Shown, refused or removed; lists on families' phones are brought up to date at once (LT18)."""
    found = comment(scope, db, comment_id)
    if found is None:
        return
    db.run(_DECIDE, school=scope.school_id, comment=comment_id, new_state=state, by=staff_id, moment=now, why=why)
    for row in _newest(db, scope, found.announcement_id, (Replies,)):
        content = Replies(found.announcement_id, replaces=row.id)
        _queue(scope, db, content, f"replies:{row.id}:{comment_id}:{state}", row.guardian_id, now)


def liked(scope: Scope, db: Db, news_id: int, guardian_id: int) -> bool:
    return db.first(_LIKED, school=scope.school_id, news=news_id, guardian=guardian_id) is not None


def like(scope: Scope, db: Db, news_id: int, guardian_id: int, now: datetime, *, on: bool) -> None:
    db.run(_UNLIKE, school=scope.school_id, news=news_id, guardian=guardian_id)
    if on:
        db.run(_like.insert(), school_id=scope.school_id, announcement_id=news_id, guardian_id=guardian_id, at=now)


def likes(scope: Scope, db: Db, news_id: int) -> int:
    return int(db.value(_LIKES, school=scope.school_id, news=news_id))


def report(scope: Scope, db: Db, news_id: int, guardian_id: int, now: datetime) -> None:
    if db.first(_REPORTED, school=scope.school_id, news=news_id, guardian=guardian_id) is None:
        db.run(
            _report.insert(),
            school_id=scope.school_id,
            id=new_id(),
            announcement_id=news_id,
            guardian_id=guardian_id,
            at=now,
            state="open",
        )


def settle_reports(scope: Scope, db: Db, news_id: int, state: str, staff_id: int | None, now: datetime) -> None:
    db.run(_SETTLE, school=scope.school_id, news=news_id, new_state=state, by=staff_id, moment=now)


def copies(scope: Scope, db: Db, news_id: int) -> tuple[OutboxRow, ...]:
    """The newest row of every message about a post that stands on a family's phone, or was sent as a text."""
    return _newest(db, scope, news_id, (Notice, Picture))


def _newest(db: Db, scope: Scope, news_id: int, kinds: tuple[type, ...]) -> tuple[OutboxRow, ...]:
    rows = [outbox.read(db, row) for row in db.all(_COPIES, school=scope.school_id, news=news_id)]
    sent = [row for row in rows if isinstance(row.content, kinds) and row.state in {"sent", "delivered"} and row.sent_ids]
    return tuple({(row.account_id, row.sent_to, row.sent_ids[-1]): row for row in sent}.values())


def edit(scope: Scope, db: Db, news_id: int, body: str, staff_id: int | None, now: datetime) -> None:
    """The earlier words are kept; every Telegram copy is changed in place, a text message gets one correction (DPIA30)."""
    news = announcements.one(scope, db, news_id)
    if news is None or news.state != "sent":
        return
    key_id, made = announcements.key_of(scope, db, news.class_id), news.version + 1
    db.run(
        _version.insert(),
        school_id=scope.school_id,
        announcement_id=news.id,
        version=news.version,
        body=db.keys.seal(key_id, OLD, news.body),
        staff_id=staff_id,
        at=now,
    )
    words = db.keys.seal(key_id, announcements.BODY, body)
    db.run(_EDIT, school=scope.school_id, news=news.id, words=words, made=made, moment=now)
    db.run(_FORGET_TEXTS, school=scope.school_id, news=news.id)
    for row in copies(scope, db, news.id):
        if isinstance(row.content, Notice):
            in_place = row.id if on_telegram(db, row) else None
            content = Notice(news.id, replaces=in_place, version=made)
            _queue(scope, db, content, f"edit:{news.id}:{made}:{row.guardian_id}", row.guardian_id, now)
    again_in_digests(scope, db, news, f"edit:{news.id}:{made}", now)


@dataclass(frozen=True, slots=True)
class Again:
    """Whose digests are told anew for a translation that came late; `texts`: a text message gets one that follows."""

    readers: frozenset[int]
    texts: bool


def again_in_digests(
    scope: Scope, db: Db, news: AnnouncementRow, why: str, now: datetime, late: Again | None = None
) -> None:
    """A digest that told it is told anew in its place; a text message stays, and gets a word of its own."""
    for found in db.all(_DIGESTS, school=scope.school_id, since=news.sent_at or now):
        row = outbox.read(db, found)
        if not isinstance(row.content, NewsDigest) or news.id not in row.content.announcement_ids or not row.sent_ids:
            continue
        if late is not None and row.guardian_id not in late.readers:
            continue
        if on_telegram(db, row):
            content: Content = NewsDigest(row.content.announcement_ids, replaces=row.id)
        elif late is None:
            content = Withdrawal(news.id) if why.startswith("recall") else Notice(news.id, version=news.version + 1)
        elif late.texts:
            content = Notice(news.id, version=news.version, follows=True)
        else:
            continue
        _queue(scope, db, content, f"{why}:digest:{row.id}", row.guardian_id, now)


_DIGESTS = (
    select(_out)
    .where(_out.c.school_id == _SCHOOL, _out.c.intent.like("newsdigest:%"), _out.c.sent_at >= bindparam("since"))
    .order_by(_out.c.id)
)


def old_versions(scope: Scope, db: Db, news_id: int) -> list[str]:
    """Texts as they stood before each edit, oldest first."""
    wanted = (
        select(_version.c.body)
        .where(_version.c.school_id == scope.school_id, _version.c.announcement_id == news_id)
        .order_by(_version.c.version)
    )
    return [db.keys.open(OLD, row.body) for row in db.all(wanted)]


def remove(
    scope: Scope,
    db: Db,
    news_id: int,
    why: str,
    staff_id: int | None,
    now: datetime,
    told_apart: Collection[int] = (),
) -> bool:
    """Taken off every phone where the carrier can, its page is dead, and a text message gets a word (PH26, DPIA48).

    `told_apart`: guardians who hear of it in words of their own.
    """
    news = announcements.one(scope, db, news_id)
    if news is None or not db.run(_REMOVE, school=scope.school_id, news=news_id, moment=now, by=staff_id, why=why):
        return False
    for row in db.all(_COPIES, school=scope.school_id, news=news_id):
        outbox.cancel(scope, db, row.id, now)
    told: set[int | None] = set(told_apart)
    for copy in copies(scope, db, news_id):
        if on_telegram(db, copy):
            _queue(scope, db, Retraction(copy.id), f"recall:{news_id}:{copy.id}", copy.guardian_id, now)
        elif copy.guardian_id not in told:
            told.add(copy.guardian_id)
            _queue(scope, db, Withdrawal(news_id), f"recall:{news_id}:{copy.id}", copy.guardian_id, now)
    again_in_digests(scope, db, news, f"recall:{news_id}", now)
    ended = (_link.c.school_id == scope.school_id) & (_link.c.announcement_id == news_id) & _link.c.ended_at.is_(None)
    db.run(update(_link).where(ended).values(ended_at=now))
    settle_reports(scope, db, news_id, "removed", staff_id, now)
    return True


def on_telegram(db: Db, row: OutboxRow) -> bool:
    return row.account_id is not None and accounts.carrier(db, row.account_id) is Carrier.TELEGRAM


def _queue(
    scope: Scope, db: Db, content: Any, intent: str, guardian_id: int | None, now: datetime
) -> None:
    parcel = Parcel(content=content, due_at=now, lane=Lane.TALK, guardian_id=guardian_id, intent=intent)
    outbox.add(scope, db, parcel, new_id(), now)


def end_pages(scope: Scope, db: Db, guardian_id: int, now: datetime) -> None:
    pages.end_of(scope, db, guardian_id, now)
