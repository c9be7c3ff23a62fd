"""Rounds of several variants in turn, so that a machine's mood hits all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """Median operations a second of a floor and of ours, and what the ratio should reach."""

    name: str
    floor_name: str
    floor: float
    ours: float
    goal: str

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def rates(variants: dict[str, Callable[[], int]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median operations a second of each variant; a variant returns how many it did."""
    found: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, run in variants.items():
            began = time.perf_counter()
            done = run()
            found[name].append(done / (time.perf_counter() - began))
    return {name: statistics.median(values) for name, values in found.items()}
