"""The whole way of a note, and rendering and triage by themselves."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from pathlib import Path

from bot.domain.wording import say
from bot.phrases import Reader, render
from storage.clock import lease_now
from tests.bench.measure import Figure, rates
from tests.town import shared_triager, town

_NOTES = 120


def rendering() -> Figure:
    """A held notice in Polish beside str.format."""
    facts = {"school": "Oak Lane", "office_phone": "01632 960100", "out_of_hours": ""}
    reader = Reader("pl", "Europe/London", lease_now(), lambda _: "Ola", facts)
    phrases = [say("received"), say("held.nobody_reads"), say("emergency.office")]

    def ours() -> int:
        for _ in range(500):
            for phrase in phrases:
                render(phrase, reader)
        return 1500

    def floor() -> int:
        for _ in range(1500):
            "If someone is in danger call 999. Office: {office_phone}.".format(**facts)
        return 1500

    found = rates({"format": floor, "ours": ours})
    return Figure("render one phrase", "str.format", found["format"], found["ours"], "≥ 0.02")


def sorting() -> Figure:
    """Triage of one note beside hashing it a thousand times (a floor that scales with the processor)."""
    triager = shared_triager()
    text = "Good morning, Ola has a temperature and will not be in today, back on Monday I hope"

    def ours() -> int:
        for _ in range(100):
            triager(text, "en")
        return 100

    def floor() -> int:
        for _ in range(100):
            for _ in range(1000):
                hashlib.sha256(b"Ola has a temperature and will not be in today").digest()
        return 100

    found = rates({"hash": floor, "ours": ours})
    return Figure("triage one note", "1,000 SHA-256 of it", found["hash"], found["ours"], "≥ 0.25")


def whole_way() -> Figure:
    """Notes from six families, accepted over both wires, handled and acknowledged, against typing them into the sandbox."""

    async def run() -> tuple[float, float]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            async with town(f"sqlite:///{path / 'bookbag.db'}", path) as oak_lane:
                loop = asyncio.get_running_loop()
                began = loop.time()
                for number in range(_NOTES):
                    oak_lane.say(
                        ("marta", "piotr", "lena", "omar")[number % 4], f"reading record {number} is in the bag"
                    )
                typed = loop.time() - began
                await oak_lane.sandbox.until(lambda: _handled(oak_lane) >= _NOTES, 120.0)
                return _NOTES / max(typed, 1e-6), _NOTES / (loop.time() - began)

    typed, handled = asyncio.run(run())
    return Figure("accept, sort, decide and store a note", "typing it into the sandbox", typed, handled, "reported")


def _handled(oak_lane: object) -> int:
    from storage import inbox

    with oak_lane.hub.reading() as db:  # type: ignore[attr-defined]
        return inbox.counts(db).get("done", 0) - 13
