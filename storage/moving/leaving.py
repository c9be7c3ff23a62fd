"""A school packed: its rows, files and data keys in one file under a key of its own, which travels another way."""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection, make_url

from storage.backup.files import arriving
from storage.backup.making import Place, copy_files
from storage.backup.manifest import About, Manifest
from storage.backup.meter import Meter
from storage.backup.parts import ABOUT, MANIFEST, TABLE, PartWriter
from storage.backup.reading import check
from storage.backup.rows import lines_of
from storage.backup.sealing import Sealer
from storage.backup.snapshot import revision_of, scratch, snapshot
from storage.crypto import BLIND_ID, BLIND_KIND, Wrapping, blind_key
from storage.engine import make_engine
from storage.keystore import SqlKeyStore
from storage.moving.digests import of_rows
from storage.moving.parts import keys_named, rows_of_a_school, stored, tables_of_a_school

KEYS, DIGESTS = "keys", "digests"


def export_school(
    place: Place, school_id: int, transfer: bytes, target: Path, made_at: datetime, meter: Meter
) -> Manifest:
    """Write `target`, read it again to its end. Raises BackupProblem, OSError or the database's error."""
    with arriving(target) as part, scratch(place.folder) as private, snapshot(place.url, private) as connection:
        with part.open("r+b") as file:
            writer = PartWriter(Sealer(file, transfer))
            about = About("school", revision_of(connection), make_url(place.url).get_backend_name(), made_at)
            _fill(writer, place, connection, school_id, transfer, about, meter)
            file.flush()
            os.fsync(file.fileno())
        return check(part, transfer, meter)


def _fill(
    writer: PartWriter, place: Place, connection: Connection, school_id: int, transfer: bytes, about: About, meter: Meter
) -> None:
    with writer.part(ABOUT) as add:
        add(about.to_json())
    counts, digests, keys, blobs = _rows(writer, connection, school_id, meter)
    with writer.part(KEYS) as add:
        add(_keys(place, keys, transfer))
    files, gone = copy_files(blobs, place.media, writer, meter)
    with writer.part(DIGESTS) as add:
        add(json.dumps(digests).encode())
    manifest = Manifest(about, counts, files, gone, dict(writer.hashes))
    with writer.part(MANIFEST) as add:
        add(manifest.to_json())
    writer.close()


def _rows(
    writer: PartWriter, connection: Connection, school_id: int, meter: Meter
) -> tuple[dict[str, int], dict[str, str], set[int], list[str]]:
    """Counts and digests by table, the keys the rows name, and the files of theirs."""
    tables = tables_of_a_school(connection)
    meter.begin("Packing tables", len(tables))
    counts, digests, keys, blobs = dict[str, int](), dict[str, str](), set[int](), list[str]()
    for table in tables:
        rows = list(rows_of_a_school(connection, table, school_id))
        counts[table.name], digests[table.name] = of_rows(rows)
        keys.update(key for row in rows for key in keys_named(row))
        blobs += [row["blob"] for row in rows if table.name == "media" and row["state"] == "stored" and row["blob"]]
        with writer.part(TABLE + table.name) as add:
            for block in lines_of([column.name for column in table.columns], rows):
                add(block)
        meter.advance()
    return counts, digests, keys, sorted(blobs)


def _keys(place: Place, wanted: set[int], transfer: bytes) -> bytes:
    """Every data key under the transfer key, the destroyed ones as such, and what blind hashes are made with."""
    before, after, engine = Wrapping(place.master), Wrapping(transfer), make_engine(place.keys_url)
    try:
        with engine.connect() as store:
            found = list(stored(store, wanted - {BLIND_ID}))
        rows = [
            (one, kind, None if raw is None else after.wrap(one, before.unwrap(one, raw))) for one, kind, raw in found
        ]
        blind = after.wrap(BLIND_ID, blind_key(place.master, SqlKeyStore(engine)))
    finally:
        engine.dispose()
    told = [(one, kind, raw and base64.b64encode(raw).decode()) for one, kind, raw in [*rows, (BLIND_ID, BLIND_KIND, blind)]]
    return json.dumps(told).encode()
