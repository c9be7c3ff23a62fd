"""The disk is full to the last byte, again and again: nothing acknowledged is lost, and the hub mends itself."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture.rig import SEED, rig, running
from tests.torture.small_disk import SmallDisk, dropped, moved_to, small_disk

_TIMES, _MEGABYTES = 12, 48


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_disk_full_to_the_last_byte_loses_nothing_that_was_acknowledged(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    with small_disk(_MEGABYTES) as disk:
        try:
            said = asyncio.run(_filled(disk, moved_to(disk, database_url), tmp_path, monkeypatch))
        finally:
            disk.free()
            dropped(database_url)
        record_property("promise", said)


async def _filled(disk: SmallDisk, database: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    rng, texts = random.Random(SEED), list[str]()
    async with rig(database, folder, monkeypatch) as made:
        async with running(made.hub()) as hub:
            for _ in range(_TIMES):
                await asyncio.to_thread(disk.fill)
                await made.notes(texts, 40)
                await asyncio.sleep(rng.uniform(0.5, 3.0))
                disk.free()
                await made.notes(texts, 10)
            await made.until_quiet(texts)
            assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
        refused = made.log.read_text().count("OperationalError")
        assert refused  # it did happen
        made.unharmed(texts)
    return f"{made.store} on a disk full {_TIMES} times under {len(texts)} messages, {refused} refusals logged: 0 lost, 0 twice"
