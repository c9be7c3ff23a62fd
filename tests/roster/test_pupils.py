from __future__ import annotations

import pytest

from bot.domain.roster import Relation, Responsibility
from bot.roster.findings import Level
from bot.roster.phones import Use
from tests.roster.files import (
    LONG,
    MARTA,
    NOBODY,
    OLA,
    PIOTR,
    WIDE,
    Cell,
    adults,
    codes,
    csv_source,
    outcome,
    plan_of,
    told,
    xlsx_source,
)

ONE = WIDE[:10]


def test_a_row_per_pupil_gives_a_pupil_a_class_and_its_adults() -> None:
    plan = plan_of(csv_source(WIDE, (*OLA, *MARTA, *PIOTR)))
    [ola] = plan.pupils or ()
    assert (ola.first_name, ola.last_name, ola.class_name, ola.year) == ("Ola", "Zielona", "3B", "3")
    assert [(one.name, one.year) for one in plan.classes or ()] == [("3B", "3")]
    marta = adults(plan)["Marta Zielona"]
    assert marta.routes == ("+447700900101",)
    assert marta.language == "pl"
    [tie] = marta.ties
    assert (tie.relation, tie.responsibility, tie.priority) == (Relation.MOTHER, Responsibility.PARENTAL, 1)
    assert tie.eligible
    assert adults(plan)["Piotr Zielony"].ties[0].priority == 2


def test_excels_damage_is_repaired_and_told() -> None:
    rows: list[tuple[Cell, ...]] = [
        ("Zoe", "Marlow", "Class 3b", 3.0, "Beth", "Marlow", "Mum", True, 7700900104, "English"),
        ("Zain", "Qamar", "3B", "3", "Sana", "Qamar", "Mother", "yes", 447700900103.0, "Urdu"),
    ]
    made = outcome(xlsx_source({"Roll": [ONE, *rows]}))
    assert made.plan is not None
    assert {name: one.routes for name, one in adults(made.plan).items()} == {
        "Beth Marlow": ("+447700900104",), "Sana Qamar": ("+447700900103",),
    }  # fmt: skip
    assert told(made, "leading_zero") == [(2, "Contact 1 phone")]
    assert told(made, "country_code") == [(3, "Contact 1 phone")]
    assert [one.name for one in made.plan.classes or ()] == ["3B"]


def test_scrambled_and_invisible_letters_are_repaired_and_told() -> None:
    made = outcome(csv_source(ONE, ("ZoÃ«", "Marlow\u00a0", "3B", "3", *MARTA)))
    assert made.plan is not None
    assert [pupil.first_name for pupil in made.plan.pupils or ()] == ["Zoë"]
    assert told(made, "scrambled") == [(2, "Pupil first name")]
    assert told(made, "invisible") == [(2, "Pupil last name")]
    assert all(finding.level is Level.REPAIR for finding in made.findings)


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("", "Zielona", "3B", "3", *MARTA), "pupil_name_missing", "Pupil first name"),
        (("Ola", "", "3B", "3", *MARTA), "pupil_name_missing", "Pupil last name"),
        (("?ukasz", "Zielony", "3B", "3", *MARTA), "lost_letters", "Pupil first name"),
        (("3-Mar", "Zielony", "3B", "3", *MARTA), "not_a_name", "Pupil first name"),
        (("Ola", "12345", "3B", "3", *MARTA), "not_a_name", "Pupil last name"),
        (("Ola", "Zielona", "", "3", *MARTA), "class_missing", "Class"),
        (("Ola", "Zielona", "3-Mar", "3", *MARTA), "changed_by_excel", "Class"),
        (("Ola", "Zielona", "5.00E+01", "5", *MARTA), "changed_by_excel", "Class"),
        (("Ola", "Zielona", "#REF!", "5", *MARTA), "changed_by_excel", "Class"),
        (("Ola", "Zielona", "3B", "03/03/2024", *MARTA), "changed_by_excel", "Year"),
        (("Ola", "Zielona", "3B", "Upper", *MARTA), "year_unknown", "Year"),
        (("Ola", "Zielona", "Oak", "", *MARTA), "year_unknown", "Class"),
        ((*OLA, "", "", "Mother", "parental", "07700900101", ""), "contact_name_missing", "Contact 1 first name"),
        ((*OLA, "Mr & Mrs", "Zielony", "Parent", "parental", "07700900101", ""), "two_in_one", "contact1_name"),
        ((*OLA, "Marta", "Zielona", "Mother", "perhaps", "07700900101", ""), "responsibility_unknown", "Contact 1 responsibility"),
        ((*OLA, "Marta", "Zielona", "Mother", "parental", "12345", ""), "phone", "Contact 1 phone"),
        ((*OLA, "Marta", "Zielona", "Mother", "parental", "4.47E+11", ""), "phone", "Contact 1 phone"),
    ],
)  # fmt: skip
def test_an_error_names_line_column_and_reason_and_nothing_is_imported(
    row: tuple[str, ...], code: str, column: str
) -> None:
    made = outcome(csv_source(ONE, ("Zain", "Qamar", "3B", "3", *NOBODY), row))
    assert (3, column) in told(made, code)
    errors = [finding for finding in made.findings if finding.code == code]
    assert all(finding.level is Level.ERROR and finding.reason for finding in errors)
    assert made.plan is None


def test_reasons_never_repeat_what_stands_in_the_cell() -> None:
    row = ("?ukasz", "Ziel?ny", "3-Mar", "Upper", "Marta", "Zielona", "Mother", "perhaps", "07700 9001", "Klingon")
    made = outcome(csv_source(ONE, row))
    for finding in made.findings:
        assert not any(cell in finding.reason for cell in row if len(cell) > 4), finding.reason


def test_without_a_year_column_the_class_tells_it() -> None:
    header = tuple(name for name in ONE if name != "Year")
    plan = plan_of(csv_source(header, ("Ola", "Zielona", "Year 3B", *MARTA), ("Zain", "Qamar", "RA", *NOBODY)))
    assert [(one.name, one.year) for one in plan.classes or ()] == [("3B", "3"), ("RA", "R")]


def test_a_mixed_class_names_all_its_years() -> None:
    rows = [
        ("A", "One", "Oak", "4", *NOBODY),
        ("B", "Two", "Oak", "3", *NOBODY),
        ("C", "Tre", "Elm", "R", *NOBODY),
        ("D", "For", "Elm", "1", *NOBODY),
    ]
    plan = plan_of(csv_source(ONE, *rows))
    assert [(one.name, one.year) for one in plan.classes or ()] == [("Elm", "R/1"), ("Oak", "3/4")]


def test_a_pupil_twice_is_an_error_that_names_the_first_line() -> None:
    made = outcome(csv_source(ONE, (*OLA, *MARTA), ("OLA", "Zielona", "class 3b", "3", *PIOTR)))
    assert told(made, "pupil_twice") == [(3, "")]
    assert "line 2" in made.of(Level.ERROR)[0].reason


def test_namesakes_in_two_classes_are_two_children_unless_they_share_an_adult() -> None:
    namesakes = [("Ali", "Khan", "3B", "3", *MARTA), ("Ali", "Khan", "4A", "4", *PIOTR)]
    assert len(plan_of(csv_source(ONE, *namesakes)).pupils or ()) == 2
    made = outcome(csv_source(ONE, namesakes[0], ("Ali", "Khan", "4A", "4", *MARTA)))
    assert told(made, "pupil_in_two_classes") == [(3, "")]


def test_a_row_per_contact_may_leave_the_repeated_pupil_out() -> None:
    made = outcome(csv_source(LONG, (*OLA, *MARTA, "1"), ("", "", "", "", *PIOTR, "2")))
    assert made.plan is not None
    assert [len(one.ties) for one in made.plan.guardians] == [1, 1]
    assert told(made, "carried_down") == [(3, "")]


def test_a_row_per_contact_that_contradicts_the_year_is_an_error() -> None:
    made = outcome(csv_source(LONG, (*OLA, *MARTA, "1"), ("Ola", "Zielona", "3B", "4", *PIOTR, "2")))
    assert told(made, "year_differs") == [(3, "Year")]


def test_a_broken_pupil_row_does_not_pass_its_pupil_to_the_next_row() -> None:
    made = outcome(csv_source(LONG, (*OLA, *MARTA, "1"), ("", "Qamar", "3B", "3", *PIOTR, "1")))
    assert made.plan is None
    assert told(made, "pupil_name_missing") == [(3, "Pupil first name")]


def test_a_file_that_does_not_say_who_is_responsible_asks() -> None:
    header = tuple(name for name in ONE if "responsibility" not in name)
    row = (*OLA, "Marta", "Zielona", "Foster carer", "07700 900101", "Polish")
    made = outcome(csv_source(header, row))
    assert (made.plan, codes(made, Level.QUESTION)) == (None, ["responsibility_missing"])
    plan = plan_of(csv_source(header, row), answers='responsibility = "from relation"')
    assert plan.guardians[0].ties[0].responsibility is Responsibility.CARE


def test_from_relation_gives_an_emergency_contact_nothing() -> None:
    header = tuple(name for name in ONE if "responsibility" not in name)
    row = (*OLA, "Joan", "Marlow", "Grandmother", "07700 900101", "English")
    plan = plan_of(csv_source(header, row), answers='responsibility = "from relation"')
    assert not plan.guardians[0].ties[0].eligible


def test_a_blank_responsibility_is_listed_and_denied_even_when_the_answer_is_from_relation() -> None:
    made = outcome(
        csv_source(ONE, (*OLA, "Marta", "Zielona", "Mother", "", "07700 900101", "Polish")),
        answers='responsibility = "from relation"',
    )
    assert made.plan is not None
    assert not made.plan.guardians[0].ties[0].eligible
    assert told(made, "responsibility_blank") == [(2, "Contact 1 responsibility")]
    assert "nobody_responsible" in codes(made)


def test_care_responsibility_has_a_column_of_its_own_in_some_exports() -> None:
    header = (
        "Forename",
        "Surname",
        "Class",
        "Contact name",
        "Relationship",
        "Parental responsibility",
        "Care responsibility",
        "Mobile",
    )
    rows = [
        ("Ola", "Zielona", "3B", "Joan Marlow", "Foster carer", "No", "Yes", "07700 900104"),
        ("Ola", "Zielona", "3B", "Beth Marlow", "Mother", "Yes", "No", "07700 900105"),
        ("Ola", "Zielona", "3B", "Sana Qamar", "Friend", "", "no", "07700 900106"),
    ]  # fmt: skip
    made = outcome(csv_source(header, *rows))
    assert made.plan is not None
    assert [one.ties[0].responsibility for one in made.plan.guardians] == [
        Responsibility.CARE, Responsibility.PARENTAL, Responsibility.NONE,
    ]  # fmt: skip
    bad = outcome(
        csv_source(header, ("Ola", "Zielona", "3B", "Joan Marlow", "Friend", "no", "perhaps", "07700 900104"))
    )
    assert told(bad, "responsibility_unknown") == [(2, "Care responsibility")]


def test_a_court_order_blocks_the_adult_and_is_listed() -> None:
    header = (*ONE, "Contact 1 court order")
    made = outcome(csv_source(header, (*OLA, *MARTA, "Y"), ("Jan", "Zielony", "5A", "5", *PIOTR, "")))
    assert made.plan is not None
    restricted = {name: one.ties[0].restricted for name, one in adults(made.plan).items()}
    assert restricted == {"Marta Zielona": True, "Piotr Zielony": False}
    assert not adults(made.plan)["Marta Zielona"].ties[0].eligible
    assert told(made, "restricted") == [(2, "")]
    assert told(outcome(csv_source(header, (*OLA, *MARTA, "see file"))), "restriction") == [
        (2, "Contact 1 court order")
    ]


def test_a_blank_language_is_listed_and_a_strange_one_too() -> None:
    rows = [(*OLA, *MARTA[:5], ""), ("Jan", "Zielony", "5A", "5", *PIOTR[:5], "Elvish")]
    made = outcome(csv_source(ONE, *rows))
    assert made.plan is not None
    assert [one.language for one in made.plan.guardians] == [None, None]
    assert told(made, "language_blank") == [(2, ""), (3, "")]
    assert told(made, "language_unknown") == [(3, "Contact 1 language")]


def test_one_family_language_column_serves_every_contact_without_its_own() -> None:
    header = (*WIDE[:9], *WIDE[10:], "Home language")
    row = (*OLA, *MARTA[:5], *PIOTR[:5], "", "Polish")
    plan = plan_of(csv_source(header, row))
    assert [one.language for one in plan.guardians] == ["pl", "pl"]
    made = outcome(csv_source(header, (*row[:-1], "Elvish")))
    assert told(made, "language_unknown") == [(2, "Home language")]


def test_an_unknown_relation_is_imported_as_other_and_listed() -> None:
    made = outcome(csv_source(ONE, (*OLA, "Marta", "Zielona", "Wizard", "parental", "07700900101", "Polish")))
    assert made.plan is not None
    assert made.plan.guardians[0].ties[0].relation is Relation.OTHER
    assert told(made, "relation_unknown") == [(2, "Contact 1 relation")]


def test_priorities_come_from_their_column_or_the_order() -> None:
    plan = plan_of(csv_source(LONG, (*OLA, *MARTA, "2"), (*OLA, *PIOTR, "")))
    assert [one.ties[0].priority for one in plan.guardians] == [2, 1]
    assert told(outcome(csv_source(LONG, (*OLA, *MARTA, "first"))), "priority") == [(2, "Priority")]


def test_a_pupil_without_contacts_is_imported_and_listed() -> None:
    made = outcome(csv_source(ONE, (*OLA, *NOBODY)))
    assert made.plan is not None
    assert told(made, "no_contact") == [(2, "")]


def test_unreadable_numbers_can_be_left_out_by_answer() -> None:
    made = outcome(csv_source(ONE, (*OLA, *MARTA[:4], "12345", "Polish")), answers='unreadable_numbers = "leave out"')
    assert made.plan is not None
    assert made.plan.guardians[0].phones == ()
    assert codes(made, Level.NOTICE) == ["phone", "no_route"]


def test_a_landline_alone_is_no_route_but_is_kept_for_ringing() -> None:
    made = outcome(csv_source(ONE, (*OLA, *MARTA[:4], "01632 960101", "Polish")))
    assert made.plan is not None
    [marta] = made.plan.guardians
    assert marta.routes == ()
    assert [phone.use for phone in marta.phones] == [Use.RING]
    assert "ring" in made.of(Level.NOTICE)[0].reason


def test_several_phone_columns_are_all_read_mobile_first() -> None:
    header = (*ONE, "Contact 1 home phone", "Contact 1 mobile")
    plan = plan_of(csv_source(header, (*OLA, *MARTA[:4], "", "Polish", "01632 960101", "07700 900101")))
    assert [phone.e164 for phone in plan.guardians[0].phones] == ["+447700900101", "+441632960101"]


def test_several_files_of_pupils_are_one_school() -> None:
    one = csv_source(ONE, (*OLA, *MARTA), name="infants.csv")
    other = csv_source(LONG, ("Jan", "Zielony", "5A", "5", *MARTA, "1"), name="juniors.csv")
    plan = plan_of(one, other)
    assert len(plan.pupils or ()) == 2
    assert [len(guardian.ties) for guardian in plan.guardians] == [2]
    twice = outcome(one, csv_source(ONE, (*OLA, *MARTA), name="again.csv"))
    assert twice.plan is None


def test_a_contact_with_only_a_prefilled_relation_is_nobody() -> None:
    made = outcome(csv_source(WIDE, (*OLA, *MARTA, "", "", "Father", "", "", "")))
    assert made.plan is not None
    assert list(adults(made.plan)) == ["Marta Zielona"]
    assert codes(made) == []
