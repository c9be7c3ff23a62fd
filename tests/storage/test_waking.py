"""Processes that share a PostgreSQL call each other; on SQLite there is nobody to call."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from storage import waking
from storage.engine import make_engine, make_engines
from tests.databases import Postgres


async def test_whoever_listens_hears_who_called(postgres: Postgres) -> None:
    with postgres.lent() as url:
        engine = make_engine(url)
        assert waking.can_call(engine)
        async with aclosing(waking.calls(engine)) as calls:
            heard = asyncio.ensure_future(anext(calls))
            while not heard.done():  # it may not listen yet
                await asyncio.to_thread(waking.call, engine, "host:1:ab")
                await asyncio.wait({heard}, timeout=0.1)
            assert heard.result() == "host:1:ab"
        engine.dispose()


def test_sqlite_carries_no_calls(sqlite_url: str) -> None:
    engines = make_engines(sqlite_url)
    assert not waking.can_call(engines.read)
    engines.dispose()
