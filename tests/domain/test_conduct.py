"""Which step may follow, by the policy and what is on record (BNV26, BNV29, B12)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.conduct import Entry, Outcome, hears, offers, warnings
from bot.domain.people import Role, SchoolClass
from bot.domain.policy import Conduct, Staffing

LONDON = "Europe/London"
NOW = datetime(2024, 10, 7, 9, 0, tzinfo=UTC)
LAST_YEAR, THIS_YEAR = datetime(2024, 7, 1, 9, 0, tzinfo=UTC), datetime(2024, 9, 20, 9, 0, tzinfo=UTC)
STEPS = Conduct(misuse=("warning", "warning", "removal"))
CLASS = SchoolClass(7, "3B", "3")


def warned(*at: datetime) -> list[Entry]:
    return [Entry(Outcome.WARNING, one) for one in at]


@pytest.mark.parametrize(
    "given,wanted",
    [(0, Outcome.WARNING), (1, Outcome.WARNING), (2, Outcome.REMOVAL), (5, Outcome.REMOVAL)],
)
def test_the_next_step_or_nothing_is_offered_and_never_one_further(given: int, wanted: Outcome) -> None:
    assert offers(STEPS, warned(*[THIS_YEAR] * given), NOW, LONDON) == (wanted, Outcome.DISMISSED)


@pytest.mark.parametrize("lasts,count", [("ever", 2), ("school_year", 1)])
def test_a_warning_counts_as_long_as_the_policy_says(lasts: str, count: int) -> None:
    conduct = Conduct(misuse=STEPS.misuse, warnings_last=lasts)
    entries = [*warned(LAST_YEAR, THIS_YEAR), Entry(Outcome.REPORT, THIS_YEAR)]
    assert warnings(conduct, entries, NOW, LONDON) == count


@pytest.mark.parametrize(
    "breach,more",
    [("suspend", (Outcome.SUSPENSION,)), ("withdraw", (Outcome.REMOVAL,)), ("warning", ()), ("", ())],
)
def test_a_school_without_steps_may_warn_and_do_what_it_says_of_a_breach(breach: str, more: tuple[Outcome, ...]) -> None:
    assert offers(Conduct(breach=breach), [], NOW, LONDON) == (Outcome.WARNING, *more, Outcome.DISMISSED)


def test_the_line_manager_of_the_class_hears_else_of_the_year_else_of_all_else_who_decides() -> None:
    conduct = Conduct()
    by_class = Staffing(line_managers={"3B": Role.DEPUTY, "3": Role.HEAD, "": Role.SUPPORT_STAFF})
    assert hears(conduct, by_class, CLASS) is Role.DEPUTY
    assert hears(conduct, Staffing(line_managers={"3": Role.HEAD}), CLASS) is Role.HEAD
    assert hears(conduct, Staffing(line_managers={"": Role.DEPUTY}), None) is Role.DEPUTY
    assert hears(conduct, Staffing(), CLASS) is conduct.decider[0]
    assert hears(Conduct(report_to=Role.OFFICE), by_class, CLASS) is Role.OFFICE
