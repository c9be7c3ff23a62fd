"""A rotation from its claim on the keys to the backup after which the old key may go."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from bot import opening
from bot.cli.backup import make, purge_days
from bot.cli.meter import metered
from bot.domain.recoverycode import fingerprint
from bot.settings import Settings
from storage import rotation
from storage.backup import Place
from storage.clock import lease_now
from storage.crypto import KeyProblem, make_master_key
from storage.engine import make_engine
from storage.keysource import KeySource

SHEET = "print the sheet for the safe anew (`bookbag keys sheet`); keep the old one until the backups of its time are gone"
OLD_STAYS = "the old key stays in {}: set BOOKBAG_BACKUP_FOLDER and BOOKBAG_BACKUP_KEYS_FOLDER, run `bookbag backup`, delete it"
SET = "from now on the hub needs {}: change it in .env before you start the hub"


def rotate(settings: Settings, to_file: Path | None, to_command: str | None) -> dict[str, Any]:
    """Raises KeyProblem, also while the hub runs; BackupProblem leaves the old key beside the new one."""
    hold = rotation.Hold(settings.key_file.parent, alone=True)
    engine = make_engine(settings.key_store)
    try:
        if to_file or to_command:
            target = _target(settings, to_file, to_command)
            number = _move(engine, opening.key_source(settings), target, settings.data_folder)
            notes = [SET.format(_setting(target))]
        else:
            target = opening.key_source(settings)
            number, notes = _in_place(settings, engine), []
    finally:
        engine.dispose()
        hold.release()
    master = target.read(settings.data_folder)
    backed_up = _proved(settings, master)
    if not (to_file or to_command):
        notes += _old_goes(settings.key_file, backed_up=backed_up)
    return {"keys": number, "number": fingerprint(master), "backed_up": backed_up, "notes": [*notes, SHEET]}


def _in_place(settings: Settings, engine: Any) -> int:
    if settings.key_command.get_secret_value():
        raise KeyProblem("the key comes from BOOKBAG_KEY_COMMAND: name where the new one is, by --to-command or --to-file")
    opening.master_key(settings)
    return rotation.rotate(settings.key_file, engine)


def _target(settings: Settings, to_file: Path | None, to_command: str | None) -> KeySource:
    if to_file and to_command:
        raise KeyProblem("name one place for the new key: --to-file or --to-command")
    if to_file and not to_file.exists():
        make_master_key(to_file)
    return KeySource(to_file or settings.key_file, to_command or "")


def _move(engine: Any, source: KeySource, target: KeySource, data_folder: Path) -> int:
    """One commit changes the store; the setting is the operator's to change. Said again after a kill, it finds it done."""
    new = target.read(data_folder)
    old = source.read(data_folder)
    if new == old:
        raise KeyProblem("that is the key the hub has now")
    if rotation.fits(engine, old):
        rotation.rewrap(engine, old, new)
    return rotation.opens_all(engine, new)


def _setting(target: KeySource) -> str:
    return f"BOOKBAG_KEY_COMMAND={shlex.split(target.command)[0]} …" if target.command else f"BOOKBAG_KEY_FILE={target.file}"


def _proved(settings: Settings, master: bytes) -> bool:
    """A whole backup under the new key, where both folders are set; backups of the keys under the old one go with it."""
    if settings.backup_folder is None or settings.backup_keys_folder is None:
        return False
    place = Place(settings.data_folder, settings.database, settings.key_store, master)
    with metered() as meter:
        days = min(settings.backup_keep_days, purge_days(place))
        make(place, settings.backup_folder, settings.backup_keys_folder, days, lease_now(), meter)
    return True


def _old_goes(path: Path, *, backed_up: bool) -> list[str]:
    old = rotation.old_file(path)
    if not backed_up:
        return [OLD_STAYS.format(old)]
    old.unlink(missing_ok=True)
    rotation.sync_folder(path.parent)
    return []
