"""A database grown again from a chain: base, then every change in order, each the one its predecessor says."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from sqlalchemy.engine import make_url

from storage import finding, schema, tables
from storage.backup.keysof import key_ids
from storage.backup.parts import ABOUT, Part, PartReader
from storage.backup.reading import sound, walk
from storage.backup.restoring import NOT_EMPTY, emptied
from storage.backup.sealing import BackupProblem, Opener, damaged
from storage.backup.snapshot import private_file
from storage.engine import make_engine
from storage.rotation import sync_folder
from storage.shipping.chain import MEDIA, Chain, Link, Place, chains, place_from
from storage.shipping.pages import numbered

_BLOB = re.compile(r"[0-9a-f]{8,64}")


def grow(folder: Path, master: bytes, url: str, media: Path) -> tuple[Place, int, frozenset[int]]:
    """The newest chain in `folder` becomes the database at `url` and its files; also the data keys needed to read them.

    Into an empty place only. Raises BackupProblem, OSError or the database's error.
    """
    chain = next(reversed(chains(folder)), None)
    if chain is None:
        raise BackupProblem(f"there are no shipped changes in {folder}")
    if make_url(url).get_backend_name() != "sqlite":
        raise BackupProblem("shipped changes are of SQLite: restore into a folder, then `bookbag migrate-store`")
    if media.is_dir() and any(media.iterdir()):
        raise BackupProblem(NOT_EMPTY.format(media))
    target = Path(str(make_url(url).database))
    emptied(url, tables.METADATA).dispose()
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    place = grown(chain, master, part)
    for left in target.parent.glob(f"{target.name}*"):
        left.unlink()
    part.replace(target)
    sync_folder(target.parent)
    files = _media(folder / MEDIA, media)
    return place, files, _brought_up(url)


def grown(chain: Chain, master: bytes, target: Path) -> Place:
    """The chain's database in a new file, found whole by SQLite itself. Raises BackupProblem."""
    private_file(target)
    before = ""
    for link in chain.links:
        place = _place(link, master)
        if place.before != before or place.number != link.number:
            raise BackupProblem(f"{link.path.name} does not follow the file before it: take another copy of the folder")
        _apply(link, master, place, target)
        with link.path.open("rb") as file:
            before = hashlib.file_digest(file, "sha256").hexdigest()
    sound(target)
    return place


def _place(link: Link, master: bytes) -> Place:
    with link.path.open("rb") as file:
        first = next(PartReader(Opener(file, master)).parts(), None)
        if first is None or first.name != ABOUT:
            raise damaged()
        return place_from(b"".join(first.blocks))


def _apply(link: Link, master: bytes, place: Place, target: Path) -> None:
    with target.open("r+b") as file:

        def write(part: Part) -> None:
            for block in part.blocks:
                for number, page in numbered(block, place.page_size):
                    file.seek(number * place.page_size)
                    file.write(page)

        walk(link.path, master, write)
        file.truncate(place.pages * place.page_size)


def _media(source: Path, media: Path) -> int:
    media.mkdir(parents=True, exist_ok=True, mode=0o700)
    names = [path for path in source.iterdir() if _BLOB.fullmatch(path.name)] if source.is_dir() else []
    for path in names:
        private_file(media / path.name)
        shutil.copyfile(path, media / path.name)
    return len(names)


def _brought_up(url: str) -> frozenset[int]:
    engine = make_engine(url)
    try:
        schema.upgrade(engine)
        with engine.begin() as connection:
            finding.want_all(connection)
            return key_ids(connection)
    finally:
        engine.dispose()
