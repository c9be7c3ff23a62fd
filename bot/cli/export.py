"""`bookbag export subject`: everything held about one person, in a folder of their own (DPIA38)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.finding import acting_for, person
from bot.cli.opened import Desk, desk
from bot.cli.out import load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action, Scope
from bot.domain.protection.requests import Kind
from bot.privacy import files, requests
from bot.privacy.exporting import Export
from bot.privacy.packing import sent_with
from storage import audit
from storage.db import Db
from storage.persons import Named, NobodyHeld

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
School = Annotated[str | None, typer.Option(help="Which school, where there are several.")]
KindOf = Annotated[str | None, typer.Option("--kind", help="guardian, pupil or staff, where a name is not enough.")]
PersonId = Annotated[int | None, typer.Option("--id", help="Which person, where several fit.")]
By = Annotated[str, typer.Option(help="Your name: who does it.")]
export = typer.Typer(help="Everything held about one person to read; or a whole school, for another hub.", no_args_is_help=True)
_NONE = "Nothing is held about {name}. That is the answer to give."


@export.command("subject")
def subject(
    name: Annotated[str, typer.Argument(help="Whose data: an adult, a child or a member of staff.")],
    into: Annotated[Path, typer.Option(help="A new folder for the files.")],
    by: By,
    for_adult: Annotated[
        str | None, typer.Option("--for", help="For a child: the adult who asks. Another adult's words stay theirs.")
    ] = None,
    request: Annotated[int | None, typer.Option(help="The request this answers; one is opened if not given.")] = None,
    disclosure: Annotated[
        int | None, typer.Option(help="For an authority: the number of the disclosure, from `bookbag disclose add`.")
    ] = None,
    kind: KindOf = None,
    person_id: PersonId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Write what is held about a person; other people's names are taken out, and some parts are looked at first."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.EXPORT_SUBJECT)
        try:
            who = person(work, name, kind, person_id)
        except NobodyHeld:
            _none_held(work, scope, name, into, as_json=as_json)
            return
        adult = person(work, for_adult, "guardian", None) if for_adult else None
        number, scope = work.write(lambda db: _asked(work, db, scope, who, request, disclosure))
        made = work.read(lambda db: requests.gathered(scope, db, work.now, number, who, adult))  # the hub writes meanwhile
        work.write(lambda db: requests.given(scope, db, work.now, number, [made]))
        sent = dict(sent_with(made, work.settings.data_folder, work.keys))
        names = [one.name for one in files.write(made, into, sent)]
        waits = work.read(lambda db: dict(requests.waiting(scope, db, number)))
    _say(number, made, names, waits, as_json=as_json)


def _asked(
    work: Desk, db: Db, scope: Scope, who: Named, request: int | None, disclosure: int | None
) -> tuple[int, Scope]:
    """The request that is answered, and as whom."""
    months = work.policy.rights.due_months
    if disclosure is not None:
        told = requests.for_authority(scope, db, work.now, work.day, months, who, disclosure)
        return request or told, replace(scope, reason=requests.DISCLOSURE)
    return request or requests.asked(scope, db, work.now, work.day, months, who, Kind.ACCESS), scope


def _none_held(work: Desk, scope: Scope, name: str, into: Path, *, as_json: bool) -> None:
    """ "Nothing held" is an answer too, as a letter (DPIA38)."""
    work.write(lambda db: audit.record(scope, db, work.now, "exported_none", "person", None, reason=scope.reason))
    text = f"{work.policy.school.name or work.school.slug}\n\n{_NONE.format(name=name)}\n"
    made = files.letter(into, text)
    tell({"held": False, "files": [made.name]}, _NONE.format(name=name), as_json=as_json)


def _say(number: int, made: Export, names: list[str], waits: dict[str, int], *, as_json: bool) -> None:
    told: dict[str, Any] = {
        "held": True,
        "request": str(number),
        "rows": made.rows,
        "tables": {one.name: len(one.rows) for one in made.sections},
        "files": names,
        "to_review": waits,
    }
    if as_json:
        say_json(told)
        return
    say(f"{made.rows} rows in {', '.join(names)}.")
    for why, rows in waits.items():
        say(f"Kept back, {why.replace('_', ' ')}: {rows}. Decide with `bookbag rights review {number}`.")
