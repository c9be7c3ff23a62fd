"""The hub's own ticks, hurried: a story that moves the clock does not wait seconds for the next one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from unittest import mock

from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MAX_INSTANCES, JobExecutionEvent, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.scheduler import ticks

# What happens because a time has come. The others fetch files, link audit rows and look after the machine.
TIMED = ("announce", "which_school", "first_day", "late", "upkeep", "rehold")
ASKED_FOR = "privacy"  # the nightly work of data protection runs when a story says that it is night


class Ticking:
    """Knows the scheduler the hub was given, once it has one."""

    def __init__(self) -> None:
        self._scheduler: AsyncIOScheduler | None = None
        self._awaited: dict[str, tuple[datetime, asyncio.Event]] = {}

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """The scheduler built inside is this one's."""
        build = ticks.build

        def kept(*args: Any) -> AsyncIOScheduler:
            self._scheduler = build(*args)
            self._scheduler.remove_job(ASKED_FOR)
            self._scheduler.add_listener(self._ended, EVENT_JOB_EXECUTED | EVENT_JOB_MAX_INSTANCES)
            return self._scheduler

        with mock.patch.object(ticks, "build", kept):
            yield

    async def round(self) -> None:
        """Every timed tick once, begun after this call; returns when they are through."""
        if self._scheduler is None or not self._scheduler.running:
            return
        for name in TIMED:
            self._awaited[name] = datetime.now(UTC), asyncio.Event()
            self._hurry(name)
        async with asyncio.timeout(30):
            await asyncio.gather(*(event.wait() for _, event in self._awaited.values()))
        self._awaited.clear()

    def _hurry(self, name: str) -> None:
        if self._scheduler is not None:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def _ended(self, event: JobExecutionEvent | JobSubmissionEvent) -> None:
        """One that was running already saw the old clock: it is asked again."""
        if (awaited := self._awaited.get(event.job_id)) is None:
            return
        asked, done = awaited
        if isinstance(event, JobSubmissionEvent):
            asyncio.get_running_loop().call_later(0.02, self._hurry, event.job_id)
        elif event.scheduled_run_time >= asked:
            done.set()
