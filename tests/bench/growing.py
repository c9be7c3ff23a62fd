"""A note's way and a night's deletions, with ten years of messages behind them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from statistics import median

from bot import deliver, handle
from bot.privacy import nightly
from tests.bench.measure import Bench, Row, cost
from tests.bench.pages import SMALL, both
from tests.still import Still
from tests.town import TUESDAY

_WRITER, _ROUNDS, _WARM, _NIGHTS = "marta", 40, 5, 5
_APART = timedelta(minutes=2)  # or each note were read together with those of its minute
_NIGHT = timedelta(hours=17)  # from the morning of these schools until the hour of deletions
Steps = Mapping[str, list[float]]  # milliseconds by the clock


def growing(bench: Bench) -> tuple[Row, ...]:
    return asyncio.run(_measured(bench))


async def _measured(bench: Bench) -> tuple[Row, ...]:
    async with both(bench) as ((_, small), (_, big), total):
        return await _grown(small, big, SMALL, total)


async def _grown(small: Still, big: Still, few: int, many: int) -> tuple[Row, ...]:
    """p95 of each step of a note; both stores in turn. The nights come last: they delete."""
    steps: dict[str, tuple[list[float], list[float]]] = {"accept": ([], []), "handle": ([], []), "claim and send": ([], [])}
    for number in range(_WARM + _ROUNDS):
        for place, made in enumerate((small, big)):
            await _note(made, number, {name: both[place] for name, both in steps.items()})
    rows = [_row(f"{name} a note", small, big, few, many) for name, (small, big) in steps.items()]
    first, later = [await _nights(made) for made in (small, big)], "{}, {:,} messages"
    return (
        *rows,
        cost(later.format("the first night's deletions", many), f"{few:,} messages", first[0][0], first[1][0]),
        cost(later.format("a night's deletions", many), f"{few:,} messages", median(first[0][1:]), median(first[1][1:])),
    )


def _row(what: str, small: list[float], big: list[float], few: int, many: int) -> Row:
    return cost(f"{what}, p95, {many:,} messages", f"{few:,} messages", _p95(small[_WARM:]), _p95(big[_WARM:]), 3)


def _p95(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.95) - 1]


async def _note(made: Still, number: int, steps: Steps) -> None:
    made.at(TUESDAY + number * _APART)

    async def heard() -> None:
        await made.hear(_WRITER, f"reading record {number} is in the bag")

    async def handled() -> None:
        while await handle.run_once(made.hub):
            pass

    async def sent() -> None:
        while await deliver.run_once(made.hub, made.pacer):
            pass

    for step, took in zip((heard, handled, sent), steps.values(), strict=True):
        took.append(await _took(step))


async def _nights(made: Still) -> list[float]:
    took = []
    for night in range(1 + _NIGHTS):
        made.at(TUESDAY + _NIGHT + timedelta(days=night))
        took.append(await _took(lambda: nightly.run_once(made.hub)))
    return took


async def _took(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return 1000 * (time.perf_counter() - began)
