"""`bookbag rights`: requests about personal data with their dates, corrections, freezes, holds."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.export import By, Json, KindOf, PersonId, School
from bot.cli.finding import acting_for, day_of, person
from bot.cli.opened import desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action
from bot.domain.protection.requests import Kind
from bot.privacy import holding, requests, switches
from storage import rights as rows

Name = Annotated[str, typer.Argument(help="Whose data: an adult, a child or a member of staff.")]
Number = Annotated[int, typer.Argument(help="The request's number, from `bookbag rights list`.")]
rights = typer.Typer(help="Requests about personal data, corrections, freezes and holds.", no_args_is_help=True)


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
        found = work.read(lambda db: rows.requests(scope, db, ended=ended))
    if as_json:
        say_json([{**_told(one), "overdue": one.due_on < work.day} for one in found])
        return
    for one in found:
        late = " OVERDUE" if one.due_on < work.day else ""
        say(f"{one.id}  {one.kind}, {one.person_kind}, {one.state}, by {one.due_on:%d %B %Y}{late}")
    if not found:
        say("No request is open.")


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
    with plain_faults(), desk(load_settings(), school) as work:
        if right not in set(Kind):
            raise ValueError("the right is access, correction, objection, restriction, withdrawal or erasure")
        scope, who = acting_for(work, by, Action.ANSWER_REQUEST), person(work, name, kind, person_id)
        months = work.policy.rights.due_months
        made = work.write(lambda db: requests.asked(scope, db, work.now, work.day, months, who, Kind(right)))
        found = work.read(lambda db: rows.one(scope, db, made))
    due = found.due_on if found else work.day
    tell({"id": str(made), "due_on": due}, f"Noted as {made}, to be answered by {due:%d %B %Y}.", as_json=as_json)


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
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.ANSWER_REQUEST), person(work, name, kind, person_id)
        work.write(lambda db: requests.checked(scope, db, work.now, number, who))
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
    with plain_faults(), desk(load_settings(), school) as work:
        if decision not in {"release", "withhold"} or why not in {"safeguarding", "complaint", "third_party"}:
            raise ValueError("--decision is release or withhold; --why is safeguarding, complaint or third_party")
        scope = acting_for(work, by, Action.REVIEW_EXPORT)
        word = {"release": "released", "withhold": "withheld"}[decision]
        done = work.write(lambda db: requests.decide(scope, db, work.now, number, why, word))
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
    with plain_faults(), desk(load_settings(), school) as work:
        if outcome not in {"given", "none_held", "refused"}:
            raise ValueError("--outcome is given, none_held or refused")
        scope = acting_for(work, by, Action.ANSWER_REQUEST)
        work.write(lambda db: requests.close(scope, db, work.now, number, outcome))
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
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.ANSWER_REQUEST), person(work, name, kind, person_id)
        work.write(lambda db: requests.correct(scope, db, work.now, who, field, to))
    tell({"corrected": field}, "Corrected.", as_json=as_json)


@rights.command("restrict")
def restrict(name: Name, by: By, person_id: PersonId = None, as_json: Json = False, school: School = None) -> None:
    """Freeze an adult's data: kept, not used. Nothing is sent, nothing translated, no staff list shows them."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.ANSWER_REQUEST), person(work, name, "guardian", person_id)
        work.write(lambda db: switches.restrict(scope, db, work.now, who))
    tell({"restricted": True}, "Frozen. `bookbag rights lift` ends it.", as_json=as_json)


@rights.command("object")
def object_(
    name: Name,
    purpose: Annotated[str, typer.Option(help="news or translation.")],
    by: By,
    person_id: PersonId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """An adult objects to one purpose; it stops for them at once."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.ANSWER_REQUEST), person(work, name, "guardian", person_id)
        work.write(lambda db: switches.object_to(scope, db, work.now, who, purpose))
    tell({"stopped": purpose}, f"Stopped for them: {purpose}.", as_json=as_json)


@rights.command("lift")
def lift(name: Name, by: By, person_id: PersonId = None, as_json: Json = False, school: School = None) -> None:
    """End a freeze and every objection of an adult's."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.ANSWER_REQUEST), person(work, name, "guardian", person_id)
        done = work.write(lambda db: switches.lift(scope, db, work.now, who))
    tell({"lifted": done}, f"Lifted: {done}.", as_json=as_json)


@rights.command("withdraw")
def withdraw(name: Name, by: By, person_id: PersonId = None, as_json: Json = False, school: School = None) -> None:
    """An adult takes back their consent to all of it: the link ends now."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.ANSWER_REQUEST), person(work, name, "guardian", person_id)
        work.write(lambda db: switches.withdraw(scope, db, work.now, who))
    tell({"link_ended": True}, "The link has ended.", as_json=as_json)


@rights.command("hold")
def hold(
    name: Name,
    reason: Annotated[str, typer.Option(help="Why it must be kept, for the record.")],
    until: Annotated[str, typer.Option(help="The last day, such as 2024-12-20.")],
    by: By,
    what: Annotated[str, typer.Option(help="complaint, safeguarding or legal.")] = "complaint",
    kind: KindOf = None,
    person_id: PersonId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Keep what is held of a person from being erased, with a reason, an owner and an end."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.HOLD_DATA), person(work, name, kind, person_id)
        end = day_of(until, "until")
        made = work.write(lambda db: holding.hold(scope, db, work.now, work.day, who, what, reason, end))
    tell({"hold": str(made)}, f"Held until {end:%d %B %Y}, number {made}.", as_json=as_json)


@rights.command("release")
def release(number: Number, by: By, as_json: Json = False, school: School = None) -> None:
    """End a hold before its day."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.HOLD_DATA)
        done = work.write(lambda db: holding.release(scope, db, work.now, number))
    if not done:
        fail("no hold in force has this number")
    tell({"released": True}, "Released.", as_json=as_json)
