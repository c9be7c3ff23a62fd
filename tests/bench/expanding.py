"""A post to ten thousand adults becomes a row for each, and for each a note how they would be reached."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from sqlalchemy import delete, text

from bot import announce as announcing
from storage import tables
from storage.db import Db
from tests.bench.crowd import announce, settle_crowd
from tests.bench.measure import ROUNDS, Bench, Row, cost, medians
from tests.still import Still, still

_ADULTS = 10_000
_FLOOR = text(
    "INSERT INTO outbox (school_id, id, intent, lane, content, guardian_id, due_at, state, attempts, resent, parts, made_at) "
    "SELECT school_id, id, 'news:1:' || id, 2, '[\"Notice\", {\"announcement_id\": 1}]', id, '2024-03-05 10:00:00', 'queued', "
    "0, 0, 0, '2024-03-05 10:00:00' FROM guardian WHERE school_id = :school"
)


def expanding(bench: Bench) -> tuple[Row, ...]:
    """The floor writes one row each of the same table in one statement; ours is all the rules and two rows each."""
    floor, ours = asyncio.run(_story(bench))
    return (cost("queue a post for 10,000 adults in 12 languages", "one INSERT…SELECT of 10,000 rows", floor, ours, 5),)


async def _story(bench: Bench) -> tuple[float, float]:
    found: dict[str, list[float]] = {"floor": [], "ours": []}
    async with still(f"sqlite:///{bench.folder / 'bookbag.db'}", bench.folder) as made:
        await made.write(lambda db: settle_crowd(db, made, _ADULTS))
        for _ in range(ROUNDS):
            await made.write(_empty)
            found["floor"].append(await _timed(made, lambda db: db.run(_FLOOR, school=made.cast.school_id)))
            await made.write(_empty)
            await made.write(lambda db: announce(db, made))
            began = time.perf_counter()
            await announcing.run_once(made.hub)
            found["ours"].append(1000 * (time.perf_counter() - began))
    middle = medians(found)
    return middle["floor"], middle["ours"]


async def _timed(made: Still, unit: Callable[[Db], object]) -> float:
    began = time.perf_counter()
    await made.write(unit)
    return 1000 * (time.perf_counter() - began)


def _empty(db: Db) -> None:
    for model in (tables.outbox, tables.recipient):
        db.run(delete(model))
