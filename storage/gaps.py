"""Hours in which a carrier was not heard for longer than it keeps what is sent, and whom to tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.access import Scope
from bot.domain.messages import Carrier
from storage import tables
from storage.db import Db

_account, _contact = tables.carrier_account, tables.contact
_LAST = select(_account.c.last_heard_at).where(_account.c.id == bindparam("account"))
_HEARD = update(_account).where(_account.c.id == bindparam("account")).values(last_heard_at=bindparam("at"))
_SCHOOL: Any = bindparam("school")
_ON_TELEGRAM = (
    select(_contact.c.guardian_id)
    .where(
        _contact.c.school_id == _SCHOOL,
        _contact.c.guardian_id.is_not(None),
        _contact.c.carrier == str(Carrier.TELEGRAM),
        _contact.c.state == "verified",
    )
    .distinct()
    .order_by(_contact.c.guardian_id)
)


def offered_as(since: datetime, until: datetime) -> str:
    """The chore under which the office was asked; both to the second."""
    return f"gap:{int(since.timestamp())}:{int(until.timestamp())}"


def heard(db: Db, account_id: int, now: datetime) -> datetime | None:
    """Remembers the moment; returns the one before."""
    before: datetime | None = db.value(_LAST, account=account_id)
    db.run(_HEARD, account=account_id, at=now)
    return before


def on_telegram(scope: Scope, db: Db) -> list[int]:
    """Adults whose messages of those hours Telegram may have dropped."""
    return [row.guardian_id for row in db.all(_ON_TELEGRAM, school=scope.school_id)]
