"""A carrier's limit is met by waiting for one's turn."""

from __future__ import annotations

import asyncio

import pytest

from bot.deliver import pacing
from bot.deliver.pacing import Pacer
from bot.domain.messages import Carrier
from bot.domain.sending import Lane


class Clock:
    """Time passes only by being waited for."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(pacing, "time", made)
    monkeypatch.setattr(asyncio, "sleep", made.sleep)
    return made


def test_a_chat_gets_one_message_a_second_and_others_go_on(clock: Clock) -> None:
    async def run() -> None:
        pacer = Pacer()
        for chat in ("5001", "5002", "5001"):
            await pacer.turn(1, Carrier.TELEGRAM, chat)

    asyncio.run(run())
    assert clock.slept == [round(1 / 29.5, 3), round(1.03 - 1 / 29.5, 3)]


def test_an_sms_account_waits_for_its_parts(clock: Clock) -> None:
    async def run() -> None:
        pacer = Pacer()
        await pacer.turn(1, Carrier.SMS, "+447700900103", parts=3)
        await pacer.turn(1, Carrier.SMS, "+447700900104")
        await pacer.turn(2, Carrier.SMS, "+447700900103")

    asyncio.run(run())
    assert clock.slept == [0.3]


def test_the_next_slot_goes_to_an_answer_and_not_to_the_announcements_that_came_before_it() -> None:
    async def run() -> list[str]:
        pacer, left = Pacer(), list[str]()

        async def send(chat: str, lane: Lane) -> None:
            await pacer.turn(1, Carrier.TELEGRAM, chat, lane=lane)
            left.append(chat)

        news = [asyncio.create_task(send(f"news {number}", Lane.NEWS)) for number in range(4)]
        await asyncio.sleep(0)
        answers = [asyncio.create_task(send("danger", Lane.DANGER)), asyncio.create_task(send("answer", Lane.TALK))]
        await asyncio.gather(*news, *answers)
        return left

    assert asyncio.run(run()) == ["news 0", "danger", "answer", "news 1", "news 2", "news 3"]


def test_chats_are_forgotten_once_their_slot_has_passed(clock: Clock) -> None:
    async def run() -> Pacer:
        pacer = Pacer()
        for chat in range(1100):
            await pacer.turn(chat, Carrier.TELEGRAM, str(chat))
            clock.now += 0.01
        return pacer

    assert len(asyncio.run(run())._chats) < 1000


def _second(clock: Clock, took: list[float]) -> float:
    """Seconds between the first and the thirty-first send, when each of the thirty before was answered after so long."""

    async def run() -> float:
        pacer = Pacer()
        begun = clock.now
        left = [await pacer.turn(1, Carrier.TELEGRAM, str(chat)) for chat in range(30)]
        pause, clock.now = clock.now, begun
        for one, seconds in zip(left, took, strict=True):
            clock.now = one.at + seconds
            pacer.answered(one)
        clock.now = pause
        return (await pacer.turn(1, Carrier.TELEGRAM, "last")).at - left[0].at

    return asyncio.run(run())


def test_who_stands_a_window_behind_a_late_answer_leaves_as_much_later(clock: Clock) -> None:
    evenly = 30 / 29.5
    assert _second(clock, [0.05] * 30) == pytest.approx(evenly)
    assert _second(clock, [0.05 + 0.1, *[0.05] * 29]) == pytest.approx(1 + 0.1, abs=0.001)  # it may have arrived a tenth later
    assert _second(clock, [20.0, *[0.05] * 29]) == pytest.approx(1 + 0.25)  # one that hangs keeps nobody waiting for long
    assert _second(clock, [0.6] * 30) == pytest.approx(evenly)  # a long way that is as long for all loses nothing


def test_nobody_waits_for_an_answer_that_never_comes(clock: Clock) -> None:
    async def run() -> float:
        pacer = Pacer()
        left = [await pacer.turn(1, Carrier.TELEGRAM, str(chat)) for chat in range(61)]
        return left[-1].at - left[0].at

    assert asyncio.run(run()) <= 2 * (1 + 0.25) + 0.01


def test_a_chat_waits_longer_after_an_answer_that_came_late(clock: Clock) -> None:
    async def run() -> float:
        pacer = Pacer()
        for chat, seconds in (("5002", 0.05), ("5001", 0.25)):
            left = await pacer.turn(1, Carrier.TELEGRAM, chat)
            clock.now += seconds
            pacer.answered(left)
        return (await pacer.turn(1, Carrier.TELEGRAM, "5001")).at - left.at

    assert asyncio.run(run()) == pytest.approx(1.03 + 0.2, abs=0.005)
