"""Rights that one process holds for a while: named leases, and a worker's claim on one sender. All in lease time."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Executable, and_, bindparam, delete, exists, or_, select, union, update

from storage import tables
from storage.db import Db, insert_of
from storage.partial import OUT_UNSURE, OUT_WAITS

_lease, _claim, _inbox, _out = tables.lease, tables.sender_claim, tables.inbox, tables.outbox
_RENEW = (
    update(_lease)
    .where(
        _lease.c.name == bindparam("wanted"), or_(_lease.c.owner == bindparam("by"), _lease.c.until < bindparam("now"))
    )
    .values(owner=bindparam("by"), until=bindparam("end"))
)
_RELEASE = delete(_lease).where(_lease.c.name == bindparam("wanted"), _lease.c.owner == bindparam("by"))
_SENDERS = (
    select(_inbox.c.account_id, _inbox.c.sender_blind, bindparam("by"), bindparam("end", type_=_claim.c.until.type))
    .where(
        _inbox.c.state == "new",
        ~exists().where(
            _claim.c.account_id == _inbox.c.account_id,
            _claim.c.sender_blind == _inbox.c.sender_blind,
            _claim.c.until >= bindparam("now"),
        ),
    )
    .group_by(_inbox.c.account_id, _inbox.c.sender_blind)
    .order_by(_inbox.c.account_id, _inbox.c.sender_blind)
    .limit(bindparam("most"))
)


@cache
def _claiming(dialect: str) -> Executable:
    """All of them in one statement; a claim that has run out is taken over."""
    made = insert_of(dialect)(_claim).from_select(["account_id", "sender_blind", "owner", "until"], _SENDERS)
    return made.on_conflict_do_update(
        index_elements=["account_id", "sender_blind"],
        set_={"owner": made.excluded.owner, "until": made.excluded.until},
        where=_claim.c.until < bindparam("now"),
    ).returning(_claim.c.account_id, _claim.c.sender_blind)


_MINE = and_(
    _claim.c.account_id == bindparam("account"),
    _claim.c.sender_blind == bindparam("sender"),
    _claim.c.owner == bindparam("by"),
)
_UNCLAIM = delete(_claim).where(_MINE)
_REST = update(_claim).where(_MINE).values(until=bindparam("end"))


_OWNERS = union(
    select(_lease.c.owner.label("owner")),
    select(_claim.c.owner.label("owner")),
    select(_out.c.lease_owner.label("owner")).where(OUT_WAITS),
    select(_out.c.lease_owner.label("owner")).where(OUT_UNSURE, _out.c.state == "sending"),
)


def end_of(db: Db, owner: str, now: datetime) -> None:
    """Everything a dead process held is free at once; what it was sending becomes ambiguous, not waiting."""
    over = now - timedelta(seconds=1)
    db.run(delete(_lease).where(_lease.c.owner == owner))
    db.run(delete(_claim).where(_claim.c.owner == owner))
    for held in (OUT_WAITS, and_(OUT_UNSURE, _out.c.state == "sending")):
        db.run(update(_out).where(held, _out.c.lease_owner == owner).values(lease_until=over))


def owners(db: Db) -> list[str]:
    """Who holds anything now."""
    return [row.owner for row in db.all(_OWNERS) if row.owner]


def take(db: Db, name: str, owner: str, now: datetime, seconds: float) -> bool:
    """Take or renew a named lease. False while somebody else holds it."""
    end = now + timedelta(seconds=seconds)
    if db.run(_RENEW, wanted=name, by=owner, now=now, end=end):
        return True
    return db.add_new(_lease, name=name, owner=owner, until=end)


def release(db: Db, name: str, owner: str) -> None:
    db.run(_RELEASE, wanted=name, by=owner)


def claim_senders(db: Db, owner: str, now: datetime, seconds: float, most: int) -> list[tuple[int, bytes]]:
    """Senders with waiting updates that nobody else is handling, now claimed by `owner`."""
    end = now + timedelta(seconds=seconds)
    claimed = db.all(_claiming(db.connection.dialect.name), now=now, most=most, by=owner, end=end)
    return [(row.account_id, row.sender_blind) for row in claimed]


def unclaim(db: Db, account_id: int, sender: bytes, owner: str, now: datetime, pause: float) -> None:
    """Let the sender go; with a `pause` in seconds nobody takes them up again before it is over."""
    if pause:
        until = now + timedelta(seconds=pause)
        db.run(_REST, account=account_id, sender=sender, by=owner, end=until)
    else:
        db.run(_UNCLAIM, account=account_id, sender=sender, by=owner)
