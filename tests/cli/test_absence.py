"""The office's absences by command: the list, a phoned one, sign-ins, who is missing, codes; counts of corrections; the rota."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.effects.absences import CountCorrection
from bot.domain.subjects import Subject
from storage import corrections
from storage.clock import lease_now
from storage.db import Db
from tests.cli.house import House


def listed(house: House, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(house.ok("absences", "--json", *more))
    return found


def a_school_day() -> str:
    """A Monday to come, so that the day of the week the test runs on does not matter."""
    today = lease_now().date()
    return (today + timedelta(days=7 - today.weekday())).isoformat()


def test_a_phoned_absence_is_one_line_and_the_list_has_it(house: House) -> None:
    house.settle(linked=True)
    monday = a_school_day()
    said = house.ok("absence", "add", "Finn", "3B", "ill", "on", monday)
    assert "Finn Marlow 3B: away" in said and "code I" in said
    found = listed(house, "--day", monday)
    assert [(one["session"], one["code"], one["state"], one["source"]) for one in found] == [
        ("am", "I", "reported", "phone"),
        ("pm", "I", "reported", "phone"),
    ]
    assert all(one["words"] == "" for one in found)
    assert listed(house, "--day", monday, "--words")[0]["words"].startswith("Finn 3B ill")


def test_the_csv_is_safe_to_open_in_a_spreadsheet(house: House) -> None:
    house.settle(linked=True)
    monday = a_school_day()
    house.ok("absence", "add", f"=HYPERLINK Finn 3B ill on {monday}")
    rows = list(csv.DictReader(io.StringIO(house.ok("absences", "--csv", "--words", "--day", monday))))
    assert [row["first_name"] for row in rows] == ["Finn", "Finn"]
    assert rows[0]["words"].startswith("'=")


def test_another_code_is_confirmed_and_an_unknown_one_refused(house: House) -> None:
    house.settle(linked=True)
    monday = a_school_day()
    house.ok("absence", "add", f"Finn 3B ill on {monday}")
    assert house.run("absence", "confirm", "Finn 3B", "--code", "Z", "--day", monday).exit_code != 0
    assert json.loads(house.ok("absence", "confirm", "Finn 3B", "--code", "M", "--day", monday, "--json")) == {"confirmed": 1}
    assert {(one["code"], one["state"]) for one in listed(house, "--day", monday)} == {("M", "confirmed")}


@pytest.mark.parametrize("more", [[], ["--count", "3"]])
def test_a_list_that_looks_like_a_mistake_asks_nobody(house: House, tmp_path: Path, more: list[str]) -> None:
    house.settle(linked=True)
    file = tmp_path / "missing.csv"
    file.write_text("Name,Class\nFinn Marlow,3B\nMira Dubova,5A\n")
    done = house.run("absence", "missing", str(file), *more)
    assert done.exit_code == 1
    assert "nobody was asked: it holds over a tenth of the school" in done.stderr
    assert json.loads(house.ok("absence", "calls", "--json")) == []


def test_the_typed_count_asks_all_but_those_who_came_in(house: House, tmp_path: Path) -> None:
    house.settle(linked=True)
    file = tmp_path / "missing.csv"
    file.write_text("Name,Class\nFinn Marlow,3B\nMira Dubova,5A\n")
    house.ok("absence", "in", "Mira 5A")
    told = json.loads(house.ok("absence", "missing", str(file), "--count", "2", "--json"))
    assert [one["child"] for one in told["asked"]] == ["Finn Marlow"]
    assert told["known_or_asked_before"] == 1
    (call,) = json.loads(house.ok("absence", "calls", "--json"))
    assert (call["child"], call["state"]) == ("Finn Marlow", "waiting")


def test_a_list_of_another_day_and_a_row_nobody_fits_are_named(house: House, tmp_path: Path) -> None:
    house.settle(linked=True)
    file = tmp_path / "missing.csv"
    file.write_text("Finn Marlow,3B\n")
    assert "not dated today" in house.run("absence", "missing", str(file), "--date", "2024-01-08").stderr
    file.write_text("Finn Marlow,3B\nSomebody Else,3B\n")
    assert "row 2: no child on roll fits" in house.run("absence", "missing", str(file)).stderr


def test_corrections_are_counted_by_subject_and_language(house: House) -> None:
    cast = house.settle(linked=True)

    def twice(db: Db) -> None:
        for _ in range(2):
            one = CountCorrection(Subject.SICKNESS, "pl", "wrong", "parent")
            corrections.count(cast.scope, db, one, lease_now().date())

    house.write(twice)
    assert json.loads(house.ok("triage", "corrections", "--json")) == [
        {"subject": "sickness", "language": "pl", "kind": "wrong", "by": "parent", "number": 2}
    ]


def test_the_rota_takes_leads_and_nobody_else(house: House) -> None:
    house.settle(linked=True)
    assert "no safeguarding lead" in house.run("staff", "rota", "add", "Tess Harrow", "2030-01-01", "2030-01-07").stderr
    assert "before the first" in house.run("staff", "rota", "add", "Dana Brook", "2030-01-07", "2030-01-01").stderr
    made = json.loads(house.ok("staff", "rota", "add", "Dana Brook", "2030-01-01", "2030-01-07", "--json"))
    (turn,) = json.loads(house.ok("staff", "rota", "list", "--json"))
    assert (turn["name"], turn["first_day"], turn["last_day"]) == ("Dana Brook", "2030-01-01", "2030-01-07")
    house.ok("staff", "rota", "drop", made["id"])
    assert json.loads(house.ok("staff", "rota", "list", "--json")) == []
