"""Whether a key store can open what a database holds: a backup whose keys are elsewhere is not a backup."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.engine import Connection, make_url

from storage.backup.rows import tables_of
from storage.engine import make_engine
from storage.keystore import data_key


def key_ids(connection: Connection) -> frozenset[int]:
    """Every data key the database names."""
    found: set[int] = set()
    for table in tables_of(connection):
        if "key_id" in table.columns:
            found.update(connection.execute(select(table.c.key_id).distinct()).scalars())
    return frozenset(found)


def unknown(wanted: frozenset[int], store: Connection) -> int:
    """How many of them the store has never heard of. A destroyed key is known: its row stays."""
    return len(wanted - set(store.execute(select(data_key.c.id)).scalars()))


def unknown_in(url: str, wanted: frozenset[int]) -> int:
    """The same for a store by its address; one that is not there knows nothing."""
    made = make_url(url)
    if made.get_backend_name() == "sqlite" and not Path(str(made.database)).is_file():
        return len(wanted)
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            return unknown(wanted, connection) if inspect(connection).has_table(data_key.name) else len(wanted)
    finally:
        engine.dispose()
