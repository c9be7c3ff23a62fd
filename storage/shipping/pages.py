"""A SQLite file as pages, and which of them differ from before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_DIGEST = 16
_BATCH = 256


def page_size(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("PRAGMA page_size").fetchone()[0])


def pages_of(database: Path, size: int) -> Iterator[bytes]:
    with database.open("rb") as file:
        while page := file.read(size):
            yield page


def changed(database: Path, size: int, before: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, content and digest of every page; content is empty where it is as it was. `before` holds the digests."""
    for number, page in enumerate(pages_of(database, size)):
        digest = hashlib.blake2b(page, digest_size=_DIGEST).digest()
        same = before[number * _DIGEST : (number + 1) * _DIGEST] == digest
        yield number, b"" if same else page, digest


def batches(pages: Iterator[tuple[int, bytes]]) -> Iterator[bytes]:
    """Blocks of numbered pages, of about a megabyte."""
    block, held = bytearray(), 0
    for number, page in pages:
        block += number.to_bytes(4) + page
        held += 1
        if held == _BATCH:
            yield bytes(block)
            block, held = bytearray(), 0
    if block:
        yield bytes(block)


def numbered(block: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """What `batches` put together."""
    for at in range(0, len(block), size + 4):
        yield int.from_bytes(block[at : at + 4]), block[at + 4 : at + 4 + size]
