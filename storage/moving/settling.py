"""A packed school unpacked in an empty hub: keys under its own master key, rows compared, files in their place."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection, Engine

from storage import finding, schema, tables
from storage.backup.making import Place
from storage.backup.manifest import Manifest
from storage.backup.meter import Meter
from storage.backup.parts import Part
from storage.backup.reading import check, load_all, must_be_known, prepare
from storage.backup.restoring import NOT_EMPTY, arriving_files, emptied, keep
from storage.backup.rows import tables_of
from storage.backup.sealing import BackupProblem
from storage.crypto import Wrapping
from storage.engine import make_engine
from storage.keystore import SqlKeyStore, data_key
from storage.moving.digests import of_table
from storage.moving.leaving import DIGESTS, KEYS
from storage.rotation import opens_all


@dataclass(frozen=True, slots=True)
class Arrived:
    """`keys` is how many data keys open under this hub's master key."""

    manifest: Manifest
    keys: int


def import_school(path: Path, transfer: bytes, place: Place, meter: Meter) -> Arrived:
    """Everything is checked before the first row is written, and compared before the transaction ends.

    Into an empty hub only. Raises BackupProblem, OSError or the database's error.
    """
    manifest = check(path, transfer, meter)
    if manifest.about.kind != "school":
        raise BackupProblem("this is a backup of a hub, not a packed school: see `bookbag restore`")
    must_be_known(manifest.about)
    store, engine = make_engine(place.keys_url), emptied(place.url, tables.METADATA)
    try:
        _must_have_no_keys(store)
        with arriving_files(place.media) as arriving:
            prepare(engine, manifest.about)
            _unpack(path, transfer, place, store, engine, arriving, meter)
        schema.upgrade(engine)
        with engine.begin() as connection:
            finding.want_all(connection)
        return Arrived(manifest, opens_all(store, place.master))
    finally:
        engine.dispose()
        store.dispose()


def _unpack(
    path: Path, transfer: bytes, place: Place, store: Engine, engine: Engine, arriving: Path, meter: Meter
) -> None:
    """One transaction: rows that differ by a single value take all of them back."""
    beside: dict[str, bytes] = {}

    def visit(part: Part) -> None:
        if part.name in {KEYS, DIGESTS}:
            beside[part.name] = b"".join(part.blocks)
        else:
            keep(arriving, part)

    def compare(connection: Connection) -> None:
        _same(connection, json.loads(beside[DIGESTS]))
        _keep_keys(store, json.loads(beside[KEYS]), transfer, place.master)

    load_all(engine, path, transfer, meter, visit, compare)


def _same(connection: Connection, digests: dict[str, str]) -> None:
    there = {table.name: table for table in tables_of(connection)}
    for name, digest in digests.items():
        if of_table(connection, there[name])[1] != digest:
            raise BackupProblem(f"the rows of {name} differ after unpacking: nothing was kept; please report it")


def _must_have_no_keys(store: Engine) -> None:
    SqlKeyStore(store)
    with store.connect() as connection:
        if connection.execute(select(func.count()).select_from(data_key)).scalar():
            raise BackupProblem(NOT_EMPTY.format("the key store"))


def _keep_keys(store: Engine, packed: list[Any], transfer: bytes, master: bytes) -> None:
    """Before the rows' transaction ends: a row is never there without its key."""
    before, after = Wrapping(transfer), Wrapping(master)

    def anew(one: int, raw: str | None) -> bytes | None:
        return after.wrap(one, before.unwrap(one, base64.b64decode(raw))) if raw else None

    rows = [{"id": one, "kind": kind, "wrapped": anew(one, raw)} for one, kind, raw in packed]
    with store.begin() as connection:
        connection.execute(insert(data_key), rows)
