"""What the hub keeps in memory of the messages that have gone through it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import func, select

from storage import tables
from storage.engine import make_engine
from tests.bench.measure import Bench, Row, figure
from tests.bench.standing import Standing, standing
from tests.bench.whole_way import SCHOOL, WRITERS

_inbox = tables.inbox
_WARM, _AT_ONCE = 300, 50  # messages: the first ones load what is loaded when it is first needed
_FIRST_TICKS_S = 75  # and so does what looks every minute


def remembering(bench: Bench) -> tuple[Row, ...]:
    many = 100_000 if bench.long else 10_000
    grown = asyncio.run(_grown(bench.folder / "hub", many))
    return (figure(f"memory more after {many:,} messages than after {_WARM}", grown, "MB", 10),)


async def _grown(folder: Path, many: int) -> float:
    async with standing(folder, SCHOOL, program="tests.bench.worded") as hub:
        await hub.started()
        await _written(hub, _WARM, 0)
        await asyncio.sleep(_FIRST_TICKS_S)
        before = hub.megabytes()
        for done in range(0, many, 1_000):
            await _written(hub, 1_000, done + 1)
        return hub.megabytes() - before


async def _written(hub: Standing, count: int, number: int) -> None:
    """Notes by forty families on Telegram, until all are handled; never more under way than a bot has at a school's busiest."""
    handled = _handled(hub)
    for begun in range(0, count, _AT_ONCE):
        for place in range(begun, min(begun + _AT_ONCE, count)):
            hub.sandbox.type(WRITERS[place % len(WRITERS)], f"reading record {number}-{place} is in the bag")
        while _handled(hub) - handled < begun:  # noqa: ASYNC110 - another process rings no bell here
            await asyncio.sleep(0.1)
    while _handled(hub) - handled < count:  # noqa: ASYNC110
        await asyncio.sleep(0.1)


def _handled(hub: Standing) -> int:
    engine = make_engine(hub.database)
    with engine.connect() as connection:
        done = connection.scalar(select(func.count()).where(_inbox.c.state == "done"))
    engine.dispose()
    return done or 0
