"""`bookbag rights restrict | object | lift | withdraw | hold | release`: freezes, objections and holds of one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, TypeVar

import typer

from bot.cli.acting import Of, act, act_on
from bot.cli.export import By, Json, KindOf, PersonId, School
from bot.cli.finding import day_of
from bot.cli.opened import Desk
from bot.cli.out import fail, tell
from bot.domain.access import Action, Scope
from bot.privacy import holding, switches
from storage.db import Db
from storage.persons import Named

T = TypeVar("T")
Name = Annotated[str, typer.Argument(help="Whose data: an adult, a child or a member of staff.")]
Number = Annotated[int, typer.Argument(help="The hold's number.")]


def add_to(rights: typer.Typer) -> None:
    for name, command in (
        ("restrict", restrict), ("object", object_), ("lift", lift), ("withdraw", withdraw), ("hold", hold), ("release", release),
    ):  # fmt: skip
        rights.command(name)(command)


def _switch(school: str | None, by: str, of: Of, do: Callable[[Scope, Db, datetime, Named], T]) -> T:
    """One of an adult's switches."""
    return act_on(school, by, Action.ANSWER_REQUEST, of, lambda work, scope, db, who: do(scope, db, work.now, who))


def restrict(name: Name, by: By, person_id: PersonId = None, as_json: Json = False, school: School = None) -> None:
    """Freeze an adult's data: kept, not used. Nothing is sent, nothing translated, no staff list shows them."""
    _switch(school, by, Of(name, "guardian", person_id), switches.restrict)
    tell({"restricted": True}, "Frozen. `bookbag rights lift` ends it.", as_json=as_json)


def object_(
    name: Name,
    purpose: Annotated[str, typer.Option(help="news or translation.")],
    by: By,
    person_id: PersonId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """An adult objects to one purpose; it stops for them at once."""

    def unit(work: Desk, scope: Scope, db: Db, who: Named) -> None:
        switches.object_to(scope, db, work.now, who, purpose)

    act_on(school, by, Action.ANSWER_REQUEST, Of(name, "guardian", person_id), unit)
    tell({"stopped": purpose}, f"Stopped for them: {purpose}.", as_json=as_json)


def lift(name: Name, by: By, person_id: PersonId = None, as_json: Json = False, school: School = None) -> None:
    """End a freeze and every objection of an adult's."""
    done = _switch(school, by, Of(name, "guardian", person_id), switches.lift)
    tell({"lifted": done}, f"Lifted: {done}.", as_json=as_json)


def withdraw(name: Name, by: By, person_id: PersonId = None, as_json: Json = False, school: School = None) -> None:
    """An adult takes back their consent to all of it: the link ends now."""
    _switch(school, by, Of(name, "guardian", person_id), switches.withdraw)
    tell({"link_ended": True}, "The link has ended.", as_json=as_json)


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

    def unit(work: Desk, scope: Scope, db: Db, who: Named) -> tuple[int, date]:
        end = day_of(until, "until")
        return holding.hold(scope, db, work.now, work.day, who, what, reason, end), end

    made, end = act_on(school, by, Action.HOLD_DATA, Of(name, kind, person_id), unit)
    tell({"hold": str(made)}, f"Held until {end:%d %B %Y}, number {made}.", as_json=as_json)


def release(number: Number, by: By, as_json: Json = False, school: School = None) -> None:
    """End a hold before its day."""
    if not act(school, by, Action.HOLD_DATA, lambda work, scope, db: holding.release(scope, db, work.now, number)):
        fail("no hold in force has this number")
    tell({"released": True}, "Released.", as_json=as_json)
