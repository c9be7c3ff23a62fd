"""`make bench`: prints every figure as a ratio against a floor of the same run."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from bot.logs import configure
from tests.bench import storing, talking


def main() -> None:
    configure("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "again").mkdir()
        figures = [
            storing.accepting(path),
            storing.one_by_one(path),
            storing.sealing(path),
            talking.rendering(),
            talking.sorting(),
            talking.whole_way(),
        ]
    out = sys.stdout.write
    out(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; medians of interleaved rounds\n\n"
    )
    out(f"{'what':40} {'floor':30} {'floor/s':>10} {'ours/s':>10} {'ratio':>7}  goal\n")
    for one in figures:
        out(f"{one.name:40} {one.floor_name:30} {one.floor:10,.0f} {one.ours:10,.0f} {one.ratio:7.2g}  {one.goal}\n")


if __name__ == "__main__":
    main()
