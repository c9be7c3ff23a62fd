"""`bookbag families`: who hears nothing from the hub and gets everything on paper instead."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli.consent import Json, School, said
from bot.cli.finding import everyone, pupil_of
from bot.cli.opened import Desk, desk
from bot.cli.out import load_settings, plain_faults, say, say_json
from bot.domain.consent import standing
from bot.domain.inviting import Invitee, Tie, eligible
from bot.domain.people import Role
from bot.domain.scope import why_not
from bot.policyfile.vocabulary import FORMATS
from bot.privacy import transfers
from storage import contacts, processors


def families(
    without_account: Annotated[bool, typer.Option(help="Only adults whom the hub does not reach.")] = False,
    class_name: Annotated[str | None, typer.Option("--class", help="Only this class.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Family adults by child: reached, or on the list for paper and why."""
    with plain_faults(), desk(load_settings(), school) as work:
        told = [one for one in _rows(work, class_name) if not (without_account and one["reached"])]
        formats = [FORMATS[one] for one in work.policy.alternative.formats]
        promised = work.policy.alternative.required
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{one['class']} {one['child']}, {one['adult']}: {one['why'] or 'reached'}")
    if told and without_account and (formats or promised):
        say(f"They are to get the same news {', '.join(formats) or 'some other way'}.")


def _rows(work: Desk, class_name: str | None) -> list[dict[str, Any]]:
    return [
        _row(work, one, tie)
        for one in everyone(work)
        for tie in one.ties
        if (class_name is None or tie.school_class.name.casefold() == class_name.casefold())
        and eligible(work.policy.enrol, tie)
    ]


def _row(work: Desk, one: Invitee, tie: Tie) -> dict[str, Any]:
    pupil, why = pupil_of(work, tie), _why(work, one, tie)
    return {
        "guardian_id": str(one.guardian_id),
        "pupil_id": str(tie.pupil_id),
        "adult": f"{one.first_name} {one.last_name}",
        "child": f"{pupil.first_name} {pupil.last_name}",
        "class": tie.school_class.name,
        "language": one.language,
        "reached": not why,
        "why": why,
    }


def _why(work: Desk, one: Invitee, tie: Tie) -> str:
    """Why the hub does not reach this adult about this child; empty when it does."""
    now, known = standing(work.policy, one.papers, tie.pupil_id), _known(work, one)
    abroad = _abroad(work, one, known)
    barred = (
        (why_not(work.policy.scope, tie.school_class) is not None, "not in scope"),
        (one.suspended, "suspended"),
        (one.refused, "refused"),
        (not now.served, said(now)),
        (not one.joined, "not joined"),
        (not known, "blocked us or stopped messages"),
        (abroad is not None, (abroad or "").replace("_", " ")),
    )
    return next((why for holds, why in barred if holds), "")


def _known(work: Desk, one: Invitee) -> list[contacts.ContactRow]:
    """The ways on which they can be written to now: whoever sent STOP has joined and has none."""
    scope = work.scope(Role.OFFICE)
    return work.read(lambda db: contacts.of_guardian(scope, db, one.guardian_id))


def _abroad(work: Desk, one: Invitee, known: list[contacts.ContactRow]) -> str | None:
    """Why no carrier of theirs may have their data; None when one may (LT30, DPIA42)."""
    scope = work.scope(Role.OFFICE)
    register = work.read(lambda db: processors.register(scope, db))
    reasons = [transfers.why_not(register, each.address.carrier, work.policy, one.papers, work.day) for each in known]
    return reasons[0] if reasons and all(reasons) else None
