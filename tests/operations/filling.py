"""Rows for any schema there ever was, made from what the database says of its own tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, Integer, LargeBinary, Table, Time
from sqlalchemy.engine import Connection

from storage.backup.rows import tables_of
from storage.columns import Moment

_WHEN = datetime(2024, 3, 5, 10, tzinfo=UTC)
ROWS = 3
_EMPTY = {name: {"staff_id"} for name in ("contact", "invite", "slip")}
"""One of several that a CHECK allows only one of."""


def fill(connection: Connection) -> None:
    """Three rows in every table; each row refers to its fellow in the tables before."""
    made: dict[str, list[dict[str, Any]]] = {}
    for table in tables_of(connection):
        made[table.name] = [_row(table, number, made) for number in range(1, ROWS + 1)]
        connection.execute(table.insert(), made[table.name])


def _row(table: Table, number: int, made: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    empty = _EMPTY.get(table.name, set())
    row = {column.name: None if column.name in empty else _value(column, number) for column in table.columns}
    for foreign in table.foreign_key_constraints:
        fellows = made.get(foreign.referred_table.name)
        if fellows:
            for element in (one for one in foreign.elements if one.parent.name not in empty):
                row[element.parent.name] = fellows[number - 1][element.column.name]
        elif foreign.referred_table is table:
            row.update({element.parent.name: row[element.column.name] for element in foreign.elements})
    return row


def _value(column: Column[Any], number: int) -> Any:
    kind: Any = column.type
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Moment):
        return _WHEN
    for known, value in (
        (Date, date(2024, 3, number)), (Time, time(number)), (LargeBinary, bytes([number]) * 40),
        (Integer, number), (Float, 0.5),
    ):  # fmt: skip
        if isinstance(kind, known):
            return value
    return str(number)
