"""The sender's loop: danger first, replies next, announcements last; what happened to each row is always recorded."""

from __future__ import annotations

import asyncio

import structlog

from bot.deliver import preparing, recording, troubles
from bot.deliver.pacing import Pacer
from bot.deliver.preparing import Look, Ready
from bot.domain.delivery import retry_after
from bot.domain.messages import Carrier, SendError
from bot.domain.sms import sms_parts
from bot.hub import Hub
from storage import sending
from storage.clock import lease_now
from storage.outbox import OutboxRow

log = structlog.get_logger()
_LEASE_S, _BATCH = 90.0, 16


async def run_once(hub: Hub, pacer: Pacer) -> int:
    """Send one batch of due rows; returns how many were claimed."""
    now, lease = hub.now(), lease_now()
    rows = await hub.write(lambda db: sending.claim(db, hub.owner, now, lease, _LEASE_S, _BATCH))
    if rows:
        found = await preparing.look(hub, rows)
        await asyncio.gather(*(_surely(hub, pacer, row, one) for row, one in zip(rows, found, strict=True)))
    return len(rows)


async def _surely(hub: Hub, pacer: Pacer, row: OutboxRow, found: Look | BaseException) -> None:
    """One row's trouble must not take the batch with it."""
    try:
        ready = await preparing.settled(hub, found)
        if ready is not None:
            await _send(hub, pacer, ready)
    except Exception as error:
        log.exception("send_failed", outbox_id=row.id, error=type(error).__name__)
        what, again = type(error).__name__, lease_now() + retry_after(row.attempts)
        await hub.write(lambda db: sending.again(db, row, "retry", what, again))


async def _send(hub: Hub, pacer: Pacer, ready: Ready) -> None:
    row, account, address = ready.row, ready.to.account, ready.to.address
    parts = sms_parts(ready.outgoing.text).parts if address.carrier is Carrier.SMS else 1
    await pacer.turn(account.id, address.carrier, address.value, max(parts, 1))
    if hub.stopping.is_set():
        await hub.write(lambda db: sending.postpone(db, row, row.due_at))
        return
    if not await hub.write(lambda db: sending.begin(db, row, hub.owner, lease_now(), _LEASE_S)):
        return
    try:
        answer = await hub.channels[account.id].send(ready.outgoing)
    except SendError as error:
        await troubles.trouble(hub, ready, error)
        return
    await recording.sent(hub, ready, answer)
