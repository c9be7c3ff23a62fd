"""kill -9 at random moments: nothing acknowledged is lost, nothing happens twice; the library's own polling fails this."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

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
from tests.cast import FAMILIES, OAK_LANE, settle
from tests.scenarios.killing import (
    Arrived,
    Compared,
    Ordeal,
    Process,
    Verdict,
    arrived,
    compare,
    environment_for,
    telegram_families,
    verdict,
)

SEED = 20240305
AHEAD = town.TUESDAY - lease_now()  # a Tuesday in term, in school hours: every note rings a teacher's phone


def _now() -> datetime:
    return lease_now() + AHEAD


async def _stay(_where: object) -> None:
    """The clock runs; nobody moves it."""


def _carriers() -> Sandbox:
    sandbox = Sandbox(seed=SEED, now=_now, move_clock=_stay, set_clock=_stay)
    sandbox.add_bot(town.PARENTS, "oak_lane_bot", "Oak Lane")
    sandbox.add_bot(town.TEACHERS, "oak_lane_staff_bot", "Oak Lane staff")
    sandbox.add_sms_account(town.ACCOUNT, town.AUTH, town.NUMBER)
    town._phones(sandbox)
    return sandbox


def _found_school(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    hub = app.build(Settings(), town.shared_triager())

    def found(connection: Connection) -> None:
        db = Db(connection, hub.keys)
        settle(db, presets.read("demo"), _now())
        clock.set_offset(db, AHEAD.total_seconds())

    hub.writer.run(found)
    asyncio.run(app.close(hub))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kills,count", [(5, 100), pytest.param(100, 2000, marks=pytest.mark.long)])
def test_a_hub_killed_at_random_moments_loses_and_doubles_nothing(
    database_url: str,
    tmp_path: Path,
    kills: int,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    key_file = tmp_path / "keys" / "bookbag.key"
    make_master_key(key_file)
    ordeal = Ordeal(kills, count, random.Random(SEED))
    sandbox = _carriers()

    async def run() -> list[str]:
        async with carriers(sandbox) as base:
            environment = environment_for(
                base, tmp_path, database_url, (town.PARENTS, town.TEACHERS), (town.ACCOUNT, town.AUTH, town.NUMBER)
            )
            await asyncio.to_thread(_found_school, environment, monkeypatch)
            town._met(sandbox, OAK_LANE)
            hub = Process(["-m", "bot", "run"], environment, tmp_path / "hub.log")
            try:
                texts = await ordeal.run(sandbox, hub, list(FAMILIES))
                await _until_quiet(database_url, tmp_path, texts)
                assert await hub.stop(signal.SIGTERM) == 0, (tmp_path / "hub.log").read_text()[-3000:]
            finally:
                await hub.stop(signal.SIGKILL)
        return texts

    texts = asyncio.run(run())
    found = verdict(database_url, key_file, texts, _now())
    assert found == Verdict(Compared((), ()), orphaned=0, shared=0, waiting=0, unsent=0)
    shown = arrived(sandbox, database_url, key_file)
    assert shown[Carrier.SMS].shown == shown[Carrier.SMS].sent > 0  # Twilio can be asked what left
    telegram = shown[Carrier.TELEGRAM]  # Telegram cannot: at most one more for each send a kill interrupted
    assert 0 < telegram.sent <= telegram.shown <= telegram.sent + telegram.doubtful
    record_property("promise", _promise(ordeal, database_url, shown))


def _promise(ordeal: Ordeal, database_url: str, shown: dict[Carrier, Arrived]) -> str:
    store = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
    again = shown[Carrier.TELEGRAM].shown - shown[Carrier.TELEGRAM].sent
    return (
        f"kill -9 at {ordeal.kills} random moments over {ordeal.count} messages on both carriers, {store} (seed {SEED}): "
        f"0 lost, 0 stored or handed on twice; of {shown[Carrier.SMS].sent} SMS sent 0 arrived twice, of "
        f"{shown[Carrier.TELEGRAM].sent} Telegram messages {again}, where a kill left {shown[Carrier.TELEGRAM].doubtful} "
        "in doubt"
    )


async def _until_quiet(database_url: str, folder: Path, texts: list[str]) -> None:
    """Wait as long as the backlog shrinks; a minute without progress is a stall."""
    fewest, patience = 10**9, 0
    while patience < 120:
        found = await asyncio.to_thread(verdict, database_url, folder / "keys" / "bookbag.key", texts, _now())
        if found.quiet:
            return
        left = len(found.mail.lost) + found.waiting + found.unsent
        patience = 0 if left < fewest else patience + 1
        fewest = min(fewest, left)
        await asyncio.sleep(0.5)
    pytest.fail(f"stalled: {found}\n{(folder / 'hub.log').read_text()[-3000:]}")


def test_the_librarys_own_polling_is_caught_losing_mail(tmp_path: Path) -> None:
    """The same people, the same kills, the same checker; if it passed, the checker would see and prove nothing."""
    ordeal = Ordeal(6, 240, random.Random(SEED))

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
            try:
                texts = await ordeal.run(sandbox, bot, telegram_families())
                queue = sandbox.store.bots["oak_lane_bot"].updates
                await sandbox.until(lambda: not len(queue), 40.0)  # all of it confirmed: none comes again
                await asyncio.sleep(3.0)
            finally:
                await bot.stop(signal.SIGKILL)
        return texts

    texts = asyncio.run(run())
    with sqlite3.connect(tmp_path / "naive.db") as connection:
        kept = [row[0] for row in connection.execute("SELECT text FROM kept")]
    assert compare(texts, kept).lost
