"""Processes that share a PostgreSQL call each other by NOTIFY, so that none waits until it looks by itself.

A transaction that holds a NOTIFY takes one lock of the whole server while it commits (`PreCommit_Notify` in PostgreSQL's
`async.c`), so none of ours does: a call is a transaction of its own, made afterwards. One that is lost costs half a second.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from importlib import import_module
from typing import Any

from sqlalchemy import Engine, text

_CHANNEL = "bookbag"
_NOTIFY = text("SELECT pg_notify(:channel, :who)")


def can_call(engine: Engine) -> bool:
    """Whether the database carries calls; SQLite has one process at work."""
    return engine.dialect.name == "postgresql"


def call(engine: Engine, who: str) -> None:
    """Wakes every process that listens. Blocks; raises the database's error."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(_NOTIFY, {"channel": _CHANNEL, "who": who})


async def calls(engine: Engine) -> AsyncGenerator[str, None]:
    """Who called, each time, over a connection of its own, until that is lost. Raises psycopg's error."""
    psycopg: Any = import_module("psycopg")  # nothing of PostgreSQL is loaded on SQLite
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute(f"LISTEN {_CHANNEL}")
        async for notice in connection.notifies():
            yield str(notice.payload)
