"""Announcements: drafted, confirmed, expanded to one row per adult, translated once per language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, case, delete, func, or_, select, update

from bot.domain.access import Scope
from bot.domain.effects.news import DraftAnnouncement
from storage import messages, rights, tables
from storage.db import Db, table
from storage.ids import new_id

_news, _text, _recipient = table(tables.Announcement), table(tables.AnnouncementText), table(tables.Recipient)
_pick, _post_class = table(tables.AnnouncementPick), table(tables.PostClass)
_class, _guardian, _tie = table(tables.SchoolClass), table(tables.Guardian), table(tables.Guardianship)
_pupil, _enrolment, _contact = table(tables.Pupil), table(tables.Enrolment), table(tables.Contact)
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
    .where(_news.c.school_id == _SCHOOL, _news.c.id == bindparam("news"), _news.c.state.in_(("draft", "asked", "confirmed")))
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
    select(_news).where(_news.c.school_id == _SCHOOL, _news.c.state.in_(("sent", "removed"))).order_by(_news.c.sent_at, _news.c.id)
)
_DUE = select(_news).where(_news.c.state == "confirmed", _news.c.due_at <= bindparam("now")).order_by(_news.c.due_at)
_UNREPORTED = select(_news).where(_news.c.state.in_(("sent", "removed")), _news.c.reported_at.is_(None)).order_by(_news.c.id)
_ROUTE = func.min(case((_contact.c.carrier == "telegram", "a"), (_contact.c.carrier == "sms", "b")))
_AUDIENCE = (
    select(_guardian.c.id, _guardian.c.language, _ROUTE.label("route"))
    .select_from(_enrolment)
    .join(_pupil, (_pupil.c.school_id == _enrolment.c.school_id) & (_pupil.c.id == _enrolment.c.pupil_id))
    .join(_tie, (_tie.c.school_id == _pupil.c.school_id) & (_tie.c.pupil_id == _pupil.c.id))
    .join(_guardian, (_guardian.c.school_id == _tie.c.school_id) & (_guardian.c.id == _tie.c.guardian_id))
    .outerjoin(
        _contact,
        (_contact.c.school_id == _guardian.c.school_id)
        & (_contact.c.guardian_id == _guardian.c.id)
        & (_contact.c.state == "verified")
        & (_contact.c.carrier.in_(("telegram", "sms"))),
    )
    .where(
        _enrolment.c.school_id == _SCHOOL,
        _enrolment.c.class_id == bindparam("class_"),
        _enrolment.c.first_day <= bindparam("day"),
        or_(_enrolment.c.last_day.is_(None), _enrolment.c.last_day >= bindparam("day")),
        _pupil.c.left_on.is_(None),
        _tie.c.restricted.is_(False),
        _tie.c.ended_on.is_(None),
        _tie.c.responsibility.in_(("parental", "care")),
        _guardian.c.left_on.is_(None),
        _guardian.c.suspended_at.is_(None),
        _guardian.c.id.not_in(rights.stopped("news")),
    )
    .group_by(_guardian.c.id, _guardian.c.language)
    .order_by(_guardian.c.id)
)
_OF_CHILD = _AUDIENCE.where(_pupil.c.id == bindparam("pupil"))
_CLASSES = (
    select(_post_class.c.class_id)
    .where(_post_class.c.school_id == _SCHOOL, _post_class.c.announcement_id == bindparam("news"))
    .order_by(_post_class.c.class_id)
)
_STILL = _AUDIENCE.where(_guardian.c.id == bindparam("guardian"))
_STILL_OF_CHILD = _OF_CHILD.where(_guardian.c.id == bindparam("guardian"))
_TEXT = select(_text).where(
    _text.c.school_id == _SCHOOL, _text.c.announcement_id == bindparam("news"), _text.c.language == bindparam("into")
)
_PICKED = select(_pick.c.guardian_id).where(_pick.c.school_id == _SCHOOL, _pick.c.announcement_id == bindparam("news"))
_UNPICK = delete(_pick).where(
    _pick.c.school_id == _SCHOOL,
    _pick.c.announcement_id == bindparam("news"),
    _pick.c.guardian_id == bindparam("guardian"),
)
_ROUTES = (
    select(_recipient.c.route, func.count().label("number"))
    .where(_recipient.c.school_id == _SCHOOL, _recipient.c.announcement_id == bindparam("news"))
    .group_by(_recipient.c.route)
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


@dataclass(frozen=True, slots=True)
class Reader:
    """One adult of the audience: once, however many of their children are in the class."""

    guardian_id: int
    language: str | None
    route: str  # telegram | sms | none


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


def audience(scope: Scope, db: Db, class_id: int, day: date, pupil_id: int | None = None) -> list[Reader]:
    """Every adult with responsibility for a pupil of the class (or one pupil), and how each would be reached today."""
    here = {"school": scope.school_id, "class_": class_id, "day": day}
    rows = db.all(_AUDIENCE, **here) if pupil_id is None else db.all(_OF_CHILD, **here, pupil=pupil_id)
    return [_reader(row) for row in rows]


def several(scope: Scope, db: Db, news_id: int) -> tuple[int, ...]:
    """The classes of a post that is for several."""
    return tuple(row.class_id for row in db.all(_CLASSES, school=scope.school_id, news=news_id))


def for_classes(scope: Scope, db: Db, news_id: int, class_ids: tuple[int, ...]) -> None:
    for class_id in class_ids:
        db.run(_post_class.insert(), school_id=scope.school_id, announcement_id=news_id, class_id=class_id)


def picked(scope: Scope, db: Db, news_id: int) -> frozenset[int]:
    return frozenset(row.guardian_id for row in db.all(_PICKED, school=scope.school_id, news=news_id))


def pick(scope: Scope, db: Db, news_id: int, guardian_id: int, *, chosen: bool) -> None:
    if not chosen:
        db.run(_UNPICK, school=scope.school_id, news=news_id, guardian=guardian_id)
    elif guardian_id not in picked(scope, db, news_id):
        db.run(_pick.insert(), school_id=scope.school_id, announcement_id=news_id, guardian_id=guardian_id)


def still_meant(
    scope: Scope, db: Db, class_id: int, guardian_id: int, day: date, pupil_id: int | None = None
) -> bool:
    """Asked again at send time: the child may have left, the court may have spoken."""
    here = {"school": scope.school_id, "class_": class_id, "day": day, "guardian": guardian_id}
    return bool(db.all(_STILL, **here) if pupil_id is None else db.all(_STILL_OF_CHILD, **here, pupil=pupil_id))


def _reader(row: Row[Any]) -> Reader:
    return Reader(row.id, row.language, {"a": "telegram", "b": "sms"}.get(row.route, "none"))


def add_recipient(scope: Scope, db: Db, news_id: int, reader: Reader) -> None:
    db.run(
        _recipient.insert(),
        school_id=scope.school_id,
        id=new_id(),
        announcement_id=news_id,
        guardian_id=reader.guardian_id,
        route=reader.route,
    )


def routes(scope: Scope, db: Db, news_id: int) -> dict[str, int]:
    return {row.route: row.number for row in db.all(_ROUTES, school=scope.school_id, news=news_id)}


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
