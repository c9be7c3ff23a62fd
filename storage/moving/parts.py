"""Which rows and keys are one school's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Select, Table, select
from sqlalchemy.engine import Connection

from storage.backup.rows import tables_of
from storage.keystore import data_key
from storage.moving.digests import rows_of
from storage.tables.searching import NOT_BACKED_UP

_SEALED = b"\x01"  # the version byte every sealed value begins with; its data key's id follows
_ACCOUNTS = "carrier_account"
_CHUNK, _MOST = 500, 2**63 - 1  # a keyed hash may begin like a sealed value and name a number no id is


def tables_of_a_school(connection: Connection) -> list[Table]:
    """Those others refer to first. What belongs to the machine (leases, alerts, caches) stays behind."""
    return [one for one in tables_of(connection) if _kept(one)]


def _kept(table: Table) -> bool:
    return table.name not in NOT_BACKED_UP and (table.name == "school" or "school_id" in table.columns)


def rows_of_a_school(connection: Connection, table: Table, school_id: int) -> Iterator[dict[str, Any]]:
    """A bot or number that several schools share becomes this school's own."""
    if table.name == _ACCOUNTS:
        wanted = _accounts(connection, school_id)
        found = rows_of(connection, select(table).where(table.c.id.in_(wanted)))
        yield from ({**row, "school_id": school_id} for row in found)
        return
    column = table.c.id if table.name == "school" else table.c.school_id
    query: Select[Any] = select(table).where(column == school_id).order_by(*table.primary_key.columns)
    yield from rows_of(connection, query)


def _accounts(connection: Connection, school_id: int) -> set[int]:
    """The school's own, and those its rows speak of."""
    found: set[int] = set()
    for table in tables_of_a_school(connection):
        name = "id" if table.name == _ACCOUNTS else "account_id"
        if name in table.columns:
            query = select(table.c[name]).where(table.c.school_id == school_id).distinct()
            found.update(one for one in connection.execute(query).scalars() if one is not None)
    return found


def keys_named(row: dict[str, Any]) -> Iterator[int]:
    """By a column, at the head of a sealed value, or on the list of an erasure."""
    for name, value in row.items():
        if name == "key_id" and value is not None:
            yield value
        elif name == "data_keys":
            yield from json.loads(value)
        elif isinstance(value, bytes | memoryview) and bytes(value[:1]) == _SEALED and len(value) > 9:
            yield int.from_bytes(bytes(value[1:9]))


def stored(store: Connection, wanted: Iterable[int]) -> Iterator[tuple[int, str, bytes | None]]:
    """(id, kind, wrapped) of those the key store has; wrapped is None once destroyed. A keyed hash may look like an id."""
    ids = sorted(one for one in wanted if one <= _MOST)
    for at in range(0, len(ids), _CHUNK):
        query = select(data_key).where(data_key.c.id.in_(ids[at : at + _CHUNK]))
        yield from ((row.id, row.kind, row.wrapped) for row in store.execute(query))
