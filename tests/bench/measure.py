"""Rounds of several variants in turn, so that a machine's mood hits all of them alike; and what a row of the table says."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Bench:
    """What every row is given: an empty folder of its own, whether there is time for big numbers, where chance begins."""

    folder: Path
    long: bool
    seed: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `met`: whether the aim is reached; None where a figure is only reported."""

    what: str
    floor: str
    reached: str
    aim: str = "reported"
    met: bool | None = None


def rate(what: str, floor: str, theirs: float, ours: float, at_least: float | None = None) -> Row:
    """Operations a second of a floor or a peer, and of ours: the more the better."""
    ratio = ours / theirs
    reached = f"{ratio:.2g} ({ours:,.0f} to {theirs:,.0f} a second)"
    return Row(what, floor, reached) if at_least is None else Row(what, floor, reached, f"≥ {at_least:g}", ratio >= at_least)


def cost(what: str, floor: str, theirs: float, ours: float, at_most: float | None = None, unit: str = "ms") -> Row:
    """What one operation costs a floor, and what it costs us: the less the better."""
    ratio = ours / theirs
    reached = f"{ratio:.2g} × ({ours:.3g} to {theirs:.3g} {unit})"
    return Row(what, floor, reached) if at_most is None else Row(what, floor, reached, f"≤ {at_most:g} ×", ratio <= at_most)


def figure(what: str, value: float, unit: str, at_most: float | None = None) -> Row:
    """A figure without a floor."""
    reached = f"{value:.3g} {unit}"
    return Row(what, "–", reached) if at_most is None else Row(what, "–", reached, f"≤ {at_most:g} {unit}", value <= at_most)


def rates(variants: dict[str, Callable[[], int]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median operations a second of each variant; a variant returns how many it did."""
    found: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, run in variants.items():
            began = time.perf_counter()
            done = run()
            found[name].append(done / (time.perf_counter() - began))
    return medians(found)


def costs(variants: dict[str, Callable[[], int]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median milliseconds of this process's CPU for one operation of each variant."""
    found: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(rounds):
        for name, run in variants.items():
            began = time.process_time()
            done = run()
            found[name].append(1000 * (time.process_time() - began) / done)
    return medians(found)


def medians(found: dict[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in found.items()}
