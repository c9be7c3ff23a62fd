"""`bookbag upgrade`: a backup, the new schema, a look whether all is there; and what was before when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot import opening
from bot.cli.backup import make, purge_days
from bot.cli.meter import metered
from bot.cli.out import fail, load_settings, plain_faults, tell
from bot.domain.calendar import Calendar
from bot.domain.stopping import may_stop, may_stop_from
from bot.rules import RuleBook
from bot.settings import Settings
from storage import accounts, clock, revision, rotation, schema
from storage.clock import lease_now
from storage.crypto import ErasedError, KeyProblem, Keyring
from storage.db import Db
from storage.engine import make_engine
from storage.keystore import SqlKeyStore
from storage.lossless import LostRowsError

_UNKNOWN_HOURS = Calendar(
    zone="Europe/London", periods=((frozenset(range(5)), time(7), time(18)),), term_time_only=False
)
_NOTHING = "the database is at this version's schema already"
_BACK = "the upgrade did not succeed and the database is as it was ({}): put the old version back and start it; backup: {}"


def upgrade(
    now: Annotated[bool, typer.Option("--now", help="Also while a school is open.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """After a new version was installed: back up, bring the database to its schema, check. Never in school hours."""
    settings = load_settings()
    with plain_faults():
        hold = rotation.Hold(settings.key_file.parent, alone=True)
        engine = make_engine(settings.database)
        try:
            done = _upgraded(settings, engine, at_once=now)
        finally:
            engine.dispose()
            hold.release()
    line = f"schema {done['before']} → {done['after']}; backup: {done['backup']}" if done["upgraded"] else _NOTHING
    tell(done, line, as_json=as_json)


def _upgraded(settings: Settings, engine: Engine, *, at_once: bool) -> dict[str, Any]:
    before = revision.of(engine)
    if before is None or schema.is_current(engine):
        return {"upgraded": False, "before": before, "after": before, "backup": None}
    keys = Keyring(opening.master_key(settings), SqlKeyStore(make_engine(settings.key_store)))
    if not at_once:
        _must_be_quiet(engine, keys)
    backup = _backed_up(settings)
    try:
        schema.upgrade(engine, check=lambda connection: _works(Db(connection, keys)))
    except (SQLAlchemyError, RuntimeError, KeyProblem, ErasedError, ValueError, KeyError) as error:
        why = str(error) if isinstance(error, LostRowsError) else type(error).__name__
        fail(_BACK.format(why, backup))
    return {"upgraded": True, "before": before, "after": revision.of(engine), "backup": backup}


def _must_be_quiet(engine: Engine, keys: Keyring) -> None:
    calendars, moment = list(_calendars(engine, keys)), lease_now()
    if may_stop(calendars, moment):
        return
    free = may_stop_from(calendars, moment)
    when = f"it may from {_spoken(free, calendars)} on" if free else "it finds no quiet hour in the next two days"
    fail(f"a school is open or opens within the hour: {when}, or with --now")


def _spoken(moment: datetime, calendars: list[Calendar]) -> str:
    return f"{moment.astimezone(ZoneInfo(calendars[0].zone)):%a %d %B %H:%M}"


def _calendars(engine: Engine, keys: Keyring) -> Iterator[Calendar]:
    """Teachers' and office's of every school; weekdays 7 to 18 where the old schema does not say."""
    try:
        with engine.connect() as connection:
            db = Db(connection, keys)
            for school in accounts.schools(db):
                made = RuleBook().of(db, school.id, clock.school_now(db)).calendars
                yield from (made.teachers, made.office)
    except SQLAlchemyError:
        yield _UNKNOWN_HOURS


def _backed_up(settings: Settings) -> str:
    """Where nothing is set, beside the data: better there than nowhere."""
    folder = settings.backup_folder or settings.data_folder / "backups"
    keys_folder = settings.backup_keys_folder or settings.key_file.parent / "backups"
    place = opening.place_of(settings)
    with metered() as meter:
        days = min(settings.backup_keep_days, purge_days(place))
        made = make(place, folder, keys_folder, days, lease_now(), meter)
    return str(Path(made["data"]["file"]))


def _works(db: Db) -> None:
    """Every school's key opens and its rules are read, as the hub would at its start. Raises what went wrong."""
    for school in accounts.schools(db):
        db.keys.seal(school.key_id, "upgrade", "")
        RuleBook().of(db, school.id, clock.school_now(db))
