"""`bookbag number`: a new number, a new phone or a lost one, in a minute, with a code to go on at once."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import inviting, office
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.inviting import Invitee
from bot.domain.people import Role
from bot.inviting import Issued
from bot.office import Changed


def number(
    adult: Annotated[str, typer.Argument(help="The adult's name, or a part of it.")],
    new_number: Annotated[str, typer.Argument(help="The new telephone number.")],
    class_name: Annotated[str, typer.Option("--class", help="The child's class.")],
    adult_id: Annotated[int | None, typer.Option("--id", help="Which adult, where several fit.")] = None,
    keep_telegram: Annotated[bool, typer.Option(help="Same phone, only the number is new: Telegram goes on.")] = False,
    code: Annotated[bool, typer.Option(help="Also make a code to hand over now, after an identity check.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    school: Annotated[str | None, typer.Option(help="Which school, where there are several.")] = None,
) -> None:
    """Change a family adult's number: the old one ends, and with it every link that rested on it."""
    with plain_faults(), desk(load_settings(), school) as work:
        phone, scope = office.mobile_or_landline(new_number), work.scope(Role.OFFICE)
        found = _find(work, adult, class_name, adult_id)
        changed = work.write(
            lambda db: office.change_number(
                scope, db, work.now, phone, guardian_id=found.guardian_id, keep_telegram=keep_telegram
            )
        )
        issued = _code(work, found) if code else None
    if as_json:
        say_json({"guardian_id": str(found.guardian_id), **told(changed, issued)})
    else:
        _tell(changed, issued)


def _find(work: Desk, name: str, class_name: str, adult_id: int | None) -> Invitee:
    """Ends the command unless exactly one fits; who fits is listed for the person at the desk."""
    scope = work.scope(Role.OFFICE)
    there = work.read(
        lambda db: office.adults_of(scope, db, work.now, work.day, inviting.class_ids(scope, db, [class_name]))
    )
    fits = [one for one in there if one.guardian_id == adult_id] if adult_id else office.named(there, name)
    if not fits:
        fail(f"nobody of that name has a child in {class_name}: look at the spelling, or import the roster again")
    if len(fits) > 1:
        for one in fits:
            classes = ", ".join(dict.fromkeys(tie.school_class.name for tie in one.ties))
            say(f"  --id {one.guardian_id}   {one.first_name} {one.last_name}, {classes}")
        fail(f"{len(fits)} adults fit: give more of the name, or one of these with --id")
    return fits[0]


def _code(work: Desk, adult: Invitee) -> Issued:
    scope = work.scope(Role.OFFICE)
    return work.write(lambda db: inviting.issue_family(scope, db, work.now, work.policy, adult, handed_over=True))


def told(changed: Changed, issued: Issued | None) -> dict[str, object]:
    """The change as JSON."""
    made: dict[str, object] = {
        "numbers_ended": changed.numbers_ended,
        "links_ended": changed.links_ended,
        "textable": changed.textable,
    }
    if issued is None:
        return made
    invite = issued.invite
    return made | {"code": invite.printed, "link": invite.link, "expires_at": invite.expires_at.isoformat()}


def _tell(changed: Changed, issued: Issued | None) -> None:
    say("The number is changed.")
    say_ended(changed)
    if not changed.textable:
        say("It is a landline: the office can ring it, the hub does not write to it.")
    if issued:
        say(f"Code: {issued.invite.printed}, good until {issued.invite.expires_at:%d %B %Y}.")
        say(f"By SMS: JOIN {issued.invite.printed}. In Telegram: send the code to the parents' bot.")
        say("When asked, they type their child's first name and class.")
    elif changed.links_ended:
        say("They need a new code to go on: run it again with --code, or `bookbag invites`.")


def say_ended(changed: Changed) -> None:
    if changed.numbers_ended:
        say(f"Old numbers ended: {changed.numbers_ended}.")
    if changed.links_ended:
        say(f"Links ended: {changed.links_ended}. Nothing goes to the old phone any more.")
