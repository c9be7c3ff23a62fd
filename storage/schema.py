"""Brings a database to today's schema, and makes new migrations (`python -m storage.schema "what changed"`)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from storage import lossless, revision
from storage.engine import make_engine

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    from alembic.config import Config  # as wherever Alembic is named here: an upgrade alone needs it

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


class NewerSchema(ValueError):  # noqa: N818 - the operator reads this as one plain line
    """A newer Bookbag has been at this database; there is no way back in place."""


class BrokenReferenceError(RuntimeError):
    """A migration would leave a row pointing at nothing; nothing of it stands."""


def upgrade(engine: Engine, to: str = "head", check: Callable[[Connection], None] | None = None) -> None:
    """Run every migration up to `to` that this database has not had. Safe to run again.

    One transaction: what fails, loses a row or does not pass `check` leaves the database as it was. Raises NewerSchema,
    LostRowsError, or what a migration or the check raised.
    """
    if to == "head" and is_current(engine):
        return  # every start and every command asks; only an upgrade has to load the migrations
    from alembic import command

    config = _config()
    with _rebuilding(engine) as connection:
        current = revision.current(connection)
        if current is not None and not knows(current):
            raise NewerSchema(
                f"the database has schema {current}, of a newer Bookbag: install that version, or restore the backup "
                "made before the upgrade"
            )
        config.attributes["connection"] = connection
        before = lossless.counts(connection) if current else {}
        command.upgrade(config, to)
        lossless.must_be_kept(connection, before)
        if check is not None:
            check(connection)


@contextmanager
def _rebuilding(engine: Engine) -> Iterator[Connection]:
    """One transaction. SQLite changes a column by making the table anew, which a reference to it forbids: references are
    looked at when all is done instead, and a broken one undoes everything.
    """
    with engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        pragma: Any = connection.connection.driver_connection
        try:
            if sqlite:
                pragma.execute("PRAGMA foreign_keys=OFF")  # outside a transaction, or it does nothing
            with connection.begin():
                yield connection
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise BrokenReferenceError
        finally:
            if sqlite:
                pragma.execute("PRAGMA foreign_keys=ON")


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the newest schema."""
    return revision.of(engine) == max(_revisions())


def knows(found: str) -> bool:
    """Whether this version of Bookbag can bring a database of that revision up to date."""
    return found in _revisions()


def _revisions() -> frozenset[str]:
    """A migration's file begins with its revision, numbered in order: reading names is a hundredth of loading them all."""
    return frozenset(path.name[:4] for path in (_FOLDER / "versions").glob("[0-9]*.py"))


def make_revision(message: str) -> None:
    """Compare the tables with a fresh database at the newest migration and write the difference as a new one."""
    from alembic import command

    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/empty.db")
        upgrade(engine)
        config = _config()
        number = int(max(_revisions())) + 1
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    make_revision(sys.argv[1])
