"""Who gets a joining code: every reason not to, and the cap on adults."""

from __future__ import annotations

import pytest

from bot.domain.inviting import Invitee, NoCode, Tie, Wanted, sift
from bot.domain.people import SchoolClass
from bot.domain.policy import Enrolment, Policy

THREE = SchoolClass(1, "3B", "3")


def adult(guardian_id: int, *ties: Tie, **more: bool) -> Invitee:
    facts = {"has_mobile": True, **more}
    return Invitee(guardian_id=guardian_id, first_name="A", last_name="B", language="en", ties=ties, **facts)  # type: ignore[arg-type]


def capped(most: int) -> Policy:
    return Policy(enrol=Enrolment(max_adults=most))


def tie(pupil_id: int = 7, responsibility: str = "parental", priority: int = 1) -> Tie:
    return Tie(pupil_id, THREE, responsibility, priority)


def reason(one: Invitee, wanted: Wanted | None = None, cap: int = 0) -> NoCode | None:
    chosen, others = sift([one], wanted or Wanted(), capped(cap))
    return others[0].why if others else None if chosen == (one,) else NoCode.SUSPENDED


@pytest.mark.parametrize("responsibility", ["parental", "care"])
def test_a_responsible_adult_with_a_mobile_gets_a_code(responsibility: str) -> None:
    assert reason(adult(1, tie(responsibility=responsibility))) is None


def test_an_emergency_contact_gets_none() -> None:
    assert reason(adult(1, tie(responsibility="none"))) is NoCode.NOT_RESPONSIBLE


def test_responsibility_for_one_child_is_enough_and_names_only_that_child() -> None:
    one = adult(1, tie(7, "none"), tie(8, "care"))
    assert reason(one) is None
    assert [own.pupil_id for own in one.responsible_for] == [8]


def test_a_suspended_adult_gets_none() -> None:
    assert reason(adult(1, tie(), suspended=True)) is NoCode.SUSPENDED


def test_whoever_joined_gets_another_only_when_asked_for() -> None:
    one = adult(1, tie(), joined=True)
    assert reason(one) is NoCode.JOINED
    assert reason(one, Wanted(again=True)) is None


def test_without_a_mobile_only_a_code_given_in_person_will_do() -> None:
    one = adult(1, tie(), has_mobile=False)
    assert reason(one) is NoCode.NO_MOBILE
    assert reason(one, Wanted(handed_over=True)) is None


def test_a_working_code_is_spared_only_when_new_ones_are_asked_for() -> None:
    one = adult(1, tie(), has_code=True)
    assert reason(one) is None
    assert reason(one, Wanted(new_only=True)) is NoCode.HAS_CODE


def test_the_cap_takes_those_who_joined_first_and_then_the_order_of_ringing() -> None:
    third, first, second = adult(1, tie(priority=3)), adult(2, tie(priority=1)), adult(3, tie(priority=2), joined=True)
    chosen, others = sift([third, first, second], Wanted(), capped(2))
    assert chosen == (first,)
    assert {one.adult.guardian_id: one.why for one in others} == {1: NoCode.ENOUGH_ADULTS, 3: NoCode.JOINED}


def test_a_place_at_one_child_is_enough() -> None:
    crowd = [adult(1, tie(7, priority=1)), adult(2, tie(7, priority=2)), adult(3, tie(7, priority=3), tie(8))]
    chosen, _ = sift(crowd, Wanted(), capped(2))
    assert [one.guardian_id for one in chosen] == [1, 2, 3]


def test_contacts_without_responsibility_take_no_place() -> None:
    crowd = [adult(1, tie(responsibility="none", priority=1)), adult(2, tie(priority=2)), adult(3, tie(priority=3))]
    chosen, _ = sift(crowd, Wanted(), capped(2))
    assert [one.guardian_id for one in chosen] == [2, 3]
