"""`bookbag import`: the school's lists, shown first, then taken whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.people import Role
from bot.permit import NotAllowed
from bot.roster import apply
from bot.roster.answers import AnswersProblem, read_answers
from bot.roster.apply import Imported, RosterRefused
from bot.roster.mapping import MappingProblem, read_mapping
from bot.roster.options import Options
from bot.roster.report import as_dict, difference_lines, reading_lines

_DEFAULTS = Options()


def import_(
    files: Annotated[list[Path], typer.Argument(help="CSV or XLSX: pupils and contacts, staff, cover; in any order.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and change nothing.")] = False,
    mapping: Annotated[Path | None, typer.Option(help="TOML that names your columns, see docs/importing.md.")] = None,
    answers: Annotated[Path | None, typer.Option(help="TOML with answers to what the import asked.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    school: Annotated[str | None, typer.Option(help="Which school, where there are several.")] = None,
) -> None:
    """Read the school's lists. Any error or open question: nothing is imported, and the report says what to put right."""
    with plain_faults(), desk(load_settings(), school) as work:
        done = _imported(work, read_files(files), options_of(mapping, answers), dry_run=dry_run)
    if as_json:
        say_json(as_dict(done.outcome, done.difference, applied=done.applied))
    else:
        _tell(done, dry_run=dry_run)
    if done.stopped:
        raise typer.Exit(1)


def read_files(files: list[Path]) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in files}


def options_of(mapping: Path | None, answers: Path | None) -> Options:
    """Raises Exit with one line for a file that cannot be understood."""
    try:
        return Options(
            answers=read_answers(answers.read_text(encoding="utf-8")) if answers else _DEFAULTS.answers,
            mapping=read_mapping(mapping.read_text(encoding="utf-8")) if mapping else _DEFAULTS.mapping,
        )
    except (AnswersProblem, MappingProblem) as problem:
        fail(str(problem))


def _imported(work: Desk, files: dict[str, bytes], options: Options, *, dry_run: bool) -> Imported:
    scope = work.scope(Role.OFFICE)
    read = apply.read_files(files, options)  # before the hub's database is locked for it
    held = work.read if dry_run else work.write
    try:
        return held(lambda db: apply.take_in(scope, db, read, work.now, work.day, options, dry_run=dry_run))
    except RosterRefused as refused:
        return refused.imported
    except NotAllowed as refused:
        fail(str(refused))


def _tell(done: Imported, *, dry_run: bool) -> None:
    for line in reading_lines(done.outcome):
        say(line)
    if done.difference is not None:
        for line in difference_lines(done.difference):
            say(line)
    if done.applied:
        say("Imported.")
    elif done.stopped:
        say("Nothing was imported. Put right or answer what is named above, then run it again.")
    elif dry_run:
        say("Nothing was changed: this was a dry run.")
