"""The durable inbox: acknowledged means a row here (law 1)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, update

from bot.domain.messages import Received
from storage import tables
from storage.clock import lease_now
from storage.crypto import Keyring
from storage.db import Db
from storage.ids import first_of, new_id
from storage.partial import IN_ASIDE, IN_NEW

_inbox, _account = tables.inbox, tables.carrier_account
PAYLOAD = "inbox.payload"
DAY = timedelta(days=1)
_KNOWN = select(_inbox.c.provider_id).where(
    _inbox.c.account_id == bindparam("account"), _inbox.c.provider_id.in_(bindparam("ids", expanding=True))
)
_CHUNK = 500  # ids in one look-up: databases bound the parameters of a statement
_HEARD = update(_account).where(_account.c.id == bindparam("account")).values(last_heard_at=bindparam("at"))
_CURSOR = update(_account).where(_account.c.id == bindparam("account")).values(cursor=bindparam("new_cursor"))
_PLACE = func.row_number().over(partition_by=_inbox.c.sender_blind, order_by=_inbox.c.id)
_RANKED = (
    select(_inbox, _PLACE.label("place"))
    .where(_inbox.c.state == "new", _inbox.c.sender_blind.in_(bindparam("senders", expanding=True)))
    .subquery()
)
_WAITING = select(_RANKED).where(_RANKED.c.place <= bindparam("most")).order_by(_RANKED.c.id)
_DONE = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("row"), _inbox.c.state == "new")
    .values(state="done", payload=None, handled_at=bindparam("at"), school_id=bindparam("school"))
)
_FAILED = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("row"), _inbox.c.state == "new")
    .values(attempts=_inbox.c.attempts + 1, trouble=bindparam("what"))
)
_DEAD = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("row"), _inbox.c.state == "new")
    .values(state="dead", trouble=bindparam("what"), handled_at=bindparam("at"))
)
_DEAD_NOW = select(func.count()).where(IN_ASIDE, _inbox.c.state == "dead")
_LATELY = _inbox.c.id >= bindparam("since")
_COUNT = select(_inbox.c.state, func.count().label("number")).where(_LATELY).group_by(_inbox.c.state)
_WAIT = tuple(
    select(_inbox.c.state, func.count().label("number")).where(waits).group_by(_inbox.c.state) for waits in (IN_NEW, IN_ASIDE)
)
_NEWEST = select(func.max(_inbox.c.id))
_OLDEST = select(func.min(_inbox.c.received_at)).where(_inbox.c.state == "new")


@dataclass(frozen=True, slots=True)
class Waiting:
    """`sealed`: as it came, until somebody looks at it."""

    id: int
    sealed: bytes
    attempts: int
    trouble: str | None = None


def sender_of(db: Db, account_id: int, value: str) -> bytes:
    """Whoever writes from this address to this account, as their conversation is found."""
    return db.keys.blind("sender", f"{account_id}:{value}")


def insert(
    db: Db, account_id: int, key_id: int, received: tuple[Received, ...], now: datetime, mark: str | None = None
) -> int:
    """Store updates, repeats ignored; returns how many were new. Durable when the caller's commit is.

    `mark`: what whoever handles them has to know of how they came.
    """
    fresh, known = 0, _known(db, account_id, received) if len(received) > 1 else frozenset[str]()
    for update_ in received:
        if update_.provider_id in known:
            continue
        sender = sender_of(db, account_id, update_.sender or update_.provider_id)
        fresh += db.add_new(
            _inbox,
            id=new_id(),
            account_id=account_id,
            provider_id=update_.provider_id,
            sender_blind=sender,
            payload=db.keys.seal_bytes(key_id, PAYLOAD, update_.payload),
            payload_hash=hashlib.sha256(update_.payload).digest(),
            state="new" if update_.readable else "dead",
            trouble=mark if update_.readable else "unreadable",
            attempts=0,
            received_at=now,
        )
    return fresh


def heard(db: Db, account_id: int, now: datetime) -> None:
    """The carrier has given us something."""
    db.run(_HEARD, account=account_id, at=now)


def _known(db: Db, account_id: int, received: tuple[Received, ...]) -> set[str]:
    """Polling an SMS list brings minutes of it again and again: repeats are neither sealed nor inserted."""
    known: set[str] = set()
    for start in range(0, len(received), _CHUNK):
        ids = [update_.provider_id for update_ in received[start : start + _CHUNK]]
        known.update(row.provider_id for row in db.all(_KNOWN, account=account_id, ids=ids))
    return known


def set_cursor(db: Db, account_id: int, cursor: str | None) -> None:
    db.run(_CURSOR, account=account_id, new_cursor=cursor)


def newest(db: Db) -> int:
    """The id of what came last, 0 before anything came."""
    return int(db.value(_NEWEST) or 0)


def waiting(db: Db, senders: list[bytes], most: int) -> dict[bytes, list[Waiting]]:
    """What these senders sent, each one's in the order it came and not more than `most`."""
    found: dict[bytes, list[Waiting]] = {sender: [] for sender in senders}
    for row in db.all(_WAITING, senders=senders, most=most) if senders else ():
        found[row.sender_blind].append(Waiting(row.id, row.payload, row.attempts, row.trouble))
    return found


def opened(keys: Keyring, row: Waiting) -> bytes:
    """What the carrier gave us. Raises ErasedError or KeyProblem."""
    return keys.open_bytes(PAYLOAD, row.sealed)


def done(db: Db, inbox_id: int, school_id: int | None, now: datetime) -> bool:
    """Mark handled and wipe the payload. False when another worker was faster: the caller must store nothing."""
    return db.run(_DONE, row=inbox_id, school=school_id, at=now) == 1


_PARK = update(_inbox).where(_inbox.c.id == bindparam("row"), _inbox.c.state == "new").values(state="parked")
_UNPARK = (
    update(_inbox)
    .where(
        IN_ASIDE,
        _inbox.c.state == "parked",
        _inbox.c.account_id == bindparam("account"),
        _inbox.c.sender_blind == bindparam("sender"),
    )
    .values(state="new")
)


_UNPARK_OLD = (
    update(_inbox)
    .where(IN_ASIDE, _inbox.c.state == "parked", _inbox.c.received_at < bindparam("before"))
    .values(state="new", trouble="unanswered")
)
UNANSWERED = "unanswered"
FIRST_LOOK = "first_look"  # what an account held when it was looked at for the first time


def unpark_old(db: Db, before: datetime) -> int:
    """Nobody answered: these go on without."""
    return db.run(_UNPARK_OLD, before=before)


def park(db: Db, inbox_id: int) -> bool:
    """Wait, sealed and whole, for the sender to say which school it is for."""
    return db.run(_PARK, row=inbox_id) == 1


def unpark(db: Db, account_id: int, sender: bytes) -> int:
    """The sender has said it; returns how many go on, in their order."""
    return db.run(_UNPARK, account=account_id, sender=sender)


def failed(db: Db, inbox_id: int, what: str) -> None:
    db.run(_FAILED, row=inbox_id, what=what)


def dead(db: Db, inbox_id: int, what: str, now: datetime) -> None:
    """Shown and alarmed; its payload stays sealed for a retry."""
    db.run(_DEAD, row=inbox_id, what=what, at=now)


def dead_now(db: Db) -> int:
    """How many wait for somebody to look at them."""
    return int(db.value(_DEAD_NOW))


def counts(db: Db) -> dict[str, int]:
    """By state: all that has not come to its end, and of the rest what came within a day."""
    lately = {row.state: row.number for row in db.all(_COUNT, since=first_of(lease_now() - DAY))}
    return lately | {row.state: row.number for asked in _WAIT for row in db.all(asked)}


def oldest_waiting(db: Db) -> datetime | None:
    oldest: datetime | None = db.value(_OLDEST)
    return oldest
