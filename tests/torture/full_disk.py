"""`bookbag run` whose database may not grow as long as a file says so: what SQLite does on a disk without room."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

_FULL = Path(os.environ["TORTURE_FULL"])
_ROOM = 1_000_000_000  # pages


@event.listens_for(Engine, "begin")
def _room(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() if _FULL.exists() else _ROOM
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


if __name__ == "__main__":
    from bot.__main__ import main

    main()
