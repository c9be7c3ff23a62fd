from __future__ import annotations

import json

from bot.domain.roster import Roll
from bot.roster.answers import Answers
from bot.roster.diff import compare
from bot.roster.report import as_dict, difference_lines, finding_lines, reading_lines
from tests.roster.files import MARTA, NOBODY, OLA, PIOTR, WIDE, csv_source, outcome, plan_of, xlsx_source
from tests.roster.rolls import roll_of

ONE = WIDE[:10]
ZAIN = ("Zain", "Qamar", "3B", "3")
SANA = ("Sana", "Qamar", "Mother", "parental", "07700 900103", "Urdu")
STAFF = ("First name", "Last name", "Roles", "Classes", "Days", "Phone")
COVER = ("Class", "Cover", "Day", "Start", "End")


def test_the_office_reads_how_each_file_was_understood_and_what_is_wrong_where() -> None:
    made = outcome(
        csv_source((*ONE, "DOB"), ("Ola", "", "3B", "3", *MARTA, "x"), (*ZAIN, *SANA[:4], "770090010", "", "x"))
    )
    lines = list(reading_lines(made))
    assert lines[0] == "pupils.csv: 2 rows of pupils"
    assert "To put right first (nothing was imported):" in lines
    assert "  pupils.csv, line 2, column “Pupil last name”: the pupil's last name is missing" in lines
    assert any(
        line.startswith("  pupils.csv, line 3, column “Contact 1 phone”: ") and "[770090010]" in line for line in lines
    )
    assert '    → or answer unreadable_numbers = "leave out"' in lines
    assert "  columns left out and not read (DPIA9): DOB (pupils.csv)" in lines


def test_a_question_comes_with_how_to_answer_it() -> None:
    made = outcome(csv_source(WIDE, (*OLA, *MARTA, *PIOTR[:4], MARTA[4], "Polish")))
    lines = list(finding_lines(made.findings))
    assert lines[0] == "To answer first (nothing was imported):"
    assert "[+447700900101: Marta Zielona, Piotr Zielony]" in lines[1]
    assert lines[2].startswith("    → answer in [shared_number]")


def test_many_of_one_kind_are_counted_after_the_first_few() -> None:
    rows = [(f"Kid{n}", "Marlow", "3B", "3", *NOBODY) for n in "abcdefgh"]
    [_, line] = finding_lines(outcome(csv_source(ONE, *rows)).findings)
    assert line.startswith("  8 × this pupil has no contact (pupils.csv, line 2; ")
    assert line.endswith(" and 3 more)")


def test_a_workbook_names_its_sheets() -> None:
    made = outcome(xlsx_source({"Roll": [ONE, (*OLA, *MARTA)]}))
    assert list(reading_lines(made)) == ["roster.xlsx, sheet “Roll”: 1 row of pupils (looks like Bookbag)"]


def test_a_difference_reads_as_people_and_what_happens_to_them() -> None:
    before = roll_of(plan_of(
        csv_source(ONE, (*OLA, *MARTA), (*ZAIN, *SANA)),
        csv_source(STAFF, ("Tess", "Harrow", "Teacher", "3B", "", "07700 900118"), ("Theo", "Fenn", "Teacher", "3B", "", "")),
    ))  # fmt: skip
    after = plan_of(
        csv_source(ONE, ("Ola", "Zielona", "4A", "4", *MARTA[:4], "07700 900150", "Polish"), ("Huda", "Rashid", "4A", "4", *PIOTR)),
        csv_source(STAFF, ("Tess", "Harrow", "Teacher; SENCO", "4A", "", "07700 900118")),
        csv_source(COVER, ("4A", "Tess Harrow", "Wed", "13:00", "15:15")),
    )  # fmt: skip
    lines = list(difference_lines(compare(before, after, Answers())))
    assert lines[:2] == ["class 4A: new", "class 3B: left"]
    assert "pupils: 1 new, 1 moved, 1 left" in lines
    assert "  moved: Ola Zielona (class 3B → 4A)" in lines
    assert "  left: Zain Qamar (class 3B → (none))" in lines
    assert "  new: Huda Rashid (class 4A)" in lines
    assert "guardians: 1 new, 1 changed, 1 left" in lines
    assert "  changed: Marta Zielona [numbers added: 1, numbers ended: 1]" in lines
    assert "  changed: Tess Harrow [roles added: 1, classes added: 1, classes ended: 1]" in lines
    assert "  left: Theo Fenn" in lines
    assert "cover: 1 new, 0 ended" in lines


def test_a_first_import_counts_people_instead_of_naming_hundreds() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    rows = [(f"Kid{one}", "Marlow", "3B", "3", *NOBODY) for one in letters]
    lines = list(difference_lines(compare(Roll(), plan_of(csv_source(ONE, *rows)), Answers())))
    assert lines == ["class 3B: new", "pupils: 26 new"]


def test_nothing_to_change_is_said() -> None:
    plan = plan_of(csv_source(ONE, (*OLA, *MARTA)))
    assert list(difference_lines(compare(roll_of(plan), plan, Answers()))) == [
        "Nothing would change: the hub already has what the files say."
    ]


def test_questions_of_the_comparison_stand_under_the_difference() -> None:
    rows = [(f"Kid{n}", "Marlow", "3B", "3", *NOBODY) for n in "abcdefghij"]
    difference = compare(roll_of(plan_of(csv_source(ONE, *rows))), plan_of(csv_source(ONE, rows[0])), Answers())
    lines = list(difference_lines(difference))
    assert lines[-3] == "To answer first (nothing was imported):"
    assert lines[-2].startswith("  9 of 10 pupils are not in the file")
    assert lines[-1] == "    → answer whole_school = true if they have left"


def test_programs_get_the_same_as_plain_json() -> None:
    made = outcome(csv_source((*ONE, "DOB"), (*OLA, *MARTA[:5], "", "03/03/2017")))
    assert made.plan is not None
    told = json.loads(json.dumps(as_dict(made, compare(Roll(), made.plan, Answers()), applied=True)))
    assert told["applied"] is True
    [table] = told["tables"]
    assert (table["file"], table["about"], table["rows"], table["dropped_columns"]) == (
        "pupils.csv",
        "pupils",
        1,
        ["DOB"],
    )
    assert told["changes"]["pupils"] == {"new": 1, "changed": 0, "moved": 0, "returned": 0, "left": 0}
    assert told["changes"]["cover"] == {"new": 0, "left": 0}
    blank = next(finding for finding in told["findings"] if finding["code"] == "language_blank")
    assert (blank["level"], blank["line"], blank["file"]) == ("notice", 2, "pupils.csv")
    assert as_dict(outcome(), None, applied=False)["changes"] is None
