"""A school's rules are read once, and at once again when anything they are made of changes, in this process or another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.sql import visitors

from bot import presets
from bot.domain.scope import TrialChoice
from bot.hub import as_hub
from bot.rules import RuleBook, SchoolRules
from storage import policies, revisions, tables, trials
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines
from tests.cast import settle

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)


class Two:
    """Two processes on one database, each with its own book."""

    def __init__(self, engines: Engines, keys: Keyring, statements: list[str]) -> None:
        self.engines, self.keys, self.statements = engines, keys, statements
        self.ours, self.theirs = RuleBook(), RuleBook()
        self.school = self.write(lambda db: settle(db, presets.read("demo"), NOW)).school_id

    def write(self, unit: Callable[[Db], Any]) -> Any:
        with self.engines.write.connect() as connection, connection.begin():
            return unit(Db(connection, self.keys))

    def read(self, book: RuleBook, now: datetime = NOW) -> SchoolRules:
        with self.engines.read.connect() as connection, connection.begin():
            self.statements.clear()
            return book.of(Db(connection, self.keys), self.school, now)


@pytest.fixture
def two(engines: Engines, keys: Keyring, tmp_path: Path) -> Two:
    said: list[str] = []
    event.listen(engines.read, "before_cursor_execute", lambda *given: said.append(given[2]))
    return Two(engines, keys, said)


def test_kept_rules_cost_one_statement(two: Two) -> None:
    first = two.read(two.ours)
    assert len(two.statements) > 1
    assert two.read(two.ours) is first
    assert len([one for one in two.statements if "revision" in one]) == len(two.statements) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda db, scope: policies.add_term(scope, db, date(2024, 9, 2), date(2024, 12, 20)),
        lambda db, scope: policies.add_closure(scope, db, "snow", date(2024, 3, 6), date(2024, 3, 6)),
        lambda db, scope: policies.add_version(scope, db, presets.read("misson"), NOW, "", in_force_from=NOW),
        lambda db, scope: trials.decide(scope, db, NOW, TrialChoice(NOW.date(), None), "over"),
        lambda db, scope: db.run(tables.school_class.update().values(year="9")),
        lambda db, scope: db.run(tables.staff.update().values(left_at=NOW)),
        lambda db, scope: db.run(tables.duty.delete()),
    ],
    ids=["term", "closure", "policy", "trial", "class", "staff", "duty"],
)
def test_another_process_sees_a_change_at_once(two: Two, change: Callable[[Db, Any], None]) -> None:
    before = two.read(two.theirs)
    two.write(lambda db: change(db, as_hub(two.school, "test")))
    assert two.read(two.theirs) is not before


def test_a_change_that_was_rolled_back_is_not_believed(two: Two) -> None:
    before = two.read(two.ours)
    with two.engines.write.connect() as connection, connection.begin() as transaction:
        db = Db(connection, two.keys)
        policies.add_closure(as_hub(two.school, "test"), db, "snow", NOW.date(), NOW.date())
        assert two.ours.of(db, two.school, NOW) != before
        transaction.rollback()
    assert two.read(two.ours) == before


def test_a_policy_begins_on_its_minute_and_a_clock_may_go_back(two: Two) -> None:
    at = NOW + timedelta(hours=2)
    misson = presets.read("misson")
    two.write(lambda db: policies.add_version(as_hub(two.school, "test"), db, misson, NOW, "", in_force_from=at))
    before = two.read(two.ours, at - timedelta(seconds=1))
    after = two.read(two.ours, at)
    assert (before.policy.school.name, after.policy.school.name) == ("Oak Lane Primary School", "Misson Primary School")
    assert two.read(two.ours, NOW) == before


def test_rules_are_made_of_nothing_else(two: Two) -> None:
    """Tables that their reading touches and whose changes nobody would notice."""
    touched: set[str] = set()

    def note(_connection: Any, statement: Any, *_more: Any) -> None:
        touched.update(str(getattr(one, "name", "")) for one in visitors.iterate(statement) if one.__visit_name__ == "table")

    event.listen(two.engines.read, "before_execute", note)
    two.read(RuleBook())
    assert touched - {"revision"} == revisions.OF_RULES
