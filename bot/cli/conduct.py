"""`bookbag conduct`: a rule was broken: record it, decide, lift it; end a colleague's access."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import misconduct
from bot.cli.consent import AdultId, Json, School, Who
from bot.cli.finding import adult, colleague
from bot.cli.opened import desk
from bot.cli.out import fail, load_settings, plain_faults, tell
from bot.domain.people import Role

By = Annotated[str, typer.Option(help="Your name: who records or decides.")]
Reason = Annotated[str, typer.Option(help="Why, for the record.")]
conduct_ = typer.Typer(help="Broken rules: recorded by anybody on the staff, decided by whoever the policy names.", no_args_is_help=True)


@conduct_.command("record")
def record(
    name: Who,
    what: Annotated[str, typer.Option(help="image_breach, sharing or breach.")],
    by: By,
    reason: Reason = "",
    confirm: Annotated[bool, typer.Option(help="Do it: without this it is only shown.")] = False,
    adult_id: AdultId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """What the policy has for it, shown first. Only whoever decides can confirm; anybody else's record goes to them."""
    with plain_faults(), desk(load_settings(), school) as work:
        if what not in misconduct.KINDS:
            fail("--what must be image_breach, sharing or breach")
        found, member, scope = adult(work, name, adult_id), colleague(work, by), work.scope(Role.OFFICE)
        said = work.write(
            lambda db: misconduct.record(scope, db, work.now, work.policy, found, member, what, reason, confirm=confirm)
        )
        decider = str(work.policy.conduct.decider[0]).replace("_", " ")
    line = (
        f"Done: {said.outcome}. They have been told once."
        if said.decided
        else f"This would be: {said.outcome}. Add --confirm to do it."
        if said.decides
        else f"Passed to the {decider}, who decides. Nothing has changed for the family."
    )
    tell({"outcome": str(said.outcome), "decides": said.decides, "decided": said.decided}, line, as_json=as_json)


@conduct_.command("lift")
def lift(name: Who, by: By, reason: Reason = "", adult_id: AdultId = None, as_json: Json = False, school: School = None) -> None:
    """End a suspension: the link works again without a new code."""
    with plain_faults(), desk(load_settings(), school) as work:
        found, member, scope = adult(work, name, adult_id), colleague(work, by), work.scope(Role.OFFICE)
        work.write(lambda db: misconduct.lift(scope, db, work.now, work.policy, found, member, reason))
    tell({"guardian_id": str(found.guardian_id), "lifted": True}, "Lifted. They have been told.", as_json=as_json)


@conduct_.command("remove-staff")
def remove_staff(
    name: Annotated[str, typer.Argument(help="The colleague's name.")],
    by: By,
    reason: Reason = "",
    as_json: Json = False,
    school: School = None,
) -> None:
    """End a colleague's access now, with a reason on record."""
    with plain_faults(), desk(load_settings(), school) as work:
        target, member, scope = colleague(work, name, "NAME"), colleague(work, by), work.scope(Role.OFFICE)
        work.write(lambda db: misconduct.remove_staff(scope, db, work.now, work.policy, target, member, reason))
    tell({"staff_id": str(target.id), "removed": True}, "Access has ended. On record.", as_json=as_json)
