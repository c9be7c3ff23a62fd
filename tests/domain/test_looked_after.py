"""Training that counts for so many months, and a notice that comes each term or year (DPIA46, DPIA39)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.access import TABLE, Action, Facts, Scope, may
from bot.domain.noticing import due_since, is_due
from bot.domain.people import Role
from bot.domain.training import State, trained
from tests.domain.test_may import NOW

TERMS = (date(2024, 1, 4), date(2024, 4, 15), date(2024, 9, 4))


@pytest.mark.parametrize(
    ("months", "last", "day", "state"),
    [
        (0, None, date(2024, 3, 5), State.NOT_ASKED),
        (12, None, date(2024, 3, 5), State.MISSING),
        (12, date(2023, 3, 5), date(2024, 3, 5), State.IN_DATE),
        (12, date(2023, 3, 5), date(2024, 3, 6), State.LAPSED),
        (12, date(2023, 3, 5), date(2024, 3, 19), State.LAPSED),
        (12, date(2023, 3, 5), date(2024, 3, 20), State.MISSING),
        (6, date(2023, 8, 31), date(2024, 2, 29), State.IN_DATE),
    ],
)
def test_training_counts_to_its_last_day_and_then_a_fortnight_for_reading(
    months: int, last: date | None, day: date, state: State
) -> None:
    assert trained(months, last, day).state is state


@pytest.mark.parametrize("action", sorted(set(TABLE) & set(Action)))
def test_without_training_in_date_nobody_writes_home_and_after_the_fortnight_nobody_reads(action: Action) -> None:
    role = next(iter(TABLE[action]))
    true = Facts(on_duty=True, of_class=True, holds_role=True, own=True, linked=True, granted=True)

    def ask(training: State, *, danger: bool = False) -> bool:
        facts = replace(true, training=training, danger=danger)
        return bool(may(Scope(1, 1, role), action, facts, NOW))

    writes = action in {Action.ANSWER, Action.ANNOUNCE, Action.ANNOUNCE_SCHOOL, Action.APPROVE_POST}
    assert ask(State.IN_DATE)
    assert ask(State.LAPSED) is not writes
    if action in {Action.READ_ITEM, Action.READ_REPORTS, Action.TAKE, Action.VIEW_THREAD, Action.READ_SUPPORT} or writes:
        assert not ask(State.MISSING)
    assert ask(State.MISSING, danger=True)  # law 6


@pytest.mark.parametrize(
    ("often", "terms", "day", "since"),
    [
        ("never", TERMS, date(2024, 5, 1), None),
        ("termly", TERMS, date(2024, 4, 14), date(2024, 1, 4)),
        ("termly", TERMS, date(2024, 4, 15), date(2024, 4, 15)),
        ("termly", (), date(2024, 5, 1), date(2024, 4, 1)),
        ("annual", TERMS, date(2024, 8, 31), date(2023, 9, 1)),
        ("annual", TERMS, date(2024, 9, 1), date(2024, 9, 1)),
    ],
)
def test_the_notice_is_due_again(often: str, terms: tuple[date, ...], day: date, since: date | None) -> None:
    assert due_since(often, terms, day) == since
    assert is_due(since, None) is (since is not None)
    assert not is_due(since, since)


def test_a_head_is_no_exception() -> None:
    facts = Facts(linked=True, own=True, training=State.MISSING)
    assert not may(Scope(1, 1, Role.HEAD), Action.ANNOUNCE, facts, NOW)
    assert may(Scope(1, 1, Role.HEAD), Action.USE_STAFF_BOT, facts, NOW)
