"""A bell that wakes everyone who waits."""

from __future__ import annotations

import asyncio


class Bell:
    """Rung at each change. Everything happens on one event loop; ring it from there only."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        self.count += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def wait(self, within_s: float | None = None) -> None:
        """Return at the next ring, or after `within_s` seconds at the latest."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait({waiter}, timeout=within_s)
        finally:
            self._waiting.discard(waiter)
            waiter.cancel()
