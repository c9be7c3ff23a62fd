"""Threads and the messages in them, whole and never changed; translations and media beside them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from bot.domain.access import Scope
from bot.domain.effects.items import Keep, ThreadOf
from bot.domain.messages import Carrier, Inbound
from storage import finding, medias, tables
from storage.contacts import person_key
from storage.db import Db
from storage.ids import new_id
from storage.moment import ahead

_thread, _message, _link = tables.thread, tables.message, tables.item_message
_translation, _media, _school = tables.message_translation, tables.media, tables.school
BODY, TRANSLATED = "message.body", "message_translation.body"
_SCHOOL: Any = bindparam("school")
_FIND = select(_thread.c.id, _thread.c.key_id).where(
    _thread.c.school_id == _SCHOOL,
    _thread.c.guardian_id == bindparam("guardian"),
    _thread.c.pupil_id == bindparam("pupil"),
    _thread.c.class_id == bindparam("class_"),
)
_THREAD = select(_thread).where(_thread.c.school_id == _SCHOOL, _thread.c.id == bindparam("thread"))
_STAFF_WROTE = select(_thread.c.pupil_id, _thread.c.staff_wrote_at).where(
    _thread.c.school_id == _SCHOOL,
    _thread.c.guardian_id == bindparam("guardian"),
    _thread.c.staff_wrote_at.is_not(None),
)
_TOUCH = (
    update(_thread)
    .where(_thread.c.school_id == _SCHOOL, _thread.c.id == bindparam("thread"))
    .values(last_at=bindparam("at"))
)
_TOUCH_STAFF = _TOUCH.values(staff_wrote_at=bindparam("at"))
_ONE = select(_message).where(_message.c.school_id == _SCHOOL, _message.c.id == bindparam("message"))
_THESE: Any = bindparam("these", expanding=True)
_SEVERAL = select(_message).where(_message.c.school_id == _SCHOOL, _message.c.id.in_(_THESE))
_BY_CARRIER = (
    select(_message.c.id, _message.c.thread_id, _message.c.replaces)
    .where(_message.c.school_id == _SCHOOL, _message.c.carrier_blind == bindparam("carrier"))
    .order_by(_message.c.id)
)
_TRANSLATION = select(_translation).where(
    _translation.c.school_id == _SCHOOL,
    _translation.c.message_id == bindparam("message"),
    _translation.c.language == bindparam("into"),
)
_TRANSLATIONS = select(_translation).where(
    _translation.c.school_id == _SCHOOL, _translation.c.message_id.in_(_THESE), _translation.c.language == bindparam("into")
)
_TRANSLATED_FOR = (
    select(_translation.c.id)
    .select_from(_thread)
    .join(_message, (_message.c.school_id == _SCHOOL) & (_message.c.thread_id == _thread.c.id))
    .join(_translation, (_translation.c.school_id == _SCHOOL) & (_translation.c.message_id == _message.c.id))
    .where(
        _thread.c.school_id == _SCHOOL,
        _thread.c.guardian_id == bindparam("guardian"),
        _message.c.staff_id.is_not(None),
        _message.c.stored_at >= bindparam("since"),
        _translation.c.status == "translated",
    )
    .limit(1)
)
_EXCHANGED = select(
    func.count(_message.c.guardian_id).label("family"), func.count(_message.c.staff_id).label("school")
).where(
    _message.c.school_id == _SCHOOL,
    _message.c.thread_id == bindparam("thread"),
    _message.c.stored_at >= bindparam("since"),
    _message.c.replaces.is_(None),
)
_FILE = (
    update(_message)
    .where(
        _message.c.school_id == _SCHOOL,
        _message.c.id.in_(bindparam("messages", expanding=True)),
        _message.c.thread_id.is_(None),
    )
    .values(thread_id=bindparam("thread"))
)
_UNFILE = (
    update(_message)
    .where(
        _message.c.school_id == _SCHOOL,
        _message.c.id.in_(
            select(_link.c.message_id).where(_link.c.school_id == _SCHOOL, _link.c.item_id == bindparam("item"))
        ),
    )
    .values(thread_id=None)
)
_FORGET = (
    update(_message)
    .where(_message.c.school_id == _SCHOOL, _message.c.id == bindparam("message"))
    .values(body=bindparam("nothing"))
)
_SCHOOL_KEY = select(_school.c.key_id).where(_school.c.id == _SCHOOL)


@dataclass(frozen=True, slots=True)
class MessageRow:
    id: int
    thread_id: int | None
    guardian_id: int | None
    staff_id: int | None
    kind: str
    body: str
    language: str | None
    replaces: int | None
    sent_at: datetime


def ensure_thread(scope: Scope, db: Db, of: ThreadOf, now: datetime) -> tuple[int, int]:
    """The thread's id and data key, opened when first needed."""
    ids = {"school": scope.school_id, "guardian": of.guardian_id, "pupil": of.pupil_id, "class_": of.class_id}
    row = db.first(_FIND, **ids)
    if row is not None:
        return row.id, row.key_id
    made, key_id = new_id(), new_id()
    db.keys.new_keys("thread", [key_id])
    db.run(
        _thread.insert(),
        school_id=scope.school_id,
        id=made,
        class_id=of.class_id,
        guardian_id=of.guardian_id,
        pupil_id=of.pupil_id,
        key_id=key_id,
        opened_at=now,
        last_at=now,
    )
    return made, key_id


def thread_of(scope: Scope, db: Db, thread_id: int) -> ThreadOf | None:
    row = db.first(_THREAD, school=scope.school_id, thread=thread_id)
    return ThreadOf(row.guardian_id, row.pupil_id, row.class_id) if row else None


def thread_key(scope: Scope, db: Db, thread_id: int | None, guardian_id: int | None) -> int:
    """What seals words of a thread; of an adult whose child is not known yet; or, for a stranger, of the school."""
    if thread_id is not None and (row := db.first(_THREAD, school=scope.school_id, thread=thread_id)):
        key: int = row.key_id
        return key
    if guardian_id is not None:
        return person_key(scope, db, guardian_id=guardian_id, staff_id=None)
    return school_key(scope, db)


def school_key(scope: Scope, db: Db) -> int:
    key: int = db.value(_SCHOOL_KEY, school=scope.school_id)
    return key


def staff_wrote(scope: Scope, db: Db, guardian_id: int) -> dict[int, datetime]:
    """Pupil id → when staff last wrote to this adult about them."""
    rows = db.all(_STAFF_WROTE, school=scope.school_id, guardian=guardian_id)
    return {row.pupil_id: row.staff_wrote_at for row in rows}


def translated_for(scope: Scope, db: Db, guardian_id: int, since: datetime) -> bool:
    """Whether a machine translated an answer of the school's for this adult, of those written since a moment (UTC)."""
    return db.first(_TRANSLATED_FOR, school=scope.school_id, guardian=guardian_id, since=since) is not None


def carrier_blind(db: Db, account_id: int, sender: str, message_id: str) -> bytes:
    return db.keys.blind("carrier_message", f"{account_id}:{sender}:{message_id}")


def keep(scope: Scope, db: Db, kept: Keep, event: Inbound, account_id: int, inbox_id: int, now: datetime) -> None:
    """Store one message, with its media rows, sealed under its thread's key."""
    thread_id, key_id = ensure_thread(scope, db, kept.thread, now) if kept.thread else (None, None)
    key_id = key_id or thread_key(scope, db, None, kept.guardian_id)
    db.run(
        _message.insert(),
        school_id=scope.school_id,
        id=kept.id,
        thread_id=thread_id,
        guardian_id=kept.guardian_id,
        staff_id=kept.staff_id,
        kind=kept.kind,
        body=db.keys.seal(key_id, BODY, kept.body),
        language=kept.language,
        replaces=kept.replaces,
        inbox_id=inbox_id,
        carrier_blind=carrier_blind(db, account_id, event.sender.value, event.message_id),
        sent_at=event.sent_at,
        stored_at=now,
    )
    if thread_id is not None:
        db.run(_TOUCH_STAFF if kept.staff_id else _TOUCH, school=scope.school_id, thread=thread_id, at=now)
    ours = event.sender.carrier is Carrier.WEB  # came with a form: it is in our folder already, by the name it is given
    for media in kept.media:
        db.run(
            _media.insert(),
            school_id=scope.school_id,
            id=new_id(),
            message_id=kept.id,
            account_id=account_id,
            key_id=key_id,
            kind=str(media.kind),
            mime=media.mime,
            size=media.size,
            seconds=media.seconds,
            carrier_id=db.keys.seal(key_id, medias.FILE, media.carrier_id),
            state="stored" if ours else "wanted",
            blob=media.carrier_id if ours else None,
            attempts=0,
        )


def forget(scope: Scope, db: Db, message_id: int) -> None:
    """Wipe the words of a draft that nobody was sent."""
    found = one(scope, db, message_id)
    if found is not None and found.kind == "draft":
        key_id = thread_key(scope, db, found.thread_id, found.guardian_id)
        db.run(_FORGET, school=scope.school_id, message=message_id, nothing=db.keys.seal(key_id, BODY, ""))


def file(scope: Scope, db: Db, message_ids: tuple[int, ...], of: ThreadOf, now: datetime) -> None:
    """Words stay sealed under the key they were written with; from now on they belong to the thread."""
    thread_id, _ = ensure_thread(scope, db, of, now)
    db.run(_FILE, school=scope.school_id, messages=list(message_ids), thread=thread_id)


def unfile(scope: Scope, db: Db, item_id: int) -> None:
    """What an item holds leaves the class's thread: the office alone has it (LT37)."""
    db.run(_UNFILE, school=scope.school_id, item=item_id)


def exchanged(scope: Scope, db: Db, thread_id: int, since: datetime) -> tuple[int, int]:
    """How often the family, and the school, wrote in a thread since a moment (UTC)."""
    row = db.first(_EXCHANGED, school=scope.school_id, thread=thread_id, since=since)
    return (row.family or 0, row.school or 0) if row else (0, 0)


def one(scope: Scope, db: Db, message_id: int) -> MessageRow | None:
    row = db.first(_ONE, school=scope.school_id, message=message_id)
    return read(db, row) if row else None


def ask_ahead(scope: Scope, db: Db, message_ids: Collection[int], language: str) -> None:
    """For `one`, `translation` and `medias.of_message` of each of these."""
    ahead(db, _ONE, _SEVERAL, "message", "id", message_ids, school=scope.school_id)
    ahead(db, _TRANSLATION, _TRANSLATIONS, "message", "message_id", message_ids, school=scope.school_id, into=language)
    medias.ask_ahead(scope, db, message_ids)


def read(db: Db, row: Row[Any]) -> MessageRow:
    body = db.keys.open(BODY, row.body)
    return MessageRow(
        row.id, row.thread_id, row.guardian_id, row.staff_id, row.kind, body, row.language, row.replaces, row.sent_at
    )


def by_carrier(
    scope: Scope, db: Db, account_id: int, sender: str, message_id: str
) -> list[tuple[int, ThreadOf | None]]:
    """The newest versions of the message the carrier knows by this id: one for each thread it was kept in."""
    hashed = carrier_blind(db, account_id, sender, message_id)
    rows = db.all(_BY_CARRIER, school=scope.school_id, carrier=hashed)
    replaced = {row.replaces for row in rows}
    newest = [row for row in rows if row.id not in replaced]
    return [(row.id, thread_of(scope, db, row.thread_id) if row.thread_id else None) for row in newest]


def translation(scope: Scope, db: Db, message_id: int, language: str) -> tuple[str, str] | None:
    """A stored rendering and its status, or None."""
    row = db.first(_TRANSLATION, school=scope.school_id, message=message_id, into=language)
    return (db.keys.open(TRANSLATED, row.body), row.status) if row else None


def save_translation(
    scope: Scope, db: Db, message: MessageRow, language: str, text: str, status: str, engine: str
) -> None:
    if translation(scope, db, message.id, language) is None:
        key_id = thread_key(scope, db, message.thread_id, message.guardian_id)
        db.run(
            _translation.insert(),
            school_id=scope.school_id,
            id=new_id(),
            message_id=message.id,
            language=language,
            body=db.keys.seal(key_id, TRANSLATED, text),
            status=status,
            engine=engine,
        )
        finding.want_of_message(scope, db, message.id)
