"""The database: there, answering, of today's schema, and opened by this key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.results import Fault, Ok, Result
from storage import schema
from storage.accounts import SchoolRow
from storage.crypto import ErasedError, KeyProblem, Keyring

_OLD_S = 600


def file_there(url: str, what: str) -> Result:
    """A SQLite file must exist before anything connects: connecting would make an empty one."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        return Fault(f"{what} does not exist", "run `bookbag init`, or restore it from a backup")
    return Ok(f"{what} is there")


def answers(engine: Engine) -> Result:
    try:
        with engine.connect():
            pass
    except SQLAlchemyError as error:
        return Fault(
            f"the database does not answer ({type(error).__name__})",
            "see that its server runs and that BOOKBAG_DATABASE_URL is right",
        )
    return Ok(f"{engine.dialect.name} answers")


def current(engine: Engine) -> Result:
    if not schema.is_current(engine):
        return Fault(
            "the database is not at this version's schema", "start `bookbag run` once: it brings it up to date"
        )
    return Ok("the schema is today's")


def keys_fit(keys: Keyring, school: SchoolRow) -> Result:
    """Sealing opens the school's data key, and writes nothing."""
    try:
        keys.seal(school.key_id, "doctor", "")
    except KeyProblem:
        return Fault(
            "the key file is not the one this hub was set up with", "bring the right key file back from the safe"
        )
    except ErasedError:
        return Fault("the key store does not hold this school's key", "restore the key store (keys.db) from its backup")
    return Ok("key file, key store and database fit together")


def dead_letters(dead: int) -> Result:
    if dead:
        return Fault(
            f"{dead} updates could not be handled and lie among the dead letters",
            "`bookbag dead` lists them; after an update `bookbag dead retry --all`; else `bookbag dead export FILE` for a report",
        )
    return Ok("no dead letters")


def waiting(oldest: datetime | None, now: datetime, what: str) -> Result:
    """Something due that nobody takes: the hub is not running, or cannot get through."""
    age = (now - oldest).total_seconds() if oldest else 0.0
    if age > _OLD_S:
        return Fault(
            f"{what} has waited for {round(age / 60)} minutes", "see that `bookbag run` is running, and its log"
        )
    return Ok(f"{what}: nothing waits too long")
