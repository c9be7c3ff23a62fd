"""Awkward announcements through a real machine translator, Debian's Apertium (English to Spanish), behind LibreTranslate's wire.

Runs where `apertium` with its pair en-es is installed (apt-get install apertium apertium-en-es), and is skipped elsewhere. It
is the only real engine tried here: LibreTranslate's, Bergamot's and the large models need files from hubs.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable

import pytest

from bot.translation.base import Direction, Reach, Status
from bot.translation.lane import Lane
from bot.translation.libre import LibreEngine
from bot.translation.service import TranslationService
from tests.translation.stub import Stub
from tests.translation.test_figures import ALL, NAMES, TOKEN

_PAIR = "eng-spa"
DEADLINE_S = 60.0


def _installed() -> bool:
    found = shutil.which("apertium")
    listed = subprocess.run([found, "-l"], capture_output=True, text=True, check=False).stdout if found else ""
    return _PAIR in listed


pytestmark = pytest.mark.skipif(not _installed(), reason="Apertium with English and Spanish is not installed")


def apertium(text: str) -> str:
    done = subprocess.run(["apertium", "-u", _PAIR], input=text, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _hang(stub: Stub) -> None:
    stub.hang = True


def _status(code: int) -> Callable[[Stub], None]:
    def fault(stub: Stub) -> None:
        stub.status = [code] * 10_000

    return fault


def _body(raw: bytes) -> Callable[[Stub], None]:
    def fault(stub: Stub) -> None:
        stub.raw = raw

    return fault


def _answer(change: Callable[[str], str]) -> Callable[[Stub], None]:
    def fault(stub: Stub) -> None:
        stub.translate = change

    return fault


FAULTS: dict[str, Callable[[Stub], None]] = {
    "none": _answer(apertium),
    "hang": _hang,
    "500": _status(500),
    "429": _status(429),
    "not json": _body(b"<html>a proxy says hello</html>"),
    "empty": _answer(lambda _: ""),
    "echo": _answer(lambda text: text),
    "dropped token": _answer(lambda text: TOKEN.sub("", apertium(text), count=1)),
    "doubled token": _answer(lambda text: TOKEN.sub(lambda found: f"{found[0]} {found[0]}", apertium(text), count=1)),
}


async def _through(stub: Stub, fault: str, announcements: list[tuple[str, str, str]]) -> tuple[int, float]:
    """How many came out translated, and the longest anybody waited, in seconds."""
    FAULTS[fault](stub)
    lane = Lane(LibreEngine(stub.url), Reach.OWN_NETWORK, clock=time.monotonic)
    service, slowest, translated = TranslationService([lane]), 0.0, 0
    for text, name, fact in announcements:
        began = time.monotonic()
        made = await service.translate(
            text, "en", "es", names=NAMES, direction=Direction.OUTBOUND, deadline_s=DEADLINE_S
        )
        slowest = max(slowest, time.monotonic() - began)
        if made.status is Status.TRANSLATED:
            translated += 1
            assert (fact in made.text, name in made.text) == (True, True), (text, made.text)
        else:
            assert (made.status, made.text) == (Status.UNTRANSLATED, text)
        asked = " ".join(stub.asked)
        for part in (*name.split(), fact):
            assert not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", asked), (part, asked)
        stub.seen.clear()
    service.close()
    return translated, slowest


async def test_a_real_engine_alters_no_fact_and_learns_no_name(stub: Stub) -> None:
    translated, _ = await _through(stub, "none", ALL[::37])
    assert translated == len(ALL[::37])


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("fault", FAULTS)
async def test_two_hundred_announcements_through_a_real_engine_and_its_faults(
    stub: Stub, fault: str, record_property: Callable[[str, object], None]
) -> None:
    some = ALL[::20] if fault == "hang" else ALL  # each waits for as long as an engine may be waited for
    translated, slowest = await _through(stub, fault, some)
    told = f"Apertium en-es, {len(some)} announcements, fault {fault}: {translated} translated, the others in the original and labelled"
    record_property("promise", f"{told}; 0 facts altered, 0 names sent, the longest wait {slowest:.1f} s")
    assert slowest <= DEADLINE_S
    assert (translated > 0) == (fault == "none")
