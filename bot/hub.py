"""What every use case is handed by `app`: storage, keys, clocks, channels, rules. Built once, shared, never global."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.engine import Connection

from bot.channels.base import Channel
from bot.counted import Counted
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.rules import RuleBook
from bot.shelf import Shelf
from bot.translation import TranslationService
from storage.accounts import AccountRow
from storage.clock import lease_now
from storage.copied import Copies
from storage.crypto import Keyring
from storage.db import Db
from storage.effects.work import LostRaceError
from storage.engine import Engines
from storage.kept import Kept
from storage.steady import Steady
from storage.writer import Writer

if TYPE_CHECKING:
    from bot.triage import Triager  # commands have a hub's papers without its lexicons

T = TypeVar("T")
_UNDERSTOOD = 1  # two at once are done hardly sooner, by a seventh, and keep whoever knocks waiting for the interpreter


class Bell:
    """Wakes a loop early; a missed ring costs at most the loop's own pause. `heard` is told of each that is rung here."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.heard: Callable[[], object] = lambda: None

    def ring(self) -> None:
        self.wake()
        self.heard()

    def wake(self) -> None:
        """For what was rung in another process."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


@dataclass(slots=True, kw_only=True)
class Hub:
    """`owner` names this process in leases. `school_offset` is the sandbox's clock, re-read by a tick; 0 in real life.

    Once `stopping` is set, loops end what they have begun and begin nothing more.
    """

    owner: str
    engines: Engines
    writer: Writer
    keys: Keyring
    accounts: dict[int, AccountRow]
    channels: Mapping[int, Channel]
    rules: RuleBook
    triager: Triager
    translation: TranslationService
    data_folder: Path
    public_url: str = ""  # where families' private pages are; empty: there are none
    copies: Copies = field(default_factory=Copies)
    school_offset: timedelta = timedelta()
    steady: Steady = field(default_factory=Steady)  # lease time
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    handle_bell: Bell = field(default_factory=Bell)
    deliver_bell: Bell = field(default_factory=Bell)
    sends_until: datetime | None = None  # this process is the one that sends (lease time); None: another one is
    erasures_seen: int = -1  # how many erasures this process has taken notice of
    kept: Kept = field(default_factory=Kept)  # what was read of people and classes
    counted: Counted = field(default_factory=Counted)  # what weeks and days that are over came to
    shelf: Shelf = field(default_factory=Shelf)  # files sent to the console and looked at
    looked_at: dict[int, frozenset[str]] = field(default_factory=dict)  # what the last poll of an account brought
    heard_at: dict[int, datetime] = field(default_factory=dict)  # when it was last written down that an account lives
    at_a_time: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_UNDERSTOOD))  # texts being understood
    side_tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    translating: dict[tuple[int, int, str], asyncio.Task[None]] = field(default_factory=dict)  # texts being translated

    async def rest(self, seconds: float) -> None:
        """Pause a loop; a stopping hub does not wait for it."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.stopping.wait()

    def now(self) -> datetime:
        """School time, by which every rule decides."""
        return lease_now() + self.school_offset

    @contextmanager
    def reading(self) -> Iterator[Db]:
        with self.engines.read.connect() as connection:
            yield Db(connection, self.keys, self.kept)

    async def read(self, query: Callable[[Db], T]) -> T:
        """Run a query off the event loop."""

        def run() -> T:
            with self.reading() as db:
                return query(db)

        return await asyncio.to_thread(run)

    async def write(self, unit: Callable[[Db], T], *, first: bool = False) -> T:
        """Load, decide and store in one transaction; returns once it is durable. `first`: somebody outside waits for it.

        `unit` may run more than once, and only the last time stands: what it does outside its transaction must bear that.
        """

        def run(connection: Connection) -> T:
            return unit(Db(connection, self.keys, self.kept))

        return await self.writer.submit(run, first=first)

    async def decide(self, unit: Callable[[Db], T]) -> T:
        """`write` for somebody who waits at a page: once more, on what is true then, where somebody else was faster.

        Raises LostRaceError when that happens twice.
        """
        with suppress(LostRaceError):
            return await self.write(unit)
        return await self.write(unit)

    def aside(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start best-effort work nobody waits for, and keep it alive until it ends."""
        task = asyncio.ensure_future(work)
        self.side_tasks.add(task)
        task.add_done_callback(self.side_tasks.discard)
        return task


def as_hub(school_id: int, reason: str) -> Scope:
    """The hub acting by itself."""
    return Scope(school_id, None, Role.SYSTEM, reason)
