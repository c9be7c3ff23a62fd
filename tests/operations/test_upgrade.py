"""An upgrade loses nothing: it is proved before it stands, undone by any failure, and done again after any kill."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import signal
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from bot.cli import upgrade as upgrade_command
from bot.domain.calendar import Calendar
from bot.domain.stopping import may_stop, may_stop_from
from storage import lossless, revision, rotation, schema
from storage.crypto import Keyring, read_master_key
from storage.db import Db
from storage.engine import make_engine
from tests.cli.conftest import house as house
from tests.cli.house import House
from tests.databases import fresh_postgres
from tests.operations import one_step
from tests.operations.conftest import counts_in
from tests.operations.filling import ROWS, fill
from tests.torture.starting import warm

_NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{before}", None, None
def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    {more}
"""
NIGHT = datetime(2024, 3, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Installs a version of tomorrow, whose migration does this besides."""
    folder, ours, before = tmp_path / "migrations", schema._FOLDER, max(schema._revisions())

    def install(more: str) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ours, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "9999_tomorrow.py").write_text(_NEXT.format(before=before, more=more))
        monkeypatch.setattr(schema, "_FOLDER", folder)

    return install


def test_an_upgrade_backs_up_changes_the_schema_and_puts_everything_back_that_goes_wrong(
    house: House, tmp_path: Path, next_version: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    house.settle()
    before, counts = house.json("upgrade"), counts_in(house.database_url)
    assert (before["upgraded"], before["backup"]) == (False, None)
    monkeypatch.setattr(upgrade_command, "lease_now", lambda: NIGHT)
    next_version('op.execute("DELETE FROM contact")')
    said = house.fails("upgrade")
    assert "lose rows of contact" in said
    assert "as it was" in said
    engine, keys = make_engine(house.database_url), Keyring(read_master_key(house.key_file), _Nothing())
    for more in (
        'op.execute("DELETE FROM nowhere")',
        'raise RuntimeError("power")',
        'op.execute("ALTER TABLE school RENAME COLUMN key_id TO other_id")',
    ):
        next_version(more)
        with pytest.raises((SQLAlchemyError, RuntimeError)):
            schema.upgrade(engine, check=lambda connection: upgrade_command._works(Db(connection, keys)))
        assert revision.of(engine) == before["before"]
        assert not inspect(engine).has_table("later")
    engine.dispose()
    assert counts_in(house.database_url) == counts
    hold = rotation.Hold(house.key_file.parent)
    assert "stop it" in house.fails("upgrade")
    hold.release()
    next_version("pass")
    monkeypatch.setattr(upgrade_command, "lease_now", lambda: datetime(2024, 3, 5, 11, 0, tzinfo=UTC))
    assert "it may from Tue 05 March" in house.fails("upgrade")
    done = house.json("upgrade", "--now")
    assert (done["upgraded"], done["after"]) == (True, "9999")
    assert Path(done["backup"]).is_file()
    assert {name: number for name, number in counts_in(house.database_url).items() if name != "later"} == counts



class _Nothing:
    """A key store that is not asked: what is wrong is found before."""

    def add(self, wrapped: object) -> None: ...

    def get(self, key_id: int) -> None: ...

    def destroy(self, key_ids: object) -> None: ...

    def destroyed(self) -> frozenset[int]:
        return frozenset()


def test_a_hub_is_stopped_only_while_every_school_sleeps_and_for_an_hour_yet() -> None:
    week = ((frozenset(range(5)), time(8), time(16)),)
    here = Calendar(zone="Europe/London", periods=week)
    longer = Calendar(zone="Europe/London", periods=((frozenset(range(5)), time(7), time(18)),))

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime(2024, 3, 5, hour, minute, tzinfo=UTC)

    assert may_stop((here,), at(6, 59))
    assert not may_stop((here,), at(7, 1))
    assert not may_stop((here, longer), at(17))
    assert may_stop_from((here, longer), at(11)) == at(18)
    assert may_stop((), at(11))
    always = Calendar(zone="Europe/London", periods=((frozenset(range(7)), time(0), time(23, 50)),))
    assert may_stop_from((always,), at(11)) is None


def test_rows_of_the_first_schema_are_all_there_after_every_migration(
    database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """From the first revision with rows in every table."""
    engine = make_engine(_fresh(database_url, tmp_path, request, "old"))
    steps = sorted(schema._revisions())
    schema.upgrade(engine, steps[0])
    with engine.begin() as connection:
        fill(connection)
    schema.upgrade(engine)
    with engine.connect() as connection:
        counts = lossless.counts(connection)
    assert counts["guardian"] == counts["inbox"] == ROWS
    engine.dispose()


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_a_migration_killed_at_any_statement_is_as_if_it_had_not_begun(
    tmp_path: Path, request: pytest.FixtureRequest, database_url: str, record_property: Callable[[str, object], None]
) -> None:
    """Every migration, with rows in every table of the version before, killed at each statement that changes something."""
    steps, kills = sorted(schema._revisions()), 0
    for before, after in itertools.pairwise(["", *steps]):
        url = _fresh(database_url, tmp_path, request, before or "empty")
        stands = _in_a_process(tmp_path, "fill", url, before)[1]
        assert stands["revision"] == (before or None)
        killed, at = True, 0
        while killed:
            killed, seen = _in_a_process(tmp_path, "kill", url, after, str(at))
            assert seen == stands, (after, at)
            kills, at = kills + killed, at + 1
        done = _in_a_process(tmp_path, "look", url)[1]
        assert done["revision"] == after
        assert {name: number for name, number in done["counts"].items() if name in stands["counts"]} == stands["counts"]
    assert kills >= 2 * len(steps)
    kind = _kind(database_url)
    record_property("promise", f"{len(steps)} migrations killed at each of {kills} changing statements and commits, {kind}: as before each")


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_bookbag_upgrade_killed_at_any_moment_leaves_the_store_as_it_was_and_can_be_said_again(
    house: House, tmp_path: Path, next_version: Callable[[str], None], record_property: Callable[[str, object], None]
) -> None:
    """The command itself, its backup included, on the data of the version before."""
    house.settle()
    next_version('op.execute("UPDATE message SET language = \'en\'")')
    kills, at, stands = 0, 0, _in_a_process(tmp_path, "look", house.database_url)[1]
    upgraded = {"revision": "9999", "counts": stands["counts"] | {"later": 0}}
    killed, seen = True, stands
    while killed and seen == stands:
        killed, seen = _in_a_process(tmp_path, "upgrade", house.database_url, str(schema._FOLDER), str(at))
        assert seen in (stands, upgraded), at  # the latter when it died after the change stood
        kills, at = kills + killed, at + 7
    assert _in_a_process(tmp_path, "look", house.database_url)[1] == upgraded
    house.json("backup")  # and clears what the killed ones left
    assert len(list((house.folder / "data" / "backups").glob("*.backup"))) >= 1
    assert not list((house.folder / "data").rglob("*.part"))
    assert kills > 10
    record_property("promise", f"`bookbag upgrade` killed {kills} times, {_kind(house.database_url)}: the store as it was, then upgraded")


def _kind(database_url: str) -> str:
    return "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"


def _fresh(database_url: str, tmp_path: Path, request: pytest.FixtureRequest, name: str) -> str:
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / f'{name}.db'}"
    return fresh_postgres(request.getfixturevalue("postgres").maintenance, None)


def _in_a_process(folder: Path, *words: str) -> tuple[bool, dict[str, Any]]:
    """Whether it was killed, and how the database stood when it began. One process a kill: nothing is left in memory."""
    log = folder / "step.log"
    log.unlink(missing_ok=True)
    process = warm().start(one_step.__name__, os.environ | {one_step.ORDER: json.dumps(words)}, log)
    ended, said = asyncio.run(process.wait()), log.read_text()
    assert ended in {0, -signal.SIGKILL}, said
    return ended != 0, json.loads(said.splitlines()[0])
