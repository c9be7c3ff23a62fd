"""`bookbag triage`: what the hub would do with texts, and how often people put it right."""

from __future__ import annotations

import sys
from datetime import timedelta
from io import TextIOWrapper
from typing import Annotated, TextIO

import typer

from bot.cli.consent import Json, School
from bot.cli.opened import desk
from bot.cli.out import load_settings, plain_faults, say, say_json
from bot.domain.access import Action
from bot.domain.people import Role
from bot.permit import demand
from bot.triage import run_jsonl
from storage import corrections as corrections_

triage = typer.Typer(help="Sort texts as the hub would; count how often it was put right.")


@triage.callback(invoke_without_command=True)
def sort(
    context: typer.Context,
    jsonl: Annotated[bool, typer.Option("--jsonl", "--json", help="Read and write JSON lines.")] = True,
) -> None:
    """Read {"id", "text", "lang"} lines; write route or ask, subjects, confidences and the words that decided."""
    if context.invoked_subcommand is None:
        _sort(jsonl=jsonl)


def _sort(*, jsonl: bool) -> None:
    if not jsonl:
        raise typer.BadParameter("only --jsonl is supported")
    if run_jsonl(_utf8(sys.stdin, "replace"), _utf8(sys.stdout, "backslashreplace")):
        raise typer.Exit(1)


def _utf8(stream: TextIO, faults: str) -> TextIO:
    """JSON is UTF-8 whatever the shell's locale; half of an emoji, which no UTF-8 can hold, is written as JSON escapes it."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors=faults)
    return stream


@triage.command("corrections")
def corrections(
    days: Annotated[int, typer.Option(help="Over how many days.", min=1)] = 365,
    as_json: Json = False,
    school: School = None,
) -> None:
    """How often parents and staff put triage right, by subject and language. Counts only: no text is kept."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, since = work.scope(Role.OFFICE), work.day - timedelta(days=days)
        demand(scope, Action.READ_CORRECTIONS, work.now)
        found = work.read(lambda db: corrections_.since(scope, db, since))
    if as_json:
        say_json(
            [
                {"subject": one.subject, "language": one.language, "kind": one.kind, "by": one.by, "number": one.number}
                for one in found
            ]
        )
        return
    for one in found:
        what = "was not it" if one.kind == "wrong" else "was missed"
        say(f"{one.subject}, {one.language}: {what} {one.number} times (by {one.by})")
