"""Use case: whoever runs the machine is let in to one family's messages, for an hour, by the school, on record (DPIA29)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row

from bot.domain.access import Action, Scope
from bot.domain.people import Role
from bot.domain.sending import Parcel, Words
from bot.domain.wording import Name, Who, say
from bot.permit import demand
from storage import audit, books, outbox
from storage.db import Db
from storage.ids import new_id

LASTS = timedelta(hours=1)
_STALE = timedelta(days=7)  # a request nobody answered is not one any more
_BOOK = "support_access"


@dataclass(frozen=True, slots=True)
class Asked:
    id: int
    staff_id: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """`until` is UTC; the hour is half open, [granted, until)."""

    staff_id: int
    thread_id: int
    reason: str
    until: datetime
    by: int | None


def ask(scope: Scope, db: Db, now: datetime, day: date, reason: str) -> None:
    """Raises NotAllowed. The head hears that somebody asks, in the head's own hours, without the reason."""
    demand(scope, Action.ASK_SUPPORT, now)
    asker = scope.actor_id or 0
    books.write(scope, db, now, _BOOK, day, staff_id=asker, outcome="asked", detail=json.dumps({"reason": reason}))
    audit.record(scope, db, now, "support_asked", "staff", asker, detail=reason)
    words = Words((say("staff.support_asked", who=Name(Who.STAFF, asker)),))
    outbox.add(scope, db, Parcel(content=words, due_at=now, role=Role.HEAD, intent=f"support:{asker}:{now}"), new_id(), now)


def asked(scope: Scope, db: Db, now: datetime) -> list[Asked]:
    """What waits for an answer, oldest first."""
    rows = books.lines(scope, db, _BOOK)
    settled = {_detail(db, row).get("ask") for row in rows}
    return [
        Asked(row.id, row.staff_id, _detail(db, row)["reason"], row.at)
        for row in rows
        if row.outcome == "asked" and row.id not in settled and row.at > now - _STALE
    ]


def answer(scope: Scope, db: Db, now: datetime, day: date, wanted: Asked, thread_id: int | None) -> None:
    """Lets them in to this thread for an hour; None refuses. Raises NotAllowed."""
    demand(scope, Action.GRANT_SUPPORT, now)
    outcome, until = ("granted", now + LASTS) if thread_id else ("refused", None)
    detail = json.dumps({"ask": wanted.id, "reason": wanted.reason, "thread": thread_id})
    books.write(scope, db, now, _BOOK, day, staff_id=wanted.staff_id, until=until, outcome=outcome, detail=detail)
    audit.record(scope, db, now, f"support_{outcome}", "staff", wanted.staff_id, detail=wanted.reason)


def grants(scope: Scope, db: Db) -> list[Grant]:
    """All there ever were, the newest first."""
    return [*_grants(db, reversed(books.lines(scope, db, _BOOK)))]


def _grants(db: Db, rows: Iterator[Row[Any]]) -> Iterator[Grant]:
    for row in rows:
        if row.outcome == "granted":
            told = _detail(db, row)
            yield Grant(row.staff_id, told["thread"], told["reason"], row.until, row.made_by)


def running(scope: Scope, db: Db, now: datetime, staff_id: int) -> list[Grant]:
    return [one for one in grants(scope, db) if one.staff_id == staff_id and now < one.until]


def _detail(db: Db, row: Row[Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(books.opened(db, books.DETAIL, row.detail) or "{}")
    return found
