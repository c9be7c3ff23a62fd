"""Two days of a school's traffic at once, the night the clocks go back among them: nothing lost, memory and handles flat (promise 19)."""

from __future__ import annotations

import asyncio
import random
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, cycle, repeat
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from bot.domain.people import DutyKind
from storage import tables
from storage.engine import make_engine
from tests.cast import OAK_LANE, Member, Roll, adult
from tests.torture.killing import Process
from tests.torture.rig import SEED, Rig, comes_true, rig

ADULTS, CLASSES = 420, 24
BEGINS = datetime(2024, 10, 26, 19, 0, tzinfo=UTC)  # a Saturday evening, by summer time; on Monday there is school
QUARTERS, KILLED_FOR = 176, 88  # quarter hours: to Monday 15:00, and until when it is killed every quarter or half
_WAITING = select(func.count()).where(tables.inbox.c.state == "new")
_AT_ONCE = 20  # notes of one adult in a row: a teacher hears of them together, as a chat takes one message a second
_BEHIND = 300  # messages not handled yet: as many as a busy quarter of an hour leaves
_RESIDENT = re.compile(r"VmRSS:\s+(\d+) kB")


_TEACHERS: dict[str, Member] = {f"t{place}": (f"Kay{place}", "Reed", str(7_000 + place), ()) for place in range(CLASSES)}
SCHOOL: Roll = replace(
    OAK_LANE,
    families={f"A{place}": adult(place) for place in range(ADULTS)},
    pupils={f"c{place}": (f"Kit{place}", "Vale", f"{place % CLASSES}K") for place in range(ADULTS // 2)},
    staff={**{who: facts for who, facts in OAK_LANE.staff.items() if facts[3]}, **_TEACHERS},
    classes={f"{place}K": "4" for place in range(CLASSES)},
    duties=tuple((f"t{place}", f"{place}K", DutyKind.TEACHES, {}) for place in range(CLASSES)),
    terms=((date(2024, 9, 2), date(2024, 12, 20)),),
    first_day=date(2024, 9, 2),
)


@dataclass(frozen=True, slots=True)
class Size:
    """What a process holds: megabytes of memory, and open files and connections."""

    megabytes: float
    handles: int

    @staticmethod
    def of(process: Process) -> Size:
        folder = Path(f"/proc/{process.pid}")
        found = _RESIDENT.search((folder / "status").read_text("ascii"))
        assert found is not None
        return Size(int(found.group(1)) / 1024, len(list((folder / "fd").iterdir())))


@dataclass(slots=True)
class Soak:
    made: Rig
    hub: Process
    count: int
    rng: random.Random
    texts: list[str] = field(default_factory=list)
    kills: int = 0
    sizes: list[Size] = field(default_factory=list)  # of its last life, each half hour

    async def run(self) -> None:
        await self.hub.start()
        await self.hub.ready()
        writers = chain.from_iterable(repeat(who, _AT_ONCE) for who in cycle(SCHOOL.families))
        engine = make_engine(self.made.database)
        with engine.connect() as look:
            for quarter in range(QUARTERS):
                await asyncio.to_thread(self.made.go_to, BEGINS + quarter * timedelta(minutes=15))
                for _ in range(self.count // QUARTERS):
                    if len(self.texts) % 50 == 0:
                        await comes_true(lambda: self._behind(look) <= _BEHIND, 600.0)
                    self._written(writers)
                    await asyncio.sleep(0)
                await self._live_or_die(quarter)
        engine.dispose()

    def _behind(self, look: Connection) -> int:
        with look.begin():
            return look.scalar(_WAITING) or 0

    def _written(self, writers: Iterator[str]) -> None:
        self.texts.append(f"reading record {len(self.texts)} is in the bag")
        self.made.sandbox.type(next(writers), self.texts[-1])

    async def _live_or_die(self, quarter: int) -> None:
        if quarter < KILLED_FOR and (quarter % 2 or self.rng.random() < 0.5):
            await self.hub.stop(signal.SIGKILL)
            self.kills += 1
            await self.hub.start()
            await self.hub.ready()
        elif quarter > KILLED_FOR and quarter % 2:
            self.sizes.append(Size.of(self.hub))


@pytest.mark.one_database
@pytest.mark.timeout(6 * 3600)
@pytest.mark.parametrize(
    "count,more",
    [
        pytest.param(1_760, Size(40, 16), marks=pytest.mark.torture, id="1760"),
        pytest.param(500_000, Size(10, 4), marks=pytest.mark.long, id="500000"),  # some three hours
    ],
)
def test_two_days_of_traffic_lose_nothing_and_the_hub_stays_as_big_as_it_was(
    database_url: str,
    tmp_path: Path,
    count: int,
    more: Size,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    """`more`: than after a fifth of the second half. In a short run most of that is what is loaded or opened when it is first needed."""

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch, roll=SCHOOL, begins=BEGINS) as made:
            soak = Soak(made, made.hub(), count, random.Random(SEED))
            try:
                await soak.run()
                await made.until_quiet(soak.texts)
                assert await soak.hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            finally:
                await soak.hub.stop(signal.SIGKILL)
            made.unharmed(soak.texts)
            first, last = soak.sizes[len(soak.sizes) // 5], soak.sizes[-1]
            assert last.megabytes <= first.megabytes + more.megabytes, soak.sizes
            assert last.handles <= first.handles + more.handles, soak.sizes
            record_property("promise", _promise(made, soak, first, last))

    asyncio.run(run())


def _promise(made: Rig, soak: Soak, first: Size, last: Size) -> str:
    return (
        f"{len(soak.texts):,} messages of {ADULTS} adults over {QUARTERS // 4} h of school time, the clocks going back in them, "
        f"{soak.kills} kills in the first half, {made.store} (seed {SEED}): 0 lost, 0 twice, 0 out of order; without kills in the second "
        f"half from {first.megabytes:.0f} MB and {first.handles} handles to {last.megabytes:.0f} MB and {last.handles}"
    )
