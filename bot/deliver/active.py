"""One process sends at a time. A carrier's limit is kept by counting in memory, so two that send would each use all of it;
what a carrier says of waiting is then heard by whoever sends. Another takes over when the lease of a dead one has ended.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.hub import Hub
from storage import accounts, leases
from storage.db import Db

NAME = "send"
LEASE_S = 30.0
_RENEW_S = 20.0  # asked of the database every ten seconds, not with every batch


def right(hub: Hub, db: Db) -> datetime | None:
    """Until when this process may send (lease time), renewed when it is time; None while another one does."""
    now = hub.steady.now()
    left = (hub.sends_until - now).total_seconds() if hub.sends_until else 0.0
    if _RENEW_S < left <= LEASE_S:  # more was never given
        return hub.sends_until
    return now + timedelta(seconds=LEASE_S) if leases.take(db, NAME, hub.owner, now, LEASE_S) else None


async def keep(hub: Hub, until: datetime | None) -> None:
    """Once that is on disk. Who did not send before has not heard either which accounts a carrier bade wait."""
    fresh = until is not None and hub.sends_until is None
    hub.sends_until = until
    if fresh:
        await _hear_pauses(hub)


async def give_up(hub: Hub) -> None:
    """A hub that stops keeps nobody waiting."""
    if hub.sends_until is not None:
        hub.sends_until = None
        with suppress(SQLAlchemyError):  # a database that is away lets it run out
            await hub.write(lambda db: leases.release(db, NAME, hub.owner))


async def _hear_pauses(hub: Hub) -> None:
    for row in await hub.read(accounts.accounts):
        if row.id in hub.accounts:
            hub.accounts[row.id] = replace(hub.accounts[row.id], paused_until=row.paused_until)
