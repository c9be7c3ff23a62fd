"""Shared pieces of a school's tables."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint


def within_school(column: str, table: str) -> ForeignKeyConstraint:
    """A foreign key that cannot leave the school: (school_id, column) → table(school_id, id)."""
    return ForeignKeyConstraint(["school_id", column], [f"{table}.school_id", f"{table}.id"])


def of_school() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["school_id"], ["school.id"])
