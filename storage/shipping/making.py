"""One look: what changed is written, read again and compared before it counts. A new chain begins every day."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import make_url

from storage import revision
from storage.backup.files import arriving, forget_unfinished
from storage.backup.making import Place as Hub
from storage.backup.manifest import Manifest, about_from
from storage.backup.meter import Silent
from storage.backup.parts import ABOUT, MANIFEST, PartWriter
from storage.backup.reading import check
from storage.backup.sealing import BackupProblem, Sealer
from storage.backup.snapshot import copy_quickly, scratch
from storage.engine import make_engine
from storage.shipping.chain import Chain, Link, Place, chains, name_for
from storage.shipping.growing import grown
from storage.shipping.media import ship_media
from storage.shipping.memory import Memory, remember, remembered
from storage.shipping.pages import batches, changed, page_size
from storage.tables.searching import NOT_BACKED_UP

PAGES = "pages"
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Shipped:
    """`pages` is how many differed; `whole` says that a new chain began, `broken` that the one before it would not grow."""

    path: Path
    pages: int
    files: int
    whole: bool
    broken: bool = False


def ship(hub: Hub, folder: Path, made_at: datetime) -> Shipped:
    """Raises BackupProblem, OSError or the database's error; then the next look ships what this one did not."""
    with scratch(hub.folder) as private:
        copy = private / "moment.db"
        copy_quickly(Path(str(make_url(hub.url).database)), copy)
        _left_out(copy)
        before = _going_on(hub, folder, made_at, page_size(copy))
        broken = before is None and not _last_grows(hub, folder, private)
        memory, path, number = _write(hub, folder, copy, before, made_at)
        check(path, hub.master, Silent())
        if before is None:
            grown(Chain(memory.began, (Link(path, 0, made_at),)), hub.master, private / "base.db")
        files = ship_media(hub.media, folder)
        remember(hub.folder, memory)
    if before is None:
        _forget_old(folder)
    return Shipped(path, number, files, before is None, broken)


def _left_out(copy: Path) -> None:
    """What is made again from the rest is in no backup. Overwritten, not only unlinked: whole pages are shipped."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA secure_delete=ON")
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        for name in sorted(NOT_BACKED_UP & there):
            connection.execute(f"DELETE FROM {name}")  # noqa: S608 - our own two names
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _going_on(hub: Hub, folder: Path, now: datetime, size: int) -> Memory | None:
    """The chain to go on with; None begins a new one: each day, under a new key, or when the folder is not as it was left."""
    before = remembered(hub.folder)
    if before is None or (before.key, before.page_size) != (_key_mark(hub.master), size) or now - before.began >= DAY:
        return None
    chain = next((one for one in chains(folder) if one.began_at == before.began), None)
    whole = chain is not None and chain.links[-1].number == before.number
    return before if whole and chain is not None and chain.size <= chain.links[0].path.stat().st_size + (1 << 20) else None


def _write(
    hub: Hub, folder: Path, copy: Path, before: Memory | None, made_at: datetime
) -> tuple[Memory, Path, int]:
    began = before.began if before else made_at.replace(microsecond=0)
    number, size = (before.number + 1 if before else 0), page_size(copy)
    place = Place(number, before.last if before else "", size, copy.stat().st_size // size, _revision(copy), made_at)
    target, digests, shipped = folder / name_for(began, number, made_at), bytearray(), 0

    def differing() -> Iterator[tuple[int, bytes]]:
        nonlocal shipped
        for at, page, digest in changed(copy, size, before.digests if before else b""):
            digests.extend(digest)
            if page:
                shipped += 1
                yield at, page

    forget_unfinished(folder)
    with arriving(target) as part:
        _seal(part, hub.master, place, differing())
    with target.open("rb") as file:
        last = hashlib.file_digest(file, "sha256").hexdigest()
    return Memory(began.isoformat(), number, last, size, _key_mark(hub.master), bytes(digests)), target, shipped


def _seal(part: Path, master: bytes, place: Place, pages: Iterator[tuple[int, bytes]]) -> None:
    with part.open("r+b") as file:
        writer = PartWriter(Sealer(file, master))
        with writer.part(ABOUT) as add:
            add(place.to_json())
        with writer.part(PAGES) as add:
            for block in batches(pages):
                add(block)
        manifest = Manifest(about_from(place.to_json()), {}, sha256=dict(writer.hashes))
        with writer.part(MANIFEST) as add:
            add(manifest.to_json())
        writer.close()
        file.flush()
        os.fsync(file.fileno())


def _revision(copy: Path) -> str:
    engine = make_engine(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection:
            return revision.current(connection) or ""
    finally:
        engine.dispose()


def _key_mark(master: bytes) -> str:
    return hashlib.sha256(b"bookbag/shipped" + master).hexdigest()[:16]


def _last_grows(hub: Hub, folder: Path, private: Path) -> bool:
    """A finished chain is grown once, whole, before the next begins: a chain nobody tried is not a backup.

    One that does not grow is said, and is all the more reason to begin the next.
    """
    last, memory = next(reversed(chains(folder)), None), remembered(hub.folder)
    if last is None or memory is None or memory.key != _key_mark(hub.master):
        return True
    try:
        grown(last, hub.master, private / "grown.db")
    except BackupProblem:
        return False
    return True


def _forget_old(folder: Path) -> None:
    """The new chain and the one before it stay."""
    for chain in chains(folder)[:-2]:
        for link in reversed(chain.links):
            link.path.unlink()
