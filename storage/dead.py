"""Dead letters: updates that could not be handled. Listed without their content, given another try, exported."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from bot.domain.access import Scope
from bot.domain.messages import Carrier, Side
from storage import tables
from storage.db import Db
from storage.inbox import PAYLOAD
from storage.partial import IN_ASIDE

_inbox, _account = tables.inbox, tables.carrier_account
# Of the inbox alone: joined with accounts, SQLite goes through all that an account ever brought.
_LIST = select(_inbox).where(IN_ASIDE, _inbox.c.state == "dead").order_by(_inbox.c.id)
_OURS = select(_account.c.id, _account.c.carrier, _account.c.side).where(
    or_(_account.c.school_id == bindparam("school"), _account.c.school_id.is_(None))
)
_AGAIN = (
    update(_inbox)
    .where(_inbox.c.id == bindparam("row"), _inbox.c.state == "dead")
    .values(state="new", attempts=0, trouble=None, handled_at=None)
)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`error` is an exception's type or "unreadable"; nothing here can quote what somebody wrote."""

    id: int
    account_id: int
    carrier: Carrier
    side: Side
    error: str
    received_at: datetime
    size: int


def letters(scope: Scope, db: Db) -> list[DeadLetter]:
    """Those that came by the school's accounts, and by accounts of no one school; oldest first."""
    return [
        DeadLetter(
            row.id, row.account_id, Carrier(account.carrier), Side(account.side), row.trouble or "unknown", row.received_at,
            len(row.payload or b""),
        )
        for row, account in _theirs(scope, db)
    ]  # fmt: skip


def _theirs(scope: Scope, db: Db) -> list[tuple[Row[Any], Row[Any]]]:
    """Each with the account it came by."""
    ours = {row.id: row for row in db.all(_OURS, school=scope.school_id)}
    return [(row, ours[row.account_id]) for row in db.all(_LIST) if row.account_id in ours]


def content(scope: Scope, db: Db, wanted: Collection[int]) -> dict[int, bytes]:
    """The carrier's updates as they came. They hold what people wrote: the caller has asked `may`."""
    rows = (row for row, _ in _theirs(scope, db) if row.id in wanted and row.payload is not None)
    return {row.id: db.keys.open_bytes(PAYLOAD, row.payload) for row in rows}


def again(db: Db, inbox_id: int) -> bool:
    """Back into its sender's queue, in its old place, with all its tries. False when it is not dead any more."""
    return db.run(_AGAIN, row=inbox_id) == 1
