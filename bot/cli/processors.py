"""`bookbag processors`: who handles data for the school, where and until when; what is not here gets nothing (M29)."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import assessing
from bot.cli.export import By, Json, School
from bot.cli.finding import acting_for, day_of
from bot.cli.opened import Desk, desk
from bot.cli.out import load_settings, plain_faults, say, say_json, tell
from bot.domain.access import Action
from bot.domain.protection.processors import Processor
from bot.privacy import papers
from bot.translation import is_private_host

processors = typer.Typer(help="Who handles data for the school: list, add, end.", no_args_is_help=True)


@processors.command("list")
def listed(by: By, as_json: Json = False, school: School = None) -> None:
    """The register, what is paused or near its end, and what is switched on without being in it."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.READ_PAPERS)
        found = work.read(lambda db: papers.register(scope, db, work.day))
        wrong = _unregistered(work, {one["name"] for one in found})
    if as_json:
        say_json({"register": found, "errors": wrong})
        return
    for one in found:
        state = one["paused"] or ("ends soon" if one["ends_soon"] else "in use")
        say(f"{one['name']}: {one['country']}, {one['purpose']}, {state.replace('_', ' ')}")
    for line in wrong:
        say(f"ERROR {line}")


def _unregistered(work: Desk, names: set[str]) -> list[str]:
    url = work.settings.translator_url
    if url and not is_private_host(url) and "libretranslate" not in names:
        return ["a translator outside your network is switched on and not in the register: it is sent nothing"]
    return []


@processors.command("add")
def add(
    name: Annotated[str, typer.Argument(help="telegram, twilio, the translator's name, …")],
    by: By,
    kind: Annotated[str, typer.Option(help="carrier, translator, host or backup.")],
    country: Annotated[str, typer.Option(help="Two capital letters, such as GB.")],
    purpose: Annotated[str, typer.Option(help="What for.")],
    safeguard: Annotated[
        str, typer.Option(help="Outside the UK and the EEA: uk_us_data_bridge, idta, addendum …")
    ] = "",
    valid_to: Annotated[str | None, typer.Option(help="The safeguard's last day.")] = None,
    contract_on: Annotated[str | None, typer.Option(help="The contract's date.")] = None,
    certificate: Annotated[str, typer.Option(help="A public address.")] = "",
    sub_processors: Annotated[str, typer.Option(help="Whom they use in turn.")] = "",
    keeps: Annotated[str, typer.Option(help="How long they keep what passes.")] = "",
    no_training: Annotated[bool, typer.Option("--no-training", help="They neither keep nor learn from texts.")] = False,
    basis: Annotated[
        str, typer.Option(help="The DPO's basis. Without one a carrier says only that there is a message.")
    ] = "",
    as_json: Json = False,
    school: School = None,
) -> None:
    """Enter or change a processor. Families are asked again, as the policy says, for the notice has changed."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.KEEP_REGISTER)
        one = Processor(
            name=name,
            kind=kind,
            country=country,
            purpose=purpose,
            safeguard=safeguard,
            valid_to=day_of(valid_to, "valid-to") if valid_to else None,
            contract_on=day_of(contract_on, "contract-on") if contract_on else None,
            certificate=certificate,
            sub_processors=sub_processors,
            keeps=keeps,
            no_training=no_training,
            content="full" if basis or kind != "carrier" else "notice_only",
        )
        version = work.write(lambda db: assessing.enter(scope, db, work.now, work.policy, one, basis))
    tell({"name": name, "notice": version}, f"Entered. The privacy notice is version {version} now.", as_json=as_json)


@processors.command("end")
def end(
    name: Annotated[str, typer.Argument(help="Which.")], by: By, as_json: Json = False, school: School = None
) -> None:
    """Take a processor out: from now on it gets nothing."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.KEEP_REGISTER)
        work.write(lambda db: assessing.end(scope, db, work.now, name))
    tell({"ended": name}, "Ended. It gets nothing from now on.", as_json=as_json)
