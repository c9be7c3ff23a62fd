"""Files families sent, beside the chain: sealed as they lie in the data folder, each once, gone when it is gone there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from storage.backup.snapshot import private_file
from storage.rotation import sync_folder
from storage.shipping.chain import MEDIA


def ship_media(source: Path, folder: Path) -> int:
    """Returns how many were new."""
    target = folder / MEDIA
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    here = {path.name for path in source.iterdir() if path.is_file()} if source.is_dir() else set()
    there = {path.name for path in target.iterdir()}
    for name in there - here:
        (target / name).unlink()
    new = [name for name in sorted(here - there) if _copied(source / name, target)]
    if new:
        sync_folder(target)
    return len(new)


def _copied(path: Path, target: Path) -> bool:
    """False when it was erased meanwhile."""
    part = target / f".{path.name}.part"
    part.unlink(missing_ok=True)
    private_file(part)
    try:
        with path.open("rb") as source, part.open("r+b") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
    except FileNotFoundError:
        part.unlink()
        return False
    part.replace(target / path.name)
    return True
