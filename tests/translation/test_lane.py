"""One engine's road: retries, breaker, bounds, and the cache beside it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator

import pytest

from bot.translation.base import PairError, Reach, Unavailable
from bot.translation.breaker import Breaker
from bot.translation.cache import Cache
from bot.translation.lane import Lane, jitter
from tests.translation.stub import FakeEngine, failing

REFUSED = Unavailable("ConnectionError", transient=True)
BROKEN = Unavailable("Http500")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_lane(clock: Clock) -> Iterator[Callable[..., Lane]]:
    made: list[Lane] = []

    def lane(engine: FakeEngine, **options: int) -> Lane:
        made.append(Lane(engine, Reach.OWN_NETWORK, clock=clock, pause=lambda attempt: 0.001 * attempt, **options))
        return made[-1]

    yield lane
    for each in made:
        each.close()


def soon(seconds: float = 30.0) -> float:
    return asyncio.get_running_loop().time() + seconds


async def kind(lane: Lane, until: float | None = None, target: str = "es") -> str:
    try:
        return await lane.call("the school", "en", target, until or soon())
    except Unavailable as error:
        return error.kind


async def test_what_may_pass_is_tried_three_times(open_lane: Callable[..., Lane]) -> None:
    engine = FakeEngine(failing(REFUSED, REFUSED, "hecho"))
    assert await kind(open_lane(engine)) == "hecho"
    never = FakeEngine(failing(REFUSED))
    assert await kind(open_lane(never)) == "ConnectionError"
    assert len(never.asked) == 3


async def test_other_failures_are_not_tried_again(open_lane: Callable[..., Lane]) -> None:
    engine = FakeEngine(failing(BROKEN))
    assert await kind(open_lane(engine)) == "Http500"
    assert len(engine.asked) == 1


async def test_no_retry_begins_when_the_deadline_would_pass(clock: Clock) -> None:
    engine = FakeEngine(failing(REFUSED))
    lane = Lane(engine, Reach.OWN_NETWORK, clock=clock, pause=lambda _: 60.0)
    assert await kind(lane) == "ConnectionError"
    assert len(engine.asked) == 1
    lane.close()


def test_pauses_differ_and_grow() -> None:
    first, second = [jitter(0) for _ in range(50)], [jitter(1) for _ in range(50)]
    assert len(set(first)) > 1
    assert min(first) >= 0.2
    assert max(first) <= 0.6
    assert min(second) >= 0.4
    assert max(second) <= 1.2


async def test_five_failures_open_the_breaker_for_that_pair_only(clock: Clock, open_lane: Callable[..., Lane]) -> None:
    engine = FakeEngine(failing(BROKEN))
    lane = open_lane(engine)
    for _ in range(5):
        assert await kind(lane) == "Http500"
    assert await kind(lane) == "BreakerOpen"
    assert len(engine.asked) == 5
    assert await kind(lane, target="pl") == "Http500"
    clock.now += 60
    assert await kind(lane) == "Http500"  # the one trial
    assert await kind(lane) == "BreakerOpen"


async def test_an_engine_that_hangs_is_left_alone_after_two_calls_in_whatever_language(
    clock: Clock, open_lane: Callable[..., Lane]
) -> None:
    hangs, answers = [True], "hecho"

    def work(text: str) -> str:
        if hangs[0]:
            clock.now += 10  # what one call to a server that accepts and never answers costs
            raise Unavailable("ReadTimeout")
        return answers

    engine = FakeEngine(work)
    lane = open_lane(engine)
    assert [await kind(lane, target=tag) for tag in ("es", "pl", "ur", "es")] == ["ReadTimeout"] * 2 + ["BreakerOpen"] * 2
    clock.now += 60
    assert [await kind(lane, target=tag) for tag in ("pl", "ur")] == ["ReadTimeout", "BreakerOpen"]  # one trial for all
    hangs[0] = False
    clock.now += 60
    assert [await kind(lane, target=tag) for tag in ("ur", "pl", "es")] == [answers] * 3
    assert len(engine.asked) == 6


async def test_an_unknown_pair_does_not_open_the_breaker(open_lane: Callable[..., Lane]) -> None:
    engine = FakeEngine(failing(PairError()))
    lane = open_lane(engine)
    assert {await kind(lane) for _ in range(8)} == {"PairError"}


async def test_an_engine_that_breaks_its_promise_is_a_failure_without_words(open_lane: Callable[..., Lane]) -> None:
    def work(text: str) -> str:
        raise KeyError(text)

    assert await kind(open_lane(FakeEngine(work))) == "KeyError"


async def test_hung_calls_end_at_the_deadline_and_are_bounded(open_lane: Callable[..., Lane]) -> None:
    release = threading.Event()
    engine = FakeEngine(lambda text: str(release.wait(30)) and text)
    lane = open_lane(engine, workers=2, waiting=1)
    hung = [asyncio.create_task(kind(lane, soon(0.5))) for _ in range(3)]
    await asyncio.sleep(0)
    assert await kind(lane) == "Busy"
    assert await asyncio.gather(*hung) == ["Deadline"] * 3
    assert len(engine.asked) == 2  # the third never started, and left its place
    release.set()


async def test_a_closed_lane_takes_no_more(open_lane: Callable[..., Lane]) -> None:
    lane = open_lane(FakeEngine())
    lane.close()
    assert await kind(lane) == "Closed"
    assert await kind(lane) == "Closed"


async def test_an_engine_is_asked_at_start_what_it_can_do(open_lane: Callable[..., Lane]) -> None:
    engine = FakeEngine()
    assert await open_lane(engine).prepare(1)
    assert engine.prepared == 1

    class Down(FakeEngine):
        def prepare(self) -> None:
            raise REFUSED

    assert not await open_lane(Down()).prepare(1)


def test_failures_far_apart_do_not_open_the_breaker(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(10):
        breaker.failed()
        clock.now += 8
    assert breaker.allows()


def test_one_trial_decides_for_the_others(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(5):
        breaker.failed()
    clock.now += 59.9
    assert not breaker.allows()
    clock.now += 0.1
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.succeeded()
    assert [breaker.allows(), breaker.allows()] == [True, True]


def test_a_trial_that_never_reports_does_not_close_the_road_for_ever(clock: Clock) -> None:
    breaker = Breaker(clock)
    for _ in range(5):
        breaker.failed()
    clock.now += 60
    assert breaker.allows()
    clock.now += 60
    assert breaker.allows()


def test_the_cache_keeps_the_latest_and_its_keys_tell_nothing() -> None:
    cache = Cache(2)
    keys = [cache.key("e", "en", "es", text) for text in ("CANARY", "b", "c")]
    cache.put(keys[0], "1")
    cache.put(keys[1], "2")
    assert cache.get(keys[0]) == "1"
    cache.put(keys[2], "3")
    assert [cache.get(key) for key in keys] == ["1", None, "3"]
    assert b"CANARY" not in b"".join(keys)
    assert cache.key("e", "en", "es", "CANARY") == keys[0]
    assert Cache().key("e", "en", "es", "CANARY") != keys[0]
    assert (
        len({cache.key(*parts) for parts in (("e", "en", "es", "a"), ("e", "en", "pl", "a"), ("f", "en", "es", "a"))})
        == 3
    )
    cache.clear()
    assert cache.get(keys[0]) is None
