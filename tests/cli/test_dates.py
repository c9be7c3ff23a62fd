"""`bookbag dates`: terms and closures, added once, replaced whole."""

from __future__ import annotations

import json
from pathlib import Path

from storage import tables
from tests.cli.house import House

YEAR = "kind,first_day,last_day\nterm,2024-09-03,2024-10-25\nterm,2024-11-04,2024-12-20\ninset,2024-09-02,\n"


def file(house: House, text: str, name: str = "dates.csv") -> str:
    path = Path(house.folder / name)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_dates_of_a_file_are_added_once(house: House) -> None:
    house.settle()
    said = house.ok("dates", file(house, YEAR))
    assert "Added: 2 terms, 1 closures. Removed: 0." in said
    assert "Added: 0 terms, 0 closures." in house.ok("dates", file(house, YEAR))
    assert len(house.json("dates")["terms"]) == 7


def test_replacing_takes_away_what_the_file_does_not_have(house: House) -> None:
    house.settle()
    told = house.json("dates", file(house, YEAR), "--replace")
    assert [one["first_day"] for one in told["terms"]] == ["2024-09-03", "2024-11-04"]
    assert told["closures"][0]["kind"] == "inset"
    rows = house.read(lambda db: db.all(tables.audit.select()))
    assert [row.action for row in rows] == ["dates_changed"]


def test_a_term_that_overlaps_a_known_one_changes_nothing(house: House) -> None:
    house.settle()
    before = house.json("dates")
    assert "overlaps" in house.fails("dates", file(house, "kind,first_day,last_day\nterm,2023-12-01,2024-01-10\n"))
    assert house.json("dates") == before


def test_a_closure_of_one_class_needs_the_class(house: House) -> None:
    cast = house.settle()
    own = "kind,first_day,last_day,closes_at,class\nearly_close,2024-07-01,,13:30,{}\n"
    assert "no class 9Z" in house.fails("dates", file(house, own.format("9Z")))
    said = house.ok("dates", file(house, own.format("3b")))
    assert "from 13:30, one class" in said
    assert house.json("dates")["closures"][0]["class_id"] == str(cast.classes["3B"])


def test_a_faulty_file_is_said_line_by_line(house: House) -> None:
    house.settle()
    assert "line 2" in house.fails("dates", file(house, "kind,first_day,last_day\nterm,yesterday,2024-12-20\n"))
    assert "no-such-file" in house.fails("dates", "no-such-file.csv")


def test_a_school_without_dates_is_told_what_that_means(house: House) -> None:
    house.settle()
    said = house.ok("dates", file(house, "kind,first_day,last_day\nholiday,2024-12-23,2025-01-03\n"), "--replace")
    assert "No term dates" in said
    assert "Mon 23 Dec 2024 to Fri 03 Jan 2025" in said
    assert json.loads(house.ok("dates", "--json"))["terms"] == []
