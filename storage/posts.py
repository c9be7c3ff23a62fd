"""Posts: what is said of a draft, its files, who is in them, and who has read what they must know before posting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from bot.domain.access import Scope
from bot.domain.effects.news import AddFiles, DraftAnnouncement, ShapeDraft
from bot.domain.messages import Kind
from bot.domain.posting import Audience, Draft, File
from storage import announcements, audiences, medias, messages, tables
from storage.announcements import AnnouncementRow
from storage.db import Db, opened
from storage.ids import new_id
from storage.medias import MediaRow
from storage.partial import NEWS_UNSENT

_news, _file, _tag = tables.announcement, tables.post_file, tables.post_tag
_ack, _never, _media = tables.staff_ack, tables.never_shown, tables.media
_pick = tables.announcement_pick
_SCHOOL: Any = bindparam("school")
ALT = "post_file.alt"
_FILES = (
    select(_file.c.media_id, _file.c.place, _file.c.alt)
    .where(_file.c.school_id == _SCHOOL, _file.c.announcement_id == bindparam("news"))
    .order_by(_file.c.place, _file.c.media_id)
)
_OF_MESSAGE = (
    select(_media.c.id)
    .where(_media.c.school_id == _SCHOOL, _media.c.message_id == bindparam("message"))
    .order_by(_media.c.id)
)
_TAGS = select(_tag.c.pupil_id).where(_tag.c.school_id == _SCHOOL, _tag.c.announcement_id == bindparam("news"))
_UNTAG = delete(_tag).where(
    _tag.c.school_id == _SCHOOL, _tag.c.announcement_id == bindparam("news"), _tag.c.pupil_id == bindparam("pupil")
)
_TAGGED_IN = (
    select(_news)
    .join(_tag, (_tag.c.school_id == _news.c.school_id) & (_tag.c.announcement_id == _news.c.id))
    .where(_news.c.school_id == _SCHOOL, _tag.c.pupil_id == bindparam("pupil"), _news.c.state == "sent")
    .order_by(_news.c.id)
)
_NEVER = select(_never.c.pupil_id).where(_never.c.school_id == _SCHOOL)
_LIFT = delete(_never).where(_never.c.school_id == _SCHOOL, _never.c.pupil_id == bindparam("pupil"))
_ACKS = select(_ack).where(_ack.c.school_id == _SCHOOL).order_by(_ack.c.id)
_ACKS_OF = _ACKS.where(_ack.c.staff_id == bindparam("staff"))
_PICTURES = (
    select(_news.c.class_id, func.count().label("number"))
    .join(_file, (_file.c.school_id == _news.c.school_id) & (_file.c.announcement_id == _news.c.id))
    .join(_media, (_media.c.school_id == _file.c.school_id) & (_media.c.id == _file.c.media_id))
    .where(
        _news.c.school_id == _SCHOOL,
        _news.c.state.in_(("confirmed", "sent")),
        _news.c.audience == "class",
        _news.c.due_at >= bindparam("since"),
        _media.c.kind.in_(("photo", "video")),
    )
    .group_by(_news.c.class_id)
)
_OLD_DRAFTS = select(_news.c.id).where(
    NEWS_UNSENT, _news.c.made_at < bindparam("before"), _news.c.removed_why != "forgotten"
)
_FORGET = (
    update(_news)
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"))
    .values(body=bindparam("nothing"), state="undone", removed_why="forgotten")
)


@dataclass(frozen=True, slots=True)
class PostFileRow:
    media: MediaRow
    place: int
    alt: str


@dataclass(frozen=True, slots=True)
class Ack:
    staff_id: int
    class_id: int | None
    what: str
    version: str
    at: datetime


def attach(scope: Scope, db: Db, news_id: int, message_id: int, alt: str = "") -> None:
    """The files of a kept message belong to this post, after those it has."""
    place, key_id = len(files(scope, db, news_id)), messages.school_key(scope, db)
    rows = [
        {
            "school_id": scope.school_id,
            "announcement_id": news_id,
            "media_id": row.id,
            "place": place + at,
            "alt": db.keys.seal(key_id, ALT, alt) if alt else None,
        }
        for at, row in enumerate(db.all(_OF_MESSAGE, school=scope.school_id, message=message_id))
    ]
    db.many(_file.insert(), rows)


def start(scope: Scope, db: Db, effect: DraftAnnouncement, now: datetime, origin: bytes) -> None:
    announcements.draft(scope, db, effect, now, origin)
    audiences.for_classes(scope, db, effect.id, effect.class_ids)
    if effect.message_id is not None:
        attach(scope, db, effect.id, effect.message_id, effect.alt)


def add_files(scope: Scope, db: Db, effect: AddFiles) -> None:
    attach(scope, db, effect.announcement_id, effect.message_id, effect.alt)


def files(scope: Scope, db: Db, news_id: int) -> tuple[PostFileRow, ...]:
    rows = db.all(_FILES, school=scope.school_id, news=news_id)
    found = ((row, medias.one(scope, db, row.media_id)) for row in rows)
    return tuple(
        PostFileRow(media, row.place, opened(db.keys, ALT, row.alt) or "") for row, media in found if media is not None
    )


def tagged(scope: Scope, db: Db, news_id: int) -> frozenset[int]:
    return frozenset(row.pupil_id for row in db.all(_TAGS, school=scope.school_id, news=news_id))


def tag(scope: Scope, db: Db, news_id: int, pupil_id: int, *, shown: bool) -> None:
    if not shown:
        db.run(_UNTAG, school=scope.school_id, news=news_id, pupil=pupil_id)
    elif pupil_id not in tagged(scope, db, news_id):
        db.run(_tag.insert(), school_id=scope.school_id, announcement_id=news_id, pupil_id=pupil_id)


def showing(scope: Scope, db: Db, pupil_id: int) -> list[AnnouncementRow]:
    """Posts that went out and show this child (BNV22)."""
    return [announcements.read(db, row) for row in db.all(_TAGGED_IN, school=scope.school_id, pupil=pupil_id)]


def shape(scope: Scope, db: Db, effect: ShapeDraft) -> None:
    """Only of a draft: what is on its way is changed by an edit, in the open."""
    news = announcements.one(scope, db, effect.announcement_id)
    if news is None or news.state != "draft":
        return
    wanted = {
        "kind": effect.kind,
        "audience": effect.audience,
        "class_id": effect.class_id,
        "pupil_id": effect.pupil_id,
        "purpose": effect.purpose,
        "checked": " ".join(sorted(effect.checked)) if effect.checked is not None else None,
    }
    changes: dict[str, object] = {name: value for name, value in wanted.items() if value is not None}
    if effect.body is not None or "class_id" in changes:
        key_id = announcements.key_of(scope, db, effect.class_id or news.class_id)
        body = news.body if effect.body is None else effect.body
        changes["body"] = db.keys.seal(key_id, announcements.BODY, body)
    if changes:
        here = (_news.c.school_id == scope.school_id) & (_news.c.id == news.id)
        db.connection.execute(update(_news).where(here).values(**changes))


def as_draft(scope: Scope, db: Db, news: AnnouncementRow) -> Draft:
    held = files(scope, db, news.id)
    return Draft(
        id=news.id,
        staff_id=news.staff_id,
        body=news.body,
        class_id=news.class_id,
        audience=Audience(news.audience),
        kind=news.kind,
        pupil_id=news.pupil_id,
        purpose=news.purpose,
        files=tuple(File(Kind(one.media.kind), one.media.mime) for one in held),
        tagged=tagged(scope, db, news.id),
        checked=frozenset(news.checked.split()),
        happens_on=news.happens_on,
        alts=tuple(one.alt for one in held if one.alt),
        class_ids=audiences.several(scope, db, news.id),
    )


def acknowledge(
    scope: Scope, db: Db, staff_id: int, what: str, version: str, class_id: int | None, now: datetime
) -> None:
    db.run(
        _ack.insert(),
        school_id=scope.school_id,
        id=new_id(),
        staff_id=staff_id,
        class_id=class_id,
        what=what,
        version=version,
        at=now,
    )


def acks(scope: Scope, db: Db, staff_id: int | None = None) -> tuple[Ack, ...]:
    """Oldest first; of one person, or everybody's."""
    found = (
        db.all(_ACKS, school=scope.school_id)
        if staff_id is None
        else db.all(_ACKS_OF, school=scope.school_id, staff=staff_id)
    )
    return tuple(Ack(row.staff_id, row.class_id, row.what, row.version, row.at) for row in found)


def newest(found: Iterable[Ack], what: str) -> Mapping[tuple[int, int | None], Ack]:
    """(staff, class) → the last thing of this kind they confirmed."""
    kept: dict[tuple[int, int | None], Ack] = defaultdict()
    for one in found:
        if one.what == what:
            kept[one.staff_id, one.class_id] = one
    return kept


def never_shown(scope: Scope, db: Db) -> frozenset[int]:
    return frozenset(row.pupil_id for row in db.all(_NEVER, school=scope.school_id))


def set_never_shown(scope: Scope, db: Db, pupil_id: int, now: datetime, *, never: bool) -> None:
    """No reason is taken, so none can be shown."""
    db.run(_LIFT, school=scope.school_id, pupil=pupil_id)
    if never:
        db.run(_never.insert(), school_id=scope.school_id, pupil_id=pupil_id, at=now, set_by=scope.actor_id)


def pictures_since(scope: Scope, db: Db, since: datetime) -> dict[int, int]:
    """Class id → pictures posted, or on their way, since a moment (UTC)."""
    rows = db.all(_PICTURES, school=scope.school_id, since=since)
    return {row.class_id: row.number for row in rows if row.class_id is not None}


def forget(scope: Scope, db: Db, news_id: int) -> None:
    """The words of what was never sent are not kept (DPIA47)."""
    news = announcements.one(scope, db, news_id)
    if news is not None and news.state in {"draft", "undone"}:
        key_id = announcements.key_of(scope, db, news.class_id)
        db.run(_FORGET, school=scope.school_id, news=news_id, nothing=db.keys.seal(key_id, announcements.BODY, ""))


def old_drafts(db: Db, before: datetime) -> list[tuple[int, int]]:
    """(school, id) of drafts begun before a moment and never sent."""
    wanted = _OLD_DRAFTS.with_only_columns(_news.c.school_id, _news.c.id)
    return [(row.school_id, row.id) for row in db.all(wanted, before=before)]
