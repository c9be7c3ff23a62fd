"""The database goes away and the carrier says nonsense: nothing acknowledged is lost, and the hub mends itself."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import FAMILIES
from tests.torture.killing import people_write
from tests.torture.rig import SEED, database_away, rig, running


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("count,seconds", [(40, 3.0), pytest.param(2000, 600.0, marks=pytest.mark.long)])
def test_a_database_that_goes_away_loses_nothing_that_was_acknowledged(
    database_url: str,
    tmp_path: Path,
    count: int,
    seconds: float,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            async with running(made.hub()) as hub:
                trouble = asyncio.create_task(database_away(made, seconds))
                texts = await people_write(made.sandbox, list(FAMILIES), count, random.Random(SEED))
                await trouble
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            made.unharmed(texts)
            record_property(
                "promise",
                f"{made.store} away for {seconds:.0f} s under {count} messages: 0 lost, 0 twice, 0 out of order",
            )

    asyncio.run(run())


_NONSENSE = (  # what stands after the update's number
    '"message": null',
    '"message": {"chat": 7}',
    '"message": {"message_id": "seven", "date": -1, "chat": {"id": 5101, "type": "private"}, "text": {}}',
    '"a_kind_of_tomorrow": {"text": "hello"}',
    f'"message": {"[" * 500}{"]" * 500}',
    f'"message": {{"text": "{"x" * 200_000}"}}',
)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("count", [60, pytest.param(10_000, marks=pytest.mark.long)])
def test_one_update_in_ten_that_nobody_can_read_stalls_nobody(
    sqlite_url: str,
    tmp_path: Path,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    async def run() -> None:
        async with rig(sqlite_url, tmp_path, monkeypatch) as made:
            async with running(made.hub()) as hub:
                texts = list[str]()
                for number in range(count):
                    if number % 10 == 0:
                        made.sandbox.inject("oak_lane_bot", _NONSENSE[number // 10 % len(_NONSENSE)])
                    texts.append(f"reading record {number} is in the bag")
                    made.sandbox.type(list(FAMILIES)[number % len(FAMILIES)], texts[-1])
                    await asyncio.sleep(0.02)
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            made.unharmed(texts)
            record_property("promise", f"1 in 10 of {count} updates unreadable: no other was lost, late or twice")

    asyncio.run(run())


@pytest.mark.long
@pytest.mark.timeout(3600)
async def test_a_disk_that_is_full_loses_nothing_that_was_acknowledged_and_mends_itself(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    full, rng, times = tmp_path / "full", random.Random(SEED), 10
    async with rig(sqlite_url, tmp_path, monkeypatch) as made:
        hub, texts = made.hub("tests.torture.full_disk"), list[str]()
        hub.environment["TORTURE_FULL"] = str(full)
        async with running(hub):
            for _ in range(times):
                await asyncio.sleep(rng.uniform(0.2, 1.0))
                full.touch()
                await made.notes(texts, 12)
                await asyncio.sleep(2.0)
                full.unlink()
                await made.notes(texts, 4)
            await made.until_quiet(texts)
            assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
        assert "full" in made.log.read_text() or "OperationalError" in made.log.read_text()  # it did happen
        made.unharmed(texts)
        record_property("promise", f"SQLite without room {times} times under {len(texts)} messages: 0 lost, 0 twice")
