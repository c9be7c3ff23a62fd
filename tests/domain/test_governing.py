"""When a policy is reviewed: the month it names, then the interval; reminded before, on the day, and while it is late (LT43, BNV4)."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.governing import Review, review, told
from bot.domain.people import Role
from bot.domain.policy import Governance

BEGAN = date(2023, 9, 4)
NAMED = Governance(policy_review="annual", next_review=date(2025, 2, 28))
CASES: dict[str, tuple[Governance, date | None, date | None]] = {
    "none is laid down": (Governance(policy_review="never", next_review=date(2025, 2, 28)), None, None),
    "a year from the first policy": (Governance(), None, date(2024, 9, 4)),
    "a year from the last one": (Governance(), date(2024, 3, 5), date(2025, 3, 5)),
    "every four months": (Governance(policy_review="termly"), date(2024, 10, 31), date(2025, 2, 28)),
    "the month that is named": (NAMED, None, date(2025, 2, 28)),
    "the month named, after one long before": (NAMED, date(2024, 12, 31), date(2025, 2, 28)),
    "held in time, the interval counts from it": (NAMED, date(2025, 1, 20), date(2026, 1, 20)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_review_is_due(name: str) -> None:
    kept, last, due = CASES[name]
    found = review(kept, last, BEGAN)
    assert (found.due if found else None) == due


@pytest.mark.parametrize(
    ("day", "number", "late"),
    [
        (date(2024, 12, 31), 0, False),
        (date(2025, 1, 1), 1, False),
        (date(2025, 2, 27), 1, False),
        (date(2025, 2, 28), 2, False),
        (date(2025, 3, 1), 3, True),
        (date(2025, 3, 29), 3, True),
        (date(2025, 3, 30), 4, True),
    ],
)
def test_reminders_come_before_on_the_day_and_while_it_is_late(day: date, number: int, late: bool) -> None:
    found = Review(date(2024, 2, 28), date(2025, 2, 28), date(2025, 1, 1))
    assert (found.reminders(day), found.late(day)) == (number, late)


def test_the_head_hears_of_it_with_whoever_reviews_it() -> None:
    assert told(Governance(review_owner="governing_body")) == (Role.HEAD,)
    assert told(Governance(review_owner="dpo")) == (Role.HEAD, Role.DPO)
