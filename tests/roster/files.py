"""Small school files, written the way an office would, and what the importer makes of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

import openpyxl

from bot.roster.answers import Answers, read_answers
from bot.roster.build import Outcome, read_plan
from bot.roster.findings import Level
from bot.roster.mapping import read_mapping
from bot.roster.options import Options
from bot.roster.plan import PlanGuardian, RosterPlan
from bot.roster.read import Source

Cell = str | int | float | bool | date | datetime | time | None
WIDE = (
    "Pupil first name", "Pupil last name", "Class", "Year",
    "Contact 1 first name", "Contact 1 last name", "Contact 1 relation", "Contact 1 responsibility", "Contact 1 phone",
    "Contact 1 language",
    "Contact 2 first name", "Contact 2 last name", "Contact 2 relation", "Contact 2 responsibility", "Contact 2 phone",
    "Contact 2 language",
)  # fmt: skip
LONG = (
    "Pupil first name", "Pupil last name", "Class", "Year", "Contact first name", "Contact last name", "Relation",
    "Responsibility", "Phone", "Language", "Priority",
)  # fmt: skip
OLA = ("Ola", "Zielona", "3B", "3")
MARTA = ("Marta", "Zielona", "Mother", "parental", "07700 900101", "Polish")
PIOTR = ("Piotr", "Zielony", "Father", "parental", "07700 900102", "Polish")
NOBODY = ("",) * 6


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def csv_source(header: Sequence[str], *rows: Sequence[str], name: str = "pupils.csv") -> Source:
    return Source(name, csv_text([header, *rows]).encode())


def xlsx_source(sheets: dict[str, list[Sequence[Cell]]], name: str = "roster.xlsx", hidden: str = "") -> Source:
    book = openpyxl.Workbook()
    for place, (title, rows) in enumerate(sheets.items()):
        sheet = book.create_sheet(title, place)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return Source(name, out.getvalue())


def outcome(*sources: Source, answers: str = "", mapping: str = "") -> Outcome:
    known = read_answers(answers) if answers else Answers()
    return read_plan(sources, Options(answers=known, mapping=read_mapping(mapping)))


def plan_of(*sources: Source, answers: str = "", mapping: str = "") -> RosterPlan:
    """The plan of files that must be without errors and questions."""
    made = outcome(*sources, answers=answers, mapping=mapping)
    assert made.plan is not None, [str(finding) for finding in made.findings if finding.stops]
    return made.plan


def adults(plan: RosterPlan) -> dict[str, PlanGuardian]:
    """Guardians by "First Last" (the last one wins when two share a name)."""
    return {f"{one.first_name} {one.last_name}".strip(): one for one in plan.guardians}


def codes(made: Outcome, level: Level | None = None) -> list[str]:
    return [finding.code for finding in made.findings if level is None or finding.level is level]


def told(made: Outcome, code: str) -> list[tuple[int | None, str]]:
    """Line and column of every finding of one kind."""
    return [(finding.place.line, finding.place.column) for finding in made.findings if finding.code == code]
