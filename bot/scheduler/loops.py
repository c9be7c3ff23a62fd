"""The loops that keep mail moving: one poller an account, the handler, the sender. Each survives any failure and says so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot import deliver, handle
from bot.accept import accept_polled
from bot.deliver.pacing import Pacer
from bot.deliver.troubles import recover
from bot.domain.messages import Carrier, SendError
from bot.domain.sending import Lane
from bot.hub import Hub
from bot.scheduler.ticks import read_clock
from bot.upkeep import gaps
from bot.upkeep.stepped import Comparison
from storage import accounts, leases
from storage.accounts import AccountRow

log = structlog.get_logger()
_IDLE_S, _AFTER_FAILURE_S, _POLL_LEASE_S = 0.5, 2.0, 60.0


async def forever(hub: Hub, name: str, step: Callable[[], Awaitable[float]]) -> None:
    """Run `step` until the hub stops; it returns how many seconds to pause. A database in trouble is tried again."""
    while not hub.stopping.is_set():
        try:
            pause = await step()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            log.exception("loop_failed", loop=name, error=type(error).__name__)
            pause = _AFTER_FAILURE_S
        await hub.rest(pause)


async def handling(hub: Hub) -> None:
    async def step() -> float:
        if not await handle.run_once(hub):
            await hub.handle_bell.wait(_IDLE_S)
        return 0.0

    await forever(hub, "handle", step)


async def delivering(hub: Hub, pacer: Pacer, lanes: tuple[Lane, ...]) -> None:
    """Answers and announcements have a loop each: neither waits until a batch of the other has left."""
    line = deliver.Line(hub, pacer, lanes)

    async def step() -> float:
        if not await line.begin():
            await hub.deliver_bell.wait(_IDLE_S)
        await line.room()
        return 0.0

    try:
        await forever(hub, "deliver", step)
    except asyncio.CancelledError:
        line.cut_off()
        raise
    finally:
        await line.ended()


async def recovering(hub: Hub) -> None:
    async def step() -> float:
        await recover(hub)
        return 5.0

    await forever(hub, "recover", step)


async def clock_watching(hub: Hub) -> None:
    """Only where the clock can move: a sandbox."""

    async def step() -> float:
        await read_clock(hub)
        return 0.2

    await forever(hub, "clock", step)


async def comparing(hub: Hub) -> None:
    """The machine's clock with the one nobody sets."""
    comparison = Comparison()

    async def step() -> float:
        await comparison.run_once(hub)
        return 1.0

    await forever(hub, "compare", step)


async def polling(hub: Hub, account_id: int, pause_s: float) -> None:
    """Fetch what has no webhook to come by. The offset moves in the commit that stores the updates."""

    async def step() -> float:
        account = hub.accounts[account_id]
        mine = await hub.write(lambda db: leases.take(db, f"poll:{account_id}", hub.owner, hub.steady.now(), _POLL_LEASE_S))
        return await _poll(hub, account, pause_s) if mine else _AFTER_FAILURE_S

    await forever(hub, "poll", step)


async def _poll(hub: Hub, account: AccountRow, pause_s: float) -> float:
    try:
        polled = await hub.channels[account.id].poll(account.cursor)
    except SendError as error:
        await _say_trouble(hub, account, str(error.trouble))
        return error.retry_after or _AFTER_FAILURE_S
    await _say_trouble(hub, account, None)
    if not hub.school_offset:  # a moved clock is no silence
        await gaps.noticed(hub, hub.accounts[account.id])
    await accept_polled(hub, account, polled.received, polled.cursor)
    if polled.cursor != account.cursor:
        hub.accounts[account.id] = replace(hub.accounts[account.id], cursor=polled.cursor)
    return 0.0 if account.carrier is Carrier.TELEGRAM else pause_s


async def _say_trouble(hub: Hub, account: AccountRow, what: str | None) -> None:
    if hub.accounts[account.id].trouble != what:
        log.warning("carrier_trouble" if what else "carrier_back", account_id=account.id, trouble=what or "")
        hub.accounts[account.id] = replace(hub.accounts[account.id], trouble=what)
        await hub.write(lambda db: accounts.set_trouble(db, account.id, what))
