"""The store of wrapped data keys: a small SQLite file (or PostgreSQL by URL) of its own, backed up apart from the data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, MetaData, String, Table, bindparam, insert, select, update
from sqlalchemy.engine import Engine

keys_metadata = MetaData()
data_key = Table(
    "data_key",
    keys_metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("wrapped", LargeBinary, nullable=True),  # NULL once destroyed: the id stays as proof of the erasure
)
_ADD = insert(data_key)
_GET = select(data_key.c.wrapped).where(data_key.c.id == bindparam("key_id"))
_DESTROYED = select(data_key.c.id).where(data_key.c.wrapped.is_(None))
_DESTROY = update(data_key).where(data_key.c.id == bindparam("key_id")).values(wrapped=None)


class SqlKeyStore:
    """`KeyStore` on any SQLAlchemy engine made by `storage.engine`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        keys_metadata.create_all(engine)

    def add(self, wrapped: Iterable[tuple[int, str, bytes]]) -> None:
        rows: list[dict[str, Any]] = [{"id": key_id, "kind": kind, "wrapped": raw} for key_id, kind, raw in wrapped]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(_ADD, rows)

    def get(self, key_id: int) -> bytes | None:
        with self._engine.connect() as connection:
            wrapped: bytes | None = connection.execute(_GET, {"key_id": key_id}).scalar()
        return wrapped

    def destroy(self, key_ids: Iterable[int]) -> None:
        """The wrapped bytes are overwritten where they lay, in SQLite's journal too."""
        with self._engine.begin() as connection:
            for key_id in key_ids:
                connection.execute(_DESTROY, {"key_id": key_id})
        overwritten(self._engine)

    def destroyed(self) -> frozenset[int]:
        """Ids of all keys that were destroyed: the list of erasures a restored backup is held against."""
        with self._engine.connect() as connection:
            return frozenset(connection.execute(_DESTROYED).scalars())


def overwritten(engine: Engine) -> None:
    """What a transaction replaced is gone from SQLite's journal too."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
