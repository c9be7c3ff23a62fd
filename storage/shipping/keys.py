"""The key store's copy, made anew whenever a key came or was destroyed: rows shipped under a key nobody has are lost."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from storage.backup.making import Place, back_up_keys
from storage.backup.meter import Silent
from storage.backup.names import listed, name_for
from storage.engine import make_engine
from storage.keystore import data_key

NAME = ".shipped-keys"
_STATE = select(func.count(), func.max(data_key.c.id), func.count(data_key.c.wrapped))


def ship_keys(hub: Place, folder: Path, made_at: datetime) -> Path | None:
    """The new copy, or None when nothing changed. Older copies go: a destroyed key must not live on in one (DPIA21)."""
    mark, memory = _mark(hub), hub.folder / NAME
    there = listed(folder, "keys")
    if there and memory.is_file() and memory.read_text() == mark:
        return None
    target = folder / name_for("keys", made_at)
    back_up_keys(hub, frozenset(), target, made_at, Silent())
    for old in there:
        old.path.unlink()
    memory.write_text(mark)
    return target


def _mark(hub: Place) -> str:
    engine = make_engine(hub.keys_url)
    try:
        with engine.connect() as connection:
            state = tuple(connection.execute(_STATE).one())
    finally:
        engine.dispose()
    return hashlib.sha256(repr(state).encode() + hub.master).hexdigest()
