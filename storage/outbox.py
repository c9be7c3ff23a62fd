"""The outbox: due rows claimed per account under a lease, in order per recipient; every end is a named state."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update
from sqlalchemy.sql.dml import UpdateBase

from bot.domain.access import Scope
from bot.domain.messages import Kind
from bot.domain.people import Role
from bot.domain.sending import (
    CONTENT,
    Attachment,
    Card,
    Content,
    Lane,
    Letter,
    Notice,
    Original,
    PaperList,
    Parcel,
    Picture,
    Preview,
    Reminder,
    Replies,
    Report,
    Teaser,
    Withdrawal,
)
from storage import finding, tables
from storage.db import Db, insert_of
from storage.ids import new_id
from storage.partial import OUT_WAITS

_out = tables.outbox
TRANSLATING = "translating"
IN_DIGEST = "in_digest"  # told with the other posts of a day or week
BLANKED = "blanked"  # a card taken off a phone: nothing brings it back there
TO, REF = "outbox.to_value", "outbox.sent_ref"
_HERE = (_out.c.school_id == bindparam("school")) & (_out.c.id == bindparam("row"))
ASKED = "notify:asked:"
"""How the intent begins of news that comes when nobody answered a question about an item."""
_CANCEL = update(_out).where(_HERE, OUT_WAITS).values(state="cancelled", ended_at=bindparam("at"))
_HASTEN = update(_out).where(_HERE, OUT_WAITS).values(due_at=bindparam("due"))
_CANCEL_ITEM = (
    update(_out)
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.item_id == bindparam("item"),
        OUT_WAITS,
        or_(_out.c.intent.like("notify:%"), _out.c.intent.like("remind:%")),
    )
    .values(state="cancelled", ended_at=bindparam("at"))
)
_ONE = select(_out).where(_HERE)

@dataclass(frozen=True, slots=True)
class OutboxRow:
    school_id: int
    id: int
    intent: str
    lane: int
    content: Content
    account_id: int | None
    contact_id: int | None
    staff_id: int | None
    guardian_id: int | None
    role: Role | None
    class_id: int | None
    to_value: str | None
    item_id: int | None
    message_id: int | None
    announcement_id: int | None
    due_at: datetime
    expires_at: datetime | None
    state: str
    attempts: int
    resent: bool
    sent_ids: tuple[str, ...]
    sent_to: str | None
    sent_contact_id: int | None
    trouble: str | None

    @property
    def recipient(self) -> str:
        """Whose order this row keeps."""
        return _recipient(self, self.to_value)


def recipient(db: Db, row: Row[Any]) -> str:
    """The same of a row that is not read yet."""
    return _recipient(row, _to_value(db, row))


def _recipient(row: OutboxRow | Row[Any], to_value: str | None) -> str:
    return f"{row.school_id}:{row.guardian_id or ''}:{row.staff_id or ''}:{row.contact_id or ''}:{to_value or ''}"


def _to_value(db: Db, row: Row[Any]) -> str | None:
    return db.keys.open(TO, row.to_value) if row.to_value else None


def add(
    scope: Scope,
    db: Db,
    parcel: Parcel,
    row_id: int,
    now: datetime,
    *,
    account_id: int | None = None,
    to_value: str | None = None,
    to_key: int | None = None,
) -> bool:
    """Queue one send. False when a row with the same intent exists: a send happens once."""
    values = {
        **_values(scope, parcel, CONTENT.dump(parcel.content), row_id, now),
        "account_id": account_id,
        "to_value": db.keys.seal(to_key, TO, to_value) if to_value is not None and to_key is not None else None,
    }
    added = db.run(_insert(db.connection.dialect.name), **values) == 1
    if added and isinstance(parcel.content, Letter) and parcel.content.item_id is not None:
        finding.want(scope, db, parcel.content.item_id)  # an answer belongs to what it answers
    return added


def add_to_many(scope: Scope, db: Db, parcels: Iterable[Parcel], now: datetime) -> None:
    """Queue one send each of what a school tells its families, thousands as fast as dozens; those queued before stay."""
    rows, dumped = [], dict[Content, str]()
    for one in parcels:
        if one.content not in dumped:  # a post is the same for everybody
            dumped[one.content] = CONTENT.dump(one.content)
        rows.append(_values(scope, one, dumped[one.content], new_id(), now))
    db.many(_insert(db.connection.dialect.name), rows)


@cache
def _insert(dialect: str) -> UpdateBase:
    return insert_of(dialect)(_out).on_conflict_do_nothing()


def _values(scope: Scope, parcel: Parcel, content: str, row_id: int, now: datetime) -> dict[str, Any]:
    return {
        "school_id": scope.school_id,
        "id": row_id,
        "intent": parcel.intent or f"row:{row_id}",
        "lane": int(parcel.lane),
        "content": content,
        "contact_id": parcel.contact_id,
        "staff_id": parcel.staff_id,
        "guardian_id": parcel.guardian_id,
        "role": str(parcel.role) if parcel.role else None,
        "class_id": parcel.class_id,
        "due_at": parcel.due_at,
        "expires_at": parcel.expires_at,
        "state": "queued",
        "attempts": 0,
        "resent": False,
        "parts": 0,
        "made_at": now,
        **_about(parcel.content),
    }


def _about(content: Content) -> dict[str, int | None]:
    item = content.item_id if isinstance(content, Teaser | Reminder | Card | Letter) else None
    message = content.message_id if isinstance(content, Letter) else None
    news = (
        content.announcement_id
        if isinstance(content, Notice | Picture | Replies | Original | Withdrawal | Preview | Report | PaperList)
        else None
    )
    return {"item_id": item, "message_id": message, "announcement_id": news}


def read(db: Db, row: Row[Any]) -> OutboxRow:
    sent = json.loads(db.keys.open(REF, row.sent_ref)) if row.sent_ref else {"to": None, "ids": []}
    return OutboxRow(
        school_id=row.school_id,
        id=row.id,
        intent=row.intent,
        lane=row.lane,
        content=CONTENT.load(row.content),
        account_id=row.account_id,
        contact_id=row.contact_id,
        staff_id=row.staff_id,
        guardian_id=row.guardian_id,
        role=Role(row.role) if row.role else None,
        class_id=row.class_id,
        to_value=_to_value(db, row),
        item_id=row.item_id,
        message_id=row.message_id,
        announcement_id=row.announcement_id,
        due_at=row.due_at,
        expires_at=row.expires_at,
        state=row.state,
        attempts=row.attempts,
        resent=row.resent,
        sent_ids=tuple(sent["ids"]),
        sent_to=sent["to"],
        sent_contact_id=row.sent_contact_id,
        trouble=row.trouble,
    )


def add_attachment(scope: Scope, db: Db, media_id: int, kind: str, staff_id: int, now: datetime, row_id: int) -> None:
    """A file for the person who opened its card; once each."""
    content = Attachment(media_id, Kind(kind))
    add(
        scope,
        db,
        Parcel(content=content, due_at=now, staff_id=staff_id, intent=f"file:{media_id}:{staff_id}"),
        row_id,
        now,
    )


def edit_when_translated(scope: Scope, db: Db, row: OutboxRow, latest: datetime, now: datetime) -> None:
    """The edit a card will need: due when its translation is there (`translated`), and at the latest by itself."""
    if row.item_id is not None:
        parcel = Parcel(
            content=Card(row.item_id, replaces=row.id),
            due_at=latest,
            staff_id=row.staff_id,
            intent=f"translated:{row.id}",
        )
        add(scope, db, parcel, new_id(), now)


def cancel(scope: Scope, db: Db, outbox_id: int, now: datetime) -> bool:
    return db.run(_CANCEL, school=scope.school_id, row=outbox_id, at=now) == 1


def hasten(scope: Scope, db: Db, outbox_id: int, due: datetime) -> None:
    db.run(_HASTEN, school=scope.school_id, row=outbox_id, due=due)


def cancel_notices(scope: Scope, db: Db, item_id: int, now: datetime) -> None:
    """What was queued to tell a role about an item it no longer has."""
    db.run(_CANCEL_ITEM, school=scope.school_id, item=item_id, at=now)


def rewrite(scope: Scope, db: Db, outbox_id: int, content: Content) -> None:
    """More to say in a message that has not left."""
    here = (_out.c.school_id == scope.school_id) & (_out.c.id == outbox_id) & OUT_WAITS
    db.run(update(_out).where(here).values(content=CONTENT.dump(content)))


def one(scope: Scope, db: Db, outbox_id: int) -> OutboxRow | None:
    row = db.first(_ONE, school=scope.school_id, row=outbox_id)
    return read(db, row) if row else None


def fan_out(scope: Scope, db: Db, row: OutboxRow, staff_ids: tuple[int, ...], now: datetime) -> None:
    """Replace a role's row by one per person who holds the role now. Of an intent that ends in "|role" each gets one for all roles."""
    for staff_id in staff_ids:
        parcel = Parcel(
            content=row.content,
            due_at=row.due_at,
            staff_id=staff_id,
            class_id=row.class_id,
            expires_at=row.expires_at,
            intent=f"{row.intent.partition('|')[0]}:{staff_id}",
            lane=Lane(row.lane),
        )
        add(scope, db, parcel, new_id(), now)
