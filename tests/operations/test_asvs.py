"""The map of OWASP's ASVS 5.0.0 names every requirement of levels 1 and 2 once, and tests that are there."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs/asvs.md").read_text("utf-8")
# How many requirements a section has, by OWASP's list, and which of them are of level 3. V10 and V17: nothing of them is used.
SECTIONS = {
    "1.1": (2, ()), "1.2": (10, (10,)), "1.3": (12, (12,)), "1.4": (3, ()), "1.5": (3, (3,)),
    "2.1": (3, ()), "2.2": (3, ()), "2.3": (5, (5,)), "2.4": (2, (2,)),
    "3.1": (1, (1,)), "3.2": (3, (3,)), "3.3": (5, (5,)), "3.4": (8, (7, 8)), "3.5": (8, (6, 7, 8)), "3.6": (1, (1,)), "3.7": (5, (3, 4, 5)),
    "4.1": (5, (4, 5)), "4.2": (5, (2, 3, 4, 5)), "4.3": (2, ()), "4.4": (4, ()),
    "5.1": (1, ()), "5.2": (6, (4, 5, 6)), "5.3": (3, (3,)), "5.4": (3, ()),
    "6.1": (3, ()), "6.2": (12, ()), "6.3": (8, (5, 6, 7, 8)), "6.4": (6, (5, 6)), "6.5": (8, (6, 7, 8)), "6.6": (4, (4,)), "6.7": (2, (1, 2)),
    "6.8": (4, ()),
    "7.1": (3, ()), "7.2": (4, ()), "7.3": (2, ()), "7.4": (5, ()), "7.5": (3, (3,)), "7.6": (2, ()),
    "8.1": (4, (3, 4)), "8.2": (4, (4,)), "8.3": (3, (2, 3)), "8.4": (2, (2,)),
    "9.1": (3, ()), "9.2": (4, ()),
    "11.1": (4, (3, 4)), "11.2": (5, (4, 5)), "11.3": (5, (4, 5)), "11.4": (4, ()), "11.5": (2, (2,)), "11.6": (2, (2,)), "11.7": (2, (1, 2)),
    "12.1": (5, (4, 5)), "12.2": (2, ()), "12.3": (5, (5,)),
    "13.1": (4, (2, 3, 4)), "13.2": (6, (6,)), "13.3": (4, (3, 4)), "13.4": (7, (6, 7)),
    "14.1": (2, ()), "14.2": (8, (5, 6, 7, 8)), "14.3": (3, ()),
    "15.1": (5, (4, 5)), "15.2": (5, (4, 5)), "15.3": (7, ()), "15.4": (4, (1, 2, 3, 4)),
    "16.1": (1, ()), "16.2": (5, ()), "16.3": (4, ()), "16.4": (3, ()), "16.5": (4, (4,)),
}  # fmt: skip


def _of_level(*, third: bool) -> set[str]:
    return {
        f"{section}.{number}"
        for section, (count, high) in SECTIONS.items()
        for number in range(1, count + 1)
        if (number in high) is third
    }


def _rows() -> list[list[str]]:
    return [line.strip("| ").split(" | ") for line in PAGE.splitlines() if re.match(r"\| \d", line)]


def test_each_requirement_of_levels_one_and_two_is_on_the_map_once() -> None:
    named = Counter(chain.from_iterable(re.findall(r"\d+\.\d+\.\d+", row[0]) for row in _rows()))
    assert [one for one, times in named.items() if times > 1] == []
    assert _of_level(third=False) - set(named) == set()
    assert set(named) - _of_level(third=False) <= _of_level(third=True)
    marked = {one for row in _rows() if "(level 3)" in row[0] for one in re.findall(r"\d+\.\d+\.\d+", row[0])}
    assert set(named) & _of_level(third=True) == marked


def test_each_row_names_tests_that_are_there_or_says_why_it_has_none() -> None:
    for requirement, _what, shown in _rows():
        tests = re.findall(r"`([\w/]+\.py)`", shown)
        assert all((REPOSITORY / "tests" / name).exists() for name in tests), requirement
        assert tests or shown == "not applicable" or (shown == "-" and "**open**" in _what), requirement
