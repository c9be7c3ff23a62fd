"""Brings a database to today's schema, and makes new migrations (`python -m storage.schema "what changed"`)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from storage.engine import make_engine

_FOLDER = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return config


class NewerSchema(ValueError):  # noqa: N818 - the operator reads this as one plain line
    """A newer Bookbag has been at this database; there is no way back in place."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Run every migration up to `to` that this database has not had. Safe to run again. Raises NewerSchema."""
    config = _config()
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and not knows(current):
            raise NewerSchema(
                f"the database has schema {current}, of a newer Bookbag: install that version, or restore the backup "
                "made before the upgrade"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def is_current(engine: Engine) -> bool:
    """Whether the database has exactly the newest schema."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(_config()).get_current_head()


def knows(revision: str) -> bool:
    """Whether this version of Bookbag can bring a database of that revision up to date."""
    return any(known.revision == revision for known in ScriptDirectory.from_config(_config()).walk_revisions())


def make_revision(message: str) -> None:
    """Compare the tables with a fresh database at the newest migration and write the difference as a new one."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/empty.db")
        upgrade(engine)
        config = _config()
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()


if __name__ == "__main__":
    make_revision(sys.argv[1])
