"""The page says "proved" only of what a test did through a door."""

from __future__ import annotations

import re

import pytest

from tests.clauses import page
from tests.ledger import Ran, clauses_of


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("test_BNV16_the_cover_gets_it", ["BNV16"]),
        ("test_M13_LT6_held[sqlite-P1]", ["M13", "LT6"]),
        ("test_dpia31_an_empty_policy", ["DPIA31"]),
        ("test_what_BNV16_says", []),
        ("test_m_is_no_id", []),
    ],
)
def test_ids_stand_at_the_beginning_of_a_name(name: str, ids: list[str]) -> None:
    assert clauses_of(name) == ids


def ran(outcome: str = "passed", doors: tuple[str, ...] = ("SMS wire",)) -> Ran:
    return Ran("tests/x.py::test_M1_x", ["M1"], outcome, list(doors), ["misson"], ["SQLite"])


@pytest.mark.parametrize(
    ("results", "waits", "said"),
    [
        ([ran()], None, "proved"),
        ([ran(), ran("failed")], None, "unproved"),
        ([ran("skipped")], None, "unproved"),
        ([ran(), ran("skipped")], None, "proved"),
        ([ran(doors=())], None, "unproved"),
        ([], "console", "open: console"),
        ([ran()], "console", "proved"),
        ([ran("failed")], "console", "unproved"),
    ],
)
def test_a_verdict_needs_a_passing_test_that_went_through_a_door(
    results: list[Ran], waits: str | None, said: str
) -> None:
    assert page.verdict(results, waits) == said


def test_every_clause_has_a_line_and_its_proof_is_named() -> None:
    text = page.page([ran()])
    assert len(re.findall(r"^\| [A-Z]+\d+ \|", text, re.MULTILINE)) == 202
    assert "| proved | SMS wire | misson | SQLite | `x.py::test_M1_x` |" in text
    assert "Of 202 clauses: 1 proved," in text
