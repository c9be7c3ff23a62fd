"""`bookbag dead`: what came in and could not be handled. Seen without its words, tried again, exported."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.access import Action
from bot.domain.people import Role
from bot.permit import demand
from storage import audit
from storage import dead as letters_
from storage.clock import lease_now
from storage.db import Db
from storage.dead import DeadLetter

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
School = Annotated[str | None, typer.Option(help="Which school, where there are several.")]
Ids = Annotated[list[int] | None, typer.Argument(help="Numbers from `bookbag dead`.")]
dead = typer.Typer(help="Messages that could not be handled: list, try again, export.")


@dead.callback(invoke_without_command=True)
def listed(context: typer.Context, as_json: Json = False, school: School = None) -> None:
    """List what could not be handled: number, way, error and age, never a word of it."""
    if context.invoked_subcommand is not None:
        return
    with plain_faults(), desk(load_settings(), school) as work:
        found, now = _letters(work), lease_now()
    if as_json:
        say_json([_as_json(one, now) for one in found])
        return
    for one in found:
        say(f"{one.id}  {one.carrier} ({one.side})  {one.error}  {_age(one, now)} ago")
    say(
        "No dead letters."
        if not found
        else "Try them again: `bookbag dead retry NUMBER`, or `bookbag dead retry --all`."
    )


@dead.command("retry")
def retry(
    numbers: Ids = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Give dead letters to the hub again; a running hub takes them at once."""
    with plain_faults(), desk(load_settings(), school) as work:
        wanted = _chosen(work, numbers, everything=everything)
        done = work.write(lambda db: _again(work, db, wanted))
    if as_json:
        say_json({"queued": [str(one) for one in done]})
    else:
        say(f"Queued again: {len(done)}. What still fails is back in `bookbag dead` after some ten minutes.")


@dead.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="A new file, one JSON object a line.")],
    numbers: Ids = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Also what people wrote: personal data. It goes on record.")
    ] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Write dead letters to a file for a fault report: their shape without a word, unless --with-text."""
    with plain_faults(), desk(load_settings(), school) as work:
        wanted = _chosen(work, numbers, everything=not numbers)
        raw = work.write(lambda db: _content(work, db, wanted, with_text=with_text))
        now = lease_now()
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            for one in wanted:
                row = _as_json(one, now) | {"update": _update(raw.get(one.id, b""), with_text=with_text)}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    if as_json:
        say_json({"file": str(file), "letters": len(wanted), "with_text": with_text})
    else:
        say(
            f"{len(wanted)} dead letters in {file}"
            + (": personal data, delete it when it is done with." if with_text else ".")
        )


def _letters(work: Desk) -> list[DeadLetter]:
    scope = work.scope(Role.TECHNICIAN)
    demand(scope, Action.OPERATE, work.now)
    return work.read(lambda db: letters_.letters(scope, db))


def _chosen(work: Desk, numbers: list[int] | None, *, everything: bool) -> list[DeadLetter]:
    there = _letters(work)
    if everything:
        return there
    if not numbers:
        fail("name the numbers from `bookbag dead`, or say --all")
    unknown = [str(one) for one in numbers if one not in {letter.id for letter in there}]
    if unknown:
        fail(f"no dead letter has the number {', '.join(unknown)}: see `bookbag dead`")
    return [letter for letter in there if letter.id in numbers]


def _again(work: Desk, db: Db, wanted: list[DeadLetter]) -> list[int]:
    scope = work.scope(Role.TECHNICIAN)
    done = [one.id for one in wanted if letters_.again(db, one.id)]
    for inbox_id in done:
        audit.record(scope, db, work.now, "dead_letter_retried", "inbox", inbox_id, reason=scope.reason)
    return done


def _content(work: Desk, db: Db, wanted: list[DeadLetter], *, with_text: bool) -> dict[int, bytes]:
    """A technician may have the shape; the words are the head's to give out."""
    scope = work.scope(Role.HEAD if with_text else Role.TECHNICIAN)
    demand(scope, Action.READ_DEAD_LETTER if with_text else Action.OPERATE, work.now)
    what = "dead_letter_read" if with_text else "dead_letter_exported"
    for one in wanted:
        audit.record(scope, db, work.now, what, "inbox", one.id, reason=scope.reason)
    return letters_.content(scope, db, [one.id for one in wanted])


def _update(raw: bytes, *, with_text: bool) -> Any:
    try:
        found = json.loads(raw)
    except ValueError:
        return raw.decode("utf-8", "backslashreplace") if with_text else f"not JSON, {len(raw)} bytes"
    return found if with_text else shape(found)


def shape(value: Any) -> Any:
    """The same JSON with every value replaced by its kind and length."""
    if isinstance(value, dict):
        return {str(key)[:40]: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return f"{type(value).__name__}({len(value)})" if isinstance(value, str) else type(value).__name__


def _as_json(one: DeadLetter, now: datetime) -> dict[str, object]:
    return {
        "id": str(one.id),
        "account_id": str(one.account_id),
        "carrier": str(one.carrier),
        "side": str(one.side),
        "error": one.error,
        "received_at": one.received_at.isoformat(),
        "age_s": round((now - one.received_at).total_seconds()),
    }


def _age(one: DeadLetter, now: datetime) -> str:
    minutes = max(round((now - one.received_at).total_seconds() / 60), 0)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 2880 else f"{round(minutes / 1440)} days"
