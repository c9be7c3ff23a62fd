"""What the database knows of how its rows are spread, so that it reads by the right index. PostgreSQL sees to it itself."""

from __future__ import annotations

from sqlalchemy import text

from storage.db import Db

EVERY_S = 3600.0
# Rows looked at for each index: a tenth of a second, however long the tables are. Of fewer than the longest threads have, a
# thread seems as long as its whole school, and the school is what is walked through.
_SAMPLE = 20_000
_LIMIT, _LOOK = text(f"PRAGMA analysis_limit={_SAMPLE}"), text("ANALYZE")


def refresh(db: Db) -> None:
    """SQLite never looks by itself, and without it reads a whole table where an index would do."""
    if db.connection.dialect.name == "sqlite":
        db.connection.execute(_LIMIT)
        db.connection.execute(_LOOK)
