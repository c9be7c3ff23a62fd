"""`docs/performance.md`: what each measurement reached when it last ran, with the commit, the seed and the machine."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.measure import Row

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
HEAD = """# Performance

What `make bench` measured: each figure as a ratio against a floor or a peer measured in the same run, rounds interleaved, medians. On a
machine that does other work as well the absolute figures move, the ratios hardly. Generated, not written; `make bench ONLY="sealing"`
measures some of it again and leaves the other lines as they are, `LONG=1` takes the big numbers.

| what | floor or peer of the same run | reached | aim | met | measurement | run |
|---|---|---|---|---|---|---|
"""
_MET = {True: "yes", False: "**no**", None: ""}


def write(found: dict[str, tuple[Row, ...]], order: tuple[str, ...], note: str) -> None:
    """Lines of what ran are replaced, those of the others stay; `order` is the order of the measurements."""
    kept = _before() | {name: [_line(name, row, note) for row in rows] for name, rows in found.items() if rows}
    lines = [line for name in order for line in kept.get(name, [])]
    PAGE.write_text(HEAD + "".join(lines))


def _line(name: str, row: Row, note: str) -> str:
    return f"| {row.what} | {row.floor} | {row.reached} | {row.aim} | {_MET[row.met]} | `{name}` | {note} |\n"


def _before() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in PAGE.read_text().splitlines(keepends=True) if PAGE.exists() else ():
        cells = line.strip("|\n ").split(" | ")
        if len(cells) == 7 and "`" in cells[5]:
            found.setdefault(cells[5].strip("`"), []).append(line)
    return found


def note(*, long: bool, seed: int) -> str:
    """The circumstances of a run."""
    said = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True)
    machine = f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    form = "long" if long else "short"
    return f"{said.stdout.strip()}, {datetime.now(UTC):%Y-%m-%d}, {form}, seed {seed}, {machine}"
