"""How long the console takes for each page and for a search, with years of messages behind them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from bot.web.console.routes import PAGES
from tests.bench.filling import FOUND, big_roll, fill
from tests.bench.measure import Bench, Row, figure
from tests.town import Town, town
from tests.web.browser import At, Browser, at_console

_ROUNDS, _AIM_MS = 20, 50.0
_SMALL, _BIG = 10_000, 1_000_000
_PEOPLE = ("office", "t3", "head", "dsl")
_OF_TEACHERS = ("/console/threads", "/console/search", "/console/photos", "/console/announce/out")  # empty for an office without a class
_ELSEWHERE = frozenset({"/console/roster/codes"})  # asks a carrier for the bot's name


def pages(bench: Bench) -> tuple[Row, ...]:
    """Page by page for the first of these people who may see it: time to the whole answer, over loopback."""
    return asyncio.run(_measured(bench.folder, _BIG if bench.long else _SMALL, bench.seed))


async def _measured(folder: Path, total: int, seed: int) -> tuple[Row, ...]:
    async with town(f"sqlite:///{folder / 'bookbag.db'}", folder, roll=big_roll()) as made, at_console(made) as at:
        await fill(made, total, seed)
        return tuple([row async for row in _rows(made, at, total)])


async def _rows(made: Town, at: At, total: int) -> AsyncIterator[Row]:
    people = [await at(who) for who in _PEOPLE]
    for path in (one.path for one in PAGES if "{" not in one.path and one.template and one.path not in _ELSEWHERE):
        who = people[1] if path in _OF_TEACHERS else await _whose(people, path)
        if who is not None:
            yield await _row(f"{path}, {total:,} messages", lambda who=who, path=path: who.once(path))  # type: ignore[misc]
    yield await _thread(people[1], total)
    yield await _search(people[1], total)


async def _whose(people: list[Browser], path: str) -> Browser | None:
    for one in people:
        if (await one.get(path)).status == 200:
            return one
    return None


async def _thread(teacher: Browser, total: int) -> Row:
    await teacher.get("/console/threads")
    longest = next(path for path in teacher.seen.links.values() if path.startswith("/console/threads/"))
    return await _row(f"a thread, {total:,} messages", lambda: teacher.once(longest))


async def _search(teacher: Browser, total: int) -> Row:
    await teacher.get("/console/search")
    fields = {**teacher.form("/console/search").fields, "search": FOUND}
    return await _row(f"a search, {total:,} messages", lambda: teacher.once("/console/search", fields))


async def _row(what: str, ask: Callable[[], Awaitable[int]]) -> Row:
    took = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        status = await ask()
        took.append(1000 * (time.perf_counter() - began))
        if status != 200:
            raise AssertionError(f"{what}: {status}")
    return figure(f"p95 of {what}", sorted(took)[int(_ROUNDS * 0.95) - 1], "ms", _AIM_MS)
