"""`bookbag staff rota`: which safeguarding lead is told first, day by day, holidays included."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from bot import office
from bot.cli.consent import Json, School
from bot.cli.finding import colleague, day_of
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action
from bot.domain.people import Role
from bot.permit import demand
from storage import audit
from storage import rota as turns
from storage.db import Db
from storage.rota import Turn
from storage.staffing import Member

rota = typer.Typer(help="Who of the safeguarding leads is told first on which days.", no_args_is_help=True)


@rota.command("list")
def list_turns(as_json: Json = False, school: School = None) -> None:
    """Turns from today on."""
    with plain_faults(), desk(load_settings(), school) as work:
        found = work.read(lambda db: turns.coming(work.scope(Role.HEAD), db, work.day))
        names = {one.id: _name(one) for one in _staff(work)}
    if as_json:
        say_json([_as_json(one, names) for one in found])
        return
    for one in found:
        say(f"{one.first_day} to {one.last_day}: {names.get(one.staff_id, '?')}  (--id {one.id})")


@rota.command("add")
def add(
    name: Annotated[str, typer.Argument(help="A safeguarding lead, deputy lead or head.")],
    first: Annotated[str, typer.Argument(help="First day, such as 2024-03-29.")],
    last: Annotated[str, typer.Argument(help="Last day, included.")],
    as_json: Json = False,
    school: School = None,
) -> None:
    """Give somebody the turn for some days. Of turns that overlap, the one entered last counts."""
    with plain_faults(), desk(load_settings(), school) as work:
        days = day_of(first, "first"), day_of(last, "last")
        if days[1] < days[0]:
            fail("the last day is before the first", 2)
        found = colleague(work, name)
        policy = work.policy.safeguarding
        if not set(found.roles) & {*policy.lead, *policy.deputy, Role.HEAD}:
            fail("they are no safeguarding lead here, nor deputy lead, nor head: give them the role first")
        made = work.write(lambda db: _add(work, db, found.id, days))
    tell({"id": str(made), "staff_id": str(found.id)}, f"{_name(found)}: {days[0]} to {days[1]}.", as_json=as_json)


@rota.command("drop")
def drop(
    turn: Annotated[int, typer.Argument(help="The number from `bookbag staff rota list`.")],
    as_json: Json = False,
    school: School = None,
) -> None:
    """Take a turn off the rota."""
    with plain_faults(), desk(load_settings(), school) as work:
        if not work.write(lambda db: _drop(work, db, turn)):
            fail("no turn has this number: see `bookbag staff rota list`")
    tell({"dropped": str(turn)}, "Dropped.", as_json=as_json)


def _add(work: Desk, db: Db, staff_id: int, days: tuple[date, date]) -> int:
    scope = work.scope(Role.HEAD)
    demand(scope, Action.SET_ROTA, work.now)
    made = turns.add(scope, db, staff_id, *days, work.now)
    audit.record(scope, db, work.now, "rota_set", "staff", staff_id, reason=f"{days[0]} to {days[1]}")
    return made


def _drop(work: Desk, db: Db, turn: int) -> bool:
    scope = work.scope(Role.HEAD)
    demand(scope, Action.SET_ROTA, work.now)
    audit.record(scope, db, work.now, "rota_dropped", "lead_rota", turn)
    return turns.drop(scope, db, turn)


def _staff(work: Desk) -> list[Member]:
    return work.read(lambda db: office.staff_of(work.scope(Role.HEAD), db, work.now, work.day))


def _name(one: Member) -> str:
    return f"{one.first_name} {one.last_name}"


def _as_json(one: Turn, names: dict[int, str]) -> dict[str, str]:
    return {
        "id": str(one.id),
        "staff_id": str(one.staff_id),
        "name": names.get(one.staff_id, ""),
        "first_day": one.first_day.isoformat(),
        "last_day": one.last_day.isoformat(),
    }
