"""Texts that somebody might send to break a page, a sheet, a log or a phone; each line of `corpus.jsonl` is one."""

from __future__ import annotations

import functools
import json
from pathlib import Path


@functools.cache
def corpus() -> tuple[str, ...]:
    lines = (Path(__file__).parent / "corpus.jsonl").read_text("ascii").splitlines()
    return tuple(json.loads(line) for line in lines)
