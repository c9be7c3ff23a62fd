"""`bookbag rights`: requests about personal data with their dates, decisions and corrections."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from bot.cli.acting import Of, act, act_on
from bot.cli.export import By, Json, KindOf, PersonId, School
from bot.cli.finding import acting_for
from bot.cli.opened import Desk, desk
from bot.cli.out import load_settings, plain_faults, say, say_json, tell
from bot.cli.switches import add_to
from bot.domain.access import Action, Scope
from bot.domain.protection.requests import Kind
from bot.privacy import requests
from storage import adults, roll
from storage import rights as rows
from storage.db import Db
from storage.persons import Named

Name = Annotated[str, typer.Argument(help="Whose data: an adult, a child or a member of staff.")]
Number = Annotated[int, typer.Argument(help="The request's number, from `bookbag rights list`.")]
rights = typer.Typer(help="Requests about personal data, corrections, freezes and holds.", no_args_is_help=True)
add_to(rights)
_RESPONSIBILITY = {
    "parental": "parental responsibility, by the roll",
    "care": "cares for the child, by the roll; ask who has parental responsibility",
    "none": "no responsibility on the roll: ask for proof before anything of the child's is given",
}
_ENDED = frozenset({"answered", "refused"})
_DECIDED = {"release": "released", "withhold": "withheld"}


@rights.command("list")
def listed(
    by: By,
    ended: Annotated[bool, typer.Option(help="Also those that are done.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Requests, soonest due first: what, of whom, until when, whether somebody has checked who asks."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.READ_REQUESTS)
        found = work.read(lambda db: [(one, _responsible(scope, db, one, work.day)) for one in rows.requests(scope, db, ended=ended)])
    if as_json:
        say_json([{**_told(one), "overdue": one.due_on < work.day, "for_children": children} for one, children in found])
        return
    for one, children in found:
        late = " OVERDUE" if one.due_on < work.day else ""
        say(f"{one.id}  {one.kind}, {one.person_kind}, {one.state}, by {one.due_on:%d %B %Y}{late}")
        for child in children:
            say(f"    for {child['child']}: {_RESPONSIBILITY[child['responsibility']]}")
        if children and one.state not in _ENDED:
            say("    A child old enough to understand may ask, or object, in their own right.")
    if not found:
        say("No request is open.")


def _responsible(scope: Scope, db: Db, one: rows.Request, day: date) -> list[dict[str, str]]:
    """Whose data an adult may ask for besides their own rests on what the roll says of each child; nobody guesses it."""
    if one.person_kind != "guardian" or one.person_id is None:
        return []
    named = {pupil.id: pupil for pupil in roll.pupils(scope, db, day)}
    told = adults.responsibilities(scope, db, one.person_id, day)
    return [
        {"child": f"{named[pupil_id].first_name} {named[pupil_id].last_name}", "responsibility": known or "none"}
        for pupil_id, known in told.items()
        if pupil_id in named
    ]


def _told(one: rows.Request) -> dict[str, object]:
    return {
        "id": str(one.id),
        "kind": one.kind,
        "person_kind": one.person_kind,
        "person_id": str(one.person_id) if one.person_id else None,
        "channel": one.channel,
        "identity": one.identity,
        "asked_at": one.asked_at.isoformat(),
        "due_on": one.due_on.isoformat(),
        "state": one.state,
        "outcome": one.outcome,
    }


@rights.command("ask")
def ask(
    name: Name,
    right: Annotated[str, typer.Argument(help="access, correction, objection, restriction, withdrawal or erasure.")],
    by: By,
    kind: KindOf = None,
    person_id: PersonId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Note a request made at the desk, by letter or by phone, once you have checked who asks."""

    def unit(work: Desk, scope: Scope, db: Db, who: Named) -> tuple[int, date]:
        made = requests.asked(scope, db, work.now, work.day, work.policy.rights.due_months, who, _right(right))
        found = rows.one(scope, db, made)
        return made, found.due_on if found else work.day

    made, due = act_on(school, by, Action.ANSWER_REQUEST, Of(name, kind, person_id), unit)
    tell({"id": str(made), "due_on": due}, f"Noted as {made}, to be answered by {due:%d %B %Y}.", as_json=as_json)


def _right(typed: str) -> Kind:
    if typed not in set(Kind):
        raise ValueError("the right is access, correction, objection, restriction, withdrawal or erasure")
    return Kind(typed)


@rights.command("check")
def check(
    number: Number,
    name: Annotated[str, typer.Option("--is", help="Who asks, once you know it.")],
    by: By,
    kind: KindOf = None,
    person_id: PersonId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Record that you checked who asks."""

    def unit(work: Desk, scope: Scope, db: Db, who: Named) -> None:
        requests.checked(scope, db, work.now, number, who)

    act_on(school, by, Action.ANSWER_REQUEST, Of(name, kind, person_id), unit)
    tell({"id": str(number), "state": "open"}, "Checked. The request is open.", as_json=as_json)


@rights.command("review")
def review(
    number: Number,
    by: By,
    why: Annotated[str, typer.Option(help="safeguarding, complaint or third_party.")],
    decision: Annotated[str, typer.Option(help="release or withhold.")],
    as_json: Json = False,
    school: School = None,
) -> None:
    """Decide on what an export keeps back; then make the export again."""
    word = _DECIDED.get(decision, "")

    def unit(work: Desk, scope: Scope, db: Db) -> int:
        if not word or why not in {"safeguarding", "complaint", "third_party"}:
            raise ValueError("--decision is release or withhold; --why is safeguarding, complaint or third_party")
        return requests.decide(scope, db, work.now, number, why, word)

    done = act(school, by, Action.REVIEW_EXPORT, unit, lambda role: requests.decides(role, why))
    tell({"decided": done, "decision": word}, f"{word.capitalize()}: {done}.", as_json=as_json)


@rights.command("close")
def close(
    number: Number,
    by: By,
    outcome: Annotated[str, typer.Option(help="given, none_held or refused.")] = "given",
    as_json: Json = False,
    school: School = None,
) -> None:
    """The request is answered; its clock stops."""

    def unit(work: Desk, scope: Scope, db: Db) -> None:
        if outcome not in {"given", "none_held", "refused"}:
            raise ValueError("--outcome is given, none_held or refused")
        requests.close(scope, db, work.now, number, outcome)

    act(school, by, Action.ANSWER_REQUEST, unit)
    tell({"id": str(number), "outcome": outcome}, "Closed.", as_json=as_json)


@rights.command("correct")
def correct(
    name: Name,
    field: Annotated[str, typer.Option(help="first_name or last_name.")],
    to: Annotated[str, typer.Option(help="How it should be.")],
    by: By,
    kind: KindOf = None,
    person_id: PersonId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Correct a name; what stood there before stays in the history."""

    def unit(work: Desk, scope: Scope, db: Db, who: Named) -> None:
        requests.correct(scope, db, work.now, who, field, to)

    act_on(school, by, Action.ANSWER_REQUEST, Of(name, kind, person_id), unit)
    tell({"corrected": field}, "Corrected.", as_json=as_json)
