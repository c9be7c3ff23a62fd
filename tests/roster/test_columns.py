from __future__ import annotations

import pytest

from bot.roster.exports import BOOKBAG, EXPORTS, looks_like
from bot.roster.fields import Field, Part, Slot, meaning
from bot.roster.mapping import MappingProblem, key_of, read_mapping, slot_of
from tests.roster.files import (
    LONG,
    MARTA,
    OLA,
    PIOTR,
    WIDE,
    adults,
    codes,
    csv_source,
    outcome,
    plan_of,
    told,
    xlsx_source,
)


@pytest.mark.parametrize(
    ("header", "key"),
    [(header, key) for columns in EXPORTS.values() for header, key in columns.items()],
)
def test_every_documented_export_column_is_understood_as_documented(header: str, key: str) -> None:
    for spelling in (header, header.upper(), header.lower().replace(" ", "_"), f"  {header} "):
        found = meaning(Part.PUPILS, spelling)
        assert found is not None
        assert key_of(found[0], Part.PUPILS) == key


@pytest.mark.parametrize("part", list(Part))
def test_our_own_layout_is_understood_column_by_column(part: Part) -> None:
    slots = [found[0] for header in BOOKBAG[part] if (found := meaning(part, header))]
    assert len(set(slots)) == len(BOOKBAG[part])
    assert looks_like(BOOKBAG[part], part) == "Bookbag"


@pytest.mark.parametrize(
    ("header", "slot"),
    [
        ("Mother's mobile", Slot(Field.PHONE, "mother")),
        ("Dad name", Slot(Field.NAME, "father")),
        ("Father Surname", Slot(Field.LAST_NAME, "father")),
        ("Parent/Carer 2 Surname", Slot(Field.LAST_NAME, "2")),
        ("Contact 1 Surname", Slot(Field.LAST_NAME, "1")),
        ("Contact 1", Slot(Field.NAME, "1")),
        ("2nd contact name", Slot(Field.NAME, "2")),
        ("Second parent mobile", Slot(Field.PHONE, "2")),
        ("Priority 1 contact mobile", Slot(Field.PHONE, "1")),
        ("Mobile (Contact 3)", Slot(Field.PHONE, "3")),
        ("Contact 10 phone", Slot(Field.PHONE, "10")),
        ("Contact Surname", Slot(Field.LAST_NAME, "contact")),
        ("Pupil's Surname", Slot(Field.LAST_NAME)),
        ("StudentForename", Slot(Field.FIRST_NAME)),
        ("Contact first language", Slot(Field.LANGUAGE, "contact")),
    ],
)
def test_headers_name_whose_column_it_is(header: str, slot: Slot) -> None:
    found = meaning(Part.PUPILS, header)
    assert found is not None
    assert found[0] == slot


@pytest.mark.parametrize(
    "header",
    ["Date of birth", "DOB", "Gender", "Sex", "UPN", "ULN", "SEN", "SEN Status", "Ethnicity", "FSM", "First Language", "Religion",
     "Contact 1 email", "Contact address", "Medical notes", "Pupil ID", "Tutor", "Looked after", "Contact 1 title", "", "  ", "???"],
)  # fmt: skip
def test_what_the_hub_may_not_hold_is_never_a_field(header: str) -> None:
    assert meaning(Part.PUPILS, header) is None


def test_extra_columns_are_dropped_and_named_and_appear_nowhere() -> None:
    header = (*WIDE[:4], "DOB", "Gender", "UPN", "SEN", *WIDE[4:10])
    made = outcome(csv_source(header, (*OLA, "03/03/2017", "F", "X123456789012", "K", *MARTA)))
    assert made.tables[0].dropped == ("DOB", "Gender", "UPN", "SEN")
    assert [finding.reason for finding in made.findings if finding.code == "dropped"] == [
        "columns left out and not read (DPIA9): DOB, Gender, UPN, SEN"
    ]
    assert made.plan is not None
    assert "X123456789012" not in repr(made)
    assert "03/03/2017" not in repr(made)


def test_missing_columns_are_one_clear_error() -> None:
    made = outcome(
        csv_source(("Pupil first name", "Pupil last name", "Contact 1 name"), ("Ola", "Zielona", "Marta Zielona"))
    )
    assert made.plan is None
    assert [finding.reason for finding in made.findings] == [
        "read as a list of pupils, columns are missing: class, contact1_phone"
    ]


def test_a_file_without_any_known_header_says_so() -> None:
    made = outcome(csv_source(("a", "b"), ("1", "2")))
    assert codes(made) == ["no_header"]
    assert made.plan is None


def test_titles_above_the_header_are_skipped() -> None:
    rows = [("Oak Lane", *[""] * 9), ("Contacts, printed 3 March", *[""] * 9), WIDE[:10], (*OLA, *MARTA)]
    plan = plan_of(csv_source(rows[0], *rows[1:]))
    assert [pupil.first_name for pupil in plan.pupils or ()] == ["Ola"]


def test_a_row_longer_than_the_header_is_an_error() -> None:
    made = outcome(csv_source(WIDE[:10], (*OLA, *MARTA, "spilt")))
    assert told(made, "too_many_cells") == [(2, "")]
    assert made.plan is None


def test_sheets_of_a_workbook_are_told_apart_and_strange_ones_named() -> None:
    source = xlsx_source({
        "Children": [WIDE[:10], (*OLA, *MARTA)],
        "People": [("First name", "Last name", "Role", "Class"), ("Tess", "Harrow", "Class teacher", "3B")],
        "PPA": [("Class", "Cover teacher", "Day", "From", "To"), ("3B", "Tess Harrow", "Wed", "13:00", "15:15")],
        "Notes": [("remember the milk",)],
    })  # fmt: skip
    made = outcome(source)
    assert [(table.sheet, table.part) for table in made.tables] == [
        ("Children", Part.PUPILS), ("People", Part.STAFF), ("PPA", Part.COVER),
    ]  # fmt: skip
    assert [finding.place.sheet for finding in made.findings if finding.code == "no_header"] == ["Notes"]
    assert made.plan is not None


def test_the_same_header_twice_is_first_the_pupil_then_the_contact() -> None:
    header = (
        "Forename",
        "Surname",
        "Class",
        "Parental responsibility",
        "Relationship",
        "Forename",
        "Surname",
        "Mobile",
    )
    plan = plan_of(csv_source(header, ("Ola", "Zielona", "3B", "T", "Mother", "Marta", "Zielona", "07700 900101")))
    assert [pupil.first_name for pupil in plan.pupils or ()] == ["Ola"]
    assert list(adults(plan)) == ["Marta Zielona"]


def test_preferred_names_come_before_legal_ones_and_fill_their_gaps() -> None:
    header = ("Legal forename", "Preferred forename", "Surname", "Class", *WIDE[4:10])
    plan = plan_of(
        csv_source(header, ("Aleksandra", "Ola", "Zielona", "3B", *MARTA), ("Jan", "", "Zielony", "5A", *PIOTR))
    )
    assert [pupil.first_name for pupil in plan.pupils or ()] == ["Ola", "Jan"]


def test_mother_and_father_columns_carry_their_relation() -> None:
    header = (
        "Child",
        "Child surname",
        "Child first name",
        "Class",
        "Mother name",
        "Mother mobile",
        "Father name",
        "Father mobile",
    )
    row = ("", "Zielona", "Ola", "3B", "Marta Zielona", "07700 900101", "Piotr Zielony", "07700 900102")
    plan = plan_of(csv_source(header, row), answers='responsibility = "from relation"')
    assert {name: str(one.ties[0].relation) for name, one in adults(plan).items()} == {
        "Marta Zielona": "mother", "Piotr Zielony": "father",
    }  # fmt: skip


def test_a_mapping_file_decides_over_our_words() -> None:
    header = ("Given", "Family", "Set", "Yr", "Mum", "Mum mob", "Mum land", "PR?", "Notes")
    mapping = """
        pupil_first_name = "given"
        class = "Set"
        [pupils]
        pupil_last_name = "Family"
        contact1_name = "Mum"
        contact1_phone = ["Mum mob", "Mum land"]
        contact1_responsibility = "PR?"
    """
    row = ("Ola", "Zielona", "3b", "3", "Marta Zielona", "07700900101", "01632960101", "Y", "secret")
    made = outcome(csv_source(header, row), mapping=mapping)
    assert made.tables[0].dropped == ("Notes",)
    assert made.plan is not None
    [marta] = made.plan.guardians
    assert [phone.e164 for phone in marta.phones] == ["+447700900101", "+441632960101"]


def test_a_mapped_column_that_is_not_there_is_an_error() -> None:
    made = outcome(csv_source(WIDE[:10], (*OLA, *MARTA)), mapping='pupil_first_name = "Given"')
    assert "mapped_column_missing" in codes(made)
    assert made.plan is None


def test_an_ignored_column_is_not_read_although_we_know_the_word() -> None:
    header = (*WIDE[:10], "Contact 1 priority")
    made = outcome(csv_source(header, (*OLA, *MARTA, "not a number")), mapping='ignore = ["Contact 1 priority"]')
    assert made.plan is not None
    assert made.tables[0].dropped == ("Contact 1 priority",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a = ", "not TOML"),
        ("[teachers]\na = 1", "not a table"),
        ('wizard = "x"', "not a field"),
        ('roles = "x"', "no such field"),
        ("[staff]\nrelation = 'x'", "no such field"),
        ("class = 3", "between quotation marks"),
        ('class = ""', "between quotation marks"),
    ],
)
def test_a_bad_mapping_file_says_which_key(text: str, reason: str) -> None:
    with pytest.raises(MappingProblem, match=reason):
        read_mapping(text)


@pytest.mark.parametrize("part", list(Part))
def test_mapping_keys_and_slots_name_one_another(part: Part) -> None:
    for header in BOOKBAG[part]:
        found = meaning(part, header)
        assert found is not None
        assert slot_of(part, key_of(found[0], part)) == found[0]


def test_usual_exports_are_recognised_by_their_headers() -> None:
    for name, columns in EXPORTS.items():
        assert looks_like(tuple(columns), Part.PUPILS) == name
    assert looks_like(("Forename", "nothing", "else", "known"), Part.PUPILS) is None
    assert looks_like((), Part.PUPILS) is None
    assert looks_like(("Role",), Part.STAFF) is None


def test_one_row_per_contact_is_detected() -> None:
    rows = [(*OLA, *MARTA, "1"), (*OLA, *PIOTR, "2")]
    plan = plan_of(csv_source(LONG, *rows))
    assert len(plan.pupils or ()) == 1
    assert list(adults(plan)) == ["Marta Zielona", "Piotr Zielony"]
