"""What a backup says of itself: `About` at its start, the manifest at its end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from storage.backup.sealing import BackupProblem

Kind = Literal["data", "keys", "changes", "school"]


@dataclass(frozen=True, slots=True)
class About:
    """`revision` is the schema's; empty for a key store, which has one shape. `made_at` is aware UTC, the machine's."""

    kind: Kind
    revision: str
    database: str
    made_at: datetime

    def to_json(self) -> bytes:
        return json.dumps(self.facts()).encode()

    def facts(self) -> dict[str, object]:
        return {
            "format": 1,
            "kind": self.kind,
            "revision": self.revision,
            "database": self.database,
            "made_at": self.made_at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Manifest:
    """`counts` is rows per table; `files_gone` counts media rows whose file was no longer there."""

    about: About
    counts: dict[str, int] = field(default_factory=dict)
    files: int = 0
    files_gone: int = 0
    sha256: dict[str, str] = field(default_factory=dict)

    def facts(self) -> dict[str, object]:
        return self.about.facts() | {"counts": self.counts, "files": self.files, "files_gone": self.files_gone}

    def to_json(self) -> bytes:
        return json.dumps(self.facts() | {"sha256": self.sha256}).encode()


def about_from(raw: bytes) -> About:
    """Raises BackupProblem for anything `About.to_json` did not write."""
    with _as_other_version():
        facts = json.loads(raw)
        return About(facts["kind"], facts["revision"], facts["database"], datetime.fromisoformat(facts["made_at"]))


def manifest_from(raw: bytes) -> Manifest:
    """Raises BackupProblem for anything `Manifest.to_json` did not write."""
    with _as_other_version():
        facts = json.loads(raw)
        return Manifest(about_from(raw), facts["counts"], facts["files"], facts["files_gone"], facts["sha256"])


@contextmanager
def _as_other_version() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError):
        raise BackupProblem(
            "this backup was made by another version of Bookbag: install that version, or a newer one"
        ) from None
