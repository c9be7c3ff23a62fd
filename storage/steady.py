"""A clock that nobody sets, for leases, pauses and retries: the seconds since the machine was started.

A machine's clock is put right by minutes or hours while a hub works. Were leases to go by it, one put forward would end them
under a send that is on its way (it would leave twice), and one put back would make a retry wait for those hours.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import bindparam, func, select

from storage import tables
from storage.db import Db

_boot = tables.boot
_ZERO = select(_boot.c.zero).where(_boot.c.boot == bindparam("this"))
_THEIRS = select(func.clock_timestamp())
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def since_boot() -> timedelta:
    """Sleep counts: a lease does not outlive a night with the lid closed."""
    return timedelta(seconds=time.clock_gettime(time.CLOCK_BOOTTIME))


@cache
def this_boot() -> str:
    """Names the machine's life since it was last started; where it has no name, this process's."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except OSError:
        return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Steady:
    """Lease time. `zero` is what it was when the machine started; processes of one installation agree on it."""

    zero: datetime = field(default_factory=lambda: datetime.now(UTC) - since_boot())

    def now(self) -> datetime:
        """Aware UTC. It says the machine's time as it was when the first hub of this boot began, and then only runs."""
        return self.zero + since_boot()


def of_this_boot(db: Db) -> tuple[Steady, bool]:
    """The clock all processes of this machine share, and whether this is the first of them since it started.

    Several machines share a PostgreSQL: its clock is the one they all start from, whatever their own say.
    """
    zero = _their_time(db) - since_boot()
    first = db.add_new(_boot, boot=this_boot(), zero=zero, ahead_s=0.0, seen_at=datetime.now(UTC))
    return Steady(zero if first else db.value(_ZERO, this=this_boot())), first


def _their_time(db: Db) -> datetime:
    if db.connection.dialect.name == "sqlite":
        return datetime.now(UTC)
    told: datetime = db.value(_THEIRS)
    return told.astimezone(UTC)
