"""Edge → inbox: what a carrier gave us is sealed and on disk before it is acknowledged. Nothing else happens here."""

from __future__ import annotations

from bot.domain.messages import Received
from bot.hub import Hub
from storage import inbox
from storage.accounts import AccountRow
from storage.db import Db


async def accept(hub: Hub, account: AccountRow, received: tuple[Received, ...]) -> int:
    """Returns how many updates were new; the caller may acknowledge once this returns. Raises the database's error."""
    if not received:
        return 0
    now = hub.now()
    fresh = await hub.write(lambda db: inbox.insert(db, account.id, account.key_id, received, now))
    hub.handle_bell.ring()
    return fresh


async def accept_polled(hub: Hub, account: AccountRow, received: tuple[Received, ...], cursor: str | None) -> int:
    """The same for polling: the offset moves in the very commit that holds the updates before it.

    A list is read with an overlap: what the look before brought, and is on disk, is not tried again.
    """
    now, before = hub.now(), hub.looked_at.get(account.id, frozenset())
    news = tuple(one for one in received if one.provider_id not in before)

    def unit(db: Db) -> int:
        fresh = inbox.insert(db, account.id, account.key_id, news, now) if news else 0
        inbox.set_cursor(db, account.id, cursor)
        return fresh

    if not news and cursor == account.cursor:
        return 0
    fresh = await hub.write(unit)
    hub.looked_at[account.id] = frozenset(one.provider_id for one in received)
    if fresh:
        hub.handle_bell.ring()
    return fresh
