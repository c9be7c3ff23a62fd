"""Files that were sent and are being looked at, before anything is done with them: in memory, each for its sender alone.

Never on disk: a school's roll in a temporary folder would outlive the reason for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.clock import lease_now
from storage.ids import new_id

_KEPT_FOR = timedelta(minutes=30)
_MOST = 20


@dataclass(frozen=True, slots=True)
class File:
    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    account_id: int
    until: datetime
    files: tuple[File, ...]


class Shelf:
    """What was sent and is looked at, each for the one who sent it; gone with the process."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}

    def put(self, account_id: int, files: tuple[File, ...]) -> int:
        """The oldest gives way. Returns what `get` wants."""
        now = lease_now()
        fresh = {key: one for key, one in self._kept.items() if one.until > now}
        self._kept = dict(list(fresh.items())[-_MOST + 1 :])
        made = new_id()
        self._kept[made] = Kept(account_id, now + _KEPT_FOR, files)
        return made

    def get(self, account_id: int, key: str) -> tuple[File, ...]:
        """Empty when it is not theirs, or too long ago."""
        found = self._kept.get(int(key)) if key.isdecimal() else None
        theirs = found is not None and found.account_id == account_id and found.until > lease_now()
        return found.files if found is not None and theirs else ()

    def drop(self, key: str) -> None:
        if key.isdecimal():
            self._kept.pop(int(key), None)


def by_name(files: tuple[File, ...]) -> Mapping[str, bytes]:
    return {one.name.replace("\\", "/").rpartition("/")[2]: one.data for one in files}
