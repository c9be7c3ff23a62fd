"""Sealing (AES-256-GCM under a data key per person, thread, class or account) and blind indexes (keyed hashes).

The master key lies in a 0600 file outside the data folder. It wraps data keys, which live in a key store of their own
that is backed up apart: destroying a person's data key erases them from every backup of the data (DPIA21).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import stat
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.faults import Mendable

_VERSION = b"\x01"
_NONCE = 12
_HEAD = 1 + 8 + _NONCE
BLIND_ID, BLIND_KIND = 0, "blind"  # no id made for a row is ever 0


class KeyProblem(Mendable):
    """The master key or a data key cannot be used; the text says what to do and holds no secret."""


class ErasedError(Exception):
    """The data key was destroyed: what it sealed is gone for good."""


class KeyStore(Protocol):
    """Where wrapped data keys live."""

    def add(self, wrapped: Iterable[tuple[int, str, bytes]]) -> None: ...

    def get(self, key_id: int) -> bytes | None:
        """The wrapped key, or None when it never was or is destroyed."""

    def destroy(self, key_ids: Iterable[int]) -> None: ...

    def destroyed(self) -> frozenset[int]:
        """Ids of keys destroyed so far."""


def make_master_key(path: Path, key: bytes = b"") -> None:
    """Write a fresh master key, or this one, readable by the owner alone. Raises FileExistsError: a key is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(key or os.urandom(32)) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read_master_key(path: Path, data_folder: Path | None = None) -> bytes:
    """Raises KeyProblem for a missing, readable-by-others, misplaced or damaged key file."""
    if not path.is_file():
        raise KeyProblem(f"no key file at {path}: run `bookbag init`, or type the sheet from your safe with `bookbag keys restore`")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyProblem(f"others can read the key file {path}: run `chmod 600 {path}`")
    if data_folder and path.resolve().is_relative_to(data_folder.resolve()):
        raise KeyProblem(f"the key file {path} lies in the data folder: a stolen folder would open itself; move it out")
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeyProblem(f"the key file {path} is damaged: it must hold 32 bytes in base 64")
    return key


def _derive(master: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"bookbag/" + purpose).derive(master)


class Wrapping:
    """Data keys under one master key: each is bound to its id, so that none can stand in for another."""

    def __init__(self, master: bytes) -> None:
        self._cipher = AESGCM(_derive(master, b"wrap"))

    def wrap(self, key_id: int, raw: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, raw, key_id.to_bytes(8))

    def unwrap(self, key_id: int, wrapped: bytes) -> bytes:
        """Raises KeyProblem under any other master key."""
        try:
            return self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], key_id.to_bytes(8))
        except InvalidTag:
            raise KeyProblem("the key file does not fit this key store: use the key this hub was set up with") from None


def blind_key(master: bytes, store: KeyStore) -> bytes:
    """What blind hashes are made with. It outlives the master key it came from, or no one could be found again after a
    rotation; until the first one it is not in the store.
    """
    kept = store.get(BLIND_ID)
    return _derive(master, b"blind") if kept is None else Wrapping(master).unwrap(BLIND_ID, kept)


class Keyring:
    """Seals, opens and blinds. Thread-safe: the cache is a plain dict of immutable ciphers."""

    def __init__(self, master: bytes, store: KeyStore, let_go: Callable[[], None] | None = None) -> None:
        """`let_go` ends the process's claim on the keys."""
        self._let_go = let_go
        self._wrap = Wrapping(master)
        self._master = master
        self._store = store
        self._ciphers: dict[int, AESGCM] = {}

    @cached_property
    def _blind(self) -> bytes:
        return blind_key(self._master, self._store)

    def close(self) -> None:
        """The keys may be rotated again."""
        if self._let_go is not None:
            self._let_go()

    def new_keys(self, kind: str, key_ids: Iterable[int]) -> None:
        """Make data keys; durable before any row sealed under them can be committed."""
        made = []
        for key_id in key_ids:
            raw = AESGCM.generate_key(256)
            made.append((key_id, kind, self._wrap.wrap(key_id, raw)))
            self._ciphers[key_id] = AESGCM(raw)
        self._store.add(made)

    def destroy(self, key_ids: Iterable[int]) -> None:
        """Erase: nothing sealed under these keys can be opened again, here or in any data backup."""
        gone = list(key_ids)
        self._store.destroy(gone)
        for key_id in gone:
            self._ciphers.pop(key_id, None)

    def destroyed(self) -> frozenset[int]:
        """Ids of keys destroyed so far, by any process."""
        return self._store.destroyed()

    def forget_cached(self) -> None:
        """Drop unwrapped keys, so that another process's destruction takes effect here."""
        self._ciphers.clear()

    def seal(self, key_id: int, place: str, text: str) -> bytes:
        """Seal text for one place ("table.column"); it opens nowhere else. Raises ErasedError."""
        return self.seal_bytes(key_id, place, text.encode("utf-8", "backslashreplace"))

    def seal_bytes(self, key_id: int, place: str, raw: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        sealed = self._cipher(key_id).encrypt(nonce, raw, place.encode())
        return _VERSION + key_id.to_bytes(8) + nonce + sealed

    def open(self, place: str, sealed: bytes) -> str:
        """Raises ErasedError when the key was destroyed and KeyProblem when the bytes were tampered with."""
        return self.open_bytes(place, sealed).decode()

    def open_bytes(self, place: str, sealed: bytes) -> bytes:
        cipher = self._cipher(int.from_bytes(sealed[1:9]))
        try:
            return cipher.decrypt(sealed[9:_HEAD], sealed[_HEAD:], place.encode())
        except InvalidTag:
            raise KeyProblem(
                f"a sealed value in {place} does not open: wrong key file, or the data was altered"
            ) from None

    def blind(self, kind: str, value: str) -> bytes:
        """A keyed hash for exact look-ups; equal values of one kind give equal hashes, and nothing else is revealed."""
        return hmac.new(self._blind, f"{kind}\0{value}".encode("utf-8", "backslashreplace"), hashlib.sha256).digest()

    def search_key(self, key_id: int) -> bytes:
        """What hashes the words of a school's search, made from its data key and gone with it. Raises ErasedError."""
        return _derive(self._unwrap(key_id), b"search")

    def _cipher(self, key_id: int) -> AESGCM:
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            cipher = self._ciphers[key_id] = AESGCM(self._unwrap(key_id))
        return cipher

    def _unwrap(self, key_id: int) -> bytes:
        wrapped = self._store.get(key_id)
        if wrapped is None:
            raise ErasedError(f"data key {key_id} is destroyed or unknown")
        return self._wrap.unwrap(key_id, wrapped)
