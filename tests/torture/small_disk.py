"""A real disk of a few megabytes that can be filled to the last byte: what `test_no_room` puts a database on."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.engine import make_engine

_CHUNK = 1 << 16
_SPACE = "small_disk"


@dataclass(frozen=True, slots=True)
class SmallDisk:
    folder: Path

    def fill(self) -> None:
        """Nothing is left, not for one more page."""
        size = _CHUNK
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            while size:
                try:
                    ballast.write(bytes(size))
                except OSError:
                    size //= 2

    def free(self) -> None:
        (self.folder / "ballast").unlink(missing_ok=True)


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk]:
    """Skips where this user may not mount one."""
    folder = Path(tempfile.mkdtemp(prefix="bookbag-disk-"))
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True)
    if made.returncode:
        folder.rmdir()
        pytest.skip("a disk to be filled needs the right to mount one")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


def moved_to(disk: SmallDisk, database: str) -> str:
    """The database's files lie on the disk from now on; returns its address."""
    if database.startswith("sqlite"):
        shutil.copy(database.removeprefix("sqlite:///"), disk.folder / "bookbag.db")
        return f"sqlite:///{disk.folder / 'bookbag.db'}"
    engine = make_engine(database)
    name, maintenance = engine.url.database, make_engine(str(engine.url.set(database="postgres").render_as_string(False)))
    with maintenance.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        owner = Path(connection.execute(text("SHOW data_directory")).scalar_one()).stat()
        os.chown(disk.folder, owner.st_uid, owner.st_gid)
        connection.execute(text(f"CREATE TABLESPACE {_SPACE} LOCATION '{disk.folder}'"))
        connection.execute(text(f"ALTER DATABASE {name} SET TABLESPACE {_SPACE}"))
    maintenance.dispose()
    engine.dispose()
    return database


def dropped(database: str) -> None:
    """A server must not keep files on a disk that goes."""
    if database.startswith("sqlite"):
        return
    url = make_engine(database).url
    maintenance = make_engine(str(url.set(database="postgres").render_as_string(False)))
    with maintenance.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE {url.database} WITH (FORCE)"))
        connection.execute(text(f"DROP TABLESPACE {_SPACE}"))
    maintenance.dispose()
