"""A school that was founded once is put back for the next story that begins with the same one: rows, keys and who is who.

Founding costs a tenth of a story. What is put back is what the founding left, byte for byte: the database, the key store
and the master key that they are sealed with.
"""

from __future__ import annotations

import copy
import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.cast import Cast, Roll

Casts = tuple[Cast, Cast | None]
_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1"
_SEQUENCES = "select relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by 1"
_KEY, _STORE = Path("keys", "bookbag.key"), Path("keys", "keys.db")


@dataclass(frozen=True, slots=True)
class Founded:
    """`rows` as the database gives them: a SQLite file, or what COPY says of each table. `rolls` are known by where they lie
    in memory, and so must stay there.
    """

    casts: Casts
    rolls: Sequence[Roll]
    master: bytes
    store: bytes
    rows: Any


_KEPT: dict[tuple[Any, ...], Founded] = {}


def before(database_url: str, folder: Path) -> tuple[Any, ...] | None:
    """What the story begins on, which a founding is kept for. None where something is there already: nothing is put back."""
    if (folder / _STORE).exists():
        return None
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        return ("sqlite", hashlib.sha256(file.read_bytes()).digest()) if file.is_file() else None
    with _postgres(database_url) as connection:
        empty = not any(_filled(connection, name) for name in ("school", "carrier_account"))
    return ("postgresql",) if empty else None


def put_back(key: tuple[Any, ...], database_url: str, folder: Path) -> Casts | None:
    """Whose school it is now; None where none like it was founded before."""
    found = _KEPT.get(key)
    if found is None:
        return None
    (folder / _KEY).write_bytes(found.master)
    (folder / _STORE).write_bytes(found.store)
    (folder / _STORE).chmod(0o600)
    if database_url.startswith("sqlite"):
        Path(make_url(database_url).database or "").write_bytes(found.rows)
    else:
        _say_again(database_url, *found.rows)
    return copy.deepcopy(found.casts)


def keep(key: tuple[Any, ...], rolls: Sequence[Roll], database_url: str, folder: Path, casts: Casts) -> None:
    """As it is now, before anything happens in it."""
    if database_url.startswith("sqlite"):
        rows: Any = _file(Path(make_url(database_url).database or ""), folder)
    else:
        rows = _said(database_url)
    master, store = (folder / _KEY).read_bytes(), _file(folder / _STORE, folder)
    _KEPT[key] = Founded(copy.deepcopy(casts), rolls, master, store, rows)


def _file(path: Path, folder: Path) -> bytes:
    """A database in use, whole."""
    whole = folder / "whole.db"
    with closing(sqlite3.connect(path)) as used, closing(sqlite3.connect(whole)) as made:
        used.backup(made)
    found = whole.read_bytes()
    whole.unlink()
    return found


def _postgres(database_url: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(database_url.replace("postgresql+psycopg://", "postgresql://", 1))


def _of(statement: LiteralString, name: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(name))


def _filled(connection: psycopg.Connection[tuple[Any, ...]], name: str) -> bool:
    return connection.execute(_of("select 1 from {} limit 1", name)).fetchone() is not None


def _said(database_url: str) -> tuple[dict[str, bytes], dict[str, tuple[Any, ...]]]:
    with _postgres(database_url) as connection:
        names = [str(row[0]) for row in connection.execute(_TABLES) if row[0] != "alembic_version"]
        rows = {name: _table(connection, name) for name in names if _filled(connection, name)}
        sequences = [str(row[0]) for row in connection.execute(_SEQUENCES)]
        counted = {name: connection.execute(_of("select last_value, is_called from {}", name)).fetchone() or () for name in sequences}
    return rows, counted


def _table(connection: psycopg.Connection[tuple[Any, ...]], name: str) -> bytes:
    with connection.cursor().copy(_of("COPY {} TO STDOUT (FORMAT BINARY)", name)) as copied:
        return b"".join(bytes(part) for part in copied)


def _say_again(database_url: str, rows: dict[str, bytes], counted: dict[str, tuple[Any, ...]]) -> None:
    with _postgres(database_url) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")  # whichever table comes first
        for name, said in rows.items():
            with connection.cursor().copy(_of("COPY {} FROM STDIN (FORMAT BINARY)", name)) as copied:
                copied.write(said)
        for name, (last, called) in counted.items():
            connection.execute("select setval(%s::regclass, %s, %s)", (f'"{name}"', last, called))
