"""Whether a change of the schema kept every row; asked inside its transaction, so that one which did not never was."""

from __future__ import annotations

from sqlalchemy import func, inspect, select, table
from sqlalchemy.engine import Connection

from storage.tables.searching import NOT_BACKED_UP

_NOT_COUNTED = NOT_BACKED_UP | {"alembic_version"}
GONE: frozenset[str] = frozenset()
"""Tables that a migration removed on purpose, or moved into others."""


class LostRowsError(RuntimeError):
    """A migration would have lost rows; nothing of it stands."""


def counts(connection: Connection) -> dict[str, int]:
    """Rows of each table but those that are made again from the others."""
    kept = [name for name in inspect(connection).get_table_names() if name not in _NOT_COUNTED]
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar() or 0 for name in kept}


def must_be_kept(connection: Connection, before: dict[str, int]) -> None:
    """Raises LostRowsError naming the tables."""
    now = counts(connection)
    lost = sorted(name for name, number in before.items() if name not in GONE and now.get(name, 0) < number)
    if lost:
        raise LostRowsError(f"the new schema would lose rows of {', '.join(lost)}; nothing was changed: please report it")
