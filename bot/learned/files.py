"""The learnt files: one line of JSON that describes them, then the numbers, little-endian, in the order described.

They are made by `make triage-model` and never written at run time.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import IO, Any

WORDS, MEANING, TONGUES = "words.bin", "meaning.bin", "tongues.bin"
_PIECE = 1 << 17  # numbers read at once


@dataclass(frozen=True, slots=True)
class Learned:
    """`facts` is the JSON line (labels, scales, what it was trained on); `parts` the named runs of numbers."""

    facts: Mapping[str, Any]
    parts: Mapping[str, array[Any]]


def packed(facts: Mapping[str, Any], parts: Mapping[str, array[Any]]) -> bytes:
    layout = [(name, part.typecode, len(part)) for name, part in parts.items()]
    head = json.dumps({**facts, "layout": layout}, ensure_ascii=False, sort_keys=True)
    return head.encode() + b"\n" + b"".join(_little(part).tobytes() for part in parts.values())


def unpacked(raw: bytes) -> Learned:
    """Raises ValueError when the file is cut short or is something else."""
    return _read(BytesIO(raw))


def shipped(name: str) -> Learned:
    """Raises OSError or ValueError when the package is incomplete."""
    with files("bot.learned").joinpath(name).open("rb") as stream:
        return _read(stream)


def _read(stream: IO[bytes]) -> Learned:
    facts: dict[str, Any] = json.loads(stream.readline())
    layout = facts.pop("layout")
    return Learned(facts, {name: _little(_numbers(stream, name, code, count)) for name, code, count in layout})


def _numbers(stream: IO[bytes], name: str, typecode: str, count: int) -> array[Any]:
    """Piece by piece: a whole file in memory beside its numbers is more than the numbers."""
    part = array(typecode)
    try:
        while len(part) < count:
            part.fromfile(stream, min(_PIECE, count - len(part)))
    except EOFError:
        raise ValueError(f"{name} is cut short") from None
    return part


def _little(part: array[Any]) -> array[Any]:
    if sys.byteorder == "little":
        return part
    swapped = array(part.typecode, part)
    swapped.byteswap()
    return swapped
