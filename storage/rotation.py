"""A new master key for an old hub: every data key is wrapped anew, in one transaction, and nothing sealed is touched.

Killed at any moment, the hub opens with the key file that is there, or `settle` puts the right one there:

    bookbag.key.new is written → the store changes in one commit → everything opens → bookbag.key becomes .old, .new becomes it
"""

from __future__ import annotations

import fcntl
import os
import weakref
from pathlib import Path

from sqlalchemy import Engine, bindparam, insert, select, update

from storage.crypto import BLIND_ID, BLIND_KIND, KeyProblem, Wrapping, blind_key, make_master_key, read_master_key
from storage.keystore import SqlKeyStore, data_key, overwritten

_WRAPPED = select(data_key.c.id, data_key.c.wrapped).where(data_key.c.wrapped.is_not(None)).order_by(data_key.c.id)
_REWRAP = update(data_key).where(data_key.c.id == bindparam("key_id")).values(wrapped=bindparam("anew"))
_BUSY = "the hub, or another command, is using the keys: stop it (systemctl stop bookbag), then try again"


class Hold:
    """This process's claim on the keys: many may share it, a rotation shares it with nobody. Let go by `release`."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        """Raises KeyProblem while somebody else's claim stands against it. A folder that is not there needs none."""
        self._let_go = None
        if not folder.is_dir():
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise KeyProblem(_BUSY) from None
        self._let_go = weakref.finalize(self, os.close, descriptor)

    def release(self) -> None:
        if self._let_go is not None:
            self._let_go()


def new_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def old_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


def fits(engine: Engine, master: bytes) -> bool:
    """Whether this key opens the store; an empty store fits every key."""
    with engine.connect() as connection:
        row = connection.execute(_WRAPPED.limit(1)).first()
    try:
        return row is None or bool(Wrapping(master).unwrap(row.id, row.wrapped))
    except KeyProblem:
        return False


def rewrap(engine: Engine, old: bytes, new: bytes) -> int:
    """All or nothing; returns how many keys there are. Raises KeyProblem when `old` is not the store's key."""
    store, before, after = SqlKeyStore(engine), Wrapping(old), Wrapping(new)
    blind = blind_key(old, store)
    with engine.begin() as connection:
        rows = [(row.id, row.wrapped) for row in connection.execute(_WRAPPED)]
        anew = [{"key_id": one, "anew": after.wrap(one, before.unwrap(one, raw))} for one, raw in rows]
        if BLIND_ID not in {one for one, _ in rows}:
            made = {"id": BLIND_ID, "kind": BLIND_KIND, "wrapped": after.wrap(BLIND_ID, blind)}
            connection.execute(insert(data_key), made)
        if anew:
            connection.execute(_REWRAP, anew)
    overwritten(engine)
    return len(anew)


def opens_all(engine: Engine, master: bytes) -> int:
    """Tries every key in the store; returns how many. Raises KeyProblem."""
    wrapping = Wrapping(master)
    with engine.connect() as connection:
        return sum(bool(wrapping.unwrap(row.id, row.wrapped)) for row in connection.execute(_WRAPPED))


def rotate(path: Path, engine: Engine) -> int:
    """A fresh key in `path`; the one before is beside it as .old. Goes on where a killed one stopped. Raises KeyProblem."""
    settle(path, engine)
    old, fresh = read_master_key(path), new_file(path)
    if not fresh.exists():
        make_master_key(fresh)
    new = read_master_key(fresh)
    rewrap(engine, old, new)
    number = opens_all(engine, new)
    _swap(path)
    return number


def settle(path: Path, engine: Engine) -> bool:
    """Ends a rotation that was killed after the store had changed; True when there was one."""
    fresh = new_file(path)
    if not fresh.exists() or fits(engine, read_master_key(path)) or not fits(engine, read_master_key(fresh)):
        return False
    _swap(path)
    return True


def _swap(path: Path) -> None:
    """At every moment `path` holds one key or the other."""
    old_file(path).unlink(missing_ok=True)
    os.link(path, old_file(path))
    new_file(path).replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A new name survives a power cut only once its folder is on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
