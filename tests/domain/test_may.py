"""Who may do what: every cell of the table, and the facts that overrule any role."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import TABLE, Action, Allowed, Facts, Reach, Refused, Scope, may
from bot.domain.people import Role

NOW = datetime(2024, 3, 5, 10, tzinfo=UTC)
ENOUGH = {
    Reach.SCHOOL: Facts(linked=True, granted=True),
    Reach.DUTY: Facts(linked=True, on_duty=True),
    Reach.CLASS: Facts(linked=True, of_class=True),
    Reach.ROLE: Facts(linked=True, holds_role=True),
    Reach.OWN: Facts(linked=True, own=True),
}


@pytest.mark.parametrize("action", list(Action))
def test_each_cell_answers_as_the_table_declares(action: Action) -> None:
    everything = Facts(linked=True, on_duty=True, of_class=True, holds_role=True, own=True, granted=True)
    for role in set(Role) - {Role.SYSTEM}:
        reach, asked = TABLE[action].get(role), Scope(1, 7, role)
        if reach is None:
            assert may(asked, action, everything, NOW) == Refused("not_for_this_role"), role
            continue
        assert may(asked, action, ENOUGH[reach], NOW) == Allowed(), role
        if reach is not Reach.SCHOOL:
            assert may(asked, action, Facts(linked=True), NOW) == Refused(f"not_{reach}"), role


def test_every_action_is_in_the_table() -> None:
    assert set(TABLE) == set(Action)


@pytest.mark.parametrize("action", list(Action))
def test_nobody_reaches_into_another_school(action: Action) -> None:
    for role in Role:
        facts = Facts(same_school=False, linked=True, on_duty=True, of_class=True, holds_role=True, own=True)
        assert may(Scope(1, 7, role), action, facts, NOW) == Refused("other_school")


@pytest.mark.parametrize(
    "facts,reason",
    [
        (Facts(own=True), "not_linked"),
        (Facts(own=True, linked=True, restricted=True), "restricted"),
        (Facts(own=True, linked=True, suspended=True), "suspended"),
    ],
)
def test_a_family_gets_nothing_when_a_fact_stands_between(facts: Facts, reason: str) -> None:
    assert may(Scope(1, 7, Role.GUARDIAN), Action.RECEIVE, facts, NOW) == Refused(reason)


def test_a_held_item_is_closed_to_every_role_until_it_opens() -> None:
    facts = Facts(linked=True, on_duty=True, holds_role=True, visible_from=NOW + timedelta(minutes=1))
    for role in (Role.CLASS_TEACHER, Role.OFFICE, Role.HEAD):
        assert may(Scope(1, 7, role), Action.READ_ITEM, facts, NOW) == Refused("held")
        assert may(Scope(1, 7, role), Action.READ_ITEM, facts, NOW + timedelta(minutes=1))


def test_a_technician_reads_what_they_were_let_in_to_and_neither_what_is_held_nor_a_safeguarding_matter() -> None:
    asked = Scope(1, 7, Role.TECHNICIAN)
    assert may(asked, Action.READ_SUPPORT, Facts(linked=True), NOW) == Refused("not_granted")
    assert may(asked, Action.READ_SUPPORT, Facts(granted=True), NOW)
    assert may(asked, Action.READ_SUPPORT, Facts(granted=True, visible_from=NOW + timedelta(minutes=1)), NOW) == Refused("held")
    assert not may(asked, Action.READ_SUPPORT, Facts(granted=True, danger=True), NOW)


def test_a_safeguarding_item_belongs_to_its_role_and_never_to_a_class() -> None:
    teacher = Facts(linked=True, on_duty=True, danger=True)
    assert may(Scope(1, 7, Role.CLASS_TEACHER), Action.READ_ITEM, teacher, NOW) == Refused("not_duty")
    lead = Facts(linked=True, holds_role=True, danger=True)
    assert may(Scope(1, 7, Role.DSL), Action.READ_ITEM, lead, NOW)


def test_the_hub_itself_may_only_what_is_spelt_out() -> None:
    allowed = {action for action in Action if may(Scope(1, None, Role.SYSTEM), action, Facts(linked=True), NOW)}
    assert allowed == {Action.READ_ITEM, Action.LINK_CONTACT, Action.READ_ROSTER, Action.OPERATE}
    assert not Refused("x")


def test_a_trial_that_is_over_ends_what_it_allowed_but_never_the_word_of_danger() -> None:
    over = Facts(linked=True, own=True, trial_over=True)
    refused = {
        action for action in Action if may(Scope(1, 7, Role.GUARDIAN), action, over, NOW) == Refused("trial_over")
    }
    assert refused
    for action in refused:
        told = may(Scope(1, 7, Role.GUARDIAN), action, Facts(linked=True, own=True, trial_over=True, danger=True), NOW)
        assert told != Refused("trial_over")


def test_after_a_trial_nobody_writes_and_once_it_is_closed_only_the_head_reads() -> None:
    over = Facts(linked=True, own=True, on_duty=True, of_class=True, holds_role=True, trial_over=True)
    for role, action in (
        (Role.GUARDIAN, Action.WRITE_HOME_TO_SCHOOL),
        (Role.CLASS_TEACHER, Action.ANSWER),
        (Role.CLASS_TEACHER, Action.ANNOUNCE),
    ):
        assert may(Scope(1, 7, role), action, over, NOW) == Refused("trial_over")
    assert may(Scope(1, 7, Role.CLASS_TEACHER), Action.READ_ITEM, over, NOW)
    closed = Facts(linked=True, on_duty=True, holds_role=True, trial_over=True, trial_closed=True)
    assert may(Scope(1, 7, Role.CLASS_TEACHER), Action.READ_ITEM, closed, NOW) == Refused("trial_closed")
    assert may(Scope(1, 7, Role.HEAD), Action.READ_ITEM, closed, NOW)
    danger = Facts(linked=True, holds_role=True, danger=True, trial_over=True, trial_closed=True)
    assert may(Scope(1, 7, Role.DSL), Action.READ_ITEM, danger, NOW)
    assert may(Scope(1, 7, Role.DSL), Action.ANSWER, danger, NOW)
