"""`bookbag consent`: papers that come back, what they say, who is missing what; withdrawals and new versions."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot import agreeing, inviting
from bot.agreeing import Returned
from bot.cli.finding import acting, adult, colleague, day_of, everyone, pair, pupil_of
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json, tell
from bot.domain.consent import Signed, Standing, not_shown, standing
from bot.domain.inviting import eligible
from bot.domain.people import Role
from bot.domain.scope import serves
from storage import roll, slips

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
School = Annotated[str | None, typer.Option(help="Which school, where there are several.")]
Who = Annotated[str, typer.Argument(help="The adult's name, or a part of it.")]
AdultId = Annotated[int | None, typer.Option("--id", help="Which adult, where several fit.")]
Child = Annotated[str | None, typer.Option(help="The child's name, where the adult has several.")]
By = Annotated[str | None, typer.Option(help="Your name: who records it.")]
consent = typer.Typer(help="Agreements and consents: record, withdraw, see, publish.", no_args_is_help=True)


@consent.command("record")
def record(
    name: Who,
    child: Child = None,
    agreed: Annotated[list[str] | None, typer.Option(help='A line agreed to, or "all"; may be repeated.')] = None,
    refused: Annotated[list[str] | None, typer.Option(help="A line refused or struck out; may be repeated.")] = None,
    signed_on: Annotated[str | None, typer.Option(help="The date on the paper, such as 2024-02-20.")] = None,
    signer: Annotated[str | None, typer.Option(help="Who signed, as on the paper.")] = None,
    form: Annotated[str, typer.Option(help="paper or e_slip.")] = "paper",
    language: Annotated[str, typer.Option(help="The language the paper was in.")] = "en",
    version: Annotated[
        str | None, typer.Option(help="Which version of the text; the one in force if not given.")
    ] = None,
    by: By = None,
    adult_id: AdultId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Record a paper that an adult signed for one child. Earlier records stay."""
    if form not in {"paper", "e_slip"}:
        fail("--form must be paper or e_slip")
    with plain_faults(), desk(load_settings(), school) as work:
        found = pair(work, name, child, adult_id)
        returned = Returned(
            agreed=agreed or (),
            refused=refused or (),
            signer=signer or "",
            signed_on=day_of(signed_on, "signed-on") if signed_on else None,
            form=form,
            language=language,
            version=version,
            recorded_by=colleague(work, by).id if by else None,
        )
        scope = acting(work, by) if by else work.scope(Role.OFFICE)
        now = work.write(
            lambda db: agreeing.record(scope, db, work.now, work.day, work.policy, found.adult, found.tie, returned)
        )
    _tell(now, as_json=as_json)


@consent.command("withdraw")
def withdraw(
    name: Who,
    line: Annotated[list[str], typer.Option(help="The line; may be repeated.")],
    child: Child = None,
    by: By = None,
    adult_id: AdultId = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Record that an adult takes back what they agreed to. It counts from this moment."""
    with plain_faults(), desk(load_settings(), school) as work:
        found, who = pair(work, name, child, adult_id), colleague(work, by).id if by else None
        scope = acting(work, by) if by else work.scope(Role.OFFICE)
        now = work.write(
            lambda db: agreeing.withdraw(scope, db, work.now, work.day, work.policy, found.adult, found.tie, line, who)
        )
    _tell(now, as_json=as_json)


@consent.command("refuse")
def refuse(name: Who, adult_id: AdultId = None, as_json: Json = False, school: School = None) -> None:
    """An adult does not want an account: they are not asked again and are on the list for paper."""
    with plain_faults(), desk(load_settings(), school) as work:
        found = adult(work, name, adult_id)
        work.write(lambda db: agreeing.refuse(work.scope(Role.OFFICE), db, work.now, found))
    tell(
        {"guardian_id": str(found.guardian_id), "asked_again": False},
        "Noted. They are not asked again.",
        as_json=as_json,
    )


@consent.command("show")
def show(
    name: Who,
    child: Child = None,
    adult_id: AdultId = None,
    of_staff: Annotated[bool, typer.Option("--staff", help="A member of staff instead of a family adult.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Everything a person has signed: version, language shown, time, channel, who signed and who recorded it."""
    with plain_faults(), desk(load_settings(), school) as work:
        signed = _signed_by_staff(work, name) if of_staff else _signed_by_adult(work, name, child, adult_id)
        told = [_signed(work, one) for one in signed]
    if as_json:
        say_json(told)
        return
    for one in told or [{}]:
        say(", ".join(f"{key.replace('_', ' ')}: {_plain(value)}" for key, value in one.items() if value) or "Nothing signed yet.")


@consent.command("list")
def board(
    class_name: Annotated[str | None, typer.Option("--class", help="Only this class.")] = None,
    all_of_them: Annotated[bool, typer.Option("--all", help="Also those that are complete.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """The slip board: for each child and adult, what has come back and what to ask for."""
    with plain_faults(), desk(load_settings(), school) as work:
        told = [one for one in _board(work, class_name) if all_of_them or one["state"] not in {"complete", "not_asked"}]
    if as_json:
        say_json(told)
        return
    for one in told:
        say(f"{one['class']} {one['child']}, {one['adult']}: {one['says']}")
    if not told:
        say("Every paper is complete.")


@consent.command("publish")
def publish(
    label: Annotated[str, typer.Argument(help="The new version's name, such as 2025-02.")],
    by: Annotated[str, typer.Option(help="The head's name: who publishes it.")],
    audience: Annotated[str, typer.Option("--for", help="families or staff.")] = "families",
    minor: Annotated[bool, typer.Option(help="Nothing that matters has changed.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Put a new version in force. Whoever agreed to an earlier one is asked again, as the policy says."""
    if audience not in {"families", "staff"}:
        fail("--for must be families or staff")
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting(work, by)
        made = work.write(
            lambda db: agreeing.publish(scope, db, work.now, work.policy, audience, label, material=not minor)
        )
    if as_json:
        say_json({"version": label, "id": str(made)})
    else:
        say(f"Version {label} is in force.")


@consent.command("do-not-show")
def do_not_show(
    class_name: Annotated[str | None, typer.Option("--class", help="Only this class.")] = None,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Children who are not to appear, and in what. Never why."""
    with plain_faults(), desk(load_settings(), school) as work:
        of_child: dict[int, list[Any]] = {}
        for one in everyone(work):
            for tie in one.ties:
                if class_name in (None, tie.school_class.name):
                    of_child.setdefault(tie.pupil_id, []).append((tie, one.papers))
        told = []
        for pupil_id, known in of_child.items():
            lacking = sorted(not_shown(work.policy, ((pupil_id, papers) for _, papers in known)))
            pupil = pupil_of(work, known[0][0])
            if lacking:
                child = f"{pupil.first_name} {pupil.last_name}"
                told.append(
                    {"pupil_id": str(pupil_id), "child": child, "class": pupil.school_class.name, "not_in": lacking}
                )
    if as_json:
        say_json(told)
        return
    for each in told:
        say(f"{each['class']} {each['child']}: not in {', '.join(each['not_in']).replace('_', ' ')}")


def _signed_by_staff(work: Desk, name: str) -> tuple[Signed, ...]:
    """What a colleague agreed to (BNV36, BNV41)."""
    scope, found = work.scope(Role.OFFICE), colleague(work, name, "NAME")
    return work.read(lambda db: slips.of_staff(scope, db, found.id)).signed


def _signed_by_adult(work: Desk, name: str, child: str | None, adult_id: int | None) -> tuple[Signed, ...]:
    """About one child of theirs, or all; what is about no child always."""
    found = adult(work, name, adult_id)
    wanted = {pair(work, name, child, adult_id).tie.pupil_id, None} if child else None
    return tuple(one for one in found.papers.signed if wanted is None or one.pupil_id in wanted)


def _board(work: Desk, class_name: str | None) -> list[dict[str, Any]]:
    rows = []
    for one in everyone(work):
        for tie in one.ties:
            wanted = class_name is None or tie.school_class.name.casefold() == class_name.casefold()
            if not (wanted and eligible(work.policy.enrol, tie) and serves(work.policy.scope, tie.school_class)):
                continue
            now, pupil = standing(work.policy, one.papers, tie.pupil_id), pupil_of(work, tie)
            rows.append(
                {
                    "guardian_id": str(one.guardian_id),
                    "pupil_id": str(tie.pupil_id),
                    "adult": f"{one.first_name} {one.last_name}",
                    "child": f"{pupil.first_name} {pupil.last_name}",
                    "class": tie.school_class.name,
                    **_standing(now),
                }
            )
    return rows


def _standing(now: Standing) -> dict[str, Any]:
    return {"state": str(now.state), "lines": list(now.lines), "fields": list(now.fields), "says": said(now)}


def said(now: Standing) -> str:
    """What the office asks for: "incomplete: privacy notice"."""
    if now.lines and now.state == "incomplete":
        return f"incomplete: {', '.join(now.lines).replace('_', ' ')}"
    if now.fields:
        return inviting.words(now.fields) + " missing"
    return str(now.state).replace("_", " ")


def _tell(now: Standing, *, as_json: bool) -> None:
    if as_json:
        say_json(_standing(now))
    else:
        say(f"Recorded. {said(now).capitalize()}.")


def _plain(value: object) -> str:
    """ "photo no, participation yes" instead of how a program writes it."""
    if isinstance(value, dict):
        return "; ".join(f"{line.replace('_', ' ')} {answer}" for line, answer in value.items())
    return str(value)


def _signed(work: Desk, one: Signed) -> dict[str, Any]:
    scope, pupil_id, staff_id = work.scope(Role.OFFICE), one.pupil_id or 0, one.recorded_by or 0
    pupil = work.read(lambda db: roll.pupil(scope, db, pupil_id, work.day))
    recorder = work.read(lambda db: roll.staff(scope, db, staff_id, work.day))
    return {
        "child": f"{pupil.first_name} {pupil.last_name}" if pupil else None,
        "class": pupil.school_class.name if pupil else None,
        "answers": dict(one.answers),
        "version": one.version,
        "language": one.language,
        "time": one.at.isoformat(),
        "channel": one.channel,
        "form": one.form,
        "signer": one.signer or None,
        "signed_on": one.signed_on.isoformat() if one.signed_on else None,
        "recorded_by": f"{recorder.first_name} {recorder.last_name}" if recorder else None,
    }
