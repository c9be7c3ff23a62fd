"""`bookbag invites`: joining codes, as sheets to print and as JSON."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import inviting, printing
from bot.cli import finding
from bot.cli.asking import agreed
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, note, plain_faults, say, say_json
from bot.cli.progress import shown
from bot.cli.wires import PARENTS, STAFF, ask
from bot.domain.inviting import Invitee, LeftOut, Wanted
from bot.domain.people import Role
from bot.inviting import Issued, Plan
from bot.settings import Settings
from bot.sheets.files import prepare, write
from bot.sheets.page import Place
from bot.sheets.pdf import browser, make_pdf


def invites(
    classes: Annotated[list[str] | None, typer.Option("--class", help="Only this class; may be repeated.")] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Also those who have joined already.")] = False,
    new_only: Annotated[bool, typer.Option("--new", help="Leave out adults whose code still works.")] = False,
    staff: Annotated[bool, typer.Option("--staff", help="Staff instead of families.")] = False,
    handed_over: Annotated[
        bool,
        typer.Option(help="Codes given in person after an identity check: the child's first name and class then do."),
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for the printable sheets.")] = None,
    pdf: Annotated[bool, typer.Option(help="Also make PDFs, with Chromium.")] = False,
    bot_username: Annotated[str, typer.Option(help="The bot's name; asked of Telegram when not given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the codes as JSON.")] = False,
    names: Annotated[bool, typer.Option(help="Name the adults in the JSON.")] = False,
    adult: Annotated[str | None, typer.Option(help="Only this adult, by name or a part of it.")] = None,
    adult_id: Annotated[int | None, typer.Option("--id", help="Which adult, where several fit.")] = None,
    asked_for: Annotated[bool, typer.Option(help="They said no before and now ask for it themselves.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Invite by text message: YES joins, NO is remembered.")] = False,
    yes: Annotated[bool, typer.Option(help="Do not ask before codes that still work are replaced.")] = False,
    school: Annotated[str | None, typer.Option(help="Which school, where there are several.")] = None,
) -> None:
    """Make joining codes and sheets to print. A new code ends the adult's earlier unused one."""
    if out is None and not as_json and not text:
        fail("say where the sheets go: --out FOLDER (or --json to see the codes only)")
    if pdf and out is None:
        fail("--pdf needs --out FOLDER")
    settings = load_settings()
    with plain_faults(), desk(settings, school) as work:
        program = browser() if pdf else ""
        place = _place(settings, work, bot_username.removeprefix("@"), staff=staff) if out else None
        if out:
            prepare(out)
        wanted = Wanted(handed_over=handed_over, again=everyone, new_only=new_only, asked_for=asked_for)
        plan = _plan(work, wanted, classes or [], staff=staff)
        if adult or adult_id:
            plan = _only(plan, finding.adult(work, adult or "", adult_id))
        if text:
            _text(work, plan, as_json=as_json)
            return
        if not staff and not {"code", "link"} & set(work.policy.enrol.methods):
            fail("the policy has no codes or links to join with: it names " + ", ".join(work.policy.enrol.methods))
        if plan.ending and not agreed(f"{plan.ending} codes that still work will stop working. Go on?", yes=yes):
            fail("nothing was done; --new leaves out those who hold a working code")
        issued = _issue(work, plan, handed_over=handed_over)
        files = (
            write(out, {one.invite.id: printing.ticket(one, work.policy) for one in issued}, place, work.now) if out and place else []
        )
        files += [make_pdf(program, file) for file in shown(files, "PDF")] if pdf else []
    if as_json:
        say_json(_as_json(work, issued, plan, files, names=names))
    else:
        _tell(issued, plan, files, staff=staff)


def _plan(work: Desk, wanted: Wanted, classes: list[str], *, staff: bool) -> Plan:
    scope, policy = work.scope(Role.OFFICE), work.policy
    if staff:
        return work.read(lambda db: inviting.plan_staff(scope, db, work.now, work.day, again=wanted.again))
    return work.read(
        lambda db: inviting.plan_families(
            scope, db, work.now, work.day, wanted, policy, inviting.class_ids(scope, db, classes)
        )
    )


def _only(plan: Plan, wanted: Invitee) -> Plan:
    """One adult's part of a plan; ends the command with the reason when they get no code."""
    left_out = tuple(one for one in plan.left_out if one.adult.guardian_id == wanted.guardian_id)
    mine = tuple(one for one in plan.families if one.guardian_id == wanted.guardian_id)
    if not mine and left_out:
        fail(f"refused: {inviting.said(left_out[0]) or inviting.WHY[left_out[0].why]}")
    return Plan(families=mine, left_out=left_out)


def _text(work: Desk, plan: Plan, *, as_json: bool) -> None:
    """One transaction an invitation; the hub sends them."""
    if "sms_invite" not in work.policy.enrol.methods:
        fail("the policy does not let families be invited by text message: enrol.methods has no sms_invite")
    scope, policy, now = work.scope(Role.OFFICE), work.policy, work.now
    sent = sum(
        work.write(partial(inviting.text_family, scope, now=now, policy=policy, adult=adult)) for adult in plan.families
    )
    if as_json:
        say_json({"invited": sent, "left_out": [_left_out(one) for one in plan.left_out]})
        return
    say(f"Invitations on their way: {sent}.")
    for why, count in sorted(Counter(one.why for one in plan.left_out).items()):
        say(f"Left out: {count} {inviting.WHY[why]}.")


def _issue(work: Desk, plan: Plan, *, handed_over: bool) -> list[Issued]:
    """One transaction a code: a hub at work beside us waits milliseconds, not minutes."""
    scope, policy, now = work.scope(Role.OFFICE), work.policy, work.now
    days = policy.enrol.code_days
    made = []
    for adult in shown(plan.families, "Codes"):
        made.append(
            work.write(
                partial(inviting.issue_family, scope, now=now, policy=policy, adult=adult, handed_over=handed_over)
            )
        )
    for member in shown(plan.staff, "Codes"):
        name = f"{member.first_name} {member.last_name}".strip()
        made.append(work.write(partial(inviting.issue_staff, scope, now=now, days=days, staff_id=member.id, name=name)))
    return made


def _place(settings: Settings, work: Desk, username: str, *, staff: bool) -> Place:
    """Raises ValueError when there is no way to join yet."""
    which, token = (STAFF, settings.staff_bot_token) if staff else (PARENTS, settings.parent_bot_token)
    if not username and token.get_secret_value():
        (told,) = ask(settings, which)
        if told.trouble:
            raise ValueError(f"{told.why}: {told.fix}, or give the bot's name with --bot-username")
        username = told.username
    number = "" if staff else settings.twilio_number if settings.twilio_account_sid else ""
    if not username and not number:
        raise ValueError("no bot and no number is configured: fill in .env, or give the bot's name with --bot-username")
    return printing.place(work.policy, work.school.slug, bot=username, number=number, staff=staff)


def _as_json(work: Desk, issued: list[Issued], plan: Plan, files: list[Path], *, names: bool) -> dict[str, Any]:
    """Ids as text: they have more digits than JavaScript and jq keep."""
    return {
        "school": work.school.slug,
        "invites": [_one_as_json(one, names=names) for one in issued],
        "left_out": [
            *({"id": str(made), "reason": str(why)} for made, why in plan.staff_left_out),
            *(_left_out(one) for one in plan.left_out),
        ],
        "files": [str(file) for file in files],
    }


def _left_out(one: LeftOut) -> dict[str, str]:
    found = {"id": str(one.adult.guardian_id), "reason": str(one.why)}
    if one.pupil_id is not None:
        found["pupil_id"] = str(one.pupil_id)
    return found | ({"detail": said} if (said := inviting.said(one)) else {})


def _one_as_json(issued: Issued, *, names: bool) -> dict[str, Any]:
    made = {
        "id": str(issued.invite.id),
        "guardian_id": str(issued.guardian_id) if issued.guardian_id else None,
        "staff_id": str(issued.staff_id) if issued.staff_id else None,
        "code": issued.invite.printed,
        "link": issued.invite.link,
        "expires_at": issued.invite.expires_at.isoformat(),
        "language": issued.language,
        "classes": list(issued.classes),
        "handed_over": issued.handed_over,
    }
    return made | ({"name": issued.name} if names else {})


def _tell(issued: list[Issued], plan: Plan, files: list[Path], *, staff: bool) -> None:
    who = "staff" if staff else "family adults"
    say(f"Codes made for {len(issued)} {who}.")
    for file in files:
        say(f"  {file}")
    if not staff and (unknown := sum(one.language is None for one in issued)):
        say(f"{unknown} of them have no language on the roll: their sheets are in English.")
    reasons = [why for _, why in plan.staff_left_out] + [one.why for one in plan.left_out]
    for why, count in sorted(Counter(reasons).items()):
        say(f"Left out: {count} {inviting.WHY[why]}.")
    if issued:
        note("Keep the sheets locked away until handed out: whoever holds one can try to join.")
