"""Which schema a database has, read without Alembic: every start asks, and only an upgrade has to load that."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, inspect, text

_HEAD = text("SELECT version_num FROM alembic_version")


def current(connection: Connection) -> str | None:
    """None for a database nobody has set up."""
    return connection.execute(_HEAD).scalar() if inspect(connection).has_table("alembic_version") else None


def of(engine: Engine) -> str | None:
    """None for a database nobody has set up."""
    with engine.connect() as connection:
        return current(connection)
