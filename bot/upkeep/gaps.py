"""Telegram keeps what nobody fetches for 24 hours. A hub that was away for longer says which hours are lost, to the office,
which decides whether families are told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.messages import Carrier, Side
from bot.domain.people import Role
from bot.domain.refs import button
from bot.domain.sending import Parcel, Words
from bot.domain.wording import Option, When, say
from bot.hub import Hub, as_hub
from storage import accounts, audit, chores, outbox
from storage.accounts import AccountRow
from storage.db import Db
from storage.gaps import heard, offered_as
from storage.ids import new_id

log = structlog.get_logger()
KEPT = timedelta(hours=24)
_OFTEN = timedelta(minutes=5)


async def noticed(hub: Hub, account: AccountRow) -> bool:
    """The carrier has just answered. True when it had not for longer than it keeps what is sent."""
    now, last = hub.now(), account.last_heard_at
    if account.carrier is not Carrier.TELEGRAM or (last is not None and timedelta() <= now - last < _OFTEN):
        return False
    hub.accounts[account.id] = replace(hub.accounts[account.id], last_heard_at=now)
    lost = await hub.write(lambda db: _heard(db, account, now))
    if lost:
        log.error("messages_lost", account_id=account.id, hours=round(lost / timedelta(hours=1), 1))
        hub.deliver_bell.ring()
    return bool(lost)


async def alive(hub: Hub) -> None:
    """With a public address nothing is fetched: while the hub is there and nothing is wrong, Telegram gets through."""
    for account in list(hub.accounts.values()) if hub.public_url and not hub.school_offset else ():
        if not account.trouble:
            await noticed(hub, account)


def _heard(db: Db, account: AccountRow, now: datetime) -> timedelta:
    """Remembers the moment; the length of what is lost, zero when nothing is."""
    last = heard(db, account.id, now)
    if last is None or now - last <= KEPT:
        return timedelta()
    if account.side is Side.FAMILIES:
        for school in accounts.schools(db):
            if account.school_id in (None, school.id):
                _offer(db, school.id, last, now - KEPT, now)
    return now - KEPT - last


def _offer(db: Db, school_id: int, since: datetime, until: datetime, now: datetime) -> None:
    scope, name = as_hub(school_id, "gap"), offered_as(since, until)
    if not chores.once(scope, db, name, now):
        return
    numbers = (int(since.timestamp()), int(until.timestamp()))
    tell = Option(say("staff.option.gap_tell"), button("gap", *numbers, 1))
    leave = Option(say("staff.option.gap_leave"), button("gap", *numbers, 0))
    words = Words((say("staff.gap", since=When(since), until=When(until)),), (tell, leave))
    outbox.add(scope, db, Parcel(content=words, due_at=now, role=Role.OFFICE, intent=name), new_id(), now)
    audit.record(scope, db, now, "gap", "school", school_id)
