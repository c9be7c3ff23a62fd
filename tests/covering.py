"""Which tests coverage need not watch because others go the same ways: `make traced` writes them to `tests/untraced.txt`.

A test that is not in the list is watched: a new one counts at once, and costs the time of being watched until the list
is made again.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from coverage.parser import PythonParser

from tests.tracing import UNTRACED

Way = tuple[str, int, int]  # file, line, and the line it goes on to at a branch (0: the line alone)
DEAR = 0.25  # seconds: watching what is shorter costs too little to be chosen
WORTH = 2.0  # new ways for a second: a long test that brings a line or two and nothing else is not watched for them
TWICE = 2  # where everything must be gone through it is watched in two tests: which of them comes first is chance
_ARCS = """select context.context, file.path, arc.fromno, arc.tono from arc
    join context on context.id = arc.context_id join file on file.id = arc.file_id"""


def write(data: Path, report: Path, seconds: Path, whole: Collection[str]) -> str:
    """`report`: coverage's own, as JSON; `whole`: files of which every way is watched. Returns in one line what is."""
    ways = gone(data, json.loads(report.read_text("utf-8")))
    taken: dict[str, float] = json.loads(seconds.read_text("utf-8"))
    known = {test: found for test, found in ways.items() if test in taken}
    watched = chosen(known, taken, whole)
    away = sorted(test for test in known if test not in watched)
    UNTRACED.write_text("".join(f"{test}\n" for test in away), "utf-8")
    spared, all_of_them = (sum(taken[test] for test in tests) for tests in (away, known))
    return f"{len(watched)} of {len(known)} tests are traced, {all_of_them - spared:.0f} of {all_of_them:.0f} seconds"


def chosen(ways: Mapping[str, frozenset[Way]], seconds: Mapping[str, float], whole: Collection[str]) -> set[str]:
    """Short tests, and of the long ones those that go, for the least time, the ways that are left."""
    kept = {test for test in ways if seconds[test] < DEAR}
    many = Counter(way for found in ways.values() for way in found)
    wanted = Counter({way: min(TWICE if way[0] in whole else 1, tests) for way, tests in many.items()})
    for test in kept:
        wanted.subtract(ways[test])
    kept.update(_fewest({test: ways[test] for test in ways if test not in kept}, seconds, wanted, whole))
    return kept


def _fewest(
    ways: Mapping[str, frozenset[Way]], seconds: Mapping[str, float], wanted: Counter[Way], whole: Collection[str]
) -> Iterator[str]:
    """The most new ways for a second first. What a test is worth only falls: it is looked at again when it is its turn."""
    queue = [(-len(found) / seconds[test], test) for test, found in ways.items()]
    heapq.heapify(queue)
    while queue:
        said, test = heapq.heappop(queue)
        new = [way for way in ways[test] if wanted[way] > 0]
        worth = -len(new) / seconds[test]
        if new and queue and worth > queue[0][0] and worth != said:
            heapq.heappush(queue, (worth, test))
        elif worth <= -WORTH or any(way[0] in whole for way in new):
            wanted.subtract(new)
            yield test


def gone(data: Path, report: Mapping[str, Any]) -> dict[str, frozenset[Way]]:
    """By test, the lines and branches that count. What no test is named for (what importing runs) is left out."""
    found: dict[str, dict[str, set[tuple[int, int]]]] = defaultdict(lambda: defaultdict(set))
    with closing(sqlite3.connect(data)) as store:
        for context, path, begins, ends in store.execute(_ARCS):
            found[path][context].add((begins, ends))
    ways: dict[str, set[Way]] = defaultdict(set)
    for path, by_test in found.items():
        name = next((one for one in report["files"] if path.endswith(f"/{one}")), None)
        if name is not None:
            for test, of_file in _in_file(path, name, by_test, report["files"][name]):
                ways[test] |= of_file
    imported = ways.pop("", set())
    return {test: frozenset(of_test - imported) for test, of_test in ways.items()}


def _in_file(
    path: str, name: str, by_test: Mapping[str, set[tuple[int, int]]], report: Mapping[str, Any]
) -> Iterator[tuple[str, set[Way]]]:
    parser = PythonParser(filename=path)
    parser.parse_source()
    lines, branches = set(report["executed_lines"]), {(a, b) for a, b in report["executed_branches"]}
    read: dict[frozenset[tuple[int, int]], set[Way]] = {}  # most tests go through a file like others did
    for test, found in by_test.items():
        if (arcs := frozenset(found)) not in read:
            translated = parser.translate_arcs(arcs)
            read[arcs] = {*_lines(name, translated, lines), *((name, *arc) for arc in translated & branches)}
        yield test, read[arcs]


def _lines(name: str, arcs: Iterable[tuple[int, int]], counted: set[int]) -> Iterator[Way]:
    return ((name, line, 0) for line in {line for arc in arcs for line in arc} & counted)
