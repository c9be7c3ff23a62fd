"""Answers as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.calendarfile import SchoolDates
from bot.domain.calendar import ClosureKind, Term
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.founding import reading
from bot.founding.answers import SchoolAnswers, fitted, gathered
from bot.founding.golive import Ready, steps
from bot.policyfile import PolicyProblems, load

WEEK = frozenset(range(5))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Dana Brook, 07700 900207", "Dana", "Brook"),
        ("  Mary Ann  Lee-Smith ,+44 7700 900207", "Mary Ann", "Lee-Smith"),
        ("Brook, Dana, 07700900207", "Brook", "Dana"),
        ("Madonna, 07700900207", "Madonna", ""),
        ("Łucja Żak, 07700900207", "Łucja", "Żak"),
    ],
)
def test_a_person_is_a_name_and_a_mobile(typed: str, first: str, last: str) -> None:
    assert reading.person(typed) == reading.Person(first, last, "+447700900207")
    assert reading.person(typed).name.startswith(first)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Dana Brook", "name and mobile"),
        (", 07700 900207", "name and mobile"),
        ("Dana Brook, 01632 960100", "landline"),
        ("Dana Brook, 0770", "area code"),
        ("Dana Brook, none", "mobile number"),
        ("07700 900207, 07700 900207", "first and a last name"),
        ("!!, 07700 900207", "first and a last name"),
        ("x" * 130 + ", 07700 900207", "first and a last name"),
    ],
)
def test_what_is_no_person_is_said_without_repeating_it(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        reading.person(typed)
    assert "Brook" not in str(caught.value).replace("Dana Brook, 07700 900207", "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Mon-Fri 08:00-17:00", ((WEEK, time(8), time(17)),)),
        ("08:00-17:00", ((WEEK, time(8), time(17)),)),
        ("Mon-Fri: 8.30am to 3.30pm", ((WEEK, time(8, 30), time(15, 30)),)),
        ("Mon,Wed 9:00 – 12:00", ((frozenset({0, 2}), time(9), time(12)),)),
        (
            "Mon-Thu 8:00-17:00; Fri 8:00-15:30",
            ((frozenset(range(4)), time(8), time(17)), (frozenset({4}), time(8), time(15, 30))),
        ),
        ("every day 00:00-24:00", ((frozenset(range(7)), time(0), time(0)),)),
        ("", ()),
    ],
)
def test_hours_are_read_and_said_again(typed: str, expected: object) -> None:
    assert reading.periods(typed) == expected
    assert reading.periods(reading.said(reading.periods(typed))) == expected


@pytest.mark.parametrize(
    "typed", ["always", "Mon-Fri 8-5", "Mon-Fri 17:00-08:00", "Someday 8:00-9:00", "Mon-Fri 25:00-26:00"]
)
def test_what_are_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"hours|time"):
        reading.periods(typed)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Oak Lane Primary School", "oak-lane"),
        ("St Mary’s C of E Primary School", "st-marys-c-of-e"),
        ("The School", "the-school"),
        ("Ysgol Tŷ Gŵyn", "ysgol-ty-gwyn"),
        ("学校", ""),
        ("A" * 60, "a" * 40),
    ],
)
def test_a_short_word_is_made_from_a_name(name: str, expected: str) -> None:
    assert reading.slug_of(name) == expected
    if expected:
        assert reading.slug(expected) == expected


@pytest.mark.parametrize("typed", ["", "Oak Lane", "-oak", "oak_lane", "x" * 41])
def test_what_is_no_short_word_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        reading.slug(typed)


def test_terms_and_inset_days_are_spans_of_days() -> None:
    assert reading.term("2025-09-02..2025-10-24") == Term(date(2025, 9, 2), date(2025, 10, 24))
    assert reading.term("2/9/2025 to 24/10/2025") == Term(date(2025, 9, 2), date(2025, 10, 24))
    one = reading.inset("2025-09-01")
    assert (one.kind, one.first_day, one.last_day) == (ClosureKind.INSET, date(2025, 9, 1), date(2025, 9, 1))
    for wrong in ("2025-09-02", "2025-10-24..2025-09-02", "a..b..c", ""):
        with pytest.raises(ValueError, match=r"."):
            reading.term(wrong)
    with pytest.raises(ValueError, match="before"):
        reading.inset("2025-09-02..2025-09-01")


# together

DANA = reading.Person("Dana", "Brook", "+447700900207")


def test_one_person_may_hold_several_roles() -> None:
    (member,) = gathered([(Role.DSL, DANA), (Role.HEAD, DANA), (Role.HEAD, DANA)])
    assert member.roles == (Role.DSL, Role.HEAD)


def test_one_name_with_two_numbers_or_two_names_with_one_is_refused() -> None:
    with pytest.raises(ValueError, match="two numbers"):
        gathered([(Role.DSL, DANA), (Role.HEAD, reading.Person("dana", "BROOK", "+447700900208"))])
    with pytest.raises(ValueError, match="same mobile number"):
        gathered([(Role.DSL, DANA), (Role.HEAD, reading.Person("Hollis", "Wood", "+447700900207"))])


def answers(**more: object) -> SchoolAnswers:
    facts: dict[str, object] = {
        "name": "Hill",
        "short_name": "Hill",
        "office_phone": "01234 567890",
        "controller": "Hill",
        **more,
    }
    return SchoolAnswers(**facts)  # type: ignore[arg-type]


def test_a_policy_takes_the_schools_facts_and_keeps_its_rules() -> None:
    chosen = load(
        'mode = "two_way"\n[school]\noffice_phone = "1234"\n[enrol]\ncode_days = 3\n[hours]\nopen = "8:00"\nclose = "9:00"\n',
        "x",
    )
    made = fitted(
        chosen,
        answers(office_hours=((WEEK, time(9), time(10)),), languages=("en", "pl"), out_of_hours_line="0800 123456"),
    )
    assert (made.school.name, made.school.office_phone, made.school.languages) == ("Hill", "01234 567890", ("en", "pl"))
    assert made.hours.periods == chosen.hours.periods
    assert made.office_hours.periods == ((WEEK, time(9), time(10)),)
    assert made.safeguarding.out_of_hours_line == "0800 123456"
    assert made.enrol.code_days == 3
    assert fitted(chosen, answers(teacher_hours=())).hours.periods == ()


def test_answers_that_do_not_go_with_the_policy_are_refused() -> None:
    with pytest.raises(PolicyProblems):
        fitted(load('mode = "two_way"\n[school]\noffice_phone = "1234"\n', "x"), answers(office_phone=""))


def test_the_list_before_going_live_shrinks_with_what_is_there() -> None:
    def count(**more: object) -> list[str]:
        facts: dict[str, object] = {
            "policy": Policy(), "dates": SchoolDates(), "bots": False, "sms": False, "checked": False, "key_file": "k", **more,
        }  # fmt: skip
        return steps(Ready(**facts))  # type: ignore[arg-type]

    bare = count()
    assert any("BotFather" in step for step in bare)
    assert any("Twilio" in step for step in bare)
    assert any("term dates" in step for step in bare)
    full = count(bots=True, sms=True, checked=True, dates=SchoolDates((Term(date(2025, 9, 2), date(2025, 10, 24)),)))
    assert len(full) == len(bare) - 3
    assert any("not tested" in step for step in count(bots=True))
