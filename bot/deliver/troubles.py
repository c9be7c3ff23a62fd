"""Every refusal ends in a named state; only what surely did not leave is simply sent again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.deliver import preparing, recording
from bot.deliver.preparing import Look, Ready
from bot.deliver.recovery import not_delivered
from bot.domain.delivery import retry_after
from bot.domain.messages import SendError, Trouble
from bot.hub import Hub, as_hub
from storage import accounts, contacts, on_phones, sending
from storage.db import Db
from storage.outbox import OutboxRow

log = structlog.get_logger()
_LEASE_S = 90.0
_OLDEST_FIND_S = 900.0
_PAUSE_S = {Trouble.THROTTLED: 5.0, Trouble.MISCONFIGURED: 60.0}


async def recover(hub: Hub) -> None:
    """Rows whose sender died while sending: they may have left, so each is treated as ambiguous."""
    lease = hub.steady.now()
    rows = await hub.write(lambda db: sending.adopt_stale(db, hub.owner, lease, _LEASE_S))
    if rows:
        found = await preparing.look(hub, rows)
        await asyncio.gather(*(_recovered(hub, row, one) for row, one in zip(rows, found, strict=True)))


async def _recovered(hub: Hub, row: OutboxRow, found: Look | BaseException) -> None:
    """A row that cannot be looked into keeps its lease and is adopted again when that ends."""
    try:
        ready = await preparing.settled(hub, found)
        if ready is not None:
            await _ambiguous(hub, ready, "interrupted")
    except Exception as error:
        log.exception("recover_failed", outbox_id=row.id, error=type(error).__name__)


async def trouble(hub: Hub, ready: Ready, error: SendError) -> None:
    row, now = ready.row, hub.now()
    what = str(error.trouble)
    log.warning("send_trouble", outbox_id=row.id, trouble=what, attempts=row.attempts)
    match error.trouble:
        case Trouble.AMBIGUOUS:
            await _ambiguous(hub, ready, what)
        case Trouble.THROTTLED | Trouble.MISCONFIGURED:
            until = hub.steady.now() + timedelta(seconds=error.retry_after or _PAUSE_S[error.trouble])
            await hub.write(lambda db: _pause(hub, db, ready, until, what))
        case Trouble.UNREACHABLE:
            again = hub.steady.now() + retry_after(row.attempts)
            await hub.write(lambda db: sending.again(db, row, "retry", what, again))
        case Trouble.MIGRATED:
            await hub.write(lambda db: _migrated(hub, db, ready, error.new_address))
        case Trouble.REFUSED if ready.outgoing.edits is not None:
            await _resend_as_new(hub, ready)
        case _:
            await hub.write(lambda db: _refused(hub, db, ready, error, now))
            hub.deliver_bell.ring()


def _pause(hub: Hub, db: Db, ready: Ready, until: datetime, what: str) -> None:
    account = ready.to.account
    accounts.pause(db, account.id, until)
    hub.accounts[account.id] = replace(hub.accounts[account.id], paused_until=until)
    sending.again(db, ready.row, "retry", what, until)


def _migrated(hub: Hub, db: Db, ready: Ready, new_value: str | None) -> None:
    scope = as_hub(ready.row.school_id, "deliver")
    contact = contacts.one(scope, db, ready.to.contact_id) if ready.to.contact_id else None
    if contact is not None and new_value:
        contacts.move(scope, db, contact, replace(contact.address, value=new_value))
    sending.again(db, ready.row, "retry", "migrated", hub.steady.now())


async def _resend_as_new(hub: Hub, ready: Ready) -> None:
    """The carrier will not edit it any more (too old, deleted): the reader gets it as a new message."""
    fresh = replace(ready, outgoing=replace(ready.outgoing, edits=None, deletes=None))
    try:
        await recording.sent(hub, fresh, await hub.channels[ready.to.account.id].send(fresh.outgoing))
    except SendError as error:
        await trouble(hub, fresh, error)


def _refused(hub: Hub, db: Db, ready: Ready, error: SendError, now: datetime) -> None:
    """Blocked or gone: the person's next channel, and when there is none, a person at the office."""
    row, scope = ready.row, as_hub(ready.row.school_id, "deliver")
    if error.trouble in {Trouble.BLOCKED, Trouble.GONE} and ready.to.contact_id is not None:
        contacts.set_state(
            scope, db, ready.to.contact_id, "blocked" if error.trouble is Trouble.BLOCKED else "ended", now
        )
        if row.guardian_id is not None and contacts.of_guardian(scope, db, row.guardian_id):
            sending.again(db, row, "retry", str(error.trouble), hub.steady.now())
            return
    sending.end(db, row, "failed", str(error.trouble), now)
    not_delivered(hub, scope, db, row, now, len(error.left))


async def _ambiguous(hub: Hub, ready: Ready, what: str) -> None:
    """It may have left. Read back where the carrier can say; else one counted resend, then a state of its own.

    While the carrier answers nothing at all the resend waits: an outage must not use it up.
    """
    row, channel = ready.row, hub.channels[ready.to.account.id]

    async def recorded(message_id: str) -> tuple[str, ...]:
        """Another row's, however equal its words are."""
        place = recording.place(ready.to.address)
        other = await hub.read(lambda db: on_phones.by_sent(db, ready.to.account.id, place, message_id))
        return other.sent_ids if other else ()

    try:
        found = await channel.find_sent(ready.outgoing, _OLDEST_FIND_S, recorded)
    except SendError:
        again = hub.steady.now() + retry_after(row.attempts)
        await hub.write(lambda db: sending.again(db, row, "unknown", what, again))
        return
    if found is not None:
        await recording.sent(hub, ready, found)
    elif row.resent:
        now = hub.now()
        await hub.write(lambda db: sending.end(db, row, "unknown", what, now))
    else:
        again = hub.steady.now() + retry_after(row.attempts)
        await hub.write(lambda db: sending.again(db, row, "retry", what, again, counted=True))
