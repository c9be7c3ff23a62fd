"""Bells that are rung in one process of several wake the loops of the others (decision 39)."""

from __future__ import annotations

import asyncio

import structlog

from bot.hub import Hub
from bot.scheduler.loops import forever
from storage import waking

log = structlog.get_logger()
_CALLS_APART_S = 0.1  # however often bells ring: what one call says, ten say


async def calling(hub: Hub) -> None:
    """Passes on that a bell was rung here."""
    rung = asyncio.Event()
    for bell in (hub.handle_bell, hub.deliver_bell):
        bell.heard = rung.set

    async def step() -> float:
        await rung.wait()
        rung.clear()
        await asyncio.to_thread(waking.call, hub.engines.read, hub.owner)
        return _CALLS_APART_S

    await forever(hub, "call", step)


async def listening(hub: Hub) -> None:
    """Rings them here for what another process wrote."""

    async def step() -> float:
        async for who in waking.calls(hub.engines.read):
            if who != hub.owner:
                hub.handle_bell.wake()
                hub.deliver_bell.wake()
        return _CALLS_APART_S

    await forever(hub, "listen", step)
