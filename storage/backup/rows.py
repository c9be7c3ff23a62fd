"""Rows as JSON lines, by the types the database itself reports: no row is read through today's classes, so that a
backup of last year's schema is dumped and loaded as it was, and brought up to date afterwards.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Date, DateTime, LargeBinary, MetaData, Table, Time, func, select, text
from sqlalchemy.engine import Connection

from storage.columns import Moment

_BATCH = 500
VERSION_TABLE = "alembic_version"
_SHAPES = {
    "sqlite": text("select name, sql from sqlite_master order by name"),
    "postgresql": text(
        "select relname, attname, atttypid::int, atttypmod, attnotnull, null, null from pg_attribute"
        " join pg_class on pg_class.oid = attrelid where relnamespace = current_schema()::regnamespace"
        " and relkind in ('r', 'p') and attnum > 0 and not attisdropped"
        " union all select relname, conname, 0, 0, false, confrelid::regclass::text || conkey::text, confkey::text"
        " from pg_constraint join pg_class on pg_class.oid = conrelid"
        " where relnamespace = current_schema()::regnamespace order by 1, 2"
    ),
}
"""What a database says of its own tables, in one statement: where it is the same, so are the tables. Asking for each
table, column and index takes a hundred times as long."""
_KNOWN: dict[tuple[Any, ...], tuple[Table, ...]] = {}
_SHAPES_KEPT = 4  # a copy that moves from one kind of database, or schema, to another meets two
_READERS: tuple[tuple[type[Any], Callable[[str], Any]], ...] = (
    (LargeBinary, base64.b64decode),
    (Moment, datetime.fromisoformat),
    (Date, date.fromisoformat),
    (Time, time.fromisoformat),
)


def tables_of(connection: Connection) -> list[Table]:
    """Every table the database has, those others refer to first. Not to be changed: the next who asks gets the same."""
    shape = connection.dialect.name, *(tuple(row) for row in connection.execute(_SHAPES[connection.dialect.name]))
    if shape not in _KNOWN:
        _KNOWN[shape] = _reflected(connection)
        while len(_KNOWN) > _SHAPES_KEPT:
            del _KNOWN[next(iter(_KNOWN))]
    return list(_KNOWN[shape])


def _reflected(connection: Connection) -> tuple[Table, ...]:
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, DateTime):
                column.type = Moment()  # aware on both databases
    return tuple(table for table in found.sorted_tables if table.name != VERSION_TABLE)


def count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar() or 0


def blocks_of(connection: Connection, table: Table) -> Iterator[tuple[bytes, int]]:
    """The column names, then rows in batches: (block, how many rows it holds)."""
    yield _line([column.name for column in table.columns]), 0
    streamed = connection.execution_options(yield_per=_BATCH).execute(select(table))
    for batch in streamed.partitions():
        yield b"\n".join(_line([written(value) for value in row]) for row in batch), len(batch)


def lines_of(names: list[str], rows: list[dict[str, Any]]) -> Iterator[bytes]:
    """What `blocks_of` writes, of rows at hand."""
    yield _line(names)
    for at in range(0, len(rows), _BATCH):
        yield b"\n".join(_line([written(row[name]) for name in names]) for row in rows[at : at + _BATCH])


def load(connection: Connection, table: Table, blocks: Iterator[bytes]) -> int:
    """Insert what `blocks_of` wrote; returns the number of rows. Raises KeyError for a column the table lacks."""
    names: list[str] = json.loads(next(blocks))
    readers = [_reader(table.columns[name].type) for name in names]
    loaded = 0
    for block in blocks:
        rows = [
            {
                name: None if value is None else read(value)
                for name, read, value in zip(names, readers, line, strict=True)
            }
            for line in map(json.loads, block.split(b"\n"))
        ]
        connection.execute(table.insert(), rows)
        loaded += len(rows)
    return loaded


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode()  # ASCII: no byte of a row is a line feed


def written(value: Any) -> Any:
    """As JSON takes it."""
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def _reader(kind: Any) -> Callable[[Any], Any]:
    return next((read for known, read in _READERS if isinstance(kind, known)), _as_is)


def _as_is(value: Any) -> Any:
    return value
