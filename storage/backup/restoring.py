"""Backups put back, into empty places only, and brought up to today's schema."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, MetaData, text
from sqlalchemy.engine import Connection, make_url

from storage import finding, schema, tables
from storage.backup.keysof import key_ids
from storage.backup.manifest import Kind, Manifest
from storage.backup.meter import Meter
from storage.backup.parts import MEDIA, Part
from storage.backup.reading import check, load_all, must_be_known, prepare, sound
from storage.backup.rows import VERSION_TABLE, count, tables_of
from storage.backup.sealing import BackupProblem, damaged
from storage.backup.snapshot import private_file
from storage.engine import make_engine
from storage.keystore import keys_metadata
from storage.rotation import sync_folder

NOT_EMPTY = "{} is not empty: a restore never overwrites; name an empty place, or move what is there away"


_BLOB = re.compile(r"media/[0-9a-f]{8,64}")


def restore_data(path: Path, master: bytes, url: str, media: Path, meter: Meter) -> tuple[Manifest, frozenset[int]]:
    """Database and files; returns the manifest and the data keys needed to read them.

    Everything is checked before the first row is written. Raises BackupProblem, OSError or the database's error.
    """
    manifest = _checked(path, master, "data", meter)
    engine = emptied(url, tables.METADATA)
    try:
        with arriving_files(media) as arriving:
            prepare(engine, manifest.about)
            load_all(engine, path, master, meter, lambda part: keep(arriving, part))
        schema.upgrade(engine)
        with engine.begin() as connection:
            finding.want_all(connection)
            needed = key_ids(connection)
    finally:
        engine.dispose()
    _sound(url)
    return manifest, needed


@contextmanager
def arriving_files(media: Path) -> Iterator[Path]:
    """A folder for files that becomes `media` when all went well. Raises BackupProblem when there are files already."""
    if media.is_dir() and any(media.iterdir()):
        raise BackupProblem(NOT_EMPTY.format(media))
    arriving = media.with_name(".media-arriving")
    shutil.rmtree(arriving, ignore_errors=True)
    arriving.mkdir(parents=True, mode=0o700)
    try:
        yield arriving
        _settle(arriving, media)
    finally:
        shutil.rmtree(arriving, ignore_errors=True)


def restore_keys(path: Path, master: bytes, url: str, meter: Meter) -> Manifest:
    """The key store. Raises as `restore_data` does."""
    manifest = _checked(path, master, "keys", meter)
    engine = emptied(url, keys_metadata)
    try:
        prepare(engine, manifest.about)
        load_all(engine, path, master, meter, lambda part: None)
    finally:
        engine.dispose()
    _sound(url)
    return manifest


def _checked(path: Path, master: bytes, kind: Kind, meter: Meter) -> Manifest:
    manifest = check(path, master, meter)
    if manifest.about.kind != kind:
        raise BackupProblem(f"this is a backup of the hub's {manifest.about.kind}, not of its {kind}")
    must_be_known(manifest.about)
    return manifest


def _file_of(url: str) -> Path | None:
    made = make_url(url)
    return Path(str(made.database)) if made.get_backend_name() == "sqlite" else None


def emptied(url: str, ours: MetaData) -> Engine:
    """An engine on a database without a table. Raises BackupProblem when there is a row in it, or somebody else's table."""
    file = _file_of(url)
    if file is not None and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        private_file(file)
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            _drop_empty(connection, ours, str(file or "this database"))
    except BaseException:
        engine.dispose()
        raise
    return engine


def _drop_empty(connection: Connection, ours: MetaData, where: str) -> None:
    """What a hub that never ran has left: tables of any revision, and no row."""
    tables = tables_of(connection)
    if any(table.name not in ours.tables or count(connection, table) for table in tables):
        raise BackupProblem(NOT_EMPTY.format(where))
    for table in reversed(tables):
        table.drop(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {VERSION_TABLE}"))


def keep(folder: Path, part: Part) -> None:
    """A file of the backup, under its own name. Raises BackupProblem for a name we never gave."""
    if not _BLOB.fullmatch(part.name):
        raise damaged()
    target = folder / part.name.removeprefix(MEDIA)
    private_file(target)
    with target.open("r+b") as file:
        file.writelines(part.blocks)
        file.flush()
        os.fsync(file.fileno())


def _settle(arriving: Path, media: Path) -> None:
    if media.is_dir():
        media.rmdir()
    arriving.rename(media)
    sync_folder(media.parent)


def _sound(url: str) -> None:
    file = _file_of(url)
    if file is not None:
        sound(file)
