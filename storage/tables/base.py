"""Shared pieces of a school's tables."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Column, Constraint, ForeignKeyConstraint, Index, MetaData, Table, text

METADATA = MetaData()


def table(name: str, *parts: Column[Any] | Constraint | Index, **options: Any) -> Table:
    """Its bare INSERT is made once: making it costs three times what running it does."""
    made = Table(name, METADATA, *parts, **options)
    made.insert = cache(made.insert)  # type: ignore[method-assign]
    return made


def within_school(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key that cannot leave the school: (school_id, column) → table(school_id, id)."""
    return ForeignKeyConstraint(["school_id", column], [f"{table}.school_id", f"{table}.id"])


def of_school() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["school_id"], ["school.id"])


def partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of those rows alone, on both databases. Only the migrations make it: told here for PostgreSQL as well, the condition
    would load all that SQLAlchemy knows of PostgreSQL, 2 MB, in a hub on SQLite.
    """
    return Index(name, *columns, unique=unique, sqlite_where=text(where), info={"where": where})
