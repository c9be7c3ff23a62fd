from __future__ import annotations

from collections import Counter

import pytest

from bot.domain.people import DutyKind, Role
from bot.domain.roster import Relation
from bot.roster.answers import Answers
from bot.roster.build import Outcome, read_plan
from bot.roster.diff import compare
from bot.roster.plan import RosterPlan
from bot.roster.read import Source
from bot.roster.sample import generate, phone_habits, school
from bot.roster.sample_names import NAMES
from tests.roster.files import WIDE, csv_source, plan_of
from tests.roster.rolls import roll_of

SEEDS = (1, 7, 2026)


def imported(seed: int) -> Outcome:
    return read_plan([Source(name, text.encode()) for name, text in generate(seed).items()])


@pytest.fixture(scope="module", params=SEEDS)
def both(request: pytest.FixtureRequest) -> tuple[int, Outcome, RosterPlan]:
    made = imported(request.param)
    assert made.plan is not None, [finding for finding in made.findings if finding.stops]
    return request.param, made, made.plan


def test_the_same_seed_gives_the_same_school_and_another_seed_another() -> None:
    assert generate(7) == generate(7)
    assert generate(7) != generate(8)


def test_every_pupil_adult_and_slot_comes_through_the_importer(both: tuple[int, Outcome, RosterPlan]) -> None:
    seed, made, plan = both
    sample = school(seed)
    assert len(plan.pupils or ()) == len(sample.pupils) == 350
    assert len(plan.guardians) == len(sample.adults)
    assert 470 <= len(plan.guardians) <= 540
    assert len(plan.classes or ()) == 12
    assert len(plan.staff or ()) == len(sample.staff)
    assert len(plan.cover or ()) == 12
    assert {(one.first_name, one.last_name, one.class_name) for one in plan.pupils or ()} == {
        (one.first_name, one.last_name, one.class_name) for one in sample.pupils
    }
    assert {finding.code for finding in made.findings} <= {"no_route", "language_blank"}


def test_importing_it_twice_changes_nothing(both: tuple[int, Outcome, RosterPlan]) -> None:
    _, _, plan = both
    assert not compare(roll_of(plan), plan, Answers())


def test_it_is_as_mixed_as_a_real_school(both: tuple[int, Outcome, RosterPlan]) -> None:
    _, _, plan = both
    languages = Counter(one.language for one in plan.guardians)
    assert set(languages) == {*NAMES, None}
    assert languages["en"] == max(languages.values())
    assert any(len(one.ties) > 1 for one in plan.guardians), "siblings"
    relations = Counter(tie.relation for one in plan.guardians for tie in one.ties)
    assert relations[Relation.FOSTER_CARER]
    assert any(tie.relation is Relation.GRANDPARENT and not tie.eligible for one in plan.guardians for tie in one.ties)
    assert any(one.phones and not one.routes for one in plan.guardians), "landline only"
    assert any(not one.phones for one in plan.guardians), "no number"
    adults = Counter(tie.pupil for one in plan.guardians for tie in one.ties)
    assert {1, 2, 3} <= set(adults.values())


def test_staff_hold_every_role_a_school_needs_and_every_class_has_its_teacher(
    both: tuple[int, Outcome, RosterPlan],
) -> None:
    _, _, plan = both
    roles = Counter(role for one in plan.staff or () for role in one.roles)
    assert roles[Role.OFFICE] == 2
    assert {
        Role.HEAD,
        Role.DEPUTY,
        Role.DSL,
        Role.DEPUTY_DSL,
        Role.SENCO,
        Role.DPO,
        Role.TECHNICIAN,
        Role.PPA_COVER,
    } <= set(roles)
    teaching = Counter(
        post.class_name for one in plan.staff or () for post in one.posts if post.kind is DutyKind.TEACHES
    )
    assert {one.name: teaching[one.name] for one in plan.classes or ()} == {
        one.name: 2 if one.name == "1A" else 1 for one in plan.classes or ()
    }


def test_nobody_covers_two_classes_at_once(both: tuple[int, Outcome, RosterPlan]) -> None:
    _, _, plan = both
    slots = [(slot.staff, day, slot.start) for slot in plan.cover or () for day in slot.weekdays]
    assert len(slots) == len(set(slots))


def test_every_number_is_from_a_range_kept_for_drama_and_belongs_to_one_person(
    both: tuple[int, Outcome, RosterPlan],
) -> None:
    _, _, plan = both
    numbers = [phone.e164 for one in plan.guardians for phone in one.phones]
    numbers += [phone.e164 for one in plan.staff or () for phone in one.phones]
    assert all(number.startswith(("+447700900", "+441632960")) for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_the_faces_of_the_demo_are_always_there(both: tuple[int, Outcome, RosterPlan]) -> None:
    _, _, plan = both
    marta = next(one for one in plan.guardians if one.routes == ("+447700900101",))
    pupils = {one.key: one for one in plan.pupils or ()}
    assert sorted(f"{pupils[tie.pupil].first_name} {pupils[tie.pupil].class_name}" for tie in marta.ties) == [
        "Jan 5A",
        "Ola 3B",
    ]


def test_phone_habits_say_who_texts_and_who_uses_telegram() -> None:
    habits = phone_habits(7)
    plan = plan_of(*[Source(name, text.encode()) for name, text in generate(7).items()])
    assert set(habits) == {number for one in plan.guardians for number in one.routes}
    assert habits["+447700900101"] == "telegram"
    assert habits["+447700900103"] == "sms"
    assert 0.2 < Counter(habits.values())["sms"] / len(habits) < 0.5
    assert habits == phone_habits(7)


@pytest.mark.untraced
def test_five_thousand_rows_are_read_merged_and_compared() -> None:
    letters = "abcdefghij"

    def word(number: int) -> str:
        return "".join(letters[int(digit)] for digit in f"{number:05}")

    rows = [
        (
            f"Kid{word(n)}", f"House{word(n // 2)}", f"{n % 6 + 1}{'ABCD'[n % 4]}", "", f"Mum{word(n // 2)}", f"House{word(n // 2)}",
            "Mother", "parental", f"07400 {n // 2:06}", "Polish", f"Dad{word(n // 2)}", f"House{word(n // 2)}", "Father",
            "parental", f"07500 {n // 2:06}", "",
        )
        for n in range(5000)
    ]  # fmt: skip
    plan = plan_of(csv_source(WIDE, *rows))
    assert (len(plan.pupils or ()), len(plan.guardians)) == (5000, 5000)
    assert not compare(roll_of(plan), plan, Answers())
