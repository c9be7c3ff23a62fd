"""Backups made: of the data (database and files) and, apart from it, of the key store. The master key is in neither."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection, make_url

from storage.backup.files import arriving, forget_unfinished
from storage.backup.keysof import key_ids, unknown
from storage.backup.manifest import About, Kind, Manifest
from storage.backup.meter import Meter
from storage.backup.parts import ABOUT, MANIFEST, MEDIA, TABLE, PartWriter
from storage.backup.reading import rehearse
from storage.backup.rows import blocks_of, count, tables_of
from storage.backup.sealing import CHUNK, BackupProblem, Sealer
from storage.backup.snapshot import revision_of, scratch, snapshot
from storage.tables.searching import NOT_BACKED_UP

_Filled = tuple[dict[str, int], int, int]  # rows per table, files, files that were gone


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hub keeps things: its data folder, its two stores, and the key to both."""

    folder: Path
    url: str = field(repr=False)
    keys_url: str = field(repr=False)
    master: bytes = field(repr=False)

    @property
    def media(self) -> Path:
        return self.folder / "media"


@dataclass(frozen=True, slots=True)
class Made:
    """`key_ids` are the data keys the backup needs to be read."""

    manifest: Manifest
    key_ids: frozenset[int]


def back_up_data(place: Place, target: Path, made_at: datetime, meter: Meter) -> Made:
    """Write `target`, restore it into a scratch database, compare; only then does it get its name.

    Consistent as of one moment while others write. Raises BackupProblem, OSError or the database's error.
    """
    with _alone(place, target) as (part, private):
        with snapshot(place.url, private) as connection:
            needed = key_ids(connection)

            def fill(writer: PartWriter) -> _Filled:
                tables = [table for table in tables_of(connection) if table.name not in NOT_BACKED_UP]
                counts = _tables(connection, tables, writer, meter)
                return (counts, *copy_files(_blobs(connection, tables), place.media, writer, meter))

            about = _about("data", revision_of(connection), place.url, made_at)
            _write(part, place.master, about, fill)
        return Made(rehearse(part, place.master, private, meter), needed)


def back_up_keys(place: Place, needed: frozenset[int], target: Path, made_at: datetime, meter: Meter) -> Manifest:
    """The same for the key store, taken after the data so that it holds every key the data names.

    Raises BackupProblem also when it lacks some of the `needed`: it is then another hub's store.
    """
    with _alone(place, target) as (part, private):
        with snapshot(place.keys_url, private) as store:
            missing = unknown(needed, store)
            if missing:
                raise BackupProblem(
                    f"the key store lacks {missing} of the data's keys: is it another hub's? Not backed up"
                )
            about = _about("keys", "", place.keys_url, made_at)
            _write(part, place.master, about, lambda writer: (_tables(store, tables_of(store), writer, meter), 0, 0))
        return rehearse(part, place.master, private, meter)


@contextmanager
def _alone(place: Place, target: Path) -> Iterator[tuple[Path, Path]]:
    """One backup at a time: where it is written, and a private folder that is gone afterwards."""
    with scratch(place.folder) as private:
        forget_unfinished(target.parent)
        with arriving(target) as part:
            yield part, private


def _about(kind: Kind, revision: str, url: str, made_at: datetime) -> About:
    return About(kind, revision, make_url(url).get_backend_name(), made_at)


def _write(part: Path, master: bytes, about: About, fill: Callable[[PartWriter], _Filled]) -> None:
    with part.open("r+b") as file:
        writer = PartWriter(Sealer(file, master))
        with writer.part(ABOUT) as add:
            add(about.to_json())
        counts, files, gone = fill(writer)
        manifest = Manifest(about, counts, files, gone, dict(writer.hashes))
        with writer.part(MANIFEST) as add:
            add(manifest.to_json())
        writer.close()
        file.flush()
        os.fsync(file.fileno())


def _tables(connection: Connection, tables: list[Table], writer: PartWriter, meter: Meter) -> dict[str, int]:
    counts = {table.name: count(connection, table) for table in tables}
    meter.begin("Copying rows", sum(counts.values()))
    for table in tables:
        with writer.part(TABLE + table.name) as add:
            for block, rows in blocks_of(connection, table):
                add(block)
                meter.advance(rows)
    return counts


def _blobs(connection: Connection, tables: list[Table]) -> list[str]:
    media = next(table for table in tables if table.name == "media")
    wanted = select(media.c.blob).where(media.c.state == "stored", media.c.blob.is_not(None))
    return sorted(connection.execute(wanted).scalars())


def copy_files(names: list[str], folder: Path, writer: PartWriter, meter: Meter) -> tuple[int, int]:
    """Files never change and are there before their rows; one that is gone was erased since the snapshot."""
    meter.begin("Copying files", len(names))
    gone = 0
    for name in names:
        try:
            file = (folder / name).open("rb")
        except FileNotFoundError:
            gone += 1
        else:
            with file, writer.part(MEDIA + name) as add:
                while block := file.read(CHUNK):
                    add(block)
        meter.advance()
    return len(names) - gone, gone
