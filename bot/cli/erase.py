"""`bookbag erase`: somebody erased for good, and the certificate that says what went and what is out of reach (DPIA21)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bot import opening
from bot.cli.asking import agreed
from bot.cli.export import By, Json, KindOf, PersonId, School
from bot.cli.finding import acting_for, person
from bot.cli.meter import metered
from bot.cli.opened import Desk, desk
from bot.cli.out import fail, load_settings, plain_faults, say, say_json
from bot.domain.access import Action
from bot.domain.people import Role
from bot.privacy import erasing
from storage import erasing as rows
from storage.backup import back_up_keys, listed, name_for
from storage.clock import lease_now
from storage.erasing import Erased

erase = typer.Typer(help="Erase somebody for good, and see what went.", no_args_is_help=True)
_OUTSIDE = {
    "texts_on_phones": "text messages on people's own phones",
    "written_in_telegram": "what the family wrote stays in their own Telegram chat",
}
_ALWAYS = (
    "posts to a whole class are not one person's and stay until the class ends",
    "paper, and copies people made themselves",
)


@erase.command("person")
def erase_person(
    name: Annotated[str, typer.Argument(help="Whose data: an adult, a child or a member of staff.")],
    by: By,
    kind: KindOf = None,
    person_id: PersonId = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    as_json: Json = False,
    school: School = None,
) -> None:
    """Destroy a person's keys, and delete rows, files and carriers' copies. It cannot be undone."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope, who = acting_for(work, by, Action.ERASE), person(work, name, kind, person_id)
        if not agreed(f"Erase {who.full} ({who.kind}) for good?", yes=yes):
            fail("nothing was erased")
        done = work.write(lambda db: erasing.erase(scope, db, work.now, work.day, who.kind, who.id, "asked"))
        _destroy(work, done)
        told = [_certificate(work, one.id) for one in done]
    if as_json:
        say_json({"erased": [str(one.id) for one in done], "certificates": told})
        return
    for one in told:
        _say(one)


def _destroy(work: Desk, done: list[Erased]) -> None:
    """Keys and files; then the key store's backups are replaced, for an older one would bring the keys back."""
    erasing.destroy(work.keys, work.settings.data_folder / "media", done)
    folder = work.settings.backup_keys_folder
    if folder is not None:
        _replace_backups(work, folder)


def _replace_backups(work: Desk, folder: Path) -> None:
    old = listed(folder, "keys")
    target = folder / name_for("keys", lease_now())
    with metered() as meter:
        for one in old:
            one.path.unlink()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        back_up_keys(opening.place_of(work.settings), frozenset(), target, lease_now(), meter)


@erase.command("list")
def listing(by: By, as_json: Json = False, school: School = None) -> None:
    """Every erasure: kind, reason and time, no name."""
    with plain_faults(), desk(load_settings(), school) as work:
        scope = acting_for(work, by, Action.ERASE)
        found = [_certificate(work, one.id) for one in work.read(lambda db: rows.erasures(scope, db))]
    if as_json:
        say_json(found)
        return
    for one in found:
        state = "done" if one["finished"] else "carriers' copies are still going"
        say(f"{one['id']}  {one['person']['kind']}, {one['reason']}, {one['at'][:16]}: {state}")
    if not found:
        say("Nobody has been erased.")


@erase.command("certificate")
def certificate(
    number: Annotated[int, typer.Argument(help="The erasure's number, from `bookbag erase list`.")],
    by: By,
    as_json: Json = False,
    school: School = None,
) -> None:
    """What went, what carriers did with their copies, and what lies outside the school's control."""
    with plain_faults(), desk(load_settings(), school) as work:
        acting_for(work, by, Action.ERASE)
        told = _certificate(work, number)
    if as_json:
        say_json(told)
    else:
        _say(told)


def _certificate(work: Desk, number: int) -> dict[str, Any]:
    made = work.read(lambda db: erasing.certificate(work.scope(Role.DPO), db, number))
    if made is None:
        fail("no erasure has this number: see `bookbag erase list`")
    days = work.policy.retention.backup_purge_days
    outside = [f"{_OUTSIDE[one]}: {number_of}" for one, number_of in made.erasure["outside"].items()]
    left = sum(states.get("left", 0) for states in made.carriers.values())
    edited = sum(states.get("blanked", 0) for states in made.carriers.values())
    if edited:
        outside.append(f"Telegram messages older than 48 hours, edited as they cannot be deleted: {edited}")
    if left:
        outside.append(f"messages a carrier would neither delete nor edit: {left}")
    backups = f"backups made before cannot be read for this person; they are gone after {days} days"
    told = {"carriers": made.carriers, "finished": made.finished, "outside_control": [*outside, *_ALWAYS]}
    return {**made.erasure, **told, "backups": backups}


def _say(told: dict[str, Any]) -> None:
    say(f"Certificate of erasure {told['id']}: {told['person']['kind']} {told['person']['id']}, {told['at'][:16]}")
    say(f"  keys destroyed: {told['keys_destroyed']}; rows deleted: {sum(told['rows_deleted'].values())}")
    for carrier, states in told["carriers"].items():
        say(f"  copies at {carrier}: " + ", ".join(f"{number} {state}" for state, number in states.items()))
    say(f"  {told['backups']}")
    for one in told["outside_control"]:
        say(f"  outside the school's control: {one}")
    if not told["finished"]:
        say("  Carriers' copies are still going: ask again later.")
