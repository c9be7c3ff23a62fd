"""One engine's own road: its threads, its queue, its retries and its breakers. Others never wait behind it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from secrets import randbelow
from typing import TypeVar

import structlog

from bot.translation.base import Engine, PairError, Reach, Unavailable
from bot.translation.breaker import SLOW_S, Breaker
from bot.translation.scripts import base

T = TypeVar("T")
log = structlog.get_logger()

WORKERS = 4
WAITING = 64
RETRIES = 2
BUSY = "Busy"


def jitter(attempt: int) -> float:
    """Seconds to wait before retry number `attempt`, counted from 0: 0.2 to 0.6, then 0.4 to 1.2."""
    return (200 + randbelow(401)) / 1_000 * (1 << attempt)


class Lane:
    """Calls one engine from an event loop. Threads are its own: a hung engine holds up nobody else.

    A call that was given up still counts until its thread returns, so the number of calls under way is bounded.
    """

    def __init__(
        self,
        engine: Engine,
        reach: Reach,
        *,
        clock: Callable[[], float],
        pause: Callable[[int], float] = jitter,
        workers: int = WORKERS,
        waiting: int = WAITING,
    ) -> None:
        self.engine, self.reach = engine, reach
        self._clock, self._pause = clock, pause
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix=f"translate-{engine.name}")
        self._places = threading.BoundedSemaphore(workers + waiting)
        self._breakers: dict[tuple[str, str], Breaker] = {}
        self._hangs = Breaker(clock)  # of all pairs: they share the threads that a hanging engine holds

    async def prepare(self, within_s: float) -> bool:
        """Ask the engine what it can do, at start. False when it does not answer; it is asked again when needed."""
        try:
            async with asyncio.timeout(within_s):
                await self._submit(self.engine.prepare)
        except Exception as error:
            log.warning("translation engine not ready", engine=self.engine.name, why=_kind(error))
            return False
        return True

    async def call(self, text: str, source: str, target: str, until: float) -> str:
        """The engine's raw answer before `until` (on the event loop's clock). Raises Unavailable."""
        breaker = self._breakers.setdefault((base(source), base(target)), Breaker(self._clock))
        attempt = 0
        while True:
            if not self._may_ask(breaker):
                raise Unavailable("BreakerOpen")
            answer = await self._attempt(text, source, target, until, breaker)
            if isinstance(answer, str):
                return answer
            wait = self._pause(attempt)
            attempt += 1
            if not answer.transient or attempt > RETRIES or asyncio.get_running_loop().time() + wait >= until:
                log.info("engine failed", engine=self.engine.name, pair=f"{source}-{target}", why=answer.kind)
                raise answer
            await asyncio.sleep(wait)

    def _may_ask(self, breaker: Breaker) -> bool:
        both = (breaker, self._hangs)
        return all(one.would_allow() for one in both) and all(one.allows() for one in both)

    def _answered(self, breaker: Breaker) -> None:
        breaker.succeeded()
        self._hangs.succeeded()

    def _failed(self, breaker: Breaker, waited_s: float) -> None:
        breaker.failed(waited_s)
        if waited_s >= SLOW_S:
            self._hangs.failed(waited_s)
        else:
            self._hangs.succeeded()

    async def _attempt(self, text: str, source: str, target: str, until: float, breaker: Breaker) -> str | Unavailable:
        began = self._clock()
        try:
            async with asyncio.timeout_at(until):
                answer = await self._submit(lambda: self.engine.translate(text, source, target))
        except PairError as error:
            self._answered(breaker)
            return error
        except Unavailable as error:
            if error.kind != BUSY:
                self._failed(breaker, self._clock() - began)
            return error
        except Exception as error:  # an engine that breaks its promise; its words may hold the text
            self._failed(breaker, self._clock() - began)
            return Unavailable(_kind(error))
        self._answered(breaker)
        return answer

    async def _submit(self, work: Callable[[], T]) -> T:
        if not self._places.acquire(blocking=False):
            raise Unavailable(BUSY)
        try:
            future = self._threads.submit(work)
        except RuntimeError:  # closed
            self._places.release()
            raise Unavailable("Closed") from None
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Take no more calls. Threads end with their own time limits; nobody waits for them here."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _kind(error: Exception) -> str:
    """A word for logs that holds nothing of what was sent."""
    if isinstance(error, Unavailable):
        return error.kind
    return "Deadline" if isinstance(error, TimeoutError) else type(error).__name__
