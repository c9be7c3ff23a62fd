"""Database engines: SQLite (WAL, synchronous=FULL, BEGIN IMMEDIATE for writes) by default, PostgreSQL by URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

_BUSY_MS = 15_000
_RECYCLE_S = 3600  # a connection knows the rows' statistics as they were when it was opened
_READERS_KB = 1_000  # of pages each reader keeps, half of what SQLite would: there are several, and the system keeps them too
_SYNCHRONOUS = "FULL"  # law 1: NORMAL may roll back after a power cut
# Without it an INSERT .. ON CONFLICT DO NOTHING does not say on PostgreSQL whether it inserted.
_OPTIONS = {"preserve_rowcount": True}


@dataclass(frozen=True, slots=True)
class Engines:
    """`write` serves the one writer; `read` never takes a write lock (SQLite: query_only)."""

    write: Engine
    read: Engine

    @property
    def sqlite(self) -> bool:
        return self.write.dialect.name == "sqlite"

    def dispose(self) -> None:
        self.write.dispose()
        self.read.dispose()


def _sqlite_pragmas(engine: Engine, *, read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # sqlite3 would start deferred transactions of its own
        cursor = dbapi.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={_SYNCHRONOUS}")
        cursor.execute("PRAGMA foreign_keys=ON")
        if read_only:
            cursor.execute("PRAGMA query_only=ON")
            cursor.execute(f"PRAGMA cache_size=-{_READERS_KB}")
        else:
            cursor.execute("PRAGMA secure_delete=ON")  # a deleted row's bytes are overwritten, not left in a free page
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        # A deferred read-then-write meets SQLITE_BUSY_SNAPSHOT at once, whatever the timeout (reliability 4.2).
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _sqlite_engine(url: str, *, read_only: bool) -> Engine:
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(
        url,
        connect_args={"check_same_thread": False},
        execution_options=_OPTIONS,
        pool_size=4 if read_only else 1,
        pool_use_lifo=True,  # the one whose pages are still at hand; most rest
        pool_recycle=_RECYCLE_S,
        max_overflow=8,
    )
    _sqlite_pragmas(engine, read_only=read_only)
    return engine


def make_engine(url: str) -> Engine:
    """One read-write engine (tools, key store, migrations)."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, read_only=False)
    return create_engine(url, pool_pre_ping=True, pool_size=4, execution_options=_OPTIONS)


def make_engines(url: str) -> Engines:
    """The hub's engines. Raises sqlalchemy.exc.ArgumentError on a bad URL."""
    if make_url(url).get_backend_name() == "sqlite":
        return Engines(_sqlite_engine(url, read_only=False), _sqlite_engine(url, read_only=True))
    return Engines(make_engine(url), make_engine(url))
