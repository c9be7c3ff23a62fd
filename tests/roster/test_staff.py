from __future__ import annotations

from datetime import date, time

import pytest

from bot.domain.people import DutyKind, Role
from bot.roster.findings import Level
from bot.roster.plan import PlanPost
from tests.roster.files import MARTA, OLA, WIDE, codes, csv_source, outcome, plan_of, told, xlsx_source

STAFF = ("First name", "Last name", "Roles", "Classes", "Days", "Phone")
COVER = ("Class", "Cover", "Day", "Start", "End", "First day", "Last day", "Instead of")
TESS = ("Tess", "Harrow", "Class teacher", "3B", "", "07700 900118")
CASS = ("Cass", "Weir", "PPA cover", "", "", "07700 900119")
PUPILS = csv_source(WIDE[:10], (*OLA, *MARTA))


def test_staff_come_with_roles_classes_and_days() -> None:
    rows = [
        ("Tess", "Harrow", "Class teacher; SENCO", "3b", "Mon-Wed", "7700900118"),
        ("Theo", "Fenn", "Teacher", "Class 3B, 4A", "Thu, Fri", "07700 900120"),
        ("Alex", "Moor", "TA", "3B", "", ""),
        ("Orla", "Penn", "Office", "", "", "01632 960100"),
    ]
    made = outcome(csv_source(STAFF, *rows, name="staff.csv"))
    assert made.plan is not None
    assert made.plan.pupils is None
    tess, theo, alex, orla = made.plan.staff or ()
    assert tess.roles == {Role.CLASS_TEACHER, Role.SENCO}
    assert tess.posts == (PlanPost("3B", DutyKind.TEACHES, frozenset({0, 1, 2})),)
    assert [post.class_name for post in theo.posts] == ["3B", "4A"]
    assert alex.posts == (PlanPost("3B", DutyKind.SUPPORTS),)
    assert orla.roles == {Role.OFFICE}
    assert orla.posts == ()
    assert codes(made) == ["leading_zero"]


def test_several_rows_of_one_name_are_one_member_of_staff() -> None:
    rows = [
        TESS,
        ("Tess", "Harrow", "SENCO", "", "", ""),
        ("Tess", "Harrow", "Class teacher", "4A", "Fri", "07700 900118"),
    ]
    [tess] = plan_of(csv_source(STAFF, *rows)).staff or ()
    assert tess.roles == {Role.CLASS_TEACHER, Role.SENCO}
    assert [post.class_name for post in tess.posts] == ["3B", "4A"]
    assert len(tess.phones) == 1


def test_people_without_an_account_are_left_out_and_named_and_others_imported() -> None:
    rows = [
        TESS,
        ("Gus", "Vane", "Governor", "", "", ""),
        ("Kit", "Cook", "Cook; Cleaner", "", "", ""),
        ("May", "Lunn", "TA; Cleaner", "", "", ""),
    ]
    made = outcome(csv_source(STAFF, *rows))
    assert made.plan is not None
    assert [one.first_name for one in made.plan.staff or ()] == ["Tess", "May"]
    assert told(made, "no_account") == [(3, "Roles"), (4, "Roles")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("Tess", "", "Office", "", "", ""), "staff_name_missing", ""),
        (("Tess", "Harrow", "Wizard", "", "", ""), "role_unknown", "Roles"),
        (("Tess", "Harrow", "Office; Wizard", "", "", ""), "role_unknown", "Roles"),
        (("Tess", "Harrow", "", "", "", ""), "role_unknown", "Roles"),
        (("Tess", "Harrow", "Office", "3B", "", ""), "class_without_role", "Classes"),
        (("Tess", "Harrow", "Teacher", "3-Mar", "", ""), "changed_by_excel", "Classes"),
        (("Tess", "Harrow", "Teacher", "3B", "someday", ""), "days", "Days"),
        (("Tess", "Harrow", "Teacher", "3B", "", "0770"), "phone", "Phone"),
    ],
)
def test_a_staff_row_that_cannot_be_right_stops_the_import(row: tuple[str, ...], code: str, column: str) -> None:
    made = outcome(csv_source(STAFF, CASS, row))
    assert told(made, code) == [(3, column)]
    assert made.plan is None


def test_one_name_with_two_numbers_is_perhaps_two_people() -> None:
    made = outcome(csv_source(STAFF, TESS, ("Tess", "Harrow", "TA", "", "", "07700 900199")))
    assert told(made, "staff_twice") == [(3, "")]


def test_one_mobile_on_two_members_of_staff_stops_but_the_school_landline_does_not() -> None:
    made = outcome(csv_source(STAFF, TESS, (*CASS[:5], TESS[5])))
    assert told(made, "staff_number_twice") == [(3, "")]
    assert "900118" not in made.of(Level.ERROR)[0].reason
    assert outcome(csv_source(STAFF, (*TESS[:5], "01632 960100"), (*CASS[:5], "01632 960100"))).plan is not None


def test_a_class_no_pupil_is_in_is_an_error_when_the_pupils_came_too() -> None:
    made = outcome(PUPILS, csv_source(STAFF, (*TESS[:3], "3C", "", "")))
    assert told(made, "class_unknown") == [(2, "")]
    assert plan_of(PUPILS, csv_source(STAFF, TESS)).staff


def test_cover_slots_are_read_with_days_times_and_dates() -> None:
    rows = [
        ("3b", "Weir, Cass", "Wed", "13:00", "15:15", "", "", ""),
        ("3B", "Cass Weir", "Thu; Fri", "9am", "12pm", "01/03/2026", "2026-03-31", "Tess Harrow"),
    ]
    plan = plan_of(PUPILS, csv_source(STAFF, TESS, CASS), csv_source(COVER, *rows))
    weekly, dated = plan.cover or ()
    assert (weekly.class_name, weekly.staff, weekly.weekdays) == ("3B", "cass weir", frozenset({2}))
    assert (weekly.start, weekly.end, weekly.first_day, weekly.instead_of) == (time(13), time(15, 15), None, None)
    assert (dated.first_day, dated.last_day, dated.instead_of) == (date(2026, 3, 1), date(2026, 3, 31), "tess harrow")


def test_times_and_dates_of_a_workbook_are_times_and_dates() -> None:
    row = ("3B", "Cass Weir", "Wed", time(13, 0), 0.59375, date(2026, 3, 1), None, None)
    plan = plan_of(xlsx_source({"Cover": [COVER, row]}))
    [slot] = plan.cover or ()
    assert (slot.start, slot.end, slot.first_day) == (time(13), time(14, 15), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("3B", "", "Wed", "13:00", "15:15", "", "", ""), "cover_name_missing", ""),
        (("", "Cass Weir", "Wed", "13:00", "15:15", "", "", ""), "class_missing", "Class"),
        (("3B", "Cass Weir", "someday", "13:00", "15:15", "", "", ""), "days", "Day"),
        (("3B", "Cass Weir", "Wed", "noon", "15:15", "", "", ""), "time", "Start"),
        (("3B", "Cass Weir", "Wed", "9:00", "1:30", "", "", ""), "time", "End"),
        (("3B", "Cass Weir", "Wed", "15:15", "13:00", "", "", ""), "times", "End"),
        (("3B", "Cass Weir", "Wed", "13:00", "15:15", "soon", "", ""), "date", "First day"),
        (("3B", "Cass Weir", "Wed", "13:00", "15:15", "2026-03-31", "2026-03-01", ""), "dates", "Last day"),
        (("3B", "Theo Fenn", "Wed", "13:00", "15:15", "", "", ""), "staff_unknown", ""),
        (("3B", "Cass Weir", "Wed", "13:00", "15:15", "", "", "Theo Fenn"), "staff_unknown", ""),
        (("3C", "Cass Weir", "Wed", "13:00", "15:15", "", "", ""), "class_unknown", ""),
    ],
)
def test_a_cover_row_that_cannot_be_right_stops_the_import(row: tuple[str, ...], code: str, column: str) -> None:
    made = outcome(PUPILS, csv_source(STAFF, TESS, CASS), csv_source(COVER, row, name="cover.csv"))
    assert told(made, code) == [(2, column)]
    assert made.plan is None


def test_no_files_at_all_is_said() -> None:
    made = outcome()
    assert codes(made) == ["nothing"]
    assert made.plan is None
