"""Finds the one adult, child or colleague a command means, or ends it saying how to be clearer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot import office
from bot.cli.opened import REASON, Desk
from bot.cli.out import fail, say
from bot.domain.access import Action, Facts, Scope, may
from bot.domain.inviting import Invitee, Tie
from bot.domain.names import fold_name
from bot.domain.people import Pupil, Role
from bot.permit import demand
from storage import adults, audit, persons, roll
from storage.persons import Named, NobodyHeld
from storage.staffing import Member

_ACTS_AS = (Role.HEAD, Role.OFFICE)


@dataclass(frozen=True, slots=True)
class Pair:
    """An adult and one of their children."""

    adult: Invitee
    tie: Tie
    pupil: Pupil


def everyone(work: Desk) -> list[Invitee]:
    """Raises NotAllowed."""
    scope = work.scope(Role.OFFICE)
    demand(scope, Action.READ_ROSTER, work.now)
    return work.read(lambda db: adults.invitees(scope, db, work.now, work.day))


def adult(work: Desk, name: str, adult_id: int | None) -> Invitee:
    there = everyone(work)
    fits = [one for one in there if one.guardian_id == adult_id] if adult_id else office.named(there, name)
    if not fits:
        fail("no adult of that name has a child on roll: look at the spelling, or import the roster again")
    if len(fits) > 1:
        for one in fits:
            classes = ", ".join(dict.fromkeys(tie.school_class.name for tie in one.ties))
            say(f"  --id {one.guardian_id}   {one.first_name} {one.last_name}, {classes}")
        fail(f"{len(fits)} adults fit: give more of the name, or one of these with --id")
    return fits[0]


def pair(work: Desk, name: str, child: str | None, adult_id: int | None) -> Pair:
    """The child may be left out where the adult has one."""
    found = adult(work, name, adult_id)
    pupils = [(tie, pupil_of(work, tie)) for tie in found.ties]
    wanted = set(fold_name(child).split()) if child else set()
    fits = [(tie, one) for tie, one in pupils if wanted <= set(fold_name(one.first_name, one.last_name).split())]
    if len(fits) != 1:
        fail("say which child with --child: " + (f"{len(fits)} fit" if fits else "none of theirs has that name"))
    return Pair(found, *fits[0])


def pupil_of(work: Desk, tie: Tie) -> Pupil:
    found = work.read(lambda db: roll.pupil(work.scope(Role.OFFICE), db, tie.pupil_id, work.day))
    return found or Pupil(tie.pupil_id, "?", "?", tie.school_class)


def colleague(work: Desk, name: str, what: str = "--by") -> Member:
    fits = office.named(work.read(lambda db: office.staff_of(work.scope(Role.OFFICE), db, work.now, work.day)), name)
    if len(fits) != 1:
        fail(f"{what} must name one member of staff: see `bookbag staff list`")
    return fits[0]


def acting(work: Desk, name: str) -> Scope:
    """As this member of staff, in the highest role of theirs that decides such things."""
    found = colleague(work, name)
    role = next((one for one in _ACTS_AS if one in found.roles), min(found.roles, default=Role.SUPPORT_STAFF))
    return Scope(work.school.id, found.id, role, REASON)


def acting_for(work: Desk, name: str, action: Action, suits: Callable[[Role], bool] = lambda _: True) -> Scope:
    """As this member of staff, in a role of theirs that may do it: in one that `suits`, where they have one.

    Raises NotAllowed, and the refusal is on record.
    """
    found = colleague(work, name)
    roles = sorted(found.roles) or [Role.SUPPORT_STAFF]
    scopes = [Scope(work.school.id, found.id, role, REASON) for role in roles]
    allowed = [scope for scope in scopes if may(scope, action, Facts(own=True), work.now)]
    if allowed:
        return next((scope for scope in allowed if suits(scope.role)), allowed[0])
    work.write(lambda db: audit.record(scopes[0], db, work.now, "refused", "action", None, reason=str(action)))
    demand(scopes[0], action, work.now)
    return scopes[0]


def person(work: Desk, name: str, kind: str | None, person_id: int | None) -> Named:
    """Anybody the school holds a name of, on roll or not."""
    scope = work.scope(Role.DPO)
    fits = work.read(lambda db: persons.named(scope, db, name, kind))
    fits = [one for one in fits if person_id in (None, one.id)]
    if not fits:
        raise NobodyHeld("nothing is held here about anybody of that name")
    if len(fits) > 1:
        for one in fits:
            say(f"  --id {one.id}   {one.full}, {one.kind}")
        fail(f"{len(fits)} people fit: name the kind with --kind, or one of these with --id")
    return fits[0]


def day_of(typed: str, flag: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        fail(f"--{flag} must be a date such as 2024-02-20")
