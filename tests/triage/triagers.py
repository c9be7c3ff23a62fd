"""Triage at each level, built once for all tests."""

from __future__ import annotations

from functools import cache

from bot.learned.fusing import Level
from bot.triage import Triager


@cache
def triager(level: Level = Level.MEANING) -> Triager:
    return Triager(level=level)
