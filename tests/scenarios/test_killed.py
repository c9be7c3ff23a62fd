"""kill -9 at random moments: nothing acknowledged is lost, nothing happens twice; the library's own polling fails this."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import app, presets
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.settings import Settings
from storage.crypto import make_master_key
from storage.db import Db
from tests import town
from tests.cast import settle
from tests.scenarios.killing import Process, environment_for, kill_at_random, people_write, telegram_families, verdict

SEED = 20240305


def _carriers() -> Sandbox:
    sandbox = Sandbox(seed=SEED)
    sandbox.add_bot(town.PARENTS, "oak_lane_bot", "Oak Lane")
    sandbox.add_bot(town.TEACHERS, "oak_lane_staff_bot", "Oak Lane staff")
    sandbox.add_sms_account(town.ACCOUNT, town.AUTH, town.NUMBER)
    town._phones(sandbox)
    return sandbox


def _found_school(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    hub = app.build(settings, town.shared_triager())
    hub.writer.run(lambda connection: settle(Db(connection, hub.keys), presets.read("demo"), hub.now()))
    asyncio.run(app.close(hub))


async def _ordeal(sandbox: Sandbox, hub: Process, kills: int, count: int, rng: random.Random) -> list[str]:
    await hub.start()
    killing = asyncio.create_task(kill_at_random(hub, kills, rng, 1.0))
    texts = await people_write(sandbox, count, rng)
    await killing
    return texts


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kills,count", [(6, 240), pytest.param(100, 2000, marks=pytest.mark.long)])
def test_a_hub_killed_at_random_moments_loses_and_doubles_nothing(
    database_url: str,
    tmp_path: Path,
    kills: int,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    make_master_key(tmp_path / "keys" / "bookbag.key")
    sms = (town.ACCOUNT, town.AUTH, town.NUMBER)

    async def run() -> list[str]:
        sandbox = _carriers()
        async with carriers(sandbox) as base:
            environment = environment_for(base, tmp_path, database_url, (town.PARENTS, town.TEACHERS), sms)
            await asyncio.to_thread(_found_school, environment, monkeypatch)
            town._start_chats(sandbox)
            hub = Process(["-m", "bot", "run"], environment, tmp_path / "hub.log")
            try:
                texts = await _ordeal(sandbox, hub, kills, count, random.Random(SEED))
                await _until_quiet(database_url, tmp_path, texts)
                assert await hub.stop(signal.SIGTERM) == 0, (tmp_path / "hub.log").read_text()[-3000:]
            finally:
                await hub.stop(signal.SIGKILL)
        return texts

    texts = asyncio.run(run())
    found = verdict(database_url, tmp_path / "keys" / "bookbag.key", texts)
    assert (found.sent, found.lost, found.doubled, found.orphaned, found.waiting) == (count, (), (), 0, 0)
    store = database_url.split(":")[0].split("+")[0]
    said = f"kill -9 at {kills} random moments over {count} messages on both carriers, {store}: 0 lost, 0 doubled (seed {SEED})"
    record_property("promise", said)


async def _until_quiet(database_url: str, folder: Path, texts: list[str]) -> None:
    """Wait as long as the backlog shrinks; a minute without progress is a stall."""
    fewest, patience = len(texts) + 1, 0
    while patience < 120:
        found = await asyncio.to_thread(verdict, database_url, folder / "keys" / "bookbag.key", texts)
        if not found.lost and not found.waiting:
            return
        patience = 0 if len(found.lost) < fewest else patience + 1
        fewest = min(fewest, len(found.lost))
        await asyncio.sleep(0.5)
    log = (folder / "hub.log").read_text()[-3000:]
    pytest.fail(f"stalled: {len(found.lost)} lost, {found.waiting} waiting, {found.orphaned} orphaned\n{log}")


def test_the_librarys_own_polling_is_caught_losing_mail(tmp_path: Path) -> None:
    """The same people, the same kills; if this passes the checker sees nothing and proves nothing."""

    async def run() -> list[str]:
        sandbox = _carriers()
        async with carriers(sandbox) as base:
            for who in telegram_families():
                sandbox.start(who)
            environment = {
                "NAIVE_DATABASE": str(tmp_path / "naive.db"),
                "NAIVE_BASE": base,
                "NAIVE_TOKEN": town.PARENTS,
            }
            bot = Process(["-m", "tests.scenarios.naive"], environment, tmp_path / "naive.log")
            await bot.start()
            await sandbox.until(lambda: sandbox.screen("marta")[0].taken, 20.0)
            texts = []
            for number in range(150):
                who = telegram_families()[number % 4]
                texts.append(f"note {number}")
                sandbox.type(who, texts[-1])
            await sandbox.until(lambda: sandbox.screen(telegram_families()[0])[-1].taken, 20.0)
            await bot.stop(signal.SIGKILL)
            await bot.start()
            await asyncio.sleep(3.0)
            await bot.stop(signal.SIGKILL)
        return texts

    texts = asyncio.run(run())
    with sqlite3.connect(tmp_path / "naive.db") as connection:
        kept = {row[0] for row in connection.execute("SELECT text FROM kept")}
    assert len(set(texts) - kept) > 0
