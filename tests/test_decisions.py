"""Decisions are numbered once each, without a gap, and say in their first line which they are."""

from __future__ import annotations

from pathlib import Path

DECISIONS = sorted((Path(__file__).parents[1] / "docs" / "decisions").glob("*.md"))


def test_each_decision_has_a_number_of_its_own_and_says_it() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    for path, number in zip(DECISIONS, numbers, strict=True):
        assert path.read_text().startswith(f"# {number}. "), path.name
