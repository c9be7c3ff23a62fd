"""Every row about one person, found by the data map alone: what an export shows and an erasure deletes (DPIA21, DPIA38)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table as SqlTable
from sqlalchemy import select

from bot.domain.access import Scope
from bot.domain.protection.datamap import Table
from bot.domain.protection.tables import TABLES
from storage import tables
from storage.crypto import ErasedError, Keyring
from storage.db import Db
from storage.inbox import sender_of

Row = dict[str, Any]
_FOLLOWED = frozenset(source for one in TABLES for source in one.by)
_CHUNK = 500  # ids in one statement; SQLite takes 32,766 in all


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data. `adult_id`: for which adult a pupil's data is collected; another adult's rows are not theirs to see."""

    kind: str  # guardian | pupil | staff
    id: int
    adult_id: int | None = None

    @property
    def adult(self) -> int | None:
        return self.id if self.kind == "guardian" else self.adult_id


@dataclass(slots=True)
class Found:
    """`rows` by table, sealed as stored; `others`: rows of another adult about the same child, by table and id."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    others: list[tuple[str, int]] = field(default_factory=list)


def of_metadata(name: str) -> SqlTable:
    return tables.METADATA.tables[name]


def collect(scope: Scope, db: Db, person: Person, *, whole: bool = False) -> Found:
    """`whole` leaves nobody's rows out: for an erasure. Reads the whole of it into memory, sealed; but for an erasure not
    what says nothing to a person, such as a search's hashed words, of which there are twenty for each message.
    """
    found, known = Found(), _Known()
    known.add(person.kind, [person.id])
    for one in TABLES:
        if not one.by or not (whole or one.tells or one.name in _FOLLOWED):
            continue
        for row in _rows(scope, db, one, known):
            if not whole and _anothers(one, row, person):
                _note(found, one, row)
                continue
            found.rows[one.name].append(row)
            _lead(db, one, row, known)
    return found


class _Known:
    """Ids of the rows found so far, by what later tables look for."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[Any, None]] = defaultdict(dict)

    def add(self, source: str, ids: Iterable[Any]) -> None:
        self._ids[source].update(dict.fromkeys(one for one in ids if one is not None))

    def of(self, source: str) -> list[Any]:
        return list(self._ids[source])


def _rows(scope: Scope, db: Db, one: Table, known: _Known) -> Iterator[Row]:
    target, seen = of_metadata(one.name), set()
    for source, columns in one.by.items():
        for column in columns:
            for row in _where(scope, db, target, column, known.of(source)):
                key = tuple(row[part.name] for part in target.primary_key.columns)
                if key not in seen:
                    seen.add(key)
                    yield row


def _where(scope: Scope, db: Db, target: SqlTable, column: str, wanted: list[Any]) -> Iterator[Row]:
    ours = target.c.school_id == scope.school_id
    for at in range(0, len(wanted), _CHUNK):
        some = target.c[column].in_(wanted[at : at + _CHUNK])
        ordered = select(target).where(ours, some).order_by(*target.primary_key.columns)
        yield from (dict(row._mapping) for row in db.connection.execute(ordered))


def _anothers(one: Table, row: Row, person: Person) -> bool:
    """Whether the row is another adult's: separated parents never see each other's (C7)."""
    if person.kind == "staff" or "guardian_id" not in one.people:
        return False
    return row["guardian_id"] is not None and row["guardian_id"] != person.adult


def _note(found: Found, one: Table, row: Row) -> None:
    if one.name in {"thread", "item", "message", "absence_report"}:
        found.others.append((one.name, row["id"]))


def _lead(db: Db, one: Table, row: Row, known: _Known) -> None:
    if one.name not in {"guardian", "pupil", "staff"}:
        known.add(one.name, [row.get("id")])
    for target, column in one.leads.items():
        known.add(target, [row[column]])
    if one.name == "contact" and row["account_id"]:
        value = opened(db.keys, "contact", "value", row["value"])
        known.add("sender", [sender_of(db, row["account_id"], str(value))])


def opened(keys: Keyring, table: str, column: str, value: Any) -> Any:
    """A cell as a person reads it; "[erased]" when its key is gone."""
    sealed = isinstance(value, bytes) and of_metadata(table).c[column].info.get("sealed")
    if not sealed:
        return value
    try:
        text = keys.open(f"{table}.{column}", value)
    except ErasedError:
        return "[erased]"
    return _plain(text) if column in {"state", "payload"} else text


def _plain(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
