"""A whole hub as an operator has it: `bookbag run` on SQLite in a process of its own, beside a sandbox's carriers."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from bot import app, presets
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.settings import Settings
from storage.crypto import make_master_key
from storage.db import Db
from tests import town
from tests.cast import OAK_LANE, Roll, settle
from tests.torture.killing import Process, environment_for

_RESIDENT = re.compile(r"VmRSS:\s+(\d+) kB")
_NOBODY = replace(OAK_LANE, families={}, pupils={}, staff={}, duties=())


def big_school(pupils: int) -> Roll:
    """The cast's school with so many children more."""
    more = {f"child{number}": (f"Child{number}", f"Family{number}", "3B" if number % 2 else "5A") for number in range(pupils)}
    return replace(OAK_LANE, pupils={**OAK_LANE.pupils, **more})


@dataclass(frozen=True, slots=True)
class Standing:
    sandbox: Sandbox
    process: Process
    database: str

    async def started(self) -> None:
        await self.process.start()
        await self.process.ready()

    def megabytes(self) -> float:
        """Of memory that the process has in use now."""
        running = self.process._running
        status = Path(f"/proc/{running.pid}/status").read_text() if running else ""
        found = _RESIDENT.search(status)
        return int(found.group(1)) / 1024 if found else 0.0


@contextlib.asynccontextmanager
async def standing(folder: Path, roll: Roll, others: int = 0, program: str = "bot") -> AsyncIterator[Standing]:
    """A school and so many empty `others`, founded but not started. `program`: a module that is `bookbag`."""
    await asyncio.to_thread(folder.mkdir)
    make_master_key(folder / "keys" / "bookbag.key")
    sandbox = Sandbox(seed=1)
    sandbox.add_bot(town.PARENTS, "oak_lane_bot", "Oak Lane")
    sandbox.add_bot(town.TEACHERS, "oak_lane_staff_bot", "Oak Lane staff")
    sandbox.add_sms_account(town.ACCOUNT, town.AUTH, town.NUMBER)
    town._phones(sandbox, roll)
    town._met(sandbox, roll)
    database, sms = f"sqlite:///{folder / 'data' / 'bookbag.db'}", (town.ACCOUNT, town.AUTH, town.NUMBER)
    async with carriers(sandbox) as base:
        environment = environment_for(base, folder, database, (town.PARENTS, town.TEACHERS), sms)
        environment["PYTHONDONTWRITEBYTECODE"] = ""  # as installed: what Python compiled stays compiled
        await asyncio.to_thread(_found, environment, roll, others)
        made = Standing(sandbox, Process(["-m", program, "run"], environment, folder / "hub.log"), database)
        try:
            yield made
        finally:
            await made.process.stop(signal.SIGTERM)


def _found(environment: dict[str, str], roll: Roll, others: int) -> None:
    with mock.patch.dict("os.environ", environment):
        hub = app.build(Settings(), town.shared_triager())
    policy, now = presets.read("demo"), hub.now()

    def unit(db: Db) -> None:
        settle(db, policy, now, roll=roll)
        for number in range(others):
            settle(db, policy, now, slug=f"school-{number}", roll=_NOBODY)

    asyncio.run(hub.write(unit))
    asyncio.run(app.close(hub))
