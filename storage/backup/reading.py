"""Backups read: every byte decrypted, every part compared with the manifest, every row loaded into a real database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from storage import schema
from storage.backup.manifest import About, Manifest, about_from, manifest_from
from storage.backup.meter import Meter
from storage.backup.parts import ABOUT, MANIFEST, TABLE, Part, PartReader
from storage.backup.rows import load, tables_of
from storage.backup.sealing import BackupProblem, Opener, damaged
from storage.backup.snapshot import integrity, private_file
from storage.engine import make_engine
from storage.keystore import keys_metadata


def walk(path: Path, master: bytes, visit: Callable[[Part], None]) -> Manifest:
    """Go through the whole file once. Raises BackupProblem when it differs from its manifest by a single byte."""
    raw = b""
    with path.open("rb") as file:
        reader = PartReader(Opener(file, master))
        for part in reader.parts():
            if part.name == MANIFEST:
                raw = b"".join(part.blocks)
            elif part.name != ABOUT:
                visit(part)
    manifest = manifest_from(raw)
    hashes = {name: digest for name, digest in reader.hashes.items() if name != MANIFEST}
    if hashes != manifest.sha256:
        raise damaged()
    return manifest


def check(path: Path, master: bytes, meter: Meter) -> Manifest:
    """Decrypt to the end and compare; nothing is loaded or written."""
    meter.begin("Checking the file", path.stat().st_size)

    def read_over(part: Part) -> None:
        for block in part.blocks:
            meter.advance(len(block))

    return walk(path, master, read_over)


def about_of(path: Path, master: bytes) -> About:
    with path.open("rb") as file:
        first = next(PartReader(Opener(file, master)).parts(), None)
        return about_from(b"".join(first.blocks) if first else b"")


def rehearse(path: Path, master: bytes, folder: Path, meter: Meter) -> Manifest:
    """Restore into a scratch SQLite database in `folder` and look whether all is there.

    Raises BackupProblem: this file would not have saved anybody.
    """
    about = about_of(path, master)
    must_be_known(about)
    database = folder / "rehearsal.db"
    private_file(database)
    engine = make_engine(f"sqlite:///{database}")
    try:
        prepare(engine, about)
        manifest = load_all(engine, path, master, meter, lambda part: None)
    finally:
        engine.dispose()
    sound(database)
    return manifest


def prepare(engine: Engine, about: About) -> None:
    """Empty tables in the shape the backup was made in."""
    if about.kind == "keys":
        keys_metadata.create_all(engine)
    else:
        schema.upgrade(engine, about.revision)


def must_be_known(about: About) -> None:
    """Raises BackupProblem for a shape this version never had."""
    if about.kind == "data" and not schema.knows(about.revision):
        raise BackupProblem(f"this backup has schema {about.revision}, of a newer Bookbag: install that version first")


def load_all(
    engine: Engine,
    path: Path,
    master: bytes,
    meter: Meter,
    keep_file: Callable[[Part], None],
    compare: Callable[[Connection], None] | None = None,
) -> Manifest:
    """All rows in one transaction, other parts to `keep_file`, a last look to `compare`.

    Raises BackupProblem, and loads nothing, unless all came.
    """
    loaded: dict[str, int] = {}
    meter.begin("Restoring", path.stat().st_size)
    try:
        with engine.begin() as connection:
            manifest = walk(path, master, _loader(connection, loaded, meter, keep_file))
            if loaded != manifest.counts:
                raise damaged()
            if compare is not None:
                compare(connection)
    except IntegrityError:
        raise BackupProblem("the data does not fit together: rows refer to others that are not there") from None
    return manifest


def _loader(
    connection: Connection, loaded: dict[str, int], meter: Meter, keep_file: Callable[[Part], None]
) -> Callable[[Part], None]:
    tables = {table.name: table for table in tables_of(connection)}

    def visit(part: Part) -> None:
        blocks = _measured(part, meter)
        if not part.name.startswith(TABLE):
            keep_file(blocks)
            return
        name = part.name.removeprefix(TABLE)
        loaded[name] = load(connection, tables[name], blocks.blocks)

    return visit


def _measured(part: Part, meter: Meter) -> Part:
    def blocks() -> Iterator[bytes]:
        for block in part.blocks:
            meter.advance(len(block))
            yield block

    return Part(part.name, blocks())


def sound(database: Path) -> None:
    """Raises BackupProblem unless SQLite finds the file whole; references were held while loading."""
    with closing(sqlite3.connect(database)) as connection:
        if integrity(connection) != "ok":
            raise BackupProblem("the restored database is not whole: take another copy of this backup, or an older one")
