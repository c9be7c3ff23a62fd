"""Whom a school serves, and when a trial is over."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.people import SchoolClass
from bot.domain.policy import InScope
from bot.domain.scope import TrialChoice, decided, trial_over, why_not

TRIAL = InScope(years=("1", "2"), classes_excluded=("Early Years",), trial_end=date(2019, 7, 24))


@pytest.mark.parametrize(
    ("name", "year", "why"),
    [("1A", "1", None), ("Early years", "1", "class_excluded"), ("6A", "6", "year_not_in_scope")],
)
def test_a_class_is_served_or_left_out_for_a_reason(name: str, year: str, why: str | None) -> None:
    assert why_not(TRIAL, SchoolClass(1, name, year)) == why


def test_a_school_that_names_no_years_serves_them_all() -> None:
    assert why_not(InScope(), SchoolClass(1, "N", "N")) is None


def test_the_last_day_still_counts() -> None:
    assert not trial_over(TRIAL, date(2019, 7, 24))
    assert trial_over(TRIAL, date(2019, 7, 25))
    assert not trial_over(InScope(), date(2030, 1, 1))


def test_the_heads_choices_follow_one_another_and_a_later_policy_starts_afresh() -> None:
    first, second = TrialChoice(date(2019, 7, 24), date(2019, 12, 20)), TrialChoice(date(2019, 12, 20), None)
    assert decided(TRIAL, (first,)).trial_end == date(2019, 12, 20)
    assert decided(TRIAL, (first, second)).after_trial == "closed"
    fresh = InScope(trial_end=date(2020, 7, 22))
    assert decided(fresh, (first, second)) == fresh
