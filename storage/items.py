"""Items: what a role has to see to. Holding is `visible_from`; nothing here decides who the role is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.codec import Codec
from bot.domain.effects.items import MoveItem, OpenItem, SettleItem, ThreadOf
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import Role
from storage import contacts, finding, messages, tables
from storage.db import Db

_item, _link, _message = tables.item, tables.item_message, tables.message
_shared = tables.item_role
BECAUSE, CLAIM = "item.because", "item.claim"
_SCHOOL: Any = bindparam("school")


@dataclass(frozen=True, slots=True)
class Claim:
    """A phone that used somebody's code without a second fact, on the account it wrote to."""

    address: Address
    account_id: int
    side: Side


_CLAIMS = Codec(Claim, Address, Carrier, Side)
_SHARED = select(_shared.c.role).where(_shared.c.school_id == _SCHOOL, _shared.c.item_id == bindparam("item"))
_HERE = (_item.c.school_id == _SCHOOL) & (_item.c.id == bindparam("item"))
_other, _standing = _link.alias(), _item.alias()
_TAKEN_OVER = (
    select(_other.c.message_id)
    .join(_standing, (_standing.c.school_id == _other.c.school_id) & (_standing.c.id == _other.c.item_id))
    .where(
        _other.c.school_id == _link.c.school_id,
        _other.c.message_id == _link.c.message_id,
        _other.c.item_id != _link.c.item_id,
        _standing.c.state != "withdrawn",
    )
    .correlate(_link)
    .exists()
)
_HOLDS_ITS_OWN = (
    select(_link.c.message_id).where(_link.c.school_id == _SCHOOL, _link.c.item_id == bindparam("item"), ~_TAKEN_OVER).exists()
)
"""Some message stands in this item alone."""


def open_item(scope: Scope, db: Db, opened: OpenItem, now: datetime, claim: Claim | None = None) -> None:
    """`claim`: the phone that somebody is to check, for an item that asks for it."""
    thread_id, key_id = messages.ensure_thread(scope, db, opened.thread, now) if opened.thread else (None, None)
    key_id = key_id or messages.thread_key(scope, db, None, opened.guardian_id)
    db.run(
        _item.insert(),
        school_id=scope.school_id,
        id=opened.id,
        kind=opened.kind,
        role=str(opened.role),
        class_id=opened.class_id,
        thread_id=thread_id,
        guardian_id=opened.guardian_id,
        pupil_id=opened.pupil_id,
        subject=str(opened.subject),
        because=db.keys.seal(key_id, BECAUSE, opened.because) if opened.because else None,
        claim=db.keys.seal(key_id, CLAIM, _CLAIMS.dump(claim)) if claim else None,
        claim_blind=contacts.hashed(db, claim.address) if claim else None,
        key_id=key_id,
        topic=opened.topic,
        rung=opened.rung,
        made_at=now,
        visible_from=opened.visible_from,
        state="open",
    )
    for message_id in dict.fromkeys(opened.message_ids):
        add_message(scope, db, opened.id, message_id)


def add_message(scope: Scope, db: Db, item_id: int, message_id: int) -> None:
    db.run(_link.insert(), school_id=scope.school_id, item_id=item_id, message_id=message_id)
    finding.want(scope, db, item_id)


def move(scope: Scope, db: Db, moved: MoveItem, now: datetime) -> None:
    """A new role, class, child or time; it is open again for whoever has it now."""
    thread_id = messages.ensure_thread(scope, db, moved.thread, now)[0] if moved.thread else None
    condition = _HERE & _item.c.seen_at.is_(None) if moved.only_if_unseen else _HERE
    values: dict[str, Any] = {
        "role": str(moved.role),
        "class_id": moved.class_id,
        "subject": str(moved.subject),
        "visible_from": moved.visible_from,
        "state": "open",
        "taken_by": None,
        "taken_at": None,
        "seen_at": None,
    }
    changed = {"kind": moved.kind, "topic": moved.topic, "rung": moved.rung}
    values |= {name: value for name, value in changed.items() if value is not None}
    if thread_id is not None:
        values |= {"thread_id": thread_id, "pupil_id": moved.pupil_id}
    if moved.private:
        values |= {"thread_id": None}
    db.run(update(_item).where(condition).values(**values), school=scope.school_id, item=moved.item_id)
    finding.want(scope, db, moved.item_id)


def attribute(scope: Scope, db: Db, item_id: int, thread: ThreadOf, now: datetime) -> None:
    """The child is known now; role, hold and take stay as they are."""
    thread_id, _ = messages.ensure_thread(scope, db, thread, now)
    values = {"thread_id": thread_id, "pupil_id": thread.pupil_id}
    db.run(update(_item).where(_HERE).values(**values), school=scope.school_id, item=item_id)
    finding.want(scope, db, item_id)


def set_rung(scope: Scope, db: Db, item_id: int, rung: int) -> None:
    db.run(update(_item).where(_HERE).values(rung=rung), school=scope.school_id, item=item_id)


def reopen(scope: Scope, db: Db, item_id: int) -> None:
    """An answer was undone: it waits again."""
    values = {
        "state": "open",
        "outcome": None,
        "answered_at": None,
        "ended_at": None,
        "taken_by": None,
        "taken_at": None,
    }
    db.run(
        update(_item).where(_HERE, _item.c.outcome == "answered").values(**values),
        school=scope.school_id,
        item=item_id,
    )


def settle(scope: Scope, db: Db, settled: SettleItem, now: datetime) -> None:
    """An item joined with another stays open where it holds words that no other holds: two cards lose nothing."""
    condition = _HERE & _item.c.seen_at.is_(None) if settled.only_if_unseen else _HERE
    condition = condition & ~_HOLDS_ITS_OWN if settled.outcome == "merged" else condition
    values: dict[str, Any] = {}
    if settled.seen:
        values["seen_at"] = now
    if settled.answered:
        values["answered_at"] = now
    if settled.outcome:
        values["outcome"] = settled.outcome
    if settled.state:
        values["state"] = settled.state
    if settled.state == "taken":
        values |= {"taken_by": settled.staff_id, "taken_at": now}
    if settled.state in {"done", "withdrawn"}:
        values["ended_at"] = now
    if values:
        db.run(update(_item).where(condition).values(**values), school=scope.school_id, item=settled.item_id)


def share_with(scope: Scope, db: Db, item_id: int, role: Role, now: datetime) -> None:
    """Escalated: this role may open and take it too."""
    if not any(one.role == role for one in db.all(_SHARED, school=scope.school_id, item=item_id)):
        db.run(_shared.insert(), school_id=scope.school_id, item_id=item_id, role=str(role), since=now)
        finding.want(scope, db, item_id)
