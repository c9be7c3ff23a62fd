"""The labelled messages of this folder: `corpus` is learnt from, `blind` and `ordinary` only measured on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Labelled:
    """One labelled message as a file holds it."""

    id: str
    lang: str
    text: str
    label: str
    also: tuple[str, ...]


def read(path: Path) -> list[Labelled]:
    return [labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def labelled(raw: dict[str, object]) -> Labelled:
    also = raw["also"]
    assert isinstance(also, list)
    return Labelled(str(raw["id"]), str(raw["lang"]), str(raw["text"]), str(raw["label"]), tuple(also))


@cache
def messages(which: str) -> tuple[Labelled, ...]:
    files = sorted((HERE / which).glob("*.jsonl"))
    return tuple(message for path in files for message in read(path))
