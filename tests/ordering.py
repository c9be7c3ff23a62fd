"""What takes long begins first and is dealt to the workers in turn: a run does not end with one of them alone at work.

pytest-xdist gives each worker a run of tests that follow one another, and lets whoever is done take from the end of
another's. So each run begins with its share of what is long and ends with what is short.
"""

from __future__ import annotations

import os

import pytest

# From the longest test down: a single one of the first folders takes as long as a hundred of the others.
LONG = (
    "tests/operations/",
    "tests/triage/test_floors.py",
    "tests/torture/",
    "tests/model/",
    "tests/web/",
    "tests/scenarios/",
    "tests/clauses/",
    "tests/cli/",
)


@pytest.hookimpl(trylast=True)  # after `-m` has left out what does not run
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = dealt(items, workers)


def dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    long = sorted((item for item in items if _place(item) < len(LONG)), key=_place)
    short = [item for item in items if _place(item) == len(LONG)]
    shares = [long[worker::workers] for worker in range(workers)]
    each = len(items) // workers
    order: list[pytest.Item] = []
    for share in shares:
        filled = max(0, each - len(share))
        order += share + short[:filled]
        short = short[filled:]
    return order + short


def _place(item: pytest.Item) -> int:
    return next((place for place, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG))
