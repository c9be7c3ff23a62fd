"""`bookbag breach` and `bookbag disclose`: what went wrong, with its 72 hours, and what left the school lawfully."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.export import By, Json, School
from bot.cli.finding import acting_for, colleague, person
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action, Scope
from bot.privacy import breaches, counting
from storage import books
from storage.db import Db

breach = typer.Typer(help="The breach register, with its clock of 72 hours.", no_args_is_help=True)
disclose = typer.Typer(help="Data given, or demanded, outside the school.", no_args_is_help=True)


@breach.command("report")
def report(
    what: Annotated[str, typer.Argument(help="lost_device, wrong_recipient, unauthorised_access, disclosed or other.")],
    by: By,
    detail: Annotated[str, typer.Option(help="What happened, for the register.")] = "",
    affected: Annotated[int, typer.Option(help="How many people it concerns, as far as known.")] = 0,
    lost_by: Annotated[str | None, typer.Option(help="Whose device is lost: their access by it ends now.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Anybody of the staff can. The head and the DPO hear of it at once, at any hour."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.REPORT_BREACH)
        whose = colleague(work, lost_by, "--lost-by").id if lost_by else None
        made = work.write(lambda db: breaches.report(scope, db, work.now, what, detail, affected, whose))
        until = work.now + breaches.CLOCK
    tell(
        {"id": str(made), "decide_by": until.isoformat()},
        f"Breach {made}, to decide by {until:%A %H:%M} UTC.",
        as_json=as_json,
    )


@breach.command("step")
def step(
    number: Annotated[int, typer.Argument(help="From `bookbag breach list`.")],
    name: Annotated[str, typer.Argument(help="contained, assessed, told or closed.")],
    by: By,
    decision: Annotated[str, typer.Option(help="With assessed: ico or no_ico.")] = "",
    as_json: Json = False,
    school: School = None,
) -> None:
    """Note how far it is dealt with."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.MANAGE_BREACH)
        done = work.write(lambda db: breaches.step(scope, db, work.now, number, name, decision))
    if not done:
        fail("no breach has this number: see `bookbag breach list`")
    tell({"id": str(number), "step": name}, "Noted.", as_json=as_json)


@breach.command("list")
def listed(by: By, as_json: Json = False, school: School = None) -> None:
    """The register, whole: it can be handed on as it is."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.MANAGE_BREACH)
        found = work.read(lambda db: _breaches(work, scope, db))
    if as_json:
        say_json(found)
        return
    for one in found:
        late = " OVERDUE" if one["overdue"] else ""
        say(f"{one['id']}  {one['what']}, {one['detected_at'][:16]}, decide by {one['decide_by'][:16]}{late}")
    if not found:
        say("No breach is on record.")


@breach.command("terms")
def terms(by: By, as_json: Json = False, school: School = None) -> None:
    """How many there were in each term, and how many of them were sent to a wrong recipient."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.MANAGE_BREACH)
        found = work.read(lambda db: counting.by_term(scope, db, ZoneInfo(work.policy.school.zone), work.day))
    if as_json:
        say_json([asdict(one) for one in found])
        return
    for one in found:
        say(f"{one.when}: {one.wrong} to a wrong recipient, {one.taken_back} answers taken back, {one.all} in all")
    if not found:
        say("No breach is on record, and no term dates are known.")


def _breaches(work: Desk, scope: Scope, db: Db) -> list[dict[str, Any]]:
    return [
        {
            "id": str(row.id),
            "what": row.what,
            "detail": books.opened(db, books.BREACH, row.detail),
            "affected": row.affected,
            "detected_at": row.opened_at.isoformat(),
            "decide_by": (row.opened_at + timedelta(hours=72)).isoformat(),
            "contained_at": row.contained_at,
            "assessed_at": row.assessed_at,
            "decision": row.decision,
            "told_at": row.told_at,
            "closed_at": row.closed_at,
            "overdue": not row.decision and row.opened_at + breaches.CLOCK < work.now,
        }
        for row in books.breaches(scope, db)
    ]


@disclose.command("add")
def add(
    authority: Annotated[str, typer.Argument(help="Who asks.")],
    basis: Annotated[str, typer.Option(help="The legal basis.")],
    what: Annotated[str, typer.Option(help="What is given, or demanded.")],
    by: By,
    about: Annotated[list[str] | None, typer.Option(help="A person it is about; may be repeated.")] = None,
    processor: Annotated[str, typer.Option(help="The processor that was asked, if it was one.")] = "",
    as_json: Json = False,
    school: School = None,
) -> None:
    """Write a disclosure down before anything is handed over; the DPO hears of it."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.DISCLOSE)
        people = [(one.kind, one.id) for name in about or () for one in [person(work, name, None, None)]]
        text = f"{authority}\n{basis}\n{what}"
        made = work.write(lambda db: breaches.disclose(scope, db, work.now, text, processor, people))
    tell({"id": str(made)}, f"On record as {made}.", as_json=as_json)


@disclose.command("list")
def disclosures(by: By, as_json: Json = False, school: School = None) -> None:
    """Authority, basis, what, who approved, when, and how many people it is about."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.DISCLOSE)
        found = work.read(lambda db: [_disclosed(db, row, number) for row, number in books.disclosures(scope, db)])
    if as_json:
        say_json(found)
        return
    for one in found:
        say(f"{one['id']}  {one['at'][:16]}  {one['authority']}: {one['what']} ({one['basis']})")
    if not found:
        say("Nothing has been disclosed.")


def _disclosed(db: Db, row: Any, people: int) -> dict[str, Any]:
    authority, basis, what = books.opened(db, books.WHAT, row.what).split("\n", 2)
    told = {"authority": authority, "basis": basis, "what": what, "processor": row.processor, "people": people}
    return {"id": str(row.id), "at": row.at.isoformat(), "approved_by": str(row.approved_by), **told}
