"""The machine's clock, and school time, which the sandbox can move through one row. Leases go by `storage.steady`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, select

from storage import tables
from storage.db import Db

_clock = tables.clock
_READ = select(_clock.c.offset_s).where(_clock.c.id == 1)
_SET = _clock.update().where(_clock.c.id == 1).values(offset_s=bindparam("seconds"))


def lease_now() -> datetime:
    """What the machine's clock says, for what outlives a start: sessions, copies, alerts. It can be set; aware UTC."""
    return machine()


def machine() -> datetime:
    """The one place where that clock is read."""
    return datetime.now(UTC)


def offset(db: Db) -> timedelta:
    return timedelta(seconds=db.value(_READ) or 0.0)


def school_now(db: Db) -> datetime:
    """The time by which every rule decides."""
    return lease_now() + offset(db)


def set_offset(db: Db, seconds: float) -> None:
    """Sandbox only; `app` refuses it beside a real token."""
    if not db.run(_SET, seconds=seconds):
        db.run(_clock.insert(), id=1, offset_s=seconds)
