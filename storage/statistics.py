"""What the database knows of how its rows are spread, so that it reads by the right index. PostgreSQL sees to it itself."""

from __future__ import annotations

from sqlalchemy import text

from storage.db import Db

EVERY_S = 3600.0
_SAMPLE = 1_000  # rows looked at for each index: milliseconds, however long the tables are
_LIMIT, _LOOK = text(f"PRAGMA analysis_limit={_SAMPLE}"), text("ANALYZE")


def refresh(db: Db) -> None:
    """SQLite never looks by itself, and without it reads a whole table where an index would do."""
    if db.connection.dialect.name == "sqlite":
        db.connection.execute(_LIMIT)
        db.connection.execute(_LOOK)
