"""A school, its carriers and everything needed to start the hub beside them as a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import Connection

from bot import app, presets
from bot.domain.messages import Carrier
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.settings import Settings
from storage import clock
from storage.clock import lease_now
from storage.crypto import make_master_key
from storage.db import Db
from tests import town
from tests.cast import FAMILIES, OAK_LANE, Roll, settle
from tests.torture.killing import (
    Arrived,
    Compared,
    Loaded,
    Process,
    Verdict,
    arrived,
    come_to_rest,
    environment_for,
    opened,
    verdict,
)

SEED = 20240305
_EVERY_S = 0.2
LOADED = frozenset({"bot", "tests.torture.points", "tests.torture.full_disk"})  # others change the hub before it is loaded
UNHARMED = Verdict(Compared((), ()), orphaned=0, shared=0, disordered=0, waiting=0, unsent=0)


class SchoolTime:
    """For the carriers and the checker: the machine's, and by how much it is ahead (or behind)."""

    ahead = town.TUESDAY - lease_now()


def school_now() -> datetime:
    return lease_now() + SchoolTime.ahead


async def _stay(_where: object) -> None:
    """The clock runs; nobody moves it."""


def carriers_of(roll: Roll = OAK_LANE, public: Mapping[str, str] | None = None) -> Sandbox:
    sandbox = Sandbox(seed=SEED, now=school_now, move_clock=_stay, set_clock=_stay, public=public)
    sandbox.add_bot(town.PARENTS, "oak_lane_bot", "Oak Lane")
    sandbox.add_bot(town.TEACHERS, "oak_lane_staff_bot", "Oak Lane staff")
    sandbox.add_sms_account(town.ACCOUNT, town.AUTH, town.NUMBER)
    town._phones(sandbox, roll)
    return sandbox


@dataclass(slots=True)
class Rig:
    """`hub()` starts nothing yet: a program that can be started, killed and started again."""

    sandbox: Sandbox
    environment: dict[str, str]
    database: str
    folder: Path
    roll: Roll = OAK_LANE

    @property
    def log(self) -> Path:
        return self.folder / "hub.log"

    @property
    def key_file(self) -> Path:
        return self.folder / "keys" / "bookbag.key"

    def hub(self, module: str = "bot") -> Process:
        if module in LOADED:
            return Loaded(module, dict(self.environment), self.log)
        return Process(["-m", module, "run"], dict(self.environment), self.log)

    def verdict(self, texts: list[str]) -> Verdict:
        return verdict(self.database, self.key_file, texts, school_now())

    def move_clock(self, seconds: float, *, anew: bool = False) -> None:
        """The hub, a process of its own, reads the row within a fraction of a second."""
        engines, keys = opened(self.database, self.key_file)
        with engines.write.begin() as connection:
            db = Db(connection, keys)
            clock.set_offset(db, seconds + (0.0 if anew else clock.offset(db).total_seconds()))
        engines.dispose()

    def go_to(self, moment: datetime) -> None:
        """It is `moment` in the school, for the carriers and the checker at once."""
        SchoolTime.ahead = moment - lease_now()
        self.move_clock(SchoolTime.ahead.total_seconds(), anew=True)

    def arrived(self) -> dict[Carrier, Arrived]:
        return arrived(self.sandbox, self.database, self.key_file, self.roll)

    async def notes(self, texts: list[str], count: int) -> None:
        """So many more by everybody in turn; what was written is added to `texts`."""
        people = list(FAMILIES)
        for number in range(len(texts), len(texts) + count):
            texts.append(f"reading record {number} is in the bag")
            self.sandbox.type(people[number % len(people)], texts[-1])
            await asyncio.sleep(0.02)

    async def until_quiet(self, texts: list[str]) -> None:
        """Wait as long as the backlog shrinks; a minute without progress is a stall."""
        fewest, patience = 10**9, 0
        while patience < 120:
            found = await come_to_rest(self.sandbox, lambda: self.verdict(texts))
            if found.quiet:
                return
            left = len(found.mail.lost) + found.waiting + found.unsent
            patience = 0 if left < fewest else patience + 1
            fewest = min(fewest, left)
            await asyncio.sleep(0.5)
        pytest.fail(f"stalled: {found}\n{self.log.read_text()[-3000:]}")

    def unharmed(self, texts: list[str]) -> dict[Carrier, Arrived]:
        """Asserts that nothing was lost, doubled, swapped or given to nobody; what arrived, for the figures."""
        found = self.verdict(texts)
        assert found == UNHARMED, repr(found)
        shown = self.arrived()
        assert shown[Carrier.SMS].shown == shown[Carrier.SMS].sent > 0, "\n".join(
            (repr(shown), *shown[Carrier.SMS].ways, *shown[Carrier.SMS].bubbles)
        )  # Twilio can be asked what left
        telegram = shown[Carrier.TELEGRAM]  # Telegram cannot: at most one more for each send that was cut off
        assert 0 < telegram.sent <= telegram.shown
        assert not telegram.doubled, "\n".join((repr(telegram), *telegram.ways, *telegram.bubbles))
        return shown

    @property
    def store(self) -> str:
        return "SQLite" if self.database.startswith("sqlite") else "PostgreSQL"


@contextlib.asynccontextmanager
async def rig(
    database: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    preset: str = "demo",
    roll: Roll = OAK_LANE,
    begins: datetime = town.TUESDAY,
    public: Mapping[str, str] | None = None,
) -> AsyncIterator[Rig]:
    """The carriers run and the school is founded; the hub is the test's to start. It `begins` on a Tuesday in term, in school hours,
    unless said otherwise: there every note rings a teacher's phone. `public`: the hub's address for carriers, and where that really is.
    """
    SchoolTime.ahead = begins - lease_now()
    make_master_key(folder / "keys" / "bookbag.key")
    sandbox = carriers_of(roll, public)
    async with carriers(sandbox) as base:
        bots, sms = (town.PARENTS, town.TEACHERS), (town.ACCOUNT, town.AUTH, town.NUMBER)
        environment = environment_for(base, folder, database, bots, sms)
        await asyncio.to_thread(_found_school, environment, monkeypatch, preset, roll)
        town._met(sandbox, roll)
        yield Rig(sandbox, environment, database, folder, roll)


@contextlib.asynccontextmanager
async def running(hub: Process) -> AsyncIterator[Process]:
    """Started and ready inside; killed on the way out if a test has not stopped it."""
    await hub.start()
    try:
        await hub.ready()
        yield hub
    finally:
        await hub.stop(signal.SIGKILL)


async def comes_true(check: Callable[[], bool], within_s: float) -> None:
    """Another process rings no bell here: it is looked at, off the event loop, until it is so. Raises TimeoutError."""
    for _ in range(int(within_s / _EVERY_S)):
        if await asyncio.to_thread(check):
            return
        await asyncio.sleep(_EVERY_S)
    raise TimeoutError("it did not happen in time")


async def database_away(made: Rig, seconds: float) -> None:
    """SQLite: somebody else holds the lock. PostgreSQL: every connection is cut, again and again."""
    if made.store == "SQLite":
        other = sqlite3.connect(made.database.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await asyncio.sleep(seconds)
        other.execute("ROLLBACK")
        other.close()
        return
    address = made.database.replace("postgresql+psycopg://", "postgresql://")
    for _ in range(max(1, int(seconds))):
        with psycopg.connect(address, autocommit=True) as other_one:
            other_one.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        await asyncio.sleep(1.0)


def _found_school(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, preset: str, roll: Roll) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    hub = app.build(Settings(), town.shared_triager())

    def found(connection: Connection) -> None:
        db = Db(connection, hub.keys)
        settle(db, presets.read(preset), school_now(), roll=roll)
        clock.set_offset(db, SchoolTime.ahead.total_seconds())

    hub.writer.run(found)
    asyncio.run(app.close(hub))
