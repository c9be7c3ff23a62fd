"""Reading goes by the right index once the database has looked at its rows."""

from __future__ import annotations

from sqlalchemy import text

from storage import statistics
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines


def test_after_looking_sqlite_knows_how_its_rows_are_spread(engines: Engines, keys: Keyring) -> None:
    with engines.write.connect() as connection, connection.begin():
        statistics.refresh(Db(connection, keys))
    if not engines.sqlite:
        return  # PostgreSQL looks by itself; asking it is no error
    with engines.read.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sqlite_stat1")) > 0
