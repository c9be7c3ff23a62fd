"""Copies of what was sent and received that still lie at a carrier: queued to go, and what became of each."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from bot.domain.access import Scope
from bot.domain.messages import Carrier
from storage import tables
from storage.crypto import ErasedError
from storage.db import Db
from storage.ids import new_id
from storage.subject import Found

_copy, _account, _out = tables.provider_copy, tables.carrier_account, tables.outbox
PLACE, REF = "provider_copy.place", "outbox.sent_ref"
_ACCOUNTS = select(_account.c.id, _account.c.carrier, _account.c.key_id)
_WAITING = (
    select(_copy)
    .where(_copy.c.state == "waiting", _copy.c.retry_at <= bindparam("now"))
    .order_by(_copy.c.retry_at, _copy.c.id)
    .limit(bindparam("most"))
)
_HERE = (_copy.c.school_id == bindparam("school")) & (_copy.c.id == bindparam("copy"))
_STATES = (
    select(_copy.c.carrier, _copy.c.state, func.count().label("number"))
    .where(_copy.c.school_id == bindparam("school"), _copy.c.erasure_id == bindparam("erasure"))
    .group_by(_copy.c.carrier, _copy.c.state)
)
_COLLEAGUES = select(tables.staff.c.id).where(tables.staff.c.school_id == bindparam("school"))
_NIGHTS = timedelta(days=90)  # a hub may have stood still over the summer
_CARDS = select(_out).where(
    _out.c.school_id == bindparam("school"),
    _out.c.staff_id.is_not(None),
    _out.c.sent_ref.is_not(None),
    _out.c.item_id.is_not(None),
)


@dataclass(frozen=True, slots=True)
class Copy:
    school_id: int
    id: int
    account_id: int
    chat: str
    message_id: str
    why: str
    attempts: int


def queue(scope: Scope, db: Db, now: datetime, found: Found, erasure_id: int) -> dict[str, int]:
    """Everything at carriers behind somebody's rows; returns what lies outside the school's control, by kind."""
    accounts = {row.id: row for row in db.all(_ACCOUNTS)}
    outside: Counter[str] = Counter()
    for row in found.rows["outbox"]:
        account = accounts.get(row["account_id"])
        if account is not None and row["sent_ref"]:
            sent = _sent(db, row["sent_ref"])
            _add(scope, db, now, account, sent, "erased", erasure_id)
            outside["texts_on_phones"] += account.carrier == Carrier.SMS and len(sent[1])
    for row in found.rows["inbox"]:
        account = accounts.get(row["account_id"])
        if account is not None and account.carrier == Carrier.SMS:
            _add(scope, db, now, account, ("", [row["provider_id"]]), "erased", erasure_id)
        elif account is not None:
            outside["written_in_telegram"] += 1
    return dict(+outside)


def _sent(db: Db, ref: bytes) -> tuple[str, list[str]]:
    try:
        told = json.loads(db.keys.open(REF, ref))
    except ErasedError:
        return "", []
    return told["to"] or "", told["ids"]


def _add(
    scope: Scope, db: Db, now: datetime, account: Row[Any], sent: tuple[str, list[str]], why: str, erasure_id: int | None
) -> None:
    """Sealed under the account's key: the person's own is about to go."""
    chat, ids = sent
    for one in ids:
        place = json.dumps({"chat": chat, "id": one})
        db.run(
            _copy.insert(),
            school_id=scope.school_id,
            id=new_id(),
            erasure_id=erasure_id,
            account_id=account.id,
            carrier=account.carrier,
            place=db.keys.seal(account.key_id, PLACE, place),
            why=why,
            retry_at=now,
        )


def claim(db: Db, now: datetime, pause: timedelta, most: int = 16) -> list[Copy]:
    """Due ones; each is left alone for `pause` by everybody else."""
    taken = []
    for row in db.all(_WAITING, now=now, most=most):
        db.run(
            update(_copy).where(_HERE).values(retry_at=now + pause, attempts=_copy.c.attempts + 1),
            school=row.school_id,
            copy=row.id,
        )
        place = json.loads(db.keys.open(PLACE, row.place))
        taken.append(Copy(row.school_id, row.id, row.account_id, place["chat"], place["id"], row.why, row.attempts + 1))
    return taken


def settle(db: Db, copy: Copy, state: str, now: datetime) -> None:
    """Where it was is forgotten too."""
    ended = update(_copy).where(_HERE).values(state=state, place=None, ended_at=now)
    db.run(ended, school=copy.school_id, copy=copy.id)


def states(scope: Scope, db: Db, erasure_id: int) -> dict[str, dict[str, int]]:
    """Carrier → what became of the copies → how many."""
    found: dict[str, dict[str, int]] = {}
    for row in db.all(_STATES, school=scope.school_id, erasure=erasure_id):
        found.setdefault(row.carrier, {})[row.state] = row.number
    return found


def blank_cards(scope: Scope, db: Db, now: datetime, rows: Iterable[Row[Any]], why: str) -> int:
    """Cards on staff's phones give way to a bare line; returns how many messages. Once each."""
    accounts = {row.id: row for row in db.all(_ACCOUNTS)}
    done = 0
    for row in rows:
        account = accounts.get(row.account_id)
        if account is None or account.carrier != Carrier.TELEGRAM:
            continue
        sent = _sent(db, row.sent_ref)
        _add(scope, db, now, account, sent, why, None)
        marked = update(_out).where(_out.c.school_id == scope.school_id, _out.c.id == row.id)
        db.run(marked.values(trouble="blanked"))
        done += len(sent[1])
    return done


def cards_of(scope: Scope, db: Db, staff_id: int) -> list[Row[Any]]:
    """What stands on one person's phone about somebody."""
    return db.all(_CARDS.where(_out.c.staff_id == staff_id), school=scope.school_id)


def old_cards(scope: Scope, db: Db, before: datetime, most: int = 2_000) -> list[Row[Any]]:
    """Cards sent before then that have not been blanked, more than any school makes in a day. Those of three months before have had
    their nights.
    """
    lately = (_out.c.staff_id.in_(_COLLEAGUES), _out.c.due_at > before - _NIGHTS, _out.c.due_at < before)
    due = _CARDS.where(*lately, _out.c.sent_at < before, _out.c.trouble.is_(None)).order_by(_out.c.id).limit(most)
    return db.all(due, school=scope.school_id)
