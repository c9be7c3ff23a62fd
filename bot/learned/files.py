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
from typing import Any

WORDS, MEANING, TONGUES = "words.bin", "meaning.bin", "tongues.bin"


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
    head, _, body = raw.partition(b"\n")
    facts: dict[str, Any] = json.loads(head)
    parts: dict[str, array[Any]] = {}
    for name, typecode, count in facts.pop("layout"):
        part = array(typecode)
        size = count * part.itemsize
        part.frombytes(body[:size])
        if len(part) != count:
            raise ValueError(f"{name} is cut short")
        parts[name], body = _little(part), body[size:]
    return Learned(facts, parts)


def shipped(name: str) -> Learned:
    """Raises OSError or ValueError when the package is incomplete."""
    return unpacked(files("bot.learned").joinpath(name).read_bytes())


def _little(part: array[Any]) -> array[Any]:
    if sys.byteorder == "little":
        return part
    swapped = array(part.typecode, part)
    swapped.byteswap()
    return swapped
