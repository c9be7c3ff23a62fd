"""Named parts inside the envelope, each a run of blocks, each with its own SHA-256.

name length 4 · name · (block length 4 · block)… · 0  · next part … · 0 ends the file
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from storage.backup.sealing import Opener, Sealer, damaged

_LARGEST = 64 << 20  # bytes a block may claim; ours are about one megabyte
ABOUT, MANIFEST, TABLE, MEDIA = "about", "manifest", "table/", "media/"


class PartWriter:
    """`hashes` holds the SHA-256 of each finished part."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self.hashes: dict[str, str] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """Yields the function that adds a block; an empty block is left out."""
        digest = hashlib.sha256()
        self._frame(name.encode())

        def add(block: bytes) -> None:
            if block:
                digest.update(block)
                self._frame(block)

        yield add
        self._frame(b"")
        self.hashes[name] = digest.hexdigest()

    def close(self) -> None:
        self._frame(b"")
        self._sealer.close()

    def _frame(self, data: bytes) -> None:
        self._sealer.write(len(data).to_bytes(4) + data)


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    blocks: Iterator[bytes]


class PartReader:
    """Goes through a file once; `hashes` fills as parts are read to their ends."""

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self.hashes: dict[str, str] = {}

    def parts(self) -> Iterator[Part]:
        """What the caller leaves of a part is read over. Raises BackupProblem for a damaged or unfinished file."""
        while name := self._frame():
            part = Part(name.decode(), self._blocks(name.decode()))
            yield part
            deque(part.blocks, maxlen=0)
        if not self._opener.at_end:
            raise damaged()

    def _blocks(self, name: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        while block := self._frame():
            digest.update(block)
            yield block
        self.hashes[name] = digest.hexdigest()

    def _frame(self) -> bytes:
        size = int.from_bytes(self._opener.exactly(4))
        if size > _LARGEST:
            raise damaged()
        return self._opener.exactly(size)
