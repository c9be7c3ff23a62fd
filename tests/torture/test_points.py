"""The hub ends at every named point of a message's way: whichever it is, the next start takes up what was begun."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from bot.domain.messages import Carrier
from tests.cast import FAMILIES
from tests.torture.killing import Process, people_write
from tests.torture.points import Point
from tests.torture.rig import SEED, Rig, rig, running

_WITHIN_S = 60.0
_A_LIFE = 12  # messages are enough to pass any point four times


@pytest.mark.one_database
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("times", [1, pytest.param(50, marks=pytest.mark.long)])
def test_whichever_point_it_dies_at_nothing_is_lost_doubled_or_swapped(
    database_url: str,
    tmp_path: Path,
    times: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    rng = random.Random(SEED)

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            texts = await _die_at(made, [point for _ in range(times) for point in Point], rng)
            async with running(made.hub()) as hub:
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            made.unharmed(texts)
            record_property("promise", _promise(made.store, times, len(texts)))

    asyncio.run(run())


@pytest.mark.one_database
def test_a_message_that_two_hubs_died_with_came_twice_and_is_called_doubtful_not_sent(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            made.sandbox.type("marta", "reading record 0 is in the bag")
            hub = made.hub("tests.torture.points")
            hub.environment |= {"TORTURE_POINT": Point.ANSWERED.value, "TORTURE_PASSAGES": "1"}
            for _ in range(2):
                await hub.start()
                await _dies(made, hub)
            async with running(made.hub()) as hub:
                await made.until_quiet(["reading record 0 is in the bag"])
                await hub.stop(signal.SIGTERM)
            found = made.arrived()[Carrier.TELEGRAM]
            assert (found.sent, found.shown, found.doubtful, found.doubled) == (0, 2, 2, 0), "\n".join((*found.ways, *found.bubbles))

    asyncio.run(run())


@pytest.mark.one_database
def test_a_text_the_hub_died_with_is_not_taken_for_an_equal_one_of_before(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twilio says what left, by its words; only our own record says which of two equal texts that was."""

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            async with running(made.hub()) as hub:
                made.sandbox.type("sana", "?")
                await made.sandbox.until(lambda: made.sandbox.received("sana"), _WITHIN_S)
                await made.until_quiet([])
                assert await hub.stop(signal.SIGTERM) == 0
            dies = made.hub("tests.torture.points")
            dies.environment |= {"TORTURE_POINT": Point.SENDING.value, "TORTURE_PASSAGES": "1"}
            await dies.start()
            made.sandbox.type("sana", "?")
            await _dies(made, dies)
            async with running(made.hub()) as hub:
                await made.until_quiet([])
                assert await hub.stop(signal.SIGTERM) == 0
            found = made.arrived()[Carrier.SMS]
            assert found.shown == found.sent, "\n".join((*found.ways, *found.bubbles))
            assert len(set(made.sandbox.received("sana"))) == 1  # they were equal

    asyncio.run(run())


async def _dies(made: Rig, hub: Process) -> None:
    """At its point, by itself."""
    try:
        assert await hub.ended(_WITHIN_S) == -signal.SIGKILL, made.log.read_text()[-3000:]
    finally:
        await hub.stop(signal.SIGKILL)


async def _die_at(made: Rig, points: Iterable[Point], rng: random.Random) -> list[str]:
    """The hub is started for each point and people write until it has died there; returns what they wrote."""
    hub, texts = made.hub("tests.torture.points"), list[str]()
    for point in points:
        hub.environment |= {"TORTURE_POINT": point.value, "TORTURE_PASSAGES": str(rng.randint(1, 4))}
        await hub.start()
        writing = asyncio.create_task(_write_on(made, texts, rng))
        try:
            assert await hub.ended(_WITHIN_S) == -signal.SIGKILL, (
                f"{point} was not reached\n{made.log.read_text()[-3000:]}"
            )
        finally:
            writing.cancel()
            await hub.stop(signal.SIGKILL)
    return texts


async def _write_on(made: Rig, texts: list[str], rng: random.Random) -> None:
    people = list(FAMILIES)
    for number in range(len(texts), len(texts) + _A_LIFE):
        texts.append(f"reading record {number} is in the bag")
        made.sandbox.type(people[number % len(people)], texts[-1])
        await asyncio.sleep(rng.uniform(0.1, 0.4))


def _promise(store: str, times: int, count: int) -> str:
    return (
        f"kill -9 at each of {len(Point)} named points, {times} times over {count} messages on both carriers, {store} "
        f"(seed {SEED}): 0 lost, 0 stored or handed on twice, 0 out of order"
    )


@pytest.mark.one_database
@pytest.mark.parametrize("count", [60, pytest.param(3000, marks=pytest.mark.long)])
def test_two_hubs_started_by_mistake_do_everything_once(
    database_url: str,
    tmp_path: Path,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            async with running(made.hub()) as first, running(made.hub()) as second:
                texts = await people_write(made.sandbox, list(FAMILIES), count, random.Random(SEED))
                await made.until_quiet(texts)
                assert [await hub.stop(signal.SIGTERM) for hub in (first, second)] == [0, 0]
            shown = made.unharmed(texts)
            assert {one.shown - one.sent for one in shown.values()} == {0}
            record_property("promise", f"two hubs on one {made.store}, {count} messages: everything once, in order")

    asyncio.run(run())
