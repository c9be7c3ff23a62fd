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
    assert clock.slept == [round(1 / 29.3, 3), round(1.03 - 1 / 29.3, 3)]


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
