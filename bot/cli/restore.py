"""`bookbag restore`: a backup put back into an empty place, or only proved with --check."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import opening
from bot.cli.backup import facts, line_of
from bot.cli.meter import metered
from bot.cli.out import load_settings, note, plain_faults, say, say_json
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.privacy.erasing import destroy, replay
from storage import accounts, books
from storage.backup import Meter, Place, about_of, rehearse, restore_data, restore_keys, scratch, unknown_in
from storage.clock import lease_now, school_now
from storage.crypto import Keyring, read_master_key
from storage.db import Db
from storage.engine import make_engine
from storage.erasing import Erased
from storage.keystore import SqlKeyStore
from storage.shipping import ask_again, grow

T = TypeVar("T")
TORN = "{} of the files families sent did not come back whole: the hub asks the carrier for them again"
KEYS_MISSING = "{} of its data keys are not in the key store: restore the keys' backup too, or the words stay sealed"


def restore(
    file: Annotated[Path, typer.Argument(help="A backup of the data or of the keys, or a folder of shipped changes.")],
    into: Annotated[str, typer.Option(help="An empty folder, or a database URL. Empty: where the settings say.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Restore into a scratch database only, and compare.")] = False,
    key_file: Annotated[
        Path | None, typer.Option(help="For a backup of the data from before `bookbag keys rotate`: the key of that time.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
) -> None:
    """Put a backup back: checked to its last byte first, into an empty place only, then brought up to date."""
    settings = load_settings()
    with plain_faults(), metered() as meter:
        place = opening.place_of(settings)
        opens = read_master_key(key_file) if key_file else place.master
        if file.is_dir() and not check:
            done = _grown(file, place, opens, into)
        else:
            done = _rehearsed(file, place, opens, meter) if check else _restored(file, place, opens, into, meter)
    if as_json:
        say_json(done)
    else:
        say(f"{done['kind']}: {line_of(done) if 'bytes' in done else done['file']}")
        if done["into"]:
            say(f"restored into {done['into']}")
        if done.get("erased_again"):
            say(f"erased again, as they had been since: {done['erased_again']}")
    for warning in done["warnings"]:
        note(f"warning: {warning}")


def _rehearsed(file: Path, place: Place, opens: bytes, meter: Meter) -> dict[str, Any]:
    with scratch(place.folder) as private:
        manifest = rehearse(file, opens, private, meter)
    _drilled(place)
    return facts(file, manifest) | {"into": None, "warnings": []}


def _drilled(place: Place) -> None:
    """On the register of every school here that a backup was restored and compared (DPIA22); nothing where no hub is yet."""
    keys, engine = Keyring(place.master, SqlKeyStore(make_engine(place.keys_url))), make_engine(place.url)
    try:
        for school in _with(engine, keys, accounts.schools):
            scope = Scope(school.id, None, Role.SYSTEM, "restore")
            _with(engine, keys, functools.partial(_note_drill, scope))
    except SQLAlchemyError:
        pass  # a clean machine, or a hub of another age: the rehearsal itself went well
    finally:
        engine.dispose()


def _note_drill(scope: Scope, db: Db) -> None:
    books.write(scope, db, lease_now(), "drill", school_now(db).date(), outcome="rehearsed")


def _restored(file: Path, place: Place, opens: bytes, into: str, meter: Meter) -> dict[str, Any]:
    if about_of(file, opens).kind == "keys":
        url, where = _target(into, "keys.db", place.keys_url)
        manifest = restore_keys(file, opens, url, meter)
        warnings, again = list[str](), 0
    else:
        url, where, media = _data_target(into, place)
        manifest, needed = restore_data(file, opens, url, media, meter)
        warnings, again = _with_keys(place, needed, url, media)
    return facts(file, manifest) | {"into": where, "warnings": warnings, "erased_again": again}


def _grown(folder: Path, place: Place, opens: bytes, into: str) -> dict[str, Any]:
    url, where, media = _data_target(into, place)
    found, files, needed = grow(folder, opens, url, media)
    warnings, again = _with_keys(place, needed, url, media)
    if not warnings and (torn := _asked_again(place, url, media)):
        warnings = [TORN.format(torn)]
    told = {"kind": "changes", "file": str(folder), "made_at": found.made_at.isoformat(), "files": files}
    return told | {"into": where, "warnings": warnings, "erased_again": again}


def _asked_again(place: Place, url: str, media: Path) -> int:
    """Files are shipped as they lie, sealed: whether they came whole is known once the keys open them."""
    keys, engine = Keyring(place.master, SqlKeyStore(make_engine(place.keys_url))), make_engine(url)
    try:
        return _with(engine, keys, functools.partial(ask_again, media=media))
    finally:
        engine.dispose()


def _data_target(into: str, place: Place) -> tuple[str, str, Path]:
    url, where = _target(into, "bookbag.db", place.url)
    return url, where, Path(into) / "media" if into and "://" not in into else place.media


def _with_keys(place: Place, needed: frozenset[int], url: str, media: Path) -> tuple[list[str], int]:
    """What is missing to read it, and who was erased again."""
    missing = unknown_in(place.keys_url, needed)
    return ([KEYS_MISSING.format(missing)], 0) if missing else ([], erased_again(place, url, media))


def erased_again(place: Place, url: str, media: Path) -> int:
    """Whoever was erased since that backup is erased in it before anybody looks (DPIA21)."""
    store = SqlKeyStore(make_engine(place.keys_url))
    keys, engine, done = Keyring(place.master, store), make_engine(url), 0
    try:
        for school in _with(engine, keys, accounts.schools):
            scope = Scope(school.id, None, Role.SYSTEM, "restore")
            back = _with(engine, keys, functools.partial(_replayed, scope, store.destroyed()))
            destroy(keys, media, back)
            done += len(back)
    finally:
        engine.dispose()
    return done


def _replayed(scope: Scope, destroyed: frozenset[int], db: Db) -> list[Erased]:
    books.write(scope, db, lease_now(), "drill", school_now(db).date(), outcome="restored")
    return replay(scope, db, lease_now(), destroyed)


def _with(engine: Engine, keys: Keyring, unit: Callable[[Db], T]) -> T:
    with engine.begin() as connection:
        return unit(Db(connection, keys))


def _target(into: str, name: str, url: str) -> tuple[str, str]:
    """The database to fill, and its address without a password."""
    wanted = into if "://" in into else f"sqlite:///{Path(into) / name}" if into else url
    return wanted, make_url(wanted).render_as_string()
