"""`docs/promises.md`: what each long test reached when it last ran, with the day and the commit. Generated, not written."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

PAGE = Path(__file__).parents[1] / "docs" / "promises.md"
HEAD = """# Promises

What the long tests reached (`make test-long`, `make torture`), each with the commit and the day of its last run. Generated, not written: a
test says what it reached with `record_property("promise", …)`, and one that failed says so here until it passes again.

| reached | test | commit | day |
|---|---|---|---|
"""
_FAILED = "**not kept**"


def write(junit: Path) -> list[tuple[str, str]]:
    """Lines of the tests that ran are replaced; those of the others stay. Returns what ran: the test, what it reached."""
    said = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(said, capture_output=True, text=True, check=True).stdout.strip()
    found = list(_found(junit))
    rows = _before() | {test: (reached, commit, f"{datetime.now(UTC):%Y-%m-%d}") for test, reached in found}
    lines = [f"| {reached} | `{test}` | {commit} | {day} |\n" for test, (reached, commit, day) in sorted(rows.items())]
    PAGE.write_text(HEAD + "".join(lines))
    return found


def _before() -> dict[str, tuple[str, str, str]]:
    text = PAGE.read_text() if PAGE.exists() else ""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ") and "`" in line]
    return {test.strip("`"): (reached, commit, day) for reached, test, commit, day in cells}


def _found(junit: Path) -> Iterator[tuple[str, str]]:
    before = _before()
    for case in ElementTree.parse(junit).iter("testcase"):  # noqa: S314 - our own file of a moment ago
        test = f"{case.get('file', '').removeprefix('tests/')}::{case.get('name', '')}"
        said = [one.get("value", "") for one in case.iter("property") if one.get("name") == "promise"]
        if case.find("failure") is not None or case.find("error") is not None:
            if said or test in before:
                yield test, _FAILED
        elif said:
            yield test, said[0]
