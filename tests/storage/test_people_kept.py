"""People and classes are read once, and at once again when a row of theirs changes, in this process or another."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Executable, event, update
from sqlalchemy.sql import visitors

import storage
from bot import presets
from bot.domain.access import Scope
from bot.domain.messages import Address, Side
from bot.hub import as_hub
from storage import contacts, revisions, roll, roster_write, tables
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines
from storage.kept import Kept
from tests.cast import FAMILIES, Cast, settle

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
HERS = Address(FAMILIES["marta"][3], FAMILIES["marta"][4])


class Two:
    """Two processes on one database, each with what it has kept."""

    def __init__(self, engines: Engines, keys: Keyring) -> None:
        self.engines, self.keys, self.statements = engines, keys, list[str]()
        self.ours, self.theirs = Kept(), Kept()
        event.listen(engines.read, "before_cursor_execute", lambda *given: self.statements.append(given[2]))
        self.cast: Cast = self.write(lambda db: settle(db, presets.read("demo"), NOW))
        self.scope: Scope = as_hub(self.cast.school_id, "test")

    def write(self, unit: Callable[[Db], Any]) -> Any:
        with self.engines.write.connect() as connection, connection.begin():
            return unit(Db(connection, self.keys, self.ours))

    def hers(self, kept: Kept) -> object:
        """What a message of hers is decided with."""
        with self.engines.read.connect() as connection, connection.begin():
            self.statements.clear()
            return self.facts(Db(connection, self.keys, kept))

    def facts(self, db: Db) -> object:
        marta = self.cast.guardians["marta"]
        return (
            contacts.by_address(db, HERS, Side.FAMILIES, None),
            contacts.of_guardian(self.scope, db, marta),
            roll.guardian(self.scope, db, marta, NOW.date()),
        )


@pytest.fixture
def two(engines: Engines, keys: Keyring) -> Two:
    return Two(engines, keys)


def test_who_writes_costs_one_statement(two: Two) -> None:
    first = two.hers(two.theirs)
    assert two.hers(two.theirs) == first
    assert ["revision" in one for one in two.statements if one != "BEGIN"] == [True]


@pytest.mark.parametrize(
    "change",
    [
        lambda two, db: contacts.set_state(two.scope, db, contacts.by_address(db, HERS, Side.FAMILIES, None)[0].id, "ended", NOW),
        lambda two, db: db.run(update(tables.guardianship).values(restricted=True)),
        lambda two, db: db.run(update(tables.guardian).values(left_on=NOW.date())),
        lambda two, db: roster_write.end_enrolment(two.scope, db, two.cast.pupils["ola"], NOW.date().replace(day=1)),
        lambda two, db: db.run(tables.contact.delete()),
    ],
    ids=["the phone is another's", "the court has spoken", "the adult has left", "the child has left", "all is gone"],
)
def test_another_process_sees_a_change_at_once(two: Two, change: Callable[[Two, Db], Any]) -> None:
    before = two.hers(two.theirs)
    two.write(lambda db: change(two, db))
    assert two.hers(two.theirs) != before


def test_a_change_is_seen_in_its_own_transaction_and_one_rolled_back_is_not_believed(two: Two) -> None:
    before = two.hers(two.ours)
    with two.engines.write.connect() as connection, connection.begin() as transaction:
        db = Db(connection, two.keys, two.ours)
        assert two.facts(db) == before
        db.run(update(tables.guardianship).values(restricted=True))
        assert two.facts(db) != before
        transaction.rollback()
    assert two.hers(two.ours) == before


def _kept_statements() -> Iterator[tuple[str, Executable]]:
    """What any module asks `lasting`: a statement made at import, by its name."""
    for path in sorted(Path(storage.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "lasting":
                (name,) = (one.id for one in node.args if isinstance(one, ast.Name))
                parts = path.relative_to(Path(storage.__file__).parents[1]).with_suffix("").parts
                yield f"{path.name} {name}", getattr(importlib.import_module(".".join(parts)), name)


def test_nothing_else_is_kept_than_what_says_when_it_changes() -> None:
    asked = dict(_kept_statements())
    read = {
        name: {str(getattr(one, "name", "")) for one in visitors.iterate(statement) if one.__visit_name__ == "table"}  # type: ignore[arg-type]
        for name, statement in asked.items()
    }
    assert len(read) > 10
    assert {name: tables - revisions.OF_PEOPLE for name, tables in read.items() if not tables <= revisions.OF_PEOPLE} == {}
