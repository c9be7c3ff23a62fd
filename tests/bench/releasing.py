"""What was held until a school opens: five thousand notices, at the moment it does."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from sqlalchemy import bindparam, update

from bot import deliver
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from bot.hub import as_hub
from storage import outbox, sending, tables
from storage.clock import lease_now
from storage.db import Db
from storage.ids import new_id
from tests.bench.crowd import settle_crowd
from tests.bench.measure import ROUNDS, Bench, Row, cost, figure, medians
from tests.still import Still, still

_HELD, _BATCH = 5_000, 16
_out = tables.outbox
_ALL = update(_out).values(made_at=bindparam("moment"))
_FREE = update(_out).values(lease_owner=None, lease_until=None, attempts=0)


def releasing(bench: Bench) -> tuple[Row, ...]:
    """Held rows carry their time, so nothing is released: the first claim after the opening is what it costs."""
    floor, first, sent = asyncio.run(_story(bench))
    return (
        cost("release 5,000 held messages at opening", "one UPDATE of 5,000 rows", floor, first, 5),
        figure("first message out after the opening, 5,000 waiting", sent, "s", 1),
    )


async def _story(bench: Bench) -> tuple[float, float, float]:
    found: dict[str, list[float]] = {"floor": [], "first": []}
    async with still(f"sqlite:///{bench.folder / 'bookbag.db'}", bench.folder) as made:
        opens = made.hub.now() + timedelta(hours=12)
        await made.write(lambda db: _hold(db, made, settle_crowd(db, made, _HELD)))
        assert not await made.write(lambda db: _claim(db, made))
        made.at(opens + timedelta(seconds=1))
        for _ in range(ROUNDS):
            for name, unit in (("floor", lambda db: db.run(_ALL, moment=opens)), ("first", lambda db: _claim(db, made))):
                began = time.perf_counter()
                await made.write(unit)
                found[name].append(1000 * (time.perf_counter() - began))
            await made.write(lambda db: db.run(_FREE))
        began = time.perf_counter()
        await deliver.run_once(made.hub, made.pacer)
        middle = medians(found)
        return middle["floor"], middle["first"], time.perf_counter() - began


def _hold(db: Db, made: Still, adults: list[int]) -> None:
    opens = made.hub.now() + timedelta(hours=12)
    words = Words((say("language.set"),))
    parcels = (Parcel(content=words, due_at=opens, lane=Lane.TALK, guardian_id=one) for one in adults)
    for parcel in parcels:
        outbox.add(as_hub(made.cast.school_id, "bench"), db, parcel, new_id(), made.hub.now())


def _claim(db: Db, made: Still) -> int:
    return len(sending.claim(db, "bench", made.hub.now(), lease_now(), 90.0, _BATCH))
