"""The sandbox's one world: the store, and what every part needs beside it (clock, log, faults, limits, the way out)."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from random import Random

from bot.sandbox.bell import Bell
from bot.sandbox.clock import SchoolClock
from bot.sandbox.faults import Faults
from bot.sandbox.limits import Limits
from bot.sandbox.post import Post
from bot.sandbox.shapes import Json
from bot.sandbox.state import Store
from bot.sandbox.wirelog import Entry, What, WireLog


class World:
    def __init__(self, clock: SchoolClock, seed: int, post: Post) -> None:
        self.store = Store(Random(seed))  # noqa: S311 - ids, not secrets
        self.clock = clock
        self.log = WireLog()
        self.faults = Faults(seed)
        self.limits = Limits()
        self.post = post
        self.bell = Bell()
        self.stopping = False
        self.retry_base_s = 1.0  # Telegram's webhook retries wait this times 2, 4, 8 … (at most 60 of them)
        self.sms_step_s = 0.0  # seconds between queued, sent and delivered
        self._tasks: set[asyncio.Task[None]] = set()

    def now(self) -> datetime:
        return self.clock.now()

    def note(self, what: What, account: str, name: str, params: Json | None = None) -> Entry:
        """Write a line of the log and wake whoever watches."""
        entry = self.log.add(what, account, name, self.now(), params)
        self.bell.ring()
        return entry

    def spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run something in the background until it ends or the world stops."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    @property
    def at_rest(self) -> bool:
        """Nothing is on its way to a phone or to the hub: no text, no push and no status callback."""
        return not self._tasks

    async def stop(self) -> None:
        """End long polls, pushes and open pages, so that a server can close without waiting for them."""
        self.stopping = True
        for bot in self.store.bots.values():
            bot.updates.on_add = None  # what is typed from now on waits for `resume`
            bot.updates.bell.ring()
        self.bell.ring()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.post.close()
