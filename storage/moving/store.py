"""A whole hub from one kind of database to the other, in one transaction, compared row by row before it stands."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from storage import schema, tables
from storage.backup.manifest import About
from storage.backup.meter import Meter
from storage.backup.reading import prepare
from storage.backup.restoring import emptied
from storage.backup.rows import count, tables_of
from storage.backup.sealing import BackupProblem
from storage.backup.snapshot import revision_of, scratch, snapshot
from storage.clock import lease_now
from storage.moving.digests import of_table, rows_of

_BATCH = 500


def migrate(source_url: str, target_url: str, folder: Path, meter: Meter) -> dict[str, int]:
    """Rows per table. The source is only read; `folder` is where a snapshot of SQLite may lie meanwhile.

    Raises BackupProblem when the target is not empty or one row differs: then the target is empty again.
    """
    with scratch(folder) as private, snapshot(source_url, private) as source:
        about = About("data", revision_of(source), source.dialect.name, lease_now())
        target = emptied(target_url, tables.METADATA)
        try:
            prepare(target, about)
            with target.begin() as connection:
                counts = _copied(source, connection, meter)
            schema.upgrade(target)
        finally:
            target.dispose()
    return counts


def _copied(source: Connection, target: Connection, meter: Meter) -> dict[str, int]:
    tables, there = tables_of(source), {table.name: table for table in tables_of(target)}
    meter.begin("Copying rows", sum(count(source, table) for table in tables))
    for table in tables:
        _copy(source, target, table, there[table.name], meter)
    meter.begin("Comparing tables", len(tables))
    counts = {}
    for table in tables:
        here = of_table(source, table)
        if of_table(target, there[table.name]) != here:
            raise BackupProblem(f"the rows of {table.name} differ after copying: nothing was kept; please report it")
        counts[table.name] = here[0]
        meter.advance()
    return counts


def _copy(source: Connection, target: Connection, from_: Table, to: Table, meter: Meter) -> None:
    target.execute(to.delete())  # what a migration put there comes with the rest
    batch = []
    for row in rows_of(source, select(from_).order_by(*from_.primary_key.columns)):
        batch.append(row)
        if len(batch) == _BATCH:
            _insert(target, to, batch, meter)
            batch = []
    _insert(target, to, batch, meter)


def _insert(target: Connection, to: Table, batch: list[dict[str, object]], meter: Meter) -> None:
    if batch:
        target.execute(to.insert(), batch)
        meter.advance(len(batch))
