"""Everything held about an adult, on a page of their own: read and taken along without asking anybody (BNV8).

What must be looked at first is put before whoever decides, and the page does not say whether there is any.
"""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.access import Action, Facts, Scope
from bot.domain.protection.requests import Kind
from bot.permit import demand
from bot.privacy import requests
from bot.privacy.exporting import Export
from storage import audit, persons, rights
from storage.db import Db
from storage.rights import Request


def exports(scope: Scope, db: Db, now: datetime, day: date, guardian_id: int) -> tuple[Export, ...]:
    """Of the adult, then of each child they have responsibility for now. Raises NotAllowed."""
    demand(scope, Action.EXPORT_OWN, now, Facts(own=scope.actor_id == guardian_id))
    asked = _asked(scope, db, guardian_id)
    adult = persons.one(scope, db, "guardian", guardian_id)
    return requests.of_family(scope, db, now, day, adult, asked.id if asked else None) if adult else ()


def opened(scope: Scope, db: Db, now: datetime, day: date, guardian_id: int) -> None:
    """The right code was typed: on record, and the request is answered unless something waits for a decision."""
    asked = _asked(scope, db, guardian_id)
    audit.record(scope, db, now, "exported", "guardian", guardian_id, reason="self_service")
    if asked is None:
        return
    requests.kept_back(scope, db, now, asked.id, exports(scope, db, now, day, guardian_id))
    if requests.awaits(scope, db, asked.id):
        rights.change(scope, db, asked.id, state="review")
    elif asked.state != "answered":
        rights.change(scope, db, asked.id, state="answered", outcome="given", ended_at=now)


def _asked(scope: Scope, db: Db, guardian_id: int) -> Request | None:
    """The newest request to see it, answered or not: decisions on it stand."""
    who = ("guardian", guardian_id, str(Kind.ACCESS))
    found = [one for one in rights.requests(scope, db, ended=True) if (one.person_kind, one.person_id, one.kind) == who]
    return max(found, key=lambda one: one.id, default=None)
