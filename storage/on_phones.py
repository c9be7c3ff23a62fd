"""What stands on people's phones: which row a reply or a press belongs to, cards and files as they are shown now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.sending import (
    CONTENT,
    Card,
    Content,
    Reminder,
    Teaser,
)
from storage import tables
from storage.db import Db
from storage.moment import ahead
from storage.outbox import BLANKED, OutboxRow, read
from storage.partial import OUT_CARDS, OUT_WAITS
from storage.sending import sent_blind

_out = tables.outbox
_HERE = (_out.c.school_id == bindparam("school")) & (_out.c.id == bindparam("row"))
_HOLD = (
    update(_out)
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.item_id == bindparam("item"),
        _out.c.staff_id == bindparam("staff"),
        _out.c.content == bindparam("same"),
        OUT_WAITS,
        _out.c.lease_until.is_(None),  # a claimed one may be composed already
    )
    .values(due_at=_out.c.due_at)
)
_BY_SENT = (
    select(_out)
    .where(_out.c.account_id == bindparam("account"), _out.c.sent_blind == bindparam("hashed"))
    .order_by(_out.c.id.desc())
    .limit(1)
)
_CARDS = (
    select(_out)
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.item_id == bindparam("item"),
        _out.c.sent_blind.is_not(None),
        _out.c.staff_id.is_not(None),
    )
    .order_by(_out.c.id)
)
_LETTERS = (
    select(_out)
    .where(_out.c.school_id == bindparam("school"), _out.c.item_id == bindparam("item"), _out.c.message_id.is_not(None))
    .order_by(_out.c.id)
)
_LETTERS_TO_SEVERAL = (
    select(_out)
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.item_id.in_(bindparam("these", expanding=True)),
        _out.c.message_id.is_not(None),
    )
    .order_by(_out.c.id)
)
_OF_ITEM = select(_out).where(
    _out.c.school_id == bindparam("school"), _out.c.item_id == bindparam("item"), _out.c.staff_id == bindparam("staff")
)
_OPENED_ITEMS = (
    select(_out.c.item_id)
    .where(
        _out.c.school_id == bindparam("school"),
        _out.c.staff_id == bindparam("staff"),
        _out.c.item_id.is_not(None),
        OUT_CARDS,
    )
    .order_by(_out.c.due_at.desc(), _out.c.id.desc())
    .limit(6)
)
_BEGUN = select(_out.c.item_id).where(
    _out.c.school_id == bindparam("school"),
    _out.c.staff_id == bindparam("staff"),
    _out.c.item_id.is_not(None),
    OUT_CARDS,
    _out.c.due_at >= bindparam("since"),
)
_FILES = select(_out).where(
    _out.c.school_id == bindparam("school"),
    _out.c.intent.in_(bindparam("intents", expanding=True)),
    _out.c.sent_ref.is_not(None),
)
_FILES_OF = select(_out).where(
    _out.c.school_id == bindparam("school"),
    _out.c.staff_id == bindparam("staff"),
    _out.c.intent.like("file:%"),
    _out.c.sent_ref.is_not(None),
)


def files_shown(scope: Scope, db: Db, staff_id: int, media_ids: list[int]) -> tuple[str, ...]:
    """The carrier's ids of the files of a card that stand on one person's phone."""
    intents = [f"file:{media_id}:{staff_id}" for media_id in media_ids]
    rows = db.all(_FILES, school=scope.school_id, intents=intents) if intents else []
    return tuple(sent_id for row in rows for sent_id in read(db, row).sent_ids)


def files_gone(scope: Scope, db: Db, staff_id: int, sent_ids: list[str]) -> None:
    """These files were taken off a person's phone: should the card come back to them, they are sent again."""
    rows = db.all(_FILES_OF, school=scope.school_id, staff=staff_id) if sent_ids else []
    for row in (one for one in (read(db, row) for row in rows) if set(one.sent_ids) & set(sent_ids)):
        renamed = update(_out).where(_HERE).values(intent=f"gone:{row.id}", sent_blind=None)
        db.run(renamed, school=scope.school_id, row=row.id)


def letters(scope: Scope, db: Db, item_id: int) -> list[OutboxRow]:
    """The answers given to an item, and how each went out."""
    return [read(db, row) for row in db.all(_LETTERS, school=scope.school_id, item=item_id)]


def ask_ahead(scope: Scope, db: Db, item_ids: Collection[int]) -> None:
    """For `letters` of each of these."""
    ahead(db, _LETTERS, _LETTERS_TO_SEVERAL, "item", "item_id", item_ids, school=scope.school_id)


def by_sent(db: Db, account_id: int, to: str, message_id: str) -> OutboxRow | None:
    """The row a reply, a pressed button or a status report belongs to: by database key, never by text."""
    row = db.first(_BY_SENT, account=account_id, hashed=sent_blind(db, account_id, to, message_id))
    return read(db, row) if row else None


def cards(scope: Scope, db: Db, item_id: int) -> list[OutboxRow]:
    """Every message on somebody's phone that shows the item, as it stands now: an edit is a later row for it."""
    newest = {row.sent_blind: row for row in db.all(_CARDS, school=scope.school_id, item=item_id)}
    rows = [read(db, row) for row in newest.values()]
    replaced = {row.content.replaces for row in rows if isinstance(row.content, Card)}
    return [row for row in rows if row.id not in replaced and row.trouble != BLANKED]


def of_item(scope: Scope, db: Db, item_id: int, staff_id: int | None) -> list[OutboxRow]:
    """Everything one person was, or is to be, sent about an item."""
    return [read(db, row) for row in db.all(_OF_ITEM, school=scope.school_id, item=item_id, staff=staff_id)]


def refreshed(card: OutboxRow) -> Content | None:
    """What brings a teaser or card on somebody's phone up to date."""
    if isinstance(card.content, Teaser | Reminder | Card) and card.item_id is not None:
        shown = isinstance(card.content, Card) and card.content.opened
        return Card(card.item_id, replaces=card.id, opened=shown)
    return None


def waits(scope: Scope, db: Db, card: OutboxRow, content: Content) -> bool:
    """Whether this very edit of a phone's message has yet to leave: it is composed when sent, so it will show all.

    The row is written, not read: a sender in another process must not take it before what it is to show is stored.
    """
    same = CONTENT.dump(content)
    return db.run(_HOLD, school=scope.school_id, item=card.item_id, staff=card.staff_id, same=same) > 0


def opened_items(scope: Scope, db: Db, staff_id: int) -> list[int]:
    return list(dict.fromkeys(row.item_id for row in db.all(_OPENED_ITEMS, school=scope.school_id, staff=staff_id)))


def begun(scope: Scope, db: Db, staff_id: int, since: datetime) -> frozenset[int]:
    """Items this person has opened since then."""
    rows = db.all(_BEGUN, school=scope.school_id, staff=staff_id, since=since)
    return frozenset(row.item_id for row in rows)
