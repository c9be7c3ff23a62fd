"""Whether a database holds a school already, asked before there is any key to open it with."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, select

from storage import tables

_ANY = select(tables.school.c.slug).order_by(tables.school.c.id).limit(1)


def first_school(engine: Engine) -> str | None:
    """Its slug. A SQLite file is not created by asking."""
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    if path and not Path(path).exists():
        return None
    if not inspect(engine).has_table("school"):
        return None
    with engine.connect() as connection:
        slug: str | None = connection.execute(_ANY).scalar()
    return slug
