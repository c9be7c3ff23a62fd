"""A file that appears under its name only once it is whole, on disk and proved; readable by its owner alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.backup.sealing import BackupProblem
from storage.backup.snapshot import private_file
from storage.rotation import sync_folder


@contextmanager
def arriving(target: Path) -> Iterator[Path]:
    """Yields the place to write to; what fails leaves nothing behind. Raises BackupProblem when the name is taken."""
    if target.exists():
        raise BackupProblem(f"{target} is there already: a backup is never overwritten")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    private_file(part)
    try:
        yield part
        part.rename(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def forget_unfinished(folder: Path) -> None:
    """What a killed run left half written: no retention would ever find it (DPIA21). Under the hub's own backup lock only."""
    for left in folder.glob(".bookbag-*.backup.part"):
        left.unlink(missing_ok=True)
