"""`bookbag keys`: the master key renewed, printed for the safe, typed in again on a new machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import opening
from bot.cli import rotating
from bot.cli.asking import agreed
from bot.cli.out import fail, load_settings, note, plain_faults, tell
from bot.cli.typed import typed
from bot.domain.recoverycode import fingerprint
from bot.settings import Settings
from bot.sheets.recovery import sheet as recovery_sheet
from storage.clock import lease_now
from storage.crypto import make_master_key
from storage.engine import make_engine
from storage.rotation import fits
from storage.setup import first_school

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
keys = typer.Typer(help="The master key: renew it, print it for the safe, type it in again.", no_args_is_help=True)


@keys.command("rotate")
def rotate(
    to_file: Annotated[Path | None, typer.Option(help="Move to the key in this file, made if it is not there.")] = None,
    to_command: Annotated[str | None, typer.Option(help="Move to the key that this command prints.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
    as_json: Json = False,
) -> None:
    """A new master key wraps every data key; the hub is stopped meanwhile. The old key goes once a new backup is proved."""
    settings = load_settings()
    with plain_faults():
        if not agreed("Renew the master key? The hub must be stopped, and the sheet in the safe printed anew.", yes=yes):
            fail("nothing was changed")
        done = rotating.rotate(settings, to_file, to_command)
    for line in done.pop("notes"):
        note(line)
    tell(done, f"{done['keys']} data keys are under the new master key, number {done['number']}.", as_json=as_json)


@keys.command("sheet")
def sheet(
    out: Annotated[Path, typer.Option(help="A new file to print and then delete.")] = Path("recovery-key.html"),
    as_json: Json = False,
) -> None:
    """Write the recovery sheet: the master key as a square to scan and as lines to type."""
    settings = load_settings()
    with plain_faults():
        key = opening.master_key(settings)
        if out.resolve().is_relative_to(settings.data_folder.resolve()):
            fail(f"{out} lies in the data folder: the key must not be kept with what it opens")
        _write_private(out, recovery_sheet(key, _hub_name(settings), lease_now().date()))
    note(f"Print {out}, put the paper into the safe, and delete the file: whoever has it can read every backup.")
    tell({"file": str(out), "number": fingerprint(key)}, f"{out}: key number {fingerprint(key)}", as_json=as_json)


@keys.command("check")
def check(
    file: Annotated[Path | None, typer.Option("--from", help="A file with what the sheet says; else it is typed.")] = None,
    as_json: Json = False,
) -> None:
    """Type the sheet from the safe: is it this hub's key? Nothing is written."""
    settings = load_settings()
    with plain_faults():
        said, key = typed(file, "the sheet"), opening.master_key(settings)
        if said != key:
            fail(f"this sheet is of key number {fingerprint(said)}; the hub's is {fingerprint(key)}: print it anew")
    tell({"fits": True, "number": fingerprint(key)}, "The sheet is this hub's key.", as_json=as_json)


@keys.command("restore")
def restore(
    file: Annotated[Path | None, typer.Option("--from", help="A file with what the sheet says; else it is typed.")] = None,
    as_json: Json = False,
) -> None:
    """Type the sheet from the safe on a new machine: writes the key file."""
    settings = load_settings()
    with plain_faults():
        key = typed(file, "the sheet")
        _must_fit(settings, key)
        make_master_key(settings.key_file, key)
    told: dict[str, Any] = {"file": str(settings.key_file), "number": fingerprint(key)}
    tell(told, f"{settings.key_file} is there again: key number {told['number']}", as_json=as_json)


def _must_fit(settings: Settings, key: bytes) -> None:
    """A key store that is there already tells a sheet of another hub."""
    path = settings.key_file.parent / "keys.db"
    if settings.keys_url or path.is_file():
        engine = make_engine(settings.key_store)
        try:
            if not fits(engine, key):
                fail(f"key number {fingerprint(key)} does not open the key store that is here: is it another sheet's?")
        finally:
            engine.dispose()


def _hub_name(settings: Settings) -> str:
    engine = make_engine(settings.database)
    try:
        return first_school(engine) or "a new hub"
    finally:
        engine.dispose()


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
