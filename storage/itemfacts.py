"""What is known of an item, or of several asked for by name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.access import Scope
from bot.domain.codec import Codec
from bot.domain.messages import Address, Carrier, Side
from bot.domain.subjects import Subject
from bot.handlers.known import ItemFacts
from storage import beside, messages, tables
from storage.beside import ITEM
from storage.db import Db
from storage.items import BECAUSE, CLAIM, Claim
from storage.messages import MessageRow
from storage.moment import ahead

_item, _link, _message = tables.item, tables.item_message, tables.message
_SCHOOL: Any = bindparam("school")
_CLAIMS = Codec(Claim, Address, Carrier, Side)
_ONE = ITEM.where(_item.c.school_id == _SCHOOL, _item.c.id == bindparam("item"))
_THESE = ITEM.where(_item.c.school_id == _SCHOOL, _item.c.id.in_(bindparam("these", expanding=True)))
_OF_MESSAGE = (
    select(_item.c.id, _item.c.subject)
    .join(_link, (_link.c.school_id == _item.c.school_id) & (_link.c.item_id == _item.c.id))
    .where(
        _link.c.school_id == _SCHOOL,
        _link.c.message_id == bindparam("message"),
        _item.c.state.in_(("open", "taken", "done")),
    )
    .order_by(_item.c.id)
)
_FULL = (
    select(_message)
    .join(_link, (_link.c.school_id == _message.c.school_id) & (_link.c.message_id == _message.c.id))
    .where(_link.c.school_id == _SCHOOL, _link.c.item_id == bindparam("item"))
    .order_by(_message.c.id)
)


def one(scope: Scope, db: Db, item_id: int) -> ItemFacts | None:
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    return beside.facts(scope, db, [row])[0] if row else None


def ask_ahead(scope: Scope, db: Db, item_ids: Collection[int]) -> None:
    """For `one` of each of these, and what it is made of."""
    ahead(db, _ONE, _THESE, "item", "id", item_ids, school=scope.school_id)
    beside.ask_ahead(scope, db, item_ids)


def because(scope: Scope, db: Db, item_id: int) -> str:
    """Why triage sent it here: words of the parent's, for staff who may read the item."""
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    return db.keys.open(BECAUSE, row.because) if row and row.because else ""


def made_at(scope: Scope, db: Db, item_id: int) -> datetime | None:
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    return row.made_at if row else None


def several(scope: Scope, db: Db, item_ids: Collection[int]) -> tuple[ItemFacts, ...]:
    """In the order asked for; those that are not there are left out."""
    wanted = list(dict.fromkeys(item_ids))
    rows = {row.id: row for row in db.all(_THESE, school=scope.school_id, these=wanted)} if wanted else {}
    return beside.facts(scope, db, [rows[one] for one in wanted if one in rows])


def of_message(scope: Scope, db: Db, message_id: int) -> list[tuple[int, Subject]]:
    """Ids and subjects of the items that hold a message, but for withdrawn ones."""
    rows = db.all(_OF_MESSAGE, school=scope.school_id, message=message_id)
    return [(row.id, Subject(row.subject)) for row in rows]


def claim_of(scope: Scope, db: Db, item_id: int) -> Claim | None:
    row = db.first(_ONE, school=scope.school_id, item=item_id)
    if row is None or row.claim is None:
        return None
    found: Claim = _CLAIMS.load(db.keys.open(CLAIM, row.claim))
    return found


def full_messages(scope: Scope, db: Db, item_id: int) -> list[MessageRow]:
    """What the item holds, newest versions only, in the order written."""
    rows = [messages.read(db, row) for row in db.all(_FULL, school=scope.school_id, item=item_id)]
    replaced = {row.replaces for row in rows}
    return [row for row in rows if row.id not in replaced]
