"""The sender's loop: danger first, replies next, announcements last; what happened to each row is always recorded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from bot.deliver import active, preparing, recording, troubles
from bot.deliver.pacing import Leaving, Pacer
from bot.deliver.preparing import Look, Ready
from bot.domain.delivery import retry_after
from bot.domain.messages import Carrier, SendError, Sent
from bot.domain.sending import Lane
from bot.domain.sms import sms_parts
from bot.hub import Hub
from storage import sending
from storage.db import Db
from storage.outbox import OutboxRow

log = structlog.get_logger()
_LEASE_S, _BATCH = 90.0, 16
_RECORD_AGAIN_S = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)  # within the lease
_ROOM = _BATCH // 2  # waiting for their slots: a quarter of a second of Telegram's, in which the next are made ready


TALK, NEWS = (Lane.DANGER, Lane.TALK), (Lane.NEWS,)


async def run_once(hub: Hub, pacer: Pacer, lanes: tuple[Lane, ...] = (*TALK, *NEWS)) -> int:
    """Send one batch of due rows and see it through; returns how many were claimed."""
    line = Line(hub, pacer, lanes)
    try:
        return await line.begin()
    finally:
        await line.ended()


@dataclass(slots=True)
class Line:
    """The sends of some lanes. The next batch is made ready while the one before waits for its slots, so that none is
    lost; what one person gets keeps its order, for nobody has two rows of a line on their way.
    """

    hub: Hub
    pacer: Pacer
    lanes: tuple[Lane, ...]
    _going: dict[str, asyncio.Task[None]] = field(default_factory=dict)  # by recipient

    async def begin(self) -> int:
        """Claim a batch and start sending it; returns how many were claimed: 0 while another process sends."""
        hub = self.hub
        until, rows = await hub.write(self._claim)
        await active.keep(hub, until)
        found = await preparing.look(hub, rows) if rows else []
        for row, one in zip(rows, found, strict=True):
            task = self._going[row.recipient] = asyncio.create_task(_surely(hub, self.pacer, row, one))
            task.add_done_callback(partial(self._done, row))
        return len(rows)

    def _claim(self, db: Db) -> tuple[datetime | None, list[OutboxRow]]:
        until = active.right(self.hub, db)
        if until is None:
            return None, []
        now, busy = self.hub.now(), frozenset(self._going)
        return until, sending.claim(db, self.hub.owner, now, self.hub.steady.now(), _LEASE_S, _BATCH, self.lanes, busy)

    def _done(self, row: OutboxRow, task: asyncio.Task[None]) -> None:
        del self._going[row.recipient]
        if not self._going:
            self.hub.deliver_bell.ring()  # what waited for these people can go now
        if not task.cancelled() and (error := task.exception()):  # its lease runs out, and it is looked at again
            log.error("send_not_recorded", outbox_id=row.id, error=type(error).__name__)

    async def room(self) -> None:
        """Wait until few enough are on their way for another batch."""
        while len(self._going) > _ROOM:
            await asyncio.wait(self._going.values(), return_when=asyncio.FIRST_COMPLETED)

    def cut_off(self) -> None:
        """Wait for no answer any more. What the carrier was asked stays "sending": the next start asks what became of it."""
        for task in self._going.values():
            task.cancel()

    async def ended(self) -> None:
        """Wait for what is on its way; it is cancelled with whoever waits here."""
        await asyncio.gather(*self._going.values(), return_exceptions=True)


async def _surely(hub: Hub, pacer: Pacer, row: OutboxRow, found: Look | BaseException) -> None:
    """One row's trouble must not take the batch with it. Until the carrier is asked nothing has left; then it may have."""
    state = "retry"
    try:
        ready = await preparing.settled(hub, found)
        leaving = await _turn(hub, pacer, ready) if ready is not None else None
        if ready is None or leaving is None:
            return
        state = "unknown"
        await _ask_carrier(hub, pacer, ready, leaving)
    except Exception as error:
        log.exception("send_failed", outbox_id=row.id, error=type(error).__name__)
        what, again = type(error).__name__, hub.steady.now() + retry_after(row.attempts)
        await hub.write(lambda db: sending.again(db, row, state, what, again, tried=state == "retry"))


async def _turn(hub: Hub, pacer: Pacer, ready: Ready) -> Leaving | None:
    """Wait for this send's slot. None when it is not to leave now after all, which is then written down."""
    row, account, address = ready.row, ready.to.account, ready.to.address
    parts = sms_parts(ready.outgoing.text).parts if address.carrier is Carrier.SMS else 1
    # Before the slot and not after it: a commit takes what time it takes, and slots unevenly used are refused.
    if not await hub.write(lambda db: sending.begin(db, row, hub.owner, hub.steady.now(), _LEASE_S)):
        return None
    leaving = await pacer.turn(account.id, address.carrier, address.value, max(parts, 1), row.lane)
    paused = hub.accounts[account.id].paused_until
    if paused is not None and paused > hub.steady.now():  # the carrier refused somebody else meanwhile
        await hub.write(lambda db: sending.again(db, row, "retry", "throttled", paused))
        return None
    if hub.stopping.is_set():
        await hub.write(lambda db: sending.postpone(db, row, row.due_at))
        return None
    return leaving


async def _ask_carrier(hub: Hub, pacer: Pacer, ready: Ready, leaving: Leaving) -> None:
    try:
        answer = await hub.channels[ready.to.account.id].send(ready.outgoing)
    except SendError as error:
        pacer.answered(leaving)
        await troubles.trouble(hub, ready, error)
        return
    pacer.answered(leaving)
    await _record(hub, ready, answer)


async def _record(hub: Hub, ready: Ready, answer: Sent) -> None:
    """What the carrier has taken is written down as soon as the database lets us: nobody else knows that it has left."""
    for pause in _RECORD_AGAIN_S:
        try:
            await recording.sent(hub, ready, answer)
        except Exception as error:
            log.warning("send_not_recorded_yet", outbox_id=ready.row.id, error=type(error).__name__)
            await asyncio.sleep(pause)
        else:
            return
    await recording.sent(hub, ready, answer)
