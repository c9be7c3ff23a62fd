"""The whole way of a note."""

from __future__ import annotations

import asyncio
from pathlib import Path

from storage import inbox
from tests.bench.measure import Bench, Row, rate
from tests.town import Town, town

_NOTES = 120


def whole_way(bench: Bench) -> tuple[Row, ...]:
    """Notes from four families, accepted over both wires, handled and acknowledged, against typing them into the sandbox."""
    typed, handled = asyncio.run(_story(bench.folder))
    return (rate("accept, sort, decide and store a note", "typing it into the sandbox", typed, handled),)


async def _story(folder: Path) -> tuple[float, float]:
    async with town(f"sqlite:///{folder / 'bookbag.db'}", folder) as oak_lane:
        loop, before = asyncio.get_running_loop(), _handled(oak_lane)
        began = loop.time()
        for number in range(_NOTES):
            oak_lane.say(("marta", "piotr", "lena", "omar")[number % 4], f"reading record {number} is in the bag")
        typed = loop.time() - began
        await oak_lane.sandbox.until(lambda: _handled(oak_lane) >= before + _NOTES, 120.0)
        return _NOTES / max(typed, 1e-6), _NOTES / (loop.time() - began)


def _handled(oak_lane: Town) -> int:
    with oak_lane.hub.reading() as db:
        return inbox.counts(db).get("done", 0)
