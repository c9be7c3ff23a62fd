"""The envelope: AES-256-GCM in chunks, under a key derived from the master key for this one file.

    magic 8 · salt 32 · key check 16 · hash of these 8 · chunks of 1 MiB, each with its tag

A chunk's nonce is its number and whether it is the last, so that chunks cannot be moved and a file cut short is seen.
The key check tells a wrong master key from a damaged file.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"BOOKBAG\x01"
CHUNK = 1 << 20
_SALT, _CHECK, _HASH, _TAG = 32, 16, 8, 16
HEADER = len(MAGIC) + _SALT + _CHECK + _HASH
_DAMAGED = "this backup is damaged: it was altered or cut short; take another copy of it, or an older one"


class BackupProblem(ValueError):  # noqa: N818 - the operator reads this as one plain line
    """What stands between the operator and a backup or a restore; the text says what to do and holds no secret."""


def damaged() -> BackupProblem:
    return BackupProblem(_DAMAGED)


def _derive(master: bytes, salt: bytes) -> tuple[AESGCM, bytes]:
    raw = HKDF(algorithm=SHA256(), length=32 + _CHECK, salt=salt, info=b"bookbag/backup").derive(master)
    return AESGCM(raw[:32]), raw[32:]


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


class Sealer:
    """Writes plain bytes into the envelope. Not sealed until `close`."""

    def __init__(self, file: BinaryIO, master: bytes) -> None:
        salt = os.urandom(_SALT)
        self._cipher, key_check = _derive(master, salt)
        head = MAGIC + salt + key_check
        self._header = head + hashlib.sha256(head).digest()[:_HASH]
        self._file, self._number, self._buffer = file, 0, bytearray()
        file.write(self._header)

    def write(self, data: bytes) -> None:
        self._buffer += data
        while len(self._buffer) > CHUNK:  # never emptied to zero: the last chunk must be known as such
            self._seal(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]

    def close(self) -> None:
        self._seal(bytes(self._buffer), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), plain, self._header))
        self._number += 1


class Opener:
    """Reads the envelope from its start. Raises BackupProblem for any other file, key or byte than was written."""

    def __init__(self, file: BinaryIO, master: bytes) -> None:
        self._file = file
        self._header = file.read(HEADER)
        if not self._header.startswith(MAGIC):
            raise BackupProblem("this is not a Bookbag backup, or one of a newer version")
        head, written = self._header[:-_HASH], self._header[-_HASH:]
        if len(self._header) < HEADER or hashlib.sha256(head).digest()[:_HASH] != written:
            raise damaged()
        self._cipher, key_check = _derive(master, head[len(MAGIC) : len(MAGIC) + _SALT])
        if not hmac.compare_digest(key_check, head[-_CHECK:]):
            raise BackupProblem(
                "this backup was made under another master key: use the key file of the hub that made it"
            )
        self._number, self._plain = 0, memoryview(b"")
        self._ahead = file.read(CHUNK + _TAG)

    def exactly(self, size: int) -> bytes:
        """The next `size` bytes. Raises BackupProblem when the file ends before."""
        taken = []
        while size:
            if not self._plain:
                self._open_next()
            piece = self._plain[:size]
            self._plain = self._plain[len(piece) :]
            taken.append(piece)
            size -= len(piece)
        return b"".join(taken)

    @property
    def at_end(self) -> bool:
        return not self._plain and not self._ahead

    def _open_next(self) -> None:
        sealed, self._ahead = self._ahead, self._file.read(CHUNK + _TAG)
        try:
            plain = self._cipher.decrypt(_nonce(self._number, not self._ahead), sealed, self._header)
        except (InvalidTag, ValueError):
            raise damaged() from None
        self._number += 1
        self._plain = memoryview(plain)
