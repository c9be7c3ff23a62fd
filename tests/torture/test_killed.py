"""kill -9 at random moments: nothing acknowledged is lost, nothing happens twice; the library's own polling fails this."""

from __future__ import annotations

import asyncio
import random
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.messages import Carrier
from bot.sandbox.server import running as carriers
from tests import town
from tests.cast import FAMILIES
from tests.torture.killing import Arrived, Ordeal, Process, compare, telegram_families
from tests.torture.rig import SEED, carriers_of, rig

_LONG = [pytest.param(100, 2_000, marks=pytest.mark.long), pytest.param(1_000, 100_000, marks=pytest.mark.long)]  # the last: an hour


@pytest.mark.timeout(3 * 3600)
@pytest.mark.parametrize("kills,count", [(5, 100), *_LONG])
def test_a_hub_killed_at_random_moments_loses_and_doubles_nothing(
    database_url: str,
    tmp_path: Path,
    kills: int,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    ordeal = Ordeal(kills, count, random.Random(SEED))

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            hub = made.hub()
            try:
                texts = await ordeal.run(made.sandbox, hub, list(FAMILIES))
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            finally:
                await hub.stop(signal.SIGKILL)
            record_property("promise", _promise(ordeal, made.store, made.unharmed(texts)))

    asyncio.run(run())


def _promise(ordeal: Ordeal, store: str, shown: dict[Carrier, Arrived]) -> str:
    again = shown[Carrier.TELEGRAM].shown - shown[Carrier.TELEGRAM].sent
    return (
        f"kill -9 at {ordeal.kills} random moments over {ordeal.count} messages on both carriers, {store} (seed {SEED}): "
        f"0 lost, 0 stored or handed on twice, 0 out of order; of {shown[Carrier.SMS].sent} SMS sent 0 arrived twice, of "
        f"{shown[Carrier.TELEGRAM].sent} Telegram messages {again}, where a kill left {shown[Carrier.TELEGRAM].doubtful} "
        "in doubt"
    )


def test_the_librarys_own_polling_is_caught_losing_mail(tmp_path: Path) -> None:
    """The same people, the same kills, the same checker; if it passed, the checker would see and prove nothing."""
    ordeal = Ordeal(6, 240, random.Random(SEED))

    async def run() -> list[str]:
        sandbox = carriers_of()
        async with carriers(sandbox) as base:
            for who in telegram_families():
                sandbox.start(who)
            environment = {
                "NAIVE_DATABASE": str(tmp_path / "naive.db"),
                "NAIVE_BASE": base,
                "NAIVE_TOKEN": town.PARENTS,
            }
            bot = Process(["-m", "tests.torture.naive"], environment, tmp_path / "naive.log")
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
