"""A school's dates are taken from a list as schools write them, or refused with line and reason."""

from __future__ import annotations

import json
from datetime import date, time

import pytest

from bot.calendarfile import DateProblems, NamedClosure, SchoolDates, bank_holidays, parse
from bot.domain.calendar import Closure, ClosureKind, Term
from tests.policy import bankholidays

AUTUMN, SPRING = Term(date(2025, 9, 2), date(2025, 12, 19)), Term(date(2026, 1, 5), date(2026, 3, 27))
HALF_TERM = NamedClosure(ClosureKind.HOLIDAY, date(2025, 10, 27), date(2025, 10, 31))
INSET = NamedClosure(ClosureKind.INSET, date(2025, 9, 1), date(2025, 9, 1))
CAROLS = NamedClosure(ClosureKind.EARLY_CLOSE, date(2025, 12, 19), date(2025, 12, 19), time(13, 30))
TRIP = NamedClosure(ClosureKind.OTHER, date(2026, 3, 4), date(2026, 3, 4), class_name="5A")
ALL = SchoolDates((AUTUMN, SPRING), (INSET, HALF_TERM, CAROLS, TRIP))

CSV = """kind,first_day,last_day,closes_at,class
term,2026-01-05,2026-03-27,,
term,2025-09-02,2025-12-19,,
half term,27/10/2025,31/10/2025,,
INSET day,Monday 1st September 2025,,,
early close,19 Dec 2025,,13:30,

other,4.3.26,,,5A
other,4.3.26,,,5A
"""

TOML = """
inset_days = [2025-09-01]
[[term]]
first_day = 2025-09-02
last_day = 2025-12-19
[[term]]
first_day = "5 January 2026"
last_day = "Fri 27 March 2026"
[[holiday]]
name = "Half-term"
first_day = 2025-10-27T00:00:00
last_day = 2025-10-31
[early_close]
day = 2025-12-19
closes_at = 13:30:00
[[closure]]
day = 2026-03-04
class = "5A"
"""


def problems(text: str, filename: str = "dates.csv") -> list[str]:
    with pytest.raises(DateProblems) as caught:
        parse(text, filename)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("text", "filename"),
    [
        (CSV, "dates.csv"),
        (CSV.replace(",", ";"), "dates.csv"),
        (CSV.replace(",", "\t"), "dates.txt"),
        ("\ufeff" + CSV.replace("\n", "\r\n"), "DATES.CSV"),
        (CSV.replace("kind,first_day,last_day", "Type,Start date,End date"), "dates.csv"),
        (TOML, "dates.toml"),
    ],
)
def test_a_year_s_dates_are_read_from_csv_and_toml(text: str, filename: str) -> None:
    assert parse(text, filename) == ALL


def test_a_closure_is_for_the_class_it_names() -> None:
    assert TRIP.for_class_id(7) == Closure(
        kind=ClosureKind.OTHER, first_day=date(2026, 3, 4), last_day=date(2026, 3, 4), class_id=7
    )


def test_a_file_without_dates_has_none() -> None:
    assert parse("kind,first_day\n", "dates.csv") == SchoolDates()
    assert parse("", "dates.toml") == SchoolDates()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "trem,2025-09-02,2025-12-19",
            '"trem" is not a kind of day; did you mean "term"? Allowed: term, inset, holiday',
        ),
        (",2025-09-02,2025-12-19", '"" is not a kind of day. Allowed: term'),
        ("term,,2025-12-19", "the first day is missing"),
        ("term,2025-09-02,", "a term needs a last day"),
        ("term,soon,2025-12-19", '"soon" is not a date; write 2025-09-02 or 02/09/2025'),
        ("term,31/09/2025,2025-12-19", '"31/09/2025" is not a date in the calendar'),
        ("term,2 Septembre 1925,2025-12-19", '"2 Septembre 1925" is not in this century'),
        ("term,2 Foo 2025,2025-12-19", '"2 Foo 2025" is not a date in the calendar'),
        ("term,Monday 2 September 2025,2025-12-19", '"Monday 2 September 2025": that day is a Tuesday'),
        ("term,2025-12-19,2025-09-02", "the last day 2025-09-02 is before the first day 2025-12-19"),
        ("holiday,2025-09-02,2027-09-02", "2025-09-02 to 2027-09-02 is longer than a year"),
        ("early close,2025-09-02,", "an early close needs the time it closes at"),
        ("snow,2025-09-02,,noonish", '"noonish" is not a time of day.'),
        ("term,2025-09-02,2025-12-19,,3B", "a term is for the whole school and the whole day"),
        ("term,2025-09-02,2025-12-19,12:00", "a term is for the whole school and the whole day"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(row: str, reason: str) -> None:
    found = problems(f"kind,first_day,last_day,closes_at,class\nterm,2026-01-05,2026-03-27\n{row}\n")
    assert len(found) == 1
    assert found[0].startswith("dates.csv, line 3: ")
    assert reason in found[0]


def test_every_bad_row_is_told_and_nothing_is_taken() -> None:
    assert [line.split(":")[0] for line in problems("kind,first_day\nx,\ny,\n")] == [
        "dates.csv, line 2",
        "dates.csv, line 3",
    ]


def test_terms_that_overlap_are_refused_where_the_later_one_stands() -> None:
    text = "kind,first_day,last_day\nterm,2026-01-05,2026-03-27\nterm,2025-09-02,2026-01-05\n"
    assert problems(text) == [
        "dates.csv, line 2: this term begins 2026-01-05, before the one before it ends (2026-01-05)."
    ]


def test_a_header_without_the_columns_that_matter_is_refused() -> None:
    assert problems("what,when\n") == ["dates.csv, line 1: the header has no column first_day."]
    assert problems("") == ["dates.csv, line 1: the header has no column kind and no column first_day."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("term = ", "dates.toml: is not TOML: "),
        ("\n[[term]]\nfirst_day = 2025-09-02\n[[term]]\nfirst_day = 2026-01-05", "dates.toml, line 4, term 2: "),
        ("[[trem]]\nday = 2025-09-02", 'dates.toml, line 1, trem 1: "trem" is not a kind of day; did you mean "term"?'),
        ("\ninset = [2025-09-01, 5]", 'dates.toml, line 2, inset 2: "5" is not a date'),
        ("[[snow]]\nday = 2025-09-02\nto_day = 1", 'dates.toml, line 1, snow 1: "to_day" is not a key'),
        ('"kind\\u0064" = 5', "dates.toml, line 1, kindd 1: "),
    ],
)
def test_a_bad_toml_entry_is_refused_with_its_line(text: str, expected: str) -> None:
    assert any(line.startswith(expected) for line in problems(text, "dates.toml"))


def test_the_bank_holidays_written_down_are_those_of_the_package() -> None:
    """When this fails the package knows of a new one: `make bank-holidays`."""
    known = {key: value for key, value in json.loads(bankholidays.FILE.read_text(encoding="utf-8")).items() if key != "source"}
    assert known == {key: value for key, value in bankholidays.made().items() if key != "source"}


def test_no_bank_holiday_is_made_up_for_a_year_that_is_not_written_down() -> None:
    with pytest.raises(ValueError, match="known from 2000 to 2100"):
        bank_holidays(2100, 2101)


def test_bank_holidays_are_england_s_with_their_substitute_days() -> None:
    days = bank_holidays(2024, 2027)
    assert {date(2024, 5, 6), date(2026, 4, 6), date(2026, 12, 28), date(2027, 12, 28)} <= days
    assert date(2028, 1, 1) not in days
    assert date(2024, 8, 5) not in days  # Scotland's
    assert date(2024, 8, 5) in bank_holidays(2024, 2024, "SCT")
