"""What a table holds as one number, the same on both databases and in any order of rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, Table, select
from sqlalchemy.engine import Connection

from storage.backup.rows import written

_BITS = 1 << 256
_BATCH = 1000


def of_rows(rows: Iterable[dict[str, Any]]) -> tuple[int, str]:
    """How many, and the sum of their hashes: rows have no order, and the databases sort letters differently."""
    number, total = 0, 0
    for row in rows:
        number += 1
        total = (total + int.from_bytes(hashlib.sha256(_line(row)).digest())) % _BITS
    return number, f"{total:064x}"


def of_table(connection: Connection, table: Table) -> tuple[int, str]:
    return of_rows(rows_of(connection, select(table)))


def rows_of(connection: Connection, query: Select[Any]) -> Iterable[dict[str, Any]]:
    """Streamed, by column name."""
    streamed = connection.execution_options(yield_per=_BATCH).execute(query)
    for batch in streamed.mappings().partitions():
        yield from (dict(row) for row in batch)


def _line(row: dict[str, Any]) -> bytes:
    """A truth is 0 or 1 on SQLite and true or false on PostgreSQL; a whole number may come as a fraction."""
    return json.dumps([[name, _plain(written(row[name]))] for name in sorted(row)], separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
