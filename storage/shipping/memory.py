"""What this machine remembers of the chain it ships: the digest of every page as it was last shipped."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from storage.backup.snapshot import private_file

NAME = ".shipped"


@dataclass(frozen=True, slots=True)
class Memory:
    """`last` is the SHA-256 of the newest file; `key` tells under which master key it is."""

    began_at: str
    number: int
    last: str
    page_size: int
    key: str
    digests: bytes

    @property
    def began(self) -> datetime:
        return datetime.fromisoformat(self.began_at)


def remembered(folder: Path) -> Memory | None:
    """None when nothing was shipped from here, or what is remembered is damaged: then a new chain begins."""
    try:
        head, _, digests = (folder / NAME).read_bytes().partition(b"\n")
        return Memory(**json.loads(head), digests=digests)
    except (OSError, ValueError, TypeError):
        return None


def remember(folder: Path, memory: Memory) -> None:
    """A crash leaves the old memory or the new one."""
    facts = asdict(memory)
    digests = facts.pop("digests")
    draft = folder / f"{NAME}.part"
    draft.unlink(missing_ok=True)
    private_file(draft)
    with draft.open("r+b") as file:
        file.write(json.dumps(facts).encode() + b"\n" + digests)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / NAME)
