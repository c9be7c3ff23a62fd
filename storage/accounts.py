"""Schools and their accounts at carriers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.engine import Row

from bot.domain.messages import Carrier, Side
from storage import tables
from storage.db import Db
from storage.ids import made_at, new_id

_school, _account = tables.school, tables.carrier_account
_SCHOOLS = select(_school.c.id, _school.c.slug, _school.c.key_id).order_by(_school.c.id)
_FOUNDED = select(func.min(_school.c.made_at))
_ACCOUNTS = select(_account).order_by(_account.c.id)
_ONE = select(_account).where(_account.c.carrier == bindparam("on"), _account.c.external_id == bindparam("external"))
_CARRIER = select(_account.c.carrier).where(_account.c.id == bindparam("account"))
_SHARE = update(_account).where(_account.c.id == bindparam("account")).values(school_id=None)
_PAUSE = update(_account).where(_account.c.id == bindparam("account")).values(paused_until=bindparam("until"))
_TROUBLE = update(_account).where(_account.c.id == bindparam("account")).values(trouble=bindparam("what"))


@dataclass(frozen=True, slots=True)
class SchoolRow:
    id: int
    slug: str
    key_id: int


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: int
    school_id: int | None
    carrier: Carrier
    side: Side
    external_id: str
    cursor: str | None
    key_id: int
    last_heard_at: datetime | None
    paused_until: datetime | None
    trouble: str | None


def schools(db: Db) -> list[SchoolRow]:
    return [SchoolRow(row.id, row.slug, row.key_id) for row in db.lasting(_SCHOOLS)]


def founded_at(db: Db) -> datetime | None:
    """When the first school was set up; None before."""
    founded: datetime | None = db.value(_FOUNDED)
    return founded


def added_at(db: Db, account_id: int) -> tuple[datetime, timedelta] | None:
    """When an account was added, by the machine's clock, and how long after the first school; None before there is one."""
    first, added = next(iter(schools(db)), None), made_at(account_id)
    return (added, added - made_at(first.id)) if first else None


def add_school(db: Db, slug: str, now: datetime) -> SchoolRow:
    """Raises IntegrityError when the slug is taken."""
    row = SchoolRow(new_id(), slug, new_id())
    db.keys.new_keys("school", [row.key_id])
    db.run(_school.insert(), id=row.id, slug=slug, key_id=row.key_id, made_at=now)
    return row


def accounts(db: Db) -> list[AccountRow]:
    return [_read(row) for row in db.all(_ACCOUNTS)]


def carrier(db: Db, account_id: int) -> Carrier | None:
    found = db.value(_CARRIER, account=account_id)
    return Carrier(found) if found else None


def ensure_account(db: Db, school_id: int | None, carrier: Carrier, side: Side, external_id: str) -> AccountRow:
    """The account with this number or bot id, made when it is new."""
    row = db.first(_ONE, on=str(carrier), external=external_id)
    if row is None:
        made, key_id = new_id(), new_id()
        db.keys.new_keys("account", [key_id])
        db.run(
            _account.insert(),
            id=made,
            school_id=school_id,
            carrier=str(carrier),
            side=str(side),
            external_id=external_id,
            key_id=key_id,
        )
        row = db.first(_ONE, on=str(carrier), external=external_id)
    if row is None:
        raise RuntimeError("the account just stored cannot be read")
    return _read(row)


def share(db: Db, account_id: int) -> None:
    """From now on the account serves several schools; whose a message is shows in the message."""
    db.run(_SHARE, account=account_id)


def pause(db: Db, account_id: int, until: datetime) -> None:
    """A carrier's Retry-After, for every process that shares the account (lease time)."""
    db.run(_PAUSE, account=account_id, until=until)


def set_trouble(db: Db, account_id: int, what: str | None) -> None:
    db.run(_TROUBLE, account=account_id, what=what)


def _read(row: Row[Any]) -> AccountRow:
    values = row._mapping
    return AccountRow(
        id=values["id"],
        school_id=values["school_id"],
        carrier=Carrier(values["carrier"]),
        side=Side(values["side"]),
        external_id=values["external_id"],
        cursor=values["cursor"],
        key_id=values["key_id"],
        last_heard_at=values["last_heard_at"],
        paused_until=values["paused_until"],
        trouble=values["trouble"],
    )
