"""Triage of one note."""

from __future__ import annotations

import hashlib

from bot.triage import Triager
from tests.bench.measure import Bench, Row, cost, costs

_NOTE = "Good morning, Ola has a temperature and will not be in today, back on Monday I hope"


def sorting(_bench: Bench) -> tuple[Row, ...]:
    """Beside hashing it a thousand times: a floor that scales with the processor."""
    triager = Triager()

    def ours() -> int:
        for _ in range(20):
            triager(_NOTE, "en")
        return 20

    def floor() -> int:
        for _ in range(20_000):
            hashlib.sha256(b"Ola has a temperature and will not be in today").digest()
        return 20

    ours()
    found = costs({"hash": floor, "ours": ours})
    return (cost("triage of one note, embedding and all", "1,000 SHA-256 of it", found["hash"], found["ours"]),)
