"""Edge → inbox: what a carrier gave us is sealed and on disk before it is acknowledged. Nothing else happens here."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.messages import Received
from bot.hub import Hub
from storage import inbox
from storage.accounts import AccountRow
from storage.db import Db

_HEARD_EVERY = timedelta(seconds=5)


async def accept(hub: Hub, account: AccountRow, received: tuple[Received, ...]) -> int:
    """Returns how many updates were new; the caller may acknowledge once this returns. Raises the database's error."""
    if not received:
        return 0
    now = hub.now()
    heard = _is_news(hub, account, now)

    def unit(db: Db) -> int:
        if heard:
            inbox.heard(db, account.id, now)
        return inbox.insert(db, account.id, account.key_id, received, now)

    fresh = await hub.write(unit, first=True)
    if heard:
        hub.heard_at[account.id] = now
    hub.handle_bell.ring()
    return fresh


def _is_news(hub: Hub, account: AccountRow, now: datetime) -> bool:
    """That the carrier gives us something is written down every few seconds, not with each of a thousand messages."""
    last = hub.heard_at.get(account.id)
    return last is None or not timedelta() <= now - last < _HEARD_EVERY


async def accept_polled(hub: Hub, account: AccountRow, received: tuple[Received, ...], cursor: str | None) -> int:
    """The same for polling: the offset moves in the very commit that holds the updates before it.

    A list is read with an overlap: what the look before brought, and is on disk, is not tried again. What the very first look
    finds may be older than the hub, and is marked.
    """
    now, before = hub.now(), hub.looked_at.get(account.id, frozenset())
    news = tuple(one for one in received if one.provider_id not in before)
    first = inbox.FIRST_LOOK if account.cursor is None else None

    def unit(db: Db) -> int:
        inbox.heard(db, account.id, now)
        fresh = inbox.insert(db, account.id, account.key_id, news, now, first)
        inbox.set_cursor(db, account.id, cursor)
        return fresh

    if not news and cursor == account.cursor:
        return 0
    fresh = await hub.write(unit, first=True)
    hub.looked_at[account.id] = frozenset(one.provider_id for one in received)
    if fresh:
        hub.handle_bell.ring()
    return fresh
