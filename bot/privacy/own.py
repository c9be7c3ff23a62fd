"""Everything held about an adult, on a page of their own: read and taken along without asking anybody (BNV8).

What must be looked at first is put before whoever decides, and the page does not say whether there is any.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from bot.domain.access import Action, Facts, Scope
from bot.domain.people import Role
from bot.domain.protection.requests import Kind
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from bot.permit import demand
from bot.privacy.exporting import Export, export
from storage import audit, outbox, persons, rights
from storage.db import Db
from storage.ids import new_id
from storage.rights import Request

DECIDES = {"safeguarding": Role.DSL, "complaint": Role.DPO, "third_party": Role.DPO}


def exports(scope: Scope, db: Db, now: datetime, day: date, guardian_id: int) -> tuple[Export, ...]:
    """Of the adult, then of each child they have responsibility for now. Raises NotAllowed."""
    demand(scope, Action.EXPORT_OWN, now, Facts(own=scope.actor_id == guardian_id))
    asked = _asked(scope, db, guardian_id)
    number = asked.id if asked else None
    adult = persons.one(scope, db, "guardian", guardian_id)
    children = [persons.one(scope, db, "pupil", one) for one in persons.in_care_of(scope, db, guardian_id, day)]
    mine = [export(scope, db, now, adult, None, number)] if adult else []
    return (*mine, *(export(scope, db, now, child, guardian_id, number) for child in children if child))


def opened(scope: Scope, db: Db, now: datetime, day: date, guardian_id: int) -> None:
    """The right code was typed: on record, and the request is answered unless something waits for a decision."""
    asked = _asked(scope, db, guardian_id)
    audit.record(scope, db, now, "exported", "guardian", guardian_id, reason="self_service")
    if asked is None:
        return
    kept = [row for made in exports(scope, db, now, day, guardian_id) for row in made.kept_back]
    new = Counter(why for _, _, why in kept) if rights.keep_back(scope, db, asked.id, dict.fromkeys(kept)) else Counter()
    for role in dict.fromkeys(DECIDES[why] for why in sorted(new)):
        _tell(scope, db, now, asked.id, role)
    waits = any(not one.decision for one in rights.reviews(scope, db, asked.id))
    if waits:
        rights.change(scope, db, asked.id, state="review")
    elif asked.state != "answered":
        rights.change(scope, db, asked.id, state="answered", outcome="given", ended_at=now)


def _asked(scope: Scope, db: Db, guardian_id: int) -> Request | None:
    """The newest request to see it, answered or not: decisions on it stand."""
    who = ("guardian", guardian_id, str(Kind.ACCESS))
    found = [one for one in rights.requests(scope, db, ended=True) if (one.person_kind, one.person_id, one.kind) == who]
    return max(found, key=lambda one: one.id, default=None)


def _tell(scope: Scope, db: Db, now: datetime, request_id: int, role: Role) -> None:
    words = Words((say("staff.review_waits", number=str(request_id)),))
    parcel = Parcel(content=words, due_at=now, lane=Lane.TALK, role=role, intent=f"review:{request_id}:{role}")
    outbox.add(scope, db, parcel, new_id(), now)
