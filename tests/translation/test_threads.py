"""Eight threads, forty thousand texts: nobody is given what was made for somebody else."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Callable

import pytest

from bot.translation.base import Direction, Reach, Status
from bot.translation.lane import Lane
from bot.translation.libre import LibreEngine
from bot.translation.service import TranslationService
from tests.translation.stub import FakeEngine, Stub

NAMES = ("Will", "May", "Hope", "Rose Green", "Amina", "Kacper", "Faith", "Grace")
_AT_ONCE = 64  # what a lane lets wait


def _over_the_wire(stub: Stub, each: int) -> list[str]:
    """One engine for a LibreTranslate server, shared by eight threads; the texts that came back as another's."""
    stub.translate = lambda text: f"es: {text}"
    engine, wrong = LibreEngine(stub.url), list[str]()

    def family(number: int) -> None:
        for at in range(each):
            text = f"family {number} message {at}"
            if engine.translate(text, "en", "es") != f"es: {text}":
                wrong.append(text)

    threads = [threading.Thread(target=family, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stub.asked) == 8 * each
    return wrong


def _turned(text: str) -> str:
    """Another order, every placeholder and word kept."""
    return " ".join(f"ka{word}" if word.isalpha() else word for word in reversed(text.split()))


async def _through_the_service(count: int) -> int:
    """Masked, asked for on eight threads, checked and put together again: how many hold another's name or number."""
    lane = Lane(FakeEngine(_turned), Reach.OWN_NETWORK, clock=time.monotonic, workers=8)
    service, places = TranslationService([lane]), asyncio.Semaphore(_AT_ONCE)

    async def wrong(at: int) -> bool:
        name = NAMES[at % len(NAMES)]
        text = f"Please tell {name} that the book number is {at} and the place is in the hall"
        async with places:
            made = await service.translate(text, "en", "pl", names=NAMES, direction=Direction.OUTBOUND)
        others = (other for other in NAMES if other != name and other in made.text)
        own = name in made.text and re.findall(r"\d+", made.text) == [str(at)]
        return made.status is not Status.TRANSLATED or not own or any(others)

    found = 0
    for start in range(0, count, 2_000):
        found += sum(await asyncio.gather(*(wrong(at) for at in range(start, min(start + 2_000, count)))))
    service.close()
    return found


async def test_each_text_comes_back_with_its_own_name_and_number() -> None:
    assert await _through_the_service(400) == 0


@pytest.mark.long
@pytest.mark.timeout(3_600)
async def test_forty_thousand_texts_on_eight_threads(
    stub: Stub, record_property: Callable[[str, object], None]
) -> None:
    crossed = len(await asyncio.to_thread(_over_the_wire, stub, 5_000))
    mixed = await _through_the_service(40_000)
    record_property("promise", f"40,000 translations on 8 threads over the wire: {crossed} of another; 40,000 masked and checked: {mixed}")
    assert (crossed, mixed) == (0, 0)
