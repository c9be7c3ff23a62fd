"""One moment of a database, read while the hub goes on writing."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.engine import Connection, make_url

from storage import revision
from storage.backup.sealing import BackupProblem
from storage.engine import make_engine

_PREFIX = ".backup-work-"


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A private folder beside the data, which it holds copies of; what a killed run left there goes first.

    Raises BackupProblem while another backup or check has one.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupProblem("another backup is being made or checked: wait until it has ended") from None
        for left in folder.glob(f"{_PREFIX}*"):
            shutil.rmtree(left)
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder) as made:
            yield Path(made)


@contextmanager
def snapshot(url: str, folder: Path) -> Iterator[Connection]:
    """A connection whose queries all see the same moment. Raises BackupProblem when there is nothing to back up."""
    if make_url(url).get_backend_name() == "sqlite":
        with _sqlite(Path(str(make_url(url).database)), folder / "snapshot.db") as connection:
            yield connection
        return
    engine = make_engine(url)
    steady = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with steady.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _sqlite(source: Path, copy: Path) -> Iterator[Connection]:
    """Copied by SQLite's own online backup: a plain copy of a live database lacks what is in its WAL."""
    copy_database(source, copy)
    engine = make_engine(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def copy_database(source: Path, copy: Path) -> None:
    """Raises BackupProblem when the source is missing, damaged or no database."""
    if not source.is_file():
        raise BackupProblem(f"there is no database at {source}: nothing to back up")
    private_file(copy)
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(source))}?mode=rw", uri=True, timeout=30)) as from_,
            closing(sqlite3.connect(copy)) as to,
        ):
            from_.backup(to)
            if integrity(to) != "ok":
                raise BackupProblem(f"the database {source} is itself damaged: run `bookbag doctor`, restore a backup")
    except sqlite3.DatabaseError as error:
        raise BackupProblem(f"the database {source} cannot be read ({type(error).__name__})") from None


def copy_quickly(source: Path, copy: Path) -> None:
    """The same moment for a look that is thrown away: nothing waits for the disk, which a small copy never reaches.

    Raises BackupProblem when there is no database.
    """
    if not source.is_file():
        raise BackupProblem(f"there is no database at {source}: nothing to back up")
    private_file(copy)
    with (
        closing(sqlite3.connect(f"file:{quote(str(source))}?mode=rw", uri=True, timeout=30)) as from_,
        closing(sqlite3.connect(copy)) as to,
    ):
        to.execute("PRAGMA synchronous=OFF")
        from_.backup(to)


def integrity(connection: sqlite3.Connection) -> str:
    """ "ok", or SQLite's first complaint."""
    return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])


def private_file(path: Path) -> None:
    """Make an empty file that only its owner can read, before anything is written to it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def revision_of(connection: Connection) -> str:
    """The schema's revision. Raises BackupProblem for a database Bookbag never set up."""
    found = revision.current(connection)
    if found is None:
        raise BackupProblem("this database is not Bookbag's, or was never set up: run `bookbag init`")
    return found
