"""Awkward announcements through an engine's every fault: no fact altered without a label, no name in any request."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import Callable

import pytest

from bot.translation.base import Direction, Reach, Status, Unavailable
from bot.translation.lane import Lane
from bot.translation.service import TranslationService
from tests.translation.stub import FakeEngine

NAMES = ("May", "Rose Green", "Will", "Hope", "Faith", "Grace Will", "Amina", "Kacper")
FACTS = ("£4.50", "9 am", "15:30", "01632 960100", "https://school.example/trip", "office@school.example", "3B")
SAID = (
    "{name} won the poem prize, please come at {fact} to see it in the hall",
    "Please remind {name} to bring the form back, details {fact} as we said",
    "Well done {name}! The trip leaves soon, ask about {fact} at the gate \U0001f389",
    "The class visits the museum with {name} and her friends, remember {fact} please",
)
ALL = [(line.format(name=name, fact=fact), name, fact) for line, name, fact in itertools.product(SAID, NAMES, FACTS)]
TOKEN = re.compile(r"\[\[\d+\]\]|<x\d+/>|(?<!\d)\d{7}(?!\d)")


def _turned(text: str) -> str:
    """What a good engine does, without a dictionary: other words in another order, every placeholder kept."""
    return " ".join(f"ka{word}" if word.isalpha() else word for word in reversed(text.split()))


def _raising(kind: str) -> Callable[[str], str]:
    def work(text: str) -> str:
        raise Unavailable(kind)

    return work


FAULTS: dict[str, Callable[[str], str]] = {
    "none": _turned,
    "hang": _raising("Timeout"),
    "500": _raising("ServerError"),
    "429": _raising("TooManyRequests"),
    "not json": _raising("NotJson"),
    "empty": lambda text: "",
    "echo": lambda text: text,
    "dropped token": lambda text: TOKEN.sub("", _turned(text), count=1),
    "doubled token": lambda text: TOKEN.sub(lambda found: f"{found[0]} {found[0]}", _turned(text), count=1),
    "another number": lambda text: f"{_turned(text)} 12",
}


async def _through(fault: str, announcements: list[tuple[str, str, str]]) -> None:
    for text, name, fact in announcements:
        engine = FakeEngine(FAULTS[fault])
        service = TranslationService([Lane(engine, Reach.OWN_NETWORK, clock=time.monotonic)], deadline_s=5)
        made = await service.translate(text, "en", "pl", names=NAMES, direction=Direction.OUTBOUND)
        service.close()
        if made.status is Status.TRANSLATED:
            assert fact in made.text
            assert name in made.text
        else:
            assert (made.status, made.text) == (Status.UNTRANSLATED, text)
        assert (made.status is Status.TRANSLATED) == (fault == "none"), (fault, text, made)
        for part in (*name.split(), fact):
            assert not any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", asked) for asked in engine.asked), (part, engine.asked)


@pytest.mark.parametrize("fault", FAULTS)
async def test_awkward_announcements_come_out_whole_or_labelled(fault: str) -> None:
    await _through(fault, ALL[::37])


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS)
async def test_two_hundred_awkward_announcements_come_out_whole_or_labelled(fault: str) -> None:
    assert len(ALL) >= 200
    await _through(fault, ALL)


async def _readers(of_each: int) -> None:
    """Everybody's copy asks at once, as when a post goes out."""
    said_in = {
        "ur": "باغ کلب دوپہر کے بعد ہال میں ملے گا", "ar": "يجتمع نادي الحديقة في القاعة بعد الغداء",
        "pa": "ਬਾਗ਼ ਕਲੱਬ ਦੁਪਹਿਰ ਤੋਂ ਬਾਅਦ ਹਾਲ ਵਿੱਚ ਮਿਲਦਾ ਹੈ", "bn": "বাগান ক্লাব দুপুরের পরে হলে বসবে", "gu": "બાગ ક્લબ બપોર પછી હોલમાં મળશે",
        "uk": "Гурток садівників збирається в залі після обіду",
        **{latin: f"{latin} clubul gradinarilor spotyka en la sala" for latin in ("pl", "ro", "pt", "es", "so")},
    }  # fmt: skip
    engine = FakeEngine()

    def answer(text: str, source: str, target: str) -> str:
        engine.asked.append(text)
        return said_in[target]

    engine.translate = answer  # type: ignore[method-assign]
    service = TranslationService([Lane(engine, Reach.OWN_NETWORK, clock=time.monotonic)])
    said = "The garden club meets in the hall after lunch"
    asking = [
        service.translate(said, "en", language, names=NAMES, direction=Direction.OUTBOUND)
        for language in said_in
        for _ in range(of_each)
    ]
    made = await asyncio.gather(*asking)
    service.close()
    assert len(engine.asked) == len(said_in) == 11
    for at, language in enumerate(said_in):  # nobody got another language's words
        own = made[at * of_each : (at + 1) * of_each]
        assert {one.status for one in own} == {Status.TRANSLATED}
        assert {one.text for one in own} == {said_in[language]}


async def test_a_post_costs_one_call_for_each_language_however_many_read_it() -> None:
    await _readers(20)


@pytest.mark.long
async def test_ten_thousand_readers_cost_eleven_calls() -> None:
    await _readers(910)
