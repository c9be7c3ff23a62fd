"""`bookbag staff`: who is here, somebody starts, somebody leaves, a new number."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import inviting, office
from bot.cli.number import say_ended, told
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.cli.rota import rota
from bot.domain.people import DutyKind, Role
from bot.inviting import Issued
from bot.office import Changed, Newcomer, mobile_or_landline
from bot.policyfile.words import ROLES, looked_up
from bot.signing_in import making
from storage.db import Db
from storage.staffing import Member

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
School = Annotated[str | None, typer.Option(help="Which school, where there are several.")]
StaffId = Annotated[int | None, typer.Option("--id", help="Which member of staff, where several fit.")]
HOLDABLE = {**ROLES, "support_staff": Role.SUPPORT_STAFF, "technician": Role.TECHNICIAN}
staff = typer.Typer(help="Add staff, end their access the minute they leave, change a number.", no_args_is_help=True)
staff.add_typer(rota, name="rota")


@staff.command("list")
def list_staff(as_json: Json = False, school: School = None) -> None:
    """Everybody of the staff, with roles and classes, and whether they have joined."""
    with plain_faults(), desk(load_settings(), school) as work:
        there = _members(work)
    if as_json:
        say_json([_as_json(one) for one in there])
        return
    for one in there:
        what = [*one.roles, *(f"{kind} {name}" for kind, name in one.classes)]
        joined = "joined" if one.joined else "not joined" if one.has_mobile else "not joined, no mobile number"
        say(f"{one.first_name} {one.last_name}: {', '.join(what) or 'no role'} ({joined})")


@staff.command("add")
def add(
    name: Annotated[str, typer.Argument(help="First and last name.")],
    mobile: Annotated[str, typer.Argument(help="Their mobile number, which proves who joins.")],
    role: Annotated[list[str] | None, typer.Option(help="office, head, dsl, senco, …; may be repeated.")] = None,
    teaches: Annotated[list[str] | None, typer.Option(help="A class they teach; may be repeated.")] = None,
    supports: Annotated[list[str] | None, typer.Option(help="A class they support; may be repeated.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Add a member of staff and make their joining code."""
    with plain_faults(), desk(load_settings(), school) as work:
        roles = tuple(looked_up(one, HOLDABLE, "a role") for one in role or ())
        first, _, last = " ".join(name.split()).rpartition(" ")
        phone = mobile_or_landline(mobile)

        def unit(db: Db) -> tuple[int, Issued]:
            scope, days = work.scope(Role.OFFICE), work.policy.enrol.code_days
            classes = _classes(work, db, teaches or [], supports or [])
            newcomer = Newcomer(
                first_name=first or last, last_name=last if first else "", phone=phone, roles=roles, classes=classes
            )
            made = office.add_staff(scope, db, work.now, work.day, newcomer)
            return made, inviting.issue_staff(scope, db, work.now, days, made, name)

        made, issued = work.write(unit)
    invite = issued.invite
    if as_json:
        code = {"code": invite.printed, "link": invite.link, "expires_at": invite.expires_at.isoformat()}
        say_json({"staff_id": str(made), **code})
    else:
        say("Added.")
        say(f"Code: {invite.printed}, good until {invite.expires_at:%d %B %Y}. They send it to the staff bot.")


@staff.command("console-invite")
def console_invite(
    name: Annotated[str, typer.Argument(help="Their name, or a part of it.")],
    staff_id: StaffId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Make a code with which somebody of the staff makes, or makes anew, their sign-in to the web console."""
    settings = load_settings()
    with plain_faults(), desk(settings, school) as work:
        found = _find(work, name, staff_id)
        code = work.write(lambda db: making.invite(work.scope(Role.OFFICE), db, found.id))
    place = f"{settings.public_url.rstrip('/')}/console/start" if settings.public_url else "/console/start on the hub"
    if as_json:
        say_json({"staff_id": str(found.id), "code": code, "days": making.INVITE_DAYS, "address": place})
    else:
        say(f"Code: {code}, good for {making.INVITE_DAYS} days and once. They type it at {place}.")


@staff.command("leave")
def leave(
    name: Annotated[str, typer.Argument(help="Their name, or a part of it.")],
    staff_id: StaffId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """End a member of staff's access now: bot, classes, roles, numbers. What waited for them is passed on."""
    with plain_faults(), desk(load_settings(), school) as work:
        found = _find(work, name, staff_id)
        changed, passed = work.write(lambda db: office.end_staff(work.scope(Role.OFFICE), db, work.now, found.id))
        held = {role for one in _members(work) for role in one.roles}
    empty = [str(role) for role in found.roles if role not in held]
    alone = [class_name for kind, class_name in found.classes if kind is DutyKind.TEACHES]
    if as_json:
        counts = {"passed_on": passed.passed_on, "to_office": passed.to_office}
        nobody = {"roles_nobody_holds": empty, "taught": alone}
        say_json({"staff_id": str(found.id), **told(changed, None), **nobody, **counts})
        return
    say("Access has ended.")
    say_ended(changed)
    if passed.passed_on:
        say(f"Messages passed on to the class's teacher: {passed.passed_on}.")
    if passed.to_office:
        say(f"Messages passed to the office, for nobody is there for the class: {passed.to_office}.")
    for role in empty:
        say(f"Nobody holds the role {role} now: `bookbag staff add … --role {role}`.")
    for class_name in alone:
        say(f"They taught {class_name}: check with `bookbag doctor` that somebody reads its messages.")


@staff.command("number")
def number(
    name: Annotated[str, typer.Argument(help="Their name, or a part of it.")],
    new_number: Annotated[str, typer.Argument(help="The new mobile number.")],
    staff_id: StaffId = None,
    keep_telegram: Annotated[bool, typer.Option(help="Same phone, only the number is new.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Change a member of staff's number; their old phone's link ends and a new code is made."""
    with plain_faults(), desk(load_settings(), school) as work:
        phone, found, scope = mobile_or_landline(new_number), _find(work, name, staff_id), work.scope(Role.OFFICE)
        days, full = work.policy.enrol.code_days, f"{found.first_name} {found.last_name}"

        def unit(db: Db) -> tuple[Changed, Issued]:
            changed = office.change_number(scope, db, work.now, phone, staff_id=found.id, keep_telegram=keep_telegram)
            return changed, inviting.issue_staff(scope, db, work.now, days, found.id, full)

        changed, issued = work.write(unit)
    if as_json:
        say_json({"staff_id": str(found.id), **told(changed, issued)})
        return
    say("The number is changed.")
    say_ended(changed)
    say(
        f"Code: {issued.invite.printed}, good until {issued.invite.expires_at:%d %B %Y}. They send it to the staff bot."
    )


def _members(work: Desk) -> list[Member]:
    return work.read(lambda db: office.staff_of(work.scope(Role.OFFICE), db, work.now, work.day))


def _find(work: Desk, name: str, staff_id: int | None) -> Member:
    there = _members(work)
    fits = [one for one in there if one.id == staff_id] if staff_id else office.named(there, name)
    if not fits:
        fail("nobody of that name is on the staff: see `bookbag staff list`")
    if len(fits) > 1:
        for one in fits:
            say(f"  --id {one.id}   {one.first_name} {one.last_name}")
        fail(f"{len(fits)} members of staff fit: give more of the name, or one of these with --id")
    return fits[0]


def _classes(work: Desk, db: Db, teaches: list[str], supports: list[str]) -> tuple[tuple[DutyKind, int], ...]:
    scope = work.scope(Role.OFFICE)
    wanted = ((DutyKind.TEACHES, teaches), (DutyKind.SUPPORTS, supports))
    return tuple((kind, one) for kind, names in wanted for one in sorted(inviting.class_ids(scope, db, names)))


def _as_json(one: Member) -> dict[str, object]:
    return {
        "id": str(one.id),
        "name": f"{one.first_name} {one.last_name}".strip(),
        "roles": [str(role) for role in one.roles],
        "classes": [{"kind": str(kind), "class": name} for kind, name in one.classes],
        "joined": one.joined,
        "has_mobile": one.has_mobile,
    }
