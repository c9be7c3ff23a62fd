"""The hub is killed as the school opens: what was held comes out once, in order, all of it."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage import tables
from storage.db import Db
from tests import town
from tests.torture.killing import opened
from tests.torture.rig import SEED, Rig, rig

_out, _item = tables.outbox, tables.item
_HELD = select(func.count()).where(_item.c.state == "open", _item.c.visible_from > _item.c.made_at)
_TOLD = (
    select(_out.c.item_id, _out.c.staff_id, func.count().label("times"))
    .where(_out.c.staff_id.is_not(None), _out.c.item_id.is_not(None), _out.c.intent.like("notify:%"))
    .where(_out.c.state.in_(("sent", "delivered")))
    .group_by(_out.c.item_id, _out.c.staff_id)
)
_EVENING, _OPENS = timedelta(hours=20), timedelta(hours=8)


def _released(made: Rig) -> tuple[int, list[int]]:
    """How many items were held, and how often each person was rung for each."""
    engines, keys = opened(made.database, made.key_file)
    with engines.read.connect() as connection:
        db = Db(connection, keys)
        found = db.value(_HELD), [row.times for row in db.all(_TOLD)]
    engines.dispose()
    return found


def _next_day(moment: datetime) -> datetime:
    """Midnight before the next school day of March 2024, when school time is UTC."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


@pytest.mark.one_database
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("times", [pytest.param(3, marks=pytest.mark.torture), pytest.param(16, marks=pytest.mark.long)])
def test_a_hub_killed_as_the_school_opens_releases_what_was_held_once(
    database_url: str,
    tmp_path: Path,
    times: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    rng = random.Random(SEED)

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            hub, texts, midnight = made.hub(), list[str](), town.TUESDAY.replace(hour=0)
            made.go_to(midnight + _EVENING)
            await hub.start()
            try:
                for _ in range(times):
                    await hub.ready()
                    await made.notes(texts, 12)
                    await made.until_quiet(texts)
                    midnight = _next_day(midnight)
                    made.go_to(midnight + _OPENS - timedelta(seconds=1.5))
                    await asyncio.sleep(rng.uniform(1.0, 3.0))
                    await hub.stop(signal.SIGKILL)
                    await hub.start()
                    await made.until_quiet(texts)
                    made.go_to(midnight + _EVENING)
                made.go_to(_next_day(midnight) + _OPENS)
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            finally:
                await hub.stop(signal.SIGKILL)
            made.unharmed(texts)
            held, rung = _released(made)
            assert held >= times
            assert len(rung) >= held
            assert set(rung) == {1}
            record_property("promise", _promise(made.store, times, len(texts), held))

    asyncio.run(run())


def _promise(store: str, times: int, count: int, held: int) -> str:
    return (
        f"kill -9 within 2 s of opening on {times} mornings over {count} messages held as {held} items, {store} (seed {SEED}): each "
        "released once, 0 lost, 0 out of order"
    )
