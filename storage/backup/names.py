"""How backup files are called, which is the newest, and which have been kept long enough."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.backup.manifest import Kind

_NAME = re.compile(r"bookbag-(data|keys)-(\d{8}T\d{6}Z)\.backup")
_STAMP = "%Y%m%dT%H%M%SZ"
_ALL_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class BackupFile:
    """`made_at` is aware UTC, from the name: a copy elsewhere has another file time."""

    path: Path
    made_at: datetime


def name_for(kind: Kind, made_at: datetime) -> str:
    return f"bookbag-{kind}-{made_at.astimezone(UTC).strftime(_STAMP)}.backup"


def listed(folder: Path, kind: Kind) -> list[BackupFile]:
    """Finished backups of one kind, oldest first; empty when the folder is not there."""
    found = []
    for path in folder.glob(f"bookbag-{kind}-*.backup") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            found.append(BackupFile(path, datetime.strptime(match[2], _STAMP).replace(tzinfo=UTC)))
    return sorted(found, key=lambda file: file.made_at)


def newest(folder: Path, kind: Kind = "data") -> BackupFile | None:
    return next(reversed(listed(folder, kind)), None)


def expendable(files: Iterable[BackupFile], now: datetime, keep_days: int) -> list[BackupFile]:
    """What may go: all of the last 24 hours stay, then one a day for `keep_days`; the newest of all always stays."""
    ordered = sorted(files, key=lambda file: file.made_at, reverse=True)
    kept_days, gone = set(), []
    for file in ordered[1:]:
        day = file.made_at.astimezone(UTC).date()
        if now - file.made_at < _ALL_FOR:
            continue
        if day in kept_days or now - file.made_at > timedelta(days=keep_days):
            gone.append(file)
        else:
            kept_days.add(day)
    return gone
