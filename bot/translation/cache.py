"""Translations of masked pieces, kept so that one announcement to thirty families asks the engine once."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict


class Cache:
    """The most recent answers. Keys are digests under a secret of this process: a key tells nothing about a text."""

    def __init__(self, size: int = 2_000) -> None:
        self._size = size
        self._secret = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, str] = OrderedDict()

    def key(self, engine: str, source: str, target: str, masked: str) -> bytes:
        whole = "\0".join((engine, source, target, masked)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(whole, key=self._secret, digest_size=24).digest()

    def get(self, key: bytes) -> str | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: bytes, translated: str) -> None:
        self._kept[key] = translated
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget everything: part of erasing a person (DPIA21), as masking is not anonymity."""
        self._kept.clear()
