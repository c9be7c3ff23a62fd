"""Something goes wrong as the school opens: what was held comes out once, in order, all of it (promise 10)."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.sandbox.faults import Fault
from storage import tables
from storage.db import Db
from tests import town
from tests.cast import OAK_LANE
from tests.torture.killing import Process, opened
from tests.torture.rig import SEED, Rig, database_away, rig, running

_out, _item = tables.outbox, tables.item
_HELD = select(func.count()).where(_item.c.state == "open", _item.c.visible_from > _item.c.made_at)
_TOLD = (
    select(_out.c.item_id, _out.c.staff_id, func.count().label("times"))
    .where(_out.c.staff_id.is_not(None), _out.c.item_id.is_not(None), _out.c.intent.like("notify:%"))
    .where(_out.c.state.in_(("sent", "delivered")))
    .group_by(_out.c.item_id, _out.c.staff_id)
)
_EVENING, _OPENS = time(20), time(8)
SCHOOL = replace(OAK_LANE, terms=((date(2024, 1, 4), date(2024, 8, 30)),))  # a hundred mornings of one long term


def _released(made: Rig) -> tuple[int, list[int]]:
    """How many items were held, and how often each person was rung for each."""
    engines, keys = opened(made.database, made.key_file)
    with engines.read.connect() as connection:
        db = Db(connection, keys)
        found = db.value(_HELD), [row.times for row in db.all(_TOLD)]
    engines.dispose()
    return found


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZoneInfo("Europe/London"))


def _next_day(day: date) -> date:
    """But for weekends; on a bank holiday something goes wrong while the school stays shut."""
    return day + timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))


async def _killed(made: Rig, hub: Process, rng: random.Random) -> None:
    await asyncio.sleep(rng.uniform(1.0, 3.0))
    await hub.stop(signal.SIGKILL)
    await hub.start()


async def _killed_as_it_starts(made: Rig, hub: Process, rng: random.Random) -> None:
    """Once just before the opening, and once more before it is ready."""
    await hub.stop(signal.SIGKILL)
    await hub.start()
    await asyncio.sleep(rng.uniform(0.0, 2.0))
    await hub.stop(signal.SIGKILL)
    await hub.start()


async def _without_database(made: Rig, hub: Process, rng: random.Random) -> None:
    await asyncio.sleep(rng.uniform(0.0, 1.5))
    await database_away(made, rng.uniform(1.0, 4.0))


async def _with_another(made: Rig, hub: Process, rng: random.Random) -> None:
    """A second hub is started by mistake, and stopped when somebody sees it."""
    async with running(made.hub()) as other:
        await asyncio.sleep(rng.uniform(1.0, 3.0))
        assert await other.stop(signal.SIGTERM) == 0


async def _banned(made: Rig, hub: Process, rng: random.Random) -> None:
    made.sandbox.fault(Fault.THROTTLE, account="oak_lane_staff_bot", method="sendMessage", times=rng.randint(1, 3), retry_after=1)
    await asyncio.sleep(2.0)


async def _cut(made: Rig, hub: Process, rng: random.Random) -> None:
    """The line is cut at each second call for a few seconds, and then it is there again."""
    made.sandbox.fault(Fault.RESET, probability=0.5)
    await asyncio.sleep(rng.uniform(2.0, 4.0))
    made.sandbox.faults.clear()


MISHAPS = {
    "a kill": _killed, "kills at the start": _killed_as_it_starts, "the database away": _without_database, "a second hub": _with_another,
    "429 to what is sent": _banned, "the line cut": _cut,
}  # fmt: skip


@pytest.mark.one_database
@pytest.mark.timeout(3 * 3600)
@pytest.mark.parametrize(
    "mishaps,times",
    [
        pytest.param(tuple(MISHAPS), 1, marks=pytest.mark.torture, id="each once"),
        *(pytest.param((name,), 100, marks=pytest.mark.long, id=f"{name}, 100 times") for name in MISHAPS),
    ],
)
def test_whatever_goes_wrong_as_the_school_opens_what_was_held_is_released_once(
    database_url: str,
    tmp_path: Path,
    mishaps: tuple[str, ...],
    times: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    rng = random.Random(SEED)

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch, roll=SCHOOL) as made:
            hub, texts, day = made.hub(), list[str](), town.TUESDAY.date()
            made.go_to(_at(day, _EVENING))
            await hub.start()
            try:
                for name in mishaps * times:
                    await hub.ready()
                    await made.notes(texts, 12)
                    await made.until_quiet(texts)
                    day = _next_day(day)
                    made.go_to(_at(day, _OPENS) - timedelta(seconds=1.5))
                    await MISHAPS[name](made, hub, rng)
                    await made.until_quiet(texts)
                    made.go_to(_at(day, _EVENING))
                made.go_to(_at(_next_day(day), _OPENS))
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            finally:
                await hub.stop(signal.SIGKILL)
            made.unharmed(texts)
            held, rung = _released(made)
            assert held >= times * len(mishaps)
            assert len(rung) >= held
            assert set(rung) == {1}
            record_property("promise", _promise(made.store, mishaps, times, len(texts), held))

    asyncio.run(run())


def _promise(store: str, mishaps: tuple[str, ...], times: int, count: int, held: int) -> str:
    return (
        f"{', '.join(mishaps)} around opening, {'each ' * (len(mishaps) > 1)}on {times} mornings, over {count} messages held as "
        f"{held} items, {store} (seed {SEED}): each released once, 0 lost, 0 out of order"
    )
