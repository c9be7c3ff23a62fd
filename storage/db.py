"""What every query function needs: a connection and the keyring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Table
from sqlalchemy.engine import Connection, Row
from sqlalchemy.sql.dml import UpdateBase

from storage import revisions
from storage.crypto import Keyring
from storage.kept import Kept, question

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def insert_of(dialect: str) -> Callable[[Table], sqlite.Insert | postgresql.Insert]:
    """The INSERT that knows what to do about a row that is there already. A hub loads the words of its own database alone."""
    made: Callable[[Table], sqlite.Insert | postgresql.Insert] = import_module(f"sqlalchemy.dialects.{dialect}").insert
    return made


@dataclass(frozen=True, slots=True)
class Db:
    """One transaction's connection, the keys to what it reads, and what its process has kept of earlier reading."""

    connection: Connection
    keys: Keyring
    kept: Kept = field(default_factory=Kept, repr=False, compare=False)
    _revisions: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def all(self, statement: Executable, **values: Any) -> list[Row[Any]]:
        return list(self.connection.execute(statement, values).all())

    def first(self, statement: Executable, **values: Any) -> Row[Any] | None:
        return self.connection.execute(statement, values).first()

    def value(self, statement: Executable, **values: Any) -> Any:
        return self.connection.execute(statement, values).scalar()

    def run(self, statement: Executable, **values: Any) -> int:
        """Execute and return how many rows it changed."""
        changed = self.connection.execute(statement, values).rowcount
        self._mark(statement)
        return changed

    def add_new(self, target: Table, **values: Any) -> bool:
        """INSERT one row. False when a row with one of its keys is there already, which then stays as it is."""
        return self.run(_insert_new(target, self.connection.dialect.name), **values) == 1

    def many(self, statement: Executable, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.connection.execute(statement, rows)
            self._mark(statement)

    def lasting(self, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
        """`all`, read once until people change: only for a statement made at import that reads nothing but OF_PEOPLE."""
        answers = self.kept.at(self.revision(revisions.PEOPLE))
        asked = question(statement, values)
        found = answers.get(asked)
        if found is None:
            found = answers[asked] = tuple(self.all(statement, **values))
        return found

    def revision(self, subject: str) -> int | None:
        """The present one of a subject; None before its first change. Looked up once a transaction."""
        if not self._revisions:
            self._revisions.update(revisions.now(self.connection))
        return self._revisions.get(subject)

    def _mark(self, statement: Executable) -> None:
        """Here, because every write passes here: no writer of what is kept somewhere can forget to say so."""
        name = getattr(statement.table, "name", "") if isinstance(statement, UpdateBase) else ""
        if revisions.changed(self.connection, name):
            self._revisions.clear()


@cache
def _insert_new(target: Table, dialect: str) -> Executable:
    return insert_of(dialect)(target).on_conflict_do_nothing()


def opened(keys: Keyring, place: str, sealed: bytes | None) -> str | None:
    return None if sealed is None else keys.open(place, sealed)
