"""From the command to ready, and what the hub then takes of the machine's memory."""

from __future__ import annotations

import asyncio
import signal
import statistics
import time
from pathlib import Path

from tests.bench.measure import Bench, Row, figure
from tests.bench.standing import big_school, standing
from tests.cast import OAK_LANE, Roll

_ROUNDS, _PUPILS, _SCHOOLS = 3, 350, 1_000
_SETTLES_S = 8  # by then every loop has had its first look, and loaded what it needs for it


def starting(bench: Bench) -> tuple[Row, ...]:
    """Second starts: the schema is there. 1,000 schools in the long form only."""
    seconds, idle = asyncio.run(_started(bench.folder / "one", big_school(_PUPILS), 0))
    rows = [
        figure(f"start to ready with {_PUPILS} pupils", seconds, "s", 2),
        figure("memory, idle, before the embedding is first asked", idle, "MB", 150),
    ]
    if bench.long:
        seconds, _ = asyncio.run(_started(bench.folder / "many", OAK_LANE, _SCHOOLS - 1))
        rows.append(figure("start to ready with 1,000 schools", seconds, "s", 10))
    return tuple(rows)


async def _started(folder: Path, roll: Roll, others: int) -> tuple[float, float]:
    """Seconds and megabytes."""
    took = []
    async with standing(folder, roll, others) as hub:
        for _ in range(_ROUNDS):
            began = time.monotonic()
            await hub.started()
            took.append(time.monotonic() - began)
            await asyncio.sleep(_SETTLES_S)
            idle = hub.megabytes()
            await hub.process.stop(signal.SIGTERM)
    return statistics.median(took), idle
