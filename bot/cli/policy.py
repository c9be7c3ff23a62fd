"""`bookbag policy`: see, compare and change a school's policy. Every version stays, with who, when and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import presets, ruling
from bot.cli import reviews
from bot.cli.asking import agreed
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.policy_census import Census
from bot.opening import NotSetUp
from bot.policyfile import diff, dump, effects, explain, load, warnings
from storage import census
from storage.crypto import KeyProblem

IN_FORCE = "in-force"
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
School = Annotated[str | None, typer.Option(help="Which school, where there are several.")]
policy = typer.Typer(help="Show, compare and change the school's policy.", no_args_is_help=True)
reviews.add_to(policy)


def from_file(path: Path) -> Policy:
    """Raises PolicyProblems, OSError, or ValueError for what is not text."""
    try:
        return load(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError:
        raise ValueError(f"{path.name} is not UTF-8 text: save it as UTF-8") from None


@policy.command("show")
def show(
    toml: Annotated[bool, typer.Option(help="As a file to edit and set again.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """The policy in force, in plain words."""
    with plain_faults(), desk(load_settings(), school) as work:
        in_force = work.policy
    if as_json:
        say_json({"policy": explain(in_force), "warnings": warnings(in_force), "toml": dump(in_force)})
    else:
        for line in [dump(in_force)] if toml else explain(in_force):
            say(line)


@policy.command("presets")
def show_presets(as_json: Json = False) -> None:
    """The policies to start from, in plain words."""
    found = {name: explain(load(presets.read(name), name)) for name in presets.names()}
    if as_json:
        say_json(found)
        return
    for name, sentences in found.items():
        say(f"{name}:")
        for sentence in sentences:
            say(f"  {sentence}")
        say()


@policy.command("diff")
def show_diff(
    old: Annotated[str, typer.Argument(help="A policy file, or in-force.")],
    new: Annotated[str, typer.Argument(help="A policy file, or in-force.")],
    as_json: Json = False,
    school: School = None,
) -> None:
    """What changes from one policy to another, in plain words, and whom it touches where there is a school."""
    with plain_faults():
        before, after = (_either(one, school) for one in (old, new))
        changes, touched = diff(before, after), _effects(before, after, school)
    if as_json:
        say_json({"changes": changes, "who_is_touched": touched})
        return
    for line in changes or ["Nothing changes."]:
        say(line)
    _tell_effects(touched)


@policy.command("set")
def set_policy(
    file: Annotated[Path, typer.Argument(help="The policy file.")],
    reason: Annotated[str, typer.Option(help="Why, for the record.")],
    yes: Annotated[bool, typer.Option(help="Do not ask.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Put a policy in force now. The earlier version stays on record."""
    with plain_faults(), desk(load_settings(), school) as work:
        if not reason.strip():
            fail("--reason must say why the policy changes")
        wanted = from_file(file)
        changes = diff(work.policy, wanted)
        if not as_json:
            for line in changes or ["Nothing changes in words."]:
                say(line)
            _tell_effects(effects(work.policy, wanted, _census(work)))
        if not agreed("Put this in force now?", yes=yes):
            fail("nothing was changed")
        version = work.write(lambda db: ruling.put(work.scope(Role.HEAD), db, work.now, wanted, reason))
    if as_json:
        say_json({"version": str(version), "changes": changes, "warnings": warnings(wanted)})
        return
    for line in warnings(wanted):
        say(f"Note: {line}")
    say(f"In force since {work.now:%d %B %Y %H:%M} UTC.")


def _effects(before: Policy, after: Policy, school: str | None) -> list[str]:
    """Empty where no school has been set up on this machine."""
    try:
        with desk(load_settings(), school) as work:
            return effects(before, after, _census(work))
    except (NotSetUp, KeyProblem, typer.Exit):
        return []


def _census(work: Desk) -> Census:
    scope, own = work.scope(Role.HEAD), work.policy.school.languages[0]
    return work.read(lambda db: census.count(scope, db, work.day, work.now, own))


def _tell_effects(touched: list[str]) -> None:
    if touched:
        say("Whom it touches:")
    for line in touched:
        say(f"  {line}")


def _either(which: str, school: str | None) -> Policy:
    if which != IN_FORCE:
        return from_file(Path(which))
    with desk(load_settings(), school) as work:
        return work.policy
