"""What the server takes for each page of the console, and for a search, with ten years of messages behind them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock
from urllib.parse import urlencode, urlsplit

from sqlalchemy import event
from sqlalchemy.engine.cursor import CursorFetchStrategy
from starlette.types import ASGIApp

from bot import collector
from bot.hub import Hub
from bot.web.console.routes import PAGES
from bot.web.server import create_app, listening
from tests.bench.filling import big_roll, fill
from tests.bench.history import FOUND
from tests.bench.measure import Bench, Row
from tests.cast import Cast
from tests.still import Still, still
from tests.web.browser import Browser, Seen, at_console

_ROUNDS, _WARM, _AIM_MS = 20, 3, 50.0
SMALL, _SHORT, _LONG, _FRESH = 10_000, 100_000, 5_000_000, 25_000
_PEOPLE = ("office", "t3", "head", "dsl", "tech")
_OF_TEACHERS = ("/console/threads", "/console/search", "/console/photos", "/console/announce/out")  # empty for an office without a class
_ELSEWHERE = frozenset({"/console/roster/codes"})  # asks a carrier for the bot's name
_SEARCHES = {
    "a rare word": FOUND, "a common word": "reading", "two common words": "reading coat", "a name": "Mohammed", "a name and a word": "mohammed trip",
}  # fmt: skip


@dataclass(slots=True)
class Served:
    """A hub without loops, its site, and who is signed in."""

    hub: Hub
    cast: Cast
    site: ASGIApp
    address: str
    people: dict[str, Browser] = field(default_factory=dict)
    in_database_s: float = 0.0

    async def ask(self, who: str, path: str, form: Mapping[str, str] | None = None) -> int:
        """Without a network between: what it takes is the server's own. The status, once the whole answer is here."""
        body, split = urlencode(form or {}).encode(), urlsplit(path)
        cookies = "; ".join(f"{name}={value}" for name, value in self.people[who].cookies.items())
        headers = {"host": urlsplit(self.address).netloc, "cookie": cookies, "origin": self.address, "x-forwarded-proto": "https"}
        headers |= {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))} if form else {}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST" if form else "GET", "scheme": "http",
            "path": split.path, "raw_path": split.path.encode(), "query_string": split.query.encode(), "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()], "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }  # fmt: skip
        found: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            found.extend([message["status"]] if message["type"] == "http.response.start" else [])

        await self.site(scope, receive, send)
        return found[0]


@dataclass(slots=True)
class Took:
    """Milliseconds of each round: by the clock, of this process's processor time, and in the database by the clock."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return sorted(self.wall)[int(_ROUNDS * 0.95) - 1]


def pages(bench: Bench) -> tuple[Row, ...]:
    """Page by page for the first of these people who may see it; the big store and a small one in turn."""
    return asyncio.run(_measured(bench))


async def _measured(bench: Bench) -> tuple[Row, ...]:
    async with both(bench) as ((small, _), (big, _), total):
        return await compared(small, big, total)


Store = tuple[Served, Still]


@contextlib.asynccontextmanager
async def both(bench: Bench) -> AsyncIterator[tuple[Store, Store, int]]:
    """The small store, the big one, and how many messages that has."""
    for name in ("small", "big"):
        await asyncio.to_thread((bench.folder / name).mkdir)
    total = _LONG if bench.long else _SHORT
    async with _served(bench.folder / "small", SMALL, bench.seed) as small, _served(bench.folder / "big", total, bench.seed) as big:
        yield small, big, total


async def compared(small: Served, big: Served, total: int) -> tuple[Row, ...]:
    wanted, other = await _asked(big), await _asked(small)
    return tuple([await _row(small, big, what, other[what], asked, total) for what, asked in wanted.items()])


@contextlib.asynccontextmanager
async def _served(folder: Path, total: int, seed: int) -> AsyncIterator[Store]:
    """Filled, and at work but for its loops."""
    async with still(f"sqlite:///{folder / 'bookbag.db'}", folder, roll=big_roll()) as made, serving(made.hub, made.cast) as served:
        await fill(served, total, seed, fresh=_FRESH)
        yield served, made


@contextlib.asynccontextmanager
async def serving(hub: Hub, cast: Cast) -> AsyncIterator[Served]:
    site = create_app(hub)
    async with listening(site, "127.0.0.1", 0) as address:
        served = Served(hub, cast, site, address)
        with _clocked(served):
            async with at_console(served) as at:
                served.people = {who: await at(who) for who in _PEOPLE}
                with collector.at_rest():  # as a hub at work: what is loaded once is not gone through with each page
                    pass
                yield served


@contextlib.contextmanager
def _clocked(served: Served) -> Iterator[None]:
    begun: dict[int, float] = {}

    def before(_connection: Any, cursor: Any, *_: Any) -> None:
        begun[id(cursor)] = time.perf_counter()

    def after(_connection: Any, cursor: Any, *_: Any) -> None:
        served.in_database_s += time.perf_counter() - begun.pop(id(cursor))

    def fetched(self: CursorFetchStrategy, *told: Any) -> Any:  # SQLite walks on while its rows are fetched
        began = time.perf_counter()
        rows = fetch(self, *told)
        served.in_database_s += time.perf_counter() - began
        return rows

    fetch = CursorFetchStrategy.fetchall
    for engine in (served.hub.engines.read, served.hub.engines.write):
        event.listen(engine, "before_cursor_execute", before)
        event.listen(engine, "after_cursor_execute", after)
    with mock.patch.object(CursorFetchStrategy, "fetchall", fetched):
        yield


Asked = tuple[str, str, Mapping[str, str] | None]  # who, path, form


async def _asked(served: Served) -> dict[str, Asked]:
    """Every page without a part of its address to fill in, then an item, a thread, a class and searches."""
    found: dict[str, Asked] = {}
    for path in (one.path for one in PAGES if "{" not in one.path and one.template and one.path not in _ELSEWHERE):
        found[path] = ("t3" if path in _OF_TEACHERS else await _whose(served, path), path, None)
    teacher, head = served.people["t3"], served.people["head"]
    found["an item"] = ("t3", _link(await teacher.get("/console"), "/console/item/"), None)
    found["a thread"] = ("t3", _link(await teacher.get("/console/threads"), "/console/threads/"), None)
    found["a class"] = ("head", _link(await head.get("/console/classes"), "/console/classes/"), None)
    await teacher.get("/console/search")
    blank = teacher.form("/console/search").fields
    return found | {f"a search for {what}": ("t3", "/console/search", {**blank, "search": words}) for what, words in _SEARCHES.items()}


def _link(seen: Seen, begins: str) -> str:
    return next(path for path in seen.links.values() if path.startswith(begins))


async def _whose(served: Served, path: str) -> str:
    for who, browser in served.people.items():
        if (await browser.get(path)).status == 200:
            return who
    raise AssertionError(f"nobody here may see {path}")


async def _row(small: Served, big: Served, what: str, in_small: Asked, in_big: Asked, total: int) -> Row:
    few, many = Took(), Took()
    for _ in range(_WARM):
        await small.ask(*in_small)
        await big.ask(*in_big)
    for _ in range(_ROUNDS):
        await _once(small, in_small, few, what)
        await _once(big, in_big, many, what)
    ours, theirs = (median(one.processor) for one in (many, few))
    reached = (
        f"p50 {median(many.wall):.1f}, p95 {many.p95:.1f} ms; processor {ours:.1f} ms, {ours / theirs:.2g} × (few: p50 {median(few.wall):.1f}, "
        f"p95 {few.p95:.1f}, processor {theirs:.1f}); database {median(many.database):.1f} ms (few: {median(few.database):.1f})"
    )
    met = many.p95 <= _AIM_MS and (ours <= 3 * theirs or median(many.database) <= 5)
    return Row(f"{what}, {total:,} messages", f"{SMALL:,} messages", reached, f"p95 ≤ {_AIM_MS:g} ms; ≤ 3 × or 5 ms in the database", met)


async def _once(served: Served, asked: Asked, took: Took, what: str) -> None:
    served.in_database_s = 0.0
    began, worked = time.perf_counter(), time.process_time()
    status = await served.ask(*asked)
    took.wall.append(1000 * (time.perf_counter() - began))
    took.processor.append(1000 * (time.process_time() - worked))
    took.database.append(1000 * served.in_database_s)
    if status != 200:
        raise AssertionError(f"{what}: {status}")
