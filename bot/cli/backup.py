"""`bookbag backup`: the data in one encrypted file, the key store in another, both proved before they count."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import app
from bot.cli.meter import metered
from bot.cli.out import load_settings, note, plain_faults, say, say_json
from bot.settings import Settings
from storage.backup import Made, Manifest, Meter, Place, back_up_data, back_up_keys, expendable, listed, name_for
from storage.clock import lease_now

NO_KEYS = "the key store was not backed up: without it nobody can read the data; name a place for it with --keys-to"
SAME_FOLDER = "the data and its keys go to the same folder: whoever finds one finds both; keep them apart"
SAME_DISK = "{} lies in the data folder: it is lost together with the data; copy it to another machine"


def backup(
    to: Annotated[Path | None, typer.Option(help="Folder for the data's backup.")] = None,
    keys_to: Annotated[Path | None, typer.Option(help="Folder for the key store's backup, another place.")] = None,
    keep_days: Annotated[int | None, typer.Option(min=1, help="Days a daily backup is kept in that folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
) -> None:
    """Back up while the hub runs: consistent, encrypted, and restored into a scratch database before it counts."""
    settings = load_settings()
    with plain_faults(), metered() as meter:
        done = make(
            place_of(settings),
            to or settings.backup_folder or settings.data_folder / "backups",
            keys_to or settings.backup_keys_folder,
            keep_days or settings.backup_keep_days,
            lease_now(),
            meter,
        )
    if as_json:
        say_json(done)
    else:
        _tell(done)
    for warning in done["warnings"]:
        note(f"warning: {warning}")


def place_of(settings: Settings) -> Place:
    """Raises KeyProblem."""
    return Place(settings.data_folder, settings.database, settings.key_store, app.master_key(settings))


def make(
    place: Place, folder: Path, keys_folder: Path | None, days: int, now: datetime, meter: Meter
) -> dict[str, Any]:
    """Data first, then keys, so that the keys are never older; then what is old goes. Raises BackupProblem, OSError."""
    target = folder / name_for("data", now)
    made = back_up_data(place, target, now, meter)
    keys = _keys(place, made, keys_folder, now, meter) if keys_folder else None
    removed = [file.path for file in expendable(listed(folder, "data"), now, days)]
    if keys_folder:
        # A key destroyed to erase a person must not live on in older copies.
        removed += [file.path for file in listed(keys_folder, "keys")[:-1]]
    for path in removed:
        path.unlink()
    return {
        "data": facts(target, made.manifest),
        "keys": keys,
        "removed": [str(path) for path in removed],
        "warnings": _warnings(place, folder, keys_folder),
    }


def _keys(place: Place, made: Made, folder: Path, now: datetime, meter: Meter) -> dict[str, Any]:
    target = folder / name_for("keys", now)
    return facts(target, back_up_keys(place, made.key_ids, target, now, meter))


def facts(path: Path, manifest: Manifest) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"file": str(path), "bytes": path.stat().st_size, "sha256": digest, "verified": True, **manifest.facts()}


def _warnings(place: Place, folder: Path, keys_folder: Path | None) -> list[str]:
    found = []
    if keys_folder is None:
        found.append(NO_KEYS)
    elif keys_folder.resolve() == folder.resolve():
        found.append(SAME_FOLDER)
    if folder.resolve().is_relative_to(place.folder.resolve()):
        found.append(SAME_DISK.format(folder))
    return found


def _tell(done: dict[str, Any]) -> None:
    for name in ("data", "keys"):
        if done[name]:
            say(f"{name}: {line_of(done[name])}")
    if done["removed"]:
        say(f"removed: {len(done['removed'])} old")


def line_of(made: dict[str, Any]) -> str:
    rows, files = sum(made["counts"].values()), made["files"]
    return f"{made['file']}  {rows} rows, {files} files, {made['bytes'] / 1e6:.1f} MB, restored and compared"
