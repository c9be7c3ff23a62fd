from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Role
from bot.domain.roster import Relation, Responsibility
from bot.roster.classes import class_name, year_group, year_of_class
from bot.roster.person import from_parts, from_whole
from bot.roster.relations import relation, responsibility
from bot.roster.roles import roles, without_account
from bot.roster.times import day_of_year, time_of_day, weekdays
from bot.roster.values import looks_like_date, looks_like_power, priority, yes_or_no


@pytest.mark.parametrize(
    ("written", "name", "year"),
    [
        ("3B", "3B", "3"), ("3b", "3B", "3"), ("Class 3B", "3B", "3"), ("3 B", "3B", "3"), ("3-B", "3B", "3"),
        ("Y3B", "3B", "3"), ("Year 3B", "3B", "3"), ("Reg 4A", "4A", "4"), ("Form: 2C", "2C", "2"), ("3MAR", "3MAR", "3"),
        ("3.0", "3", "3"), ("Class 3", "3", "3"), ("10A", "10A", "10"), ("RA", "RA", "R"), ("R", "R", "R"), ("YR", "R", "R"),
        ("Class R", "R", "R"), ("Reception Oak", "Reception Oak", "R"), ("Nursery AM", "Nursery AM", "N"),
        ("oak", "Oak", None), ("OAK CLASS", "Oak", None), ("Class Oak", "Oak", None), ("Hedgehogs", "Hedgehogs", None),
        ("Mr McDonald", "Mr McDonald", None), ("1/2", "1/2", "1"), ("3/4B", "3/4B", "3"), ("Year 4 Oak", "Year 4 Oak", "4"),
        ("Class", "Class", None),
    ],
)  # fmt: skip
def test_a_class_has_one_spelling_and_tells_its_year_when_it_can(written: str, name: str, year: str | None) -> None:
    assert class_name(written) == name
    assert year_of_class(name) == year


@given(st.text(alphabet="Class FormYear 0123456789ABCRN-/.oak", max_size=14))
def test_normalising_a_class_name_twice_changes_nothing(written: str) -> None:
    assert class_name(class_name(written)) == class_name(written)


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("Year 3", "3"), ("Y03", "3"), ("3.0", "3"), ("3", "3"), ("Yr 6", "6"), ("year group 4", "4"), ("NC Year 5", "5"),
        ("Reception", "R"), ("R", "R"), ("YR", "R"), ("Year R", "R"), ("FS2", "R"), ("0", "R"), ("Nursery", "N"),
        ("Nursery 2", "N"), ("FS1", "N"), ("N2", "N"), ("13", "13"), ("14", None), ("", None), ("Early Years", None),
        ("Year", None), ("three", None),
    ],
)  # fmt: skip
def test_year_groups_are_read_or_refused(written: str, year: str | None) -> None:
    assert year_group(written) == year


@pytest.mark.parametrize(
    ("written", "damaged"),
    [("3-Mar", True), ("03-Mar", True), ("Mar-03", True), ("2024-03-03", True), ("01/02/2024", True), ("3 March 2024", True),
     ("3M", False), ("1/2", False), ("3MAR", False), ("May", False), ("", False)],
)  # fmt: skip
def test_dates_excel_made_of_class_names_are_noticed(written: str, damaged: bool) -> None:
    assert looks_like_date(written) is damaged


def test_powers_excel_made_of_class_names_are_noticed() -> None:
    assert looks_like_power("5.00E+01")
    assert looks_like_power("5E1")
    assert not looks_like_power("5E")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Mother", Relation.MOTHER), ("MUM", Relation.MOTHER), ("Birth mother", Relation.MOTHER), ("Dad", Relation.FATHER),
        ("Step-father", Relation.STEP_PARENT), ("Mother's partner", Relation.STEP_PARENT),
        ("Foster Carer", Relation.FOSTER_CARER), ("Foster mother", Relation.FOSTER_CARER), ("Carer", Relation.CARER),
        ("Grandmother (maternal)", Relation.GRANDPARENT), ("Nan", Relation.GRANDPARENT), ("Parent/Carer", Relation.PARENT),
        ("Auntie", Relation.AUNT_UNCLE), ("Aunt/Uncle", Relation.AUNT_UNCLE), ("Brother", Relation.SIBLING),
        ("Social Worker", Relation.SOCIAL_WORKER), ("Legal guardian", Relation.LEGAL_GUARDIAN),
        ("Child Minder", Relation.CHILDMINDER), ("Neighbour", Relation.FRIEND), ("Other", Relation.OTHER),
        ("Other Relative", Relation.OTHER_FAMILY), ("Wizard", None),
    ],
)  # fmt: skip
def test_relations_are_named_in_our_words(written: str, meant: Relation | None) -> None:
    assert relation(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("parental", Responsibility.PARENTAL), ("Yes", Responsibility.PARENTAL), ("T", Responsibility.PARENTAL),
        ("1", Responsibility.PARENTAL), ("✓", Responsibility.PARENTAL), ("care", Responsibility.CARE),
        ("none", Responsibility.NONE), ("No", Responsibility.NONE), ("FALSE", Responsibility.NONE),
        ("Emergency contact only", Responsibility.NONE), ("maybe", None),
    ],
)  # fmt: skip
def test_responsibility_is_a_word_or_a_yes(written: str, meant: Responsibility | None) -> None:
    assert responsibility(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("yes", True), ("TRUE", True), ("1.0", True), ("x", True), ("no", False), ("0", False), ("perhaps", None)],
)
def test_yes_and_no_in_their_many_forms(written: str, meant: bool | None) -> None:
    assert yes_or_no(written) is meant


@pytest.mark.parametrize(
    ("written", "number"),
    [("1", 1), ("2.0", 2), ("1st", 1), ("Priority 3", 3), ("2nd", 2), ("first", None), ("", None)],
)
def test_priorities_are_numbers(written: str, number: int | None) -> None:
    assert priority(written) == number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Class teacher", {Role.CLASS_TEACHER}), ("Head / DSL", {Role.HEAD, Role.DSL}), ("TA", {Role.SUPPORT_STAFF}),
        ("Deputy Headteacher, DDSL", {Role.DEPUTY, Role.DEPUTY_DSL}), ("SENCo and Assistant Head", {Role.SENCO, Role.ASSISTANT_HEAD}),
        ("Teaching Assistant (1:1)", {Role.SUPPORT_STAFF}), ("Teacher; SLT", {Role.CLASS_TEACHER, Role.SENIOR_LEADER}),
        ("IT technician", {Role.TECHNICIAN}), ("Data Protection Officer", {Role.DPO}), ("School Business Manager", {Role.OFFICE}),
        ("Learning Mentor", {Role.PASTORAL_LEAD}), ("PPA", {Role.PPA_COVER}), ("Family Support Worker", {Role.SUPPORT_OFFICER}),
        ("Wizard", {None}), ("Teacher; Wizard", {Role.CLASS_TEACHER, None}), ("Governor", {None}), ("", set()),
    ],
)  # fmt: skip
def test_job_titles_become_roles_or_are_told(written: str, meant: set[Role | None]) -> None:
    assert {role for _, role in roles(written)} == meant


def test_people_without_an_account_are_known() -> None:
    assert without_account("Governor")
    assert without_account("Site Manager")
    assert not without_account("Wizard")


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Mon-Wed", {0, 1, 2}), ("Monday to Wednesday", {0, 1, 2}), ("Thursday, Friday", {3, 4}), ("MTW", {0, 1, 2}),
        ("ThF", {3, 4}), ("Tues", {1}), ("Mon Tue", {0, 1}), ("Tue & Thu", {1, 3}), ("M-F", {0, 1, 2, 3, 4}), ("every day", set()),
        ("Fri-Mon", None), ("someday", None), ("", None), ("Mon; Wed", {0, 2}), ("Mondays", {0}),
    ],
)  # fmt: skip
def test_weekdays_as_people_write_them(written: str, days: set[int] | None) -> None:
    assert weekdays(written) == days


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("13:30", time(13, 30)), ("1.30pm", time(13, 30)), ("09:00:00", time(9)), ("9", time(9)), ("9am", time(9)),
        ("12am", time(0)), ("12pm", time(12)), ("0.5625", time(13, 30)), ("0.5", time(12)), ("13pm", None), ("25:00", None), ("noon", None),
        ("12:75", None), ("0.99999", None),
    ],
)  # fmt: skip
def test_times_as_people_write_them(written: str, meant: time | None) -> None:
    assert time_of_day(written) == meant


def test_dates_are_day_before_month() -> None:
    assert day_of_year("05/01/2026") == day_of_year("2026-01-05") == day_of_year("5 January 2026") == date(2026, 1, 5)
    assert day_of_year("31/02/2026") is None


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [
        ("Mrs Anna Kowalska", "Anna", "Kowalska"), ("Kowalska, Anna", "Anna", "Kowalska"), ("KOWALSKA, Mrs Anna", "Anna", "KOWALSKA"),
        ("Anna Kowalska (Mrs)", "Anna", "Kowalska"), ("Mrs Smith", "", "Smith"), ("Anna", "Anna", ""), ("Mr", "", ""), ("-", "", ""),
        ("Unknown", "", ""), ("Anna Maria de la Cruz", "Anna", "Maria de la Cruz"), ("Dr. J. Smith", "J.", "Smith"), ("Kowalska,", "", "Kowalska"),
    ],
)  # fmt: skip
def test_one_column_names_are_split_and_titles_dropped(whole: str, first: str, last: str) -> None:
    named = from_whole(whole)
    assert (named.first, named.last) == (first, last)


def test_two_column_names_lose_only_titles_and_placeholders() -> None:
    assert str(from_parts("Mrs Anna", "Kowalska")) == "Anna Kowalska"
    assert str(from_parts("Unknown", "Smith")) == "Smith"
    assert from_parts("-", "?").folded == ""
