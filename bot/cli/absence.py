"""`bookbag absence`: write one down, sign a child in, ask about those missing, confirm codes, whom to ring."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from bot import attendance, daywordfiles
from bot.attendance import Missing
from bot.cli.asking import on_terminal
from bot.cli.consent import Json, School
from bot.cli.finding import day_of
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json, tell
from bot.domain.people import Pupil, Role
from bot.rules import RuleBook
from storage import roll
from storage.db import Db

absence = typer.Typer(help="Absences by phone or at the desk, sign-ins, first-day calling, codes.", no_args_is_help=True)
Line = Annotated[list[str], typer.Argument(help='In plain words, such as: Ola 3B ill today, or "Ola Smith 3B".')]
_WHY = {
    "not_today": "the list is not dated today",
    "whole_class": "it holds a whole class",
    "many": "it holds over a tenth of the school",
}


@absence.command("add")
def add(line: Line, as_json: Json = False, school: School = None) -> None:
    """Write down an absence that came by phone (or "desk", "email" in the line). It joins what is known."""
    with plain_faults(), desk(load_settings(), school) as work:
        rules = work.read(lambda db: RuleBook().of(db, work.school.id, work.now))
        words, scope = daywordfiles.load(), work.scope(Role.OFFICE)
        made = work.write(lambda db: attendance.add(scope, db, work.now, work.day, " ".join(line), rules, words))
    if as_json:
        say_json(
            [
                {
                    **_child(pupil),
                    "first": one.away.first.isoformat(),
                    "last": one.away.last.isoformat(),
                    "part": str(one.away.part),
                    "reason": str(one.reason),
                    "code": one.code,
                }
                for pupil, one in made
            ]
        )
        return
    for pupil, one in made:
        until = "" if one.away.first == one.away.last else f" to {one.away.last:%a %d %B}"
        part = "" if one.away.part == "all" else f", {one.away.part}"
        say(f"{_named(pupil)}: away {one.away.first:%a %d %B}{until}{part}, code {one.code}.")


@absence.command("in")
def sign_in(line: Line, as_json: Json = False, school: School = None) -> None:
    """A child came in after the register was taken: nobody is asked about them today."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = work.scope(Role.OFFICE)
        found = work.write(lambda db: attendance.sign_in(scope, db, work.now, work.day, " ".join(line)))
    tell([_child(one) for one in found], "\n".join(f"{_named(one)} is in." for one in found), as_json=as_json)


@absence.command("missing")
def missing(
    file: Annotated[Path, typer.Argument(help="CSV of the children not in class: names and class in any columns.")],
    date: Annotated[str | None, typer.Option(help="The list's date; today when not given.")] = None,
    count: Annotated[int | None, typer.Option(help="How many children the list holds, where that is asked for.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Ask the families of children missing without notice, one adult at a time; silence becomes the call list."""
    with plain_faults(), desk(load_settings(), school) as work:
        dated = day_of(date, "date") if date else work.day
        scope, rows = work.scope(Role.OFFICE), _rows(file)
        found = work.read(lambda db: attendance.missing(scope, db, work.now, work.day, rows, dated))
        _sure(found, count)
        asked = work.write(lambda db: attendance.ask(scope, db, work.now, work.day, found.pupils))
    known = len(found.pupils) - len(asked)
    told = {"asked": [_child(one) for one in asked], "known_or_asked_before": known}
    tell(told, f"Asking about {len(asked)} children; {known} are known or were asked about already.", as_json=as_json)


def _rows(file: Path) -> list[str]:
    """One child a row; a heading that names nobody ("Name", "Class") is skipped by its first cell."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = [" ".join(cell.strip() for cell in row if cell.strip()) for row in csv.reader(opened)]
    heads = ("name", "first", "last", "pupil", "surname", "forename", "class", "student")
    return [row for at, row in enumerate(rows) if row and not (at == 0 and row.casefold().startswith(heads))]


def _sure(found: Missing, count: int | None) -> None:
    """A list that looks like a mistake needs its number of children, typed."""
    if not found.doubts:
        return
    why = " and ".join(_WHY[one] for one in found.doubts)
    if count is None and on_terminal():
        count = typer.prompt(f"Careful: {why}. Type the number of children on it", type=int)
    if count != len(found.pupils):
        fail(f"nobody was asked: {why}; say how many children it holds with --count")


@absence.command("calls")
def calls(
    day: Annotated[str | None, typer.Option(help="Which day; today when not given.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Children missing without notice and what became of the question: "silent" are those to ring."""
    with plain_faults(), desk(load_settings(), school) as work:
        on = day_of(day, "day") if day else work.day
        found = work.read(lambda db: attendance.calls(work.scope(Role.OFFICE), db, work.now, on))
    if as_json:
        say_json([{**_child(one.pupil), "state": one.state, "outcome": one.outcome, "asked": one.asked} for one in found])
        return
    for one in found:
        say(f"{_named(one.pupil)}: {one.state} {one.outcome} (adults asked: {one.asked})")


@absence.command("confirm")
def confirm(
    line: Line,
    code: Annotated[str | None, typer.Option(help="Another code than the suggested one: I M C R L U N O.")] = None,
    day: Annotated[str | None, typer.Option(help="Which day; today when not given.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Take a child's absence over with its code; the adults who reported it hear that the office has noted it."""
    with plain_faults(), desk(load_settings(), school) as work:
        on, scope = day_of(day, "day") if day else work.day, work.scope(Role.OFFICE)
        pupils = attendance.find(work.read(lambda db: _roll(work, db)), " ".join(line))
        done = work.write(lambda db: attendance.confirm(scope, db, work.now, on, pupils, code))
    tell({"confirmed": done}, f"Confirmed for {done} children.", as_json=as_json)


def _roll(work: Desk, db: Db) -> tuple[Pupil, ...]:
    return roll.pupils(work.scope(Role.OFFICE), db, work.day)


def _child(pupil: Pupil) -> dict[str, str]:
    name = f"{pupil.first_name} {pupil.last_name}"
    return {"pupil_id": str(pupil.id), "child": name, "class": pupil.school_class.name}


def _named(pupil: Pupil) -> str:
    return f"{pupil.first_name} {pupil.last_name} {pupil.school_class.name}"
