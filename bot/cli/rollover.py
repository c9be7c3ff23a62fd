"""`bookbag rollover`: September's classes prepared in July, shown, taken back, and carried out on their day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.consent import Json, School
from bot.cli.finding import day_of
from bot.cli.import_ import options_of, read_files
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.people import Role
from bot.roster import rollover
from bot.roster.build import Outcome, read_plan
from bot.roster.read import Source
from bot.roster.report import as_dict, difference_lines, reading_lines
from bot.roster.rollover import NoDay, Preview
from storage import policies, rollovers
from storage.db import Db

rollovers_ = typer.Typer(help="Prepare new classes for a day to come; look; take back.", no_args_is_help=True)
_NO_DATES = "No term date is known for then: waiting messages would go to the office. Enter the dates with `bookbag dates`."


@rollovers_.command("prepare")
def prepare(
    files: Annotated[list[Path], typer.Argument(help="The new school year's lists, as for `bookbag import`.")],
    on: Annotated[str | None, typer.Option(help="The day it takes effect; else the autumn term's first day.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and keep nothing.")] = False,
    mapping: Annotated[Path | None, typer.Option(help="TOML that names your columns, see docs/importing.md.")] = None,
    answers: Annotated[Path | None, typer.Option(help="TOML with answers to what the import asked.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Keep next year's lists for their day. Until then nothing changes; on the day waiting messages follow the children."""
    with plain_faults(), desk(load_settings(), school) as work:
        options = options_of(mapping, answers)
        day = _day(work, on)
        outcome = read_plan([Source(name, data) for name, data in read_files(files).items()], options)
        step, plan, scope = rollover.look if dry_run else rollover.prepare, outcome.plan, work.scope(Role.OFFICE)
        shown = work.write(lambda db: step(scope, db, plan, options.answers, day, work.now)) if plan else None
    _tell(outcome, shown, day, dry_run=dry_run, as_json=as_json)
    if shown is None or shown.difference.stopped:
        raise typer.Exit(1)


@rollovers_.command("show")
def show(as_json: Json = False, school: School = None) -> None:
    """What is prepared, compared with today's roll; or what became of the last one."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = work.scope(Role.OFFICE)

        def query(db: Db) -> tuple[rollovers.Prepared | None, Preview | None]:
            found = rollovers.newest(scope, db)
            if found is None or found.state != "prepared":
                return found, None
            return found, rollover.look(scope, db, *rollover.kept(found), found.day, work.now)

        found, shown = work.read(query)
    if as_json:
        say_json({"state": found.state, "day": str(found.day), **_figures(shown)} if found else {"state": "none"})
        return
    if found is None:
        say("Nothing is prepared.")
        return
    say(f"{found.state}: {found.day:%A %d %B %Y}")
    for line in _lines(shown):
        say(line)


@rollovers_.command("undo")
def undo(as_json: Json = False, school: School = None) -> None:
    """Take back what is prepared, before its day."""
    with plain_faults(), desk(load_settings(), school) as work:
        done = work.write(lambda db: rollover.undo(work.scope(Role.OFFICE), db, work.now))
    if not done:
        fail("nothing is prepared: what has taken effect is changed by importing other lists")
    if as_json:
        say_json({"state": "undone"})
    else:
        say("Taken back. Classes stay as they are.")


def _day(work: Desk, on: str | None) -> date:
    try:
        terms = work.read(lambda db: policies.calendar_rows(db, work.school.id).terms)
        day = day_of(on, "on") if on else rollover.first_day(terms, work.day)
    except NoDay as unknown:
        fail(str(unknown))
    if day < work.day:
        fail("--on is over: use `bookbag import` for what holds today", 2)
    return day


def _tell(outcome: Outcome, shown: Preview | None, day: date, *, dry_run: bool, as_json: bool) -> None:
    difference = shown.difference if shown else None
    is_kept = difference is not None and not difference.stopped and not dry_run
    if as_json:
        report = as_dict(outcome, difference, applied=False)
        say_json({**report, "prepared": is_kept, "day": str(day), **_figures(shown)})
        return
    for line in (*reading_lines(outcome), *_lines(shown)):
        say(line)
    if is_kept:
        say(f"Prepared for {day:%A %d %B %Y}. Nothing changes before. `bookbag rollover undo` takes it back.")
    elif difference is None or difference.stopped:
        say("Nothing was prepared. Put right or answer what is named above, then run it again.")
    else:
        say("Nothing was kept: this was a dry run.")


def _lines(shown: Preview | None) -> list[str]:
    if shown is None:
        return []
    lines = list(difference_lines(shown.difference))
    lines.append(f"Waiting messages that follow their child: {shown.follow}; of leavers, to the office: {shown.to_office}.")
    lines.append(f"First read: {shown.opens:%A %d %B %Y}." if shown.opens else _NO_DATES)
    return lines


def _figures(shown: Preview | None) -> dict[str, Any]:
    if shown is None:
        return {}
    opens = shown.opens.isoformat() if shown.opens else None
    return {"messages_follow": shown.follow, "messages_to_office": shown.to_office, "first_read": opens}
