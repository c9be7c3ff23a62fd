"""Many at once, as a web server has them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

IN_FLIGHT = 32


def in_flight(one: Callable[[], Awaitable[object]], times: int) -> int:
    """Do `one` so often, 32 of them under way at any time; returns how many were done."""

    async def worker() -> None:
        for _ in range(times // IN_FLIGHT):
            await one()

    async def everybody() -> None:
        await asyncio.gather(*(worker() for _ in range(IN_FLIGHT)))

    asyncio.run(everybody())
    return times // IN_FLIGHT * IN_FLIGHT
