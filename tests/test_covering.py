"""Which tests coverage watches: short ones, and as few seconds of long ones as go the ways that count."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.covering import Way, chosen, gone


def _ways(*lines: int) -> frozenset[Way]:
    return frozenset(("bot/a.py", line, 0) for line in lines)


def test_the_quickest_tests_that_together_go_the_ways_that_count_are_watched() -> None:
    ways = {
        "whole": _ways(*range(9)),
        "same": _ways(*range(9)),
        "slow": _ways(*range(9)),
        "alone": _ways(*range(20, 90)),
        "one line": _ways(91),
        "short": _ways(1),
        "nothing": _ways(),
    }
    seconds = {
        "whole": 1.0, "same": 1.5, "slow": 60.0, "alone": 30.0, "one line": 4.0, "short": 0.1, "nothing": 5.0
    }  # fmt: skip
    assert chosen(ways, seconds, ()) == {"short", "whole", "alone"}
    assert chosen(ways, seconds, {"bot/a.py"}) == {"short", "whole", "same", "alone", "one line"}


def test_lines_and_branches_count_as_the_report_counts_them_and_importing_is_nobodys(tmp_path: Path) -> None:
    source = tmp_path / "bot" / "a.py"
    source.parent.mkdir()
    source.write_text("X = 1\n\ndef f(x):\n    if x:\n        return 1\n    return 2\n")
    with closing(sqlite3.connect(tmp_path / "data")) as store, store:
        store.execute("create table context (id integer, context text)")
        store.execute("create table file (id integer, path text)")
        store.execute("create table arc (file_id integer, context_id integer, fromno integer, tono integer)")
        store.execute("insert into file values (1, ?)", [str(source)])
        store.executemany("insert into context values (?, ?)", [(1, ""), (2, "yes"), (3, "no")])
        arcs = [(1, -1, 1), (1, 1, 3), (1, 3, -1), (2, -3, 4), (2, 4, 5), (2, 5, -3), (3, -3, 4), (3, 4, 6), (3, 6, -3)]
        store.executemany("insert into arc values (1, ?, ?, ?)", arcs)
    counted = {"executed_lines": [1, 3, 4, 5, 6], "executed_branches": [[4, 5], [4, 6]]}
    assert gone(tmp_path / "data", {"files": {"bot/a.py": counted}}) == {
        "yes": frozenset({*_ways(4, 5), ("bot/a.py", 4, 5)}),
        "no": frozenset({*_ways(4, 6), ("bot/a.py", 4, 6)}),
    }
