"""`make bench`: prints every figure as a ratio against a floor of the same run, and writes docs/performance.md."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bot.logs import configure
from tests.bench import page
from tests.bench.measure import Bench, Row
from tests.bench.registry import MEASUREMENTS, Measurement


def main() -> int:
    asked = _asked()
    bench = {one.__name__: one for one in MEASUREMENTS}
    found: dict[str, tuple[Row, ...]] = {}
    for name in asked.only or bench:
        began = time.monotonic()
        found[name] = _apart(bench[name], asked.long, asked.seed)
        sys.stdout.write(f"{name}, {time.monotonic() - began:.0f} s\n")
        for row in found[name]:
            sys.stdout.write(f"  {row.what} / {row.floor}: {row.reached}, aim {row.aim}\n")
        sys.stdout.flush()
        page.write({name: found[name]}, tuple(bench), page.note(long=asked.long, seed=asked.seed))
    return any(row.met is False for rows in found.values() for row in rows)


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="make bench", description=__doc__)
    words.add_argument("only", nargs="*", help="names of measurements; all without")
    words.add_argument("--long", action="store_true", help="the big numbers")
    words.add_argument("--seed", type=int, default=1)
    return words.parse_args()


def _apart(measurement: Measurement, long: bool, seed: int) -> tuple[Row, ...]:
    """In a process of its own: what one leaves in memory is no burden to the next."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, spawn, configure, ("ERROR",)) as process:
        return process.submit(measurement, Bench(Path(folder), long, seed)).result()


if __name__ == "__main__":
    sys.exit(main())
