"""The compiled lexicons kept in `__pycache__`, as Python keeps compiled modules: good for these files and this code alone.

Compiling takes a second and a half of a hub's start, reading what was compiled a fifth of one. Where the folder cannot be
written nothing is kept, and nothing is where Python is told to write no bytecode. What is read is trusted as much as the
compiled modules beside it: whoever can write there can run code in the hub without this.
"""

from __future__ import annotations

import hashlib
import importlib.util
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bot.collector import at_rest
from bot.domain import folding, lexicon, matching, patterns, signs, subjects, wordtree
from bot.domain.lexicon import Lexicon

_CODE = (folding, lexicon, matching, patterns, signs, subjects, wordtree)
_SEAL = hashlib.sha256().digest_size


def kept(folder: Path, sources: Iterable[bytes], make: Callable[[], Lexicon]) -> Lexicon:
    """What `make` gives for `sources`, from the cache beside `folder` if it holds just that; else made and kept."""
    digest = _digest(sources)
    place = Path(importlib.util.cache_from_source(str(folder / "lexicons.py"))).with_suffix(".pickle")
    found = _read(place, digest)
    if found is not None:
        return found
    made = make()
    if not sys.dont_write_bytecode:
        _write(place, digest, made)
    return made


def _digest(sources: Iterable[bytes]) -> bytes:
    """Of the files, of the code whose values are kept, and of the Python that reads them."""
    seen = hashlib.sha256(sys.version.encode())
    for part in (*sources, *(Path(str(module.__file__)).read_bytes() for module in _CODE)):
        seen.update(hashlib.sha256(part).digest())
    return seen.digest()


def _read(place: Path, digest: bytes) -> Lexicon | None:
    """None where there is none, or of other files, or damaged: it is made again."""
    try:
        raw = place.read_bytes()
    except OSError:
        return None
    held = memoryview(raw)[2 * _SEAL :]
    if raw[: 2 * _SEAL] != digest + hashlib.sha256(held).digest():
        return None
    with at_rest():
        found: Any = pickle.loads(held)  # noqa: S301 - our own, as compiled modules are
    return found if isinstance(found, Lexicon) else None


def _write(place: Path, digest: bytes, made: Lexicon) -> None:
    """Whole or not at all: other processes may be reading, or writing the same."""
    held = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(digest + hashlib.sha256(held).digest() + held)
        Path(file.name).replace(place)
    except OSError:
        return
