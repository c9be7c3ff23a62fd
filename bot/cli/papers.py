"""`bookbag papers`: what a DPO signs, made from the running system; registers people keep; the gate before going live."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from bot import assessing, oversight
from bot.cli.datamap import data_map
from bot.cli.export import By, Json, School
from bot.cli.finding import acting_for, colleague, day_of
from bot.cli.opened import desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action, Scope
from bot.privacy import papers as made_of
from storage import audit, books, roll, staffing
from storage.db import Db

papers = typer.Typer(
    help="The data map, the registers, the impact assessment, the gate before going live.", no_args_is_help=True
)
papers.command("data-map")(data_map)
BOOKS = ("training", "security_test", "consultation", "custodian")


@papers.command("inventory")
def inventory(by: By, as_json: Json = False, school: School = None) -> None:
    """What personal data is held, line by line, compared with the running database. A difference is an error."""
    with plain_faults(), desk(load_settings(), school) as work:
        acting_for(work, by, Action.READ_PAPERS)
        told = made_of.inventory(work.engines.write)
    if told["problems"]:
        fail("; ".join(told["problems"]))
    if as_json:
        say_json(told)
        return
    for line in told["lines"].values():
        say(f"{line['what']}: {', '.join(line['tables'])}")


@papers.command("processing")
def processing(by: By, as_json: Json = False, school: School = None) -> None:
    """The record of processing: each activity with purpose, basis, source, recipients, retention."""
    with plain_faults(), desk(load_settings(), school) as work:
        acting_for(work, by, Action.READ_PAPERS)
        told = made_of.processing()
    if as_json:
        say_json(told)
        return
    for one in told:
        say(
            f"{one['name']}: {one['does']}; {one['purpose']} ({one['basis']}); from {one['source']}, to {one['recipients']}"
        )


@papers.command("roles")
def roles(by: By, as_json: Json = False, school: School = None) -> None:
    """The published table: who may do what, and how far."""
    with plain_faults(), desk(load_settings(), school) as work:
        acting_for(work, by, Action.READ_PAPERS)
        told = made_of.roles()
    if as_json:
        say_json(told)
        return
    for action, row in told.items():
        say(f"{action}: {', '.join(f'{role} ({reach})' for role, reach in row.items())}")


@papers.command("dpia")
def dpia(
    by: By,
    keep: Annotated[bool, typer.Option("--keep", help="Put it on record as made today.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """The impact assessment's pack from the configuration as it is: flows, processors, roles, retention, risks, sign-off."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.KEEP_REGISTER if keep else Action.READ_PAPERS)
        told = work.read(lambda db: made_of.dpia(scope, db, work.policy, work.day))
        if keep:
            work.write(lambda db: assessing.keep(scope, db, work.now, work.day))
    if as_json:
        say_json(told)
        return
    for part, value in told.items():
        say(f"{part.replace('_', ' ')}: {value if isinstance(value, str) else ''}")
        for line in value if isinstance(value, list) else ():
            say(f"  {line}")


@papers.command("note")
def note(
    book: Annotated[str, typer.Argument(help="training, security_test, consultation or custodian.")],
    detail: Annotated[str, typer.Option(help="What: the finding and the fix, the reason, …")],
    by: By,
    of: Annotated[str | None, typer.Option(help="The colleague it is about (training, custodian); all: everybody with access.")] = None,
    on: Annotated[str | None, typer.Option(help="The day; today if not given.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """A line in a register that people keep."""
    with plain_faults(), desk(load_settings(), school) as work:
        if book not in BOOKS:
            raise ValueError(f"the register is one of: {', '.join(BOOKS)}")
        scope, day = acting_for(work, by, Action.KEEP_REGISTER), day_of(on, "on") if on else work.day
        if book == "training" and not of:
            raise ValueError("say whose training it was: --of NAME, or --of all")
        there = work.read(lambda db: staffing.colleagues(scope, db, work.day)) if of == "all" else ()
        whose: tuple[int | None, ...] = there or (colleague(work, of, "--of").id if of else None,)

        def unit(db: Db) -> int:
            audit.record(scope, db, work.now, f"noted_{book}", "register", None)
            return [books.write(scope, db, work.now, book, day, staff_id=one, detail=detail) for one in whose][-1]

        made = work.write(unit)
    tell({"id": str(made)}, "Noted.", as_json=as_json)


@papers.command("training")
def training(by: By, as_json: Json = False, school: School = None) -> None:
    """Whose data protection training is in date, has lapsed, or is not on record (DPIA46)."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, months = acting_for(work, by, Action.READ_PAPERS), work.policy.staff.training_months
        told = work.read(lambda db: _trained(scope, db, months, work.day))
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{one['name']}: {one['state'].replace('_', ' ')}" + (f", until {one['ends']}" if one["ends"] else ""))


def _trained(scope: Scope, db: Db, months: int, day: date) -> list[dict[str, str]]:
    """Everybody with access, the most pressing first."""
    found = oversight.training(scope, db, months, day)
    names = {one: roll.staff(scope, db, one, day) for one in found}
    return [
        {"name": f"{who.first_name} {who.last_name}", "state": str(one.state), "ends": one.ends.isoformat() if one.ends else ""}
        for staff_id, one in sorted(found.items(), key=lambda pair: not pair[1].out_of_date)
        if (who := names[staff_id]) is not None
    ]


@papers.command("sign")
def sign(
    what: Annotated[str, typer.Argument(help="head, slt_it or dpo_advice.")],
    by: By,
    says: Annotated[str, typer.Option(help="approves, against or overrules.")] = "approves",
    reason: Annotated[str, typer.Option(help="Why; needed to overrule the DPO.")] = "",
    as_json: Json = False,
    school: School = None,
) -> None:
    """Sign the impact assessment. The DPO advises; the head who overrules says why."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.SIGN_OFF)
        work.write(lambda db: assessing.sign(scope, db, work.now, work.day, what, says, reason))
    tell({"signed": what, "says": says}, "Signed.", as_json=as_json)


@papers.command("go-live")
def go_live(by: By, as_json: Json = False, school: School = None) -> None:
    """What stands between the school and going live. Ends with an error while anything does."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.READ_PAPERS)
        left = [str(one) for one in work.read(lambda db: assessing.left(scope, db, work.policy, work.day))]
    if as_json:
        say_json({"ready": not left, "left": left})
    for line in left if not as_json else ():
        say(line)
    if left:
        raise typer.Exit(1)
    if not as_json:
        say("Ready: nothing stands against going live.")
