"""`bookbag backup`: the data in one encrypted file, the key store in another, both proved before they count."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.exc import SQLAlchemyError

from bot import opening
from bot.cli.meter import metered
from bot.cli.out import fail, load_settings, note, plain_faults, say, say_json, tell
from bot.domain.policy import Policy
from bot.domain.protection.processors import HOME
from bot.policyfile import load
from bot.privacy import offsite
from bot.settings import Settings
from bot.shipping import look
from storage import accounts, clock, policies
from storage.backup import Made, Manifest, Meter, Place, back_up_data, back_up_keys, expendable, listed, name_for
from storage.clock import lease_now
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import make_engine
from storage.keystore import SqlKeyStore

_FOR_EVER = 3650
NO_KEYS = "the key store was not backed up: without it nobody can read the data; name a place for it with --keys-to"
SAME_FOLDER = "the data and its keys go to the same folder: whoever finds one finds both; keep them apart"
SAME_DISK = "{} lies in the data folder: it is lost together with the data; copy it to another machine"


def backup(
    to: Annotated[Path | None, typer.Option(help="Folder for the data's backup.")] = None,
    keys_to: Annotated[Path | None, typer.Option(help="Folder for the key store's backup, another place.")] = None,
    keep_days: Annotated[int | None, typer.Option(min=1, help="Days a daily backup is kept in that folder.")] = None,
    changes: Annotated[bool, typer.Option("--changes", help="Ship what changed, now, as the hub does by itself.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
) -> None:
    """Back up while the hub runs: consistent, encrypted, and restored into a scratch database before it counts."""
    settings = load_settings()
    with plain_faults():
        _must_be_safe(settings)
    if changes:
        _ship(settings, as_json=as_json)
        return
    with plain_faults(), metered() as meter:
        place = opening.place_of(settings)
        done = make(
            place,
            to or settings.backup_folder or settings.data_folder / "backups",
            keys_to or settings.backup_keys_folder,
            min(keep_days or settings.backup_keep_days, purge_days(place)),
            lease_now(),
            meter,
        )
    if as_json:
        say_json(done)
    else:
        _tell(done)
    for warning in done["warnings"]:
        note(f"warning: {warning}")


def _must_be_safe(settings: Settings) -> None:
    """No copy is put where the register has no safeguard for it (DPIA41)."""
    if settings.backup_country in HOME:
        return
    place = opening.place_of(settings)
    keys, engine = Keyring(place.master, SqlKeyStore(make_engine(place.keys_url))), make_engine(place.url)
    try:
        with engine.connect() as connection:
            found = offsite.barred(Db(connection, keys), settings.backup_country)
    except SQLAlchemyError:
        found = []  # an older or a foreign schema; the backup itself says what is wrong
    finally:
        engine.dispose()
    if found:
        fail(offsite.words(settings.backup_country, [slug for _, slug in found]))


def purge_days(place: Place) -> int:
    """After as many days a school's backups must have lost what was deleted; of several schools the strictest (DPIA21)."""
    keys, engine = Keyring(place.master, SqlKeyStore(make_engine(place.keys_url))), make_engine(place.url)
    try:
        with engine.connect() as connection:
            return min(_purge_days(Db(connection, keys)), default=_FOR_EVER)
    except SQLAlchemyError:
        return _FOR_EVER  # an older or a foreign schema; the backup itself says what is wrong
    finally:
        engine.dispose()


def _purge_days(db: Db) -> Iterator[int]:
    for school in accounts.schools(db):
        found = policies.in_force(db, school.id, clock.school_now(db))
        yield (load(found[1], "policy in force") if found else Policy()).retention.backup_purge_days


def _ship(settings: Settings, *, as_json: bool) -> None:
    with plain_faults():
        wanted = opening.shipping_of(settings)
        if wanted is None:
            fail("set BOOKBAG_BACKUP_CHANGES_FOLDER and BOOKBAG_BACKUP_KEYS_FOLDER first")
        done = look(wanted, lease_now())
    told = {"file": str(done.path), "pages": done.pages, "files": done.files, "whole": done.whole, "broken": done.broken} if done else {"file": None}
    line = f"{done.path}  {done.pages} pages, {done.files} files" if done else "PostgreSQL ships its own; the keys are fresh"
    tell(told, line, as_json=as_json)


def make(
    place: Place, folder: Path, keys_folder: Path | None, days: int, now: datetime, meter: Meter
) -> dict[str, Any]:
    """Data first, then keys, so that the keys are never older; then what is old goes. Raises BackupProblem, OSError."""
    now = _second_of_its_own(folder, keys_folder or folder, now)
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


def _second_of_its_own(folder: Path, keys_folder: Path, now: datetime) -> datetime:
    """Names go by the second: a backup made in one that has its backup already is named by the next."""
    while (folder / name_for("data", now)).exists() or (keys_folder / name_for("keys", now)).exists():
        now += timedelta(seconds=1)
    return now


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
