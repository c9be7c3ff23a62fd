"""`bookbag absences`: who is away on a day, class by class, for the register."""

from __future__ import annotations

import csv
import sys
from itertools import groupby
from typing import Annotated, Any

import typer

from bot import attendance
from bot.attendance import Listed
from bot.cli.consent import Json, School
from bot.cli.finding import day_of
from bot.cli.opened import desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.cells import inert
from bot.domain.people import Role

COLUMNS = ("class", "last_name", "first_name", "day", "session", "code", "state", "reason", "source", "differs", "words")


def absences(
    day: Annotated[str | None, typer.Option(help="Which day, such as 2024-03-05; today when not given.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the list as CSV, safe to open in a spreadsheet.")] = False,
    words: Annotated[bool, typer.Option(help="Also the reasons as they were given: for the office only.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Children away, with suggested or confirmed codes. The hub feeds the register; it is not the register."""
    if as_csv and as_json:
        fail("--csv or --json, not both", 2)
    with plain_faults(), desk(load_settings(), school) as work:
        on = day_of(day, "day") if day else work.day
        found = work.write(lambda db: attendance.listed(work.scope(Role.OFFICE), db, work.now, on, words=words))
    rows = [row(one) for one in found]
    if as_json:
        say_json([{**one, "id": str(there.line.id), "pupil_id": str(there.pupil.id)} for one, there in zip(rows, found, strict=True)])  # fmt: skip
    elif as_csv:
        write_csv(rows)
    else:
        _tell(found)


def row(one: Listed) -> dict[str, Any]:
    reports = one.line.reports
    return {
        "class": one.pupil.school_class.name,
        "last_name": one.pupil.last_name,
        "first_name": one.pupil.first_name,
        "day": one.line.day.isoformat(),
        "session": one.line.session,
        "code": one.line.code,
        "state": one.line.state,
        "reason": "/".join(dict.fromkeys(report.reason for report in reports)),
        "source": "/".join(dict.fromkeys(report.source for report in reports)),
        "differs": one.line.differs,
        "words": " | ".join(one.words),
    }


def write_csv(rows: list[dict[str, Any]]) -> None:
    """A cell that a spreadsheet would run as a formula is kept as text by an apostrophe."""
    out = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    out.writeheader()
    out.writerows({name: inert(str(value)) for name, value in one.items()} for one in rows)



def _tell(found: list[Listed]) -> None:
    if not found:
        say("Nobody is reported away.")
    for name, there in groupby(found, key=lambda one: one.pupil.school_class.name):
        halves = list(there)
        say(f"{name}: {len({one.pupil.id for one in halves})} away")
        for one in halves:
            flag = ", reasons differ" if one.line.differs else ""
            who = f"{one.pupil.first_name} {one.pupil.last_name}"
            say(f"  {who}: {one.line.session} {one.line.code} ({one.line.state}{flag})")
            for words in one.words:
                say(f"    {words}")
