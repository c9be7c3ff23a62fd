"""Refusals that pile up, and exports by the dozen: the senior leaders and the DPO hear of it, and a case begins (DPIA26)."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import Name, Who, say
from bot.hub import Hub, as_hub
from bot.rules import local_day
from storage import accounts, audit, books, chores, outbox, trail
from storage.db import Db
from storage.ids import new_id

_WITHIN = timedelta(minutes=15)
_MOST = {"refused": 8, "exported": 5}
TOLD = (Role.SENIOR_LEADER, Role.DPO)


async def run_once(hub: Hub) -> None:
    for school in await hub.read(accounts.schools):
        found = await hub.read(partial(_found, hub, school_id=school.id))
        if found:
            await hub.write(partial(_open, hub, school_id=school.id, found=found))
            hub.deliver_bell.ring()


def _found(hub: Hub, db: Db, school_id: int) -> dict[int, int]:
    """Member of staff → how often, of those beyond what work explains."""
    rows = trail.suspicious(as_hub(school_id, "misuse"), db, hub.now() - _WITHIN)
    counts = Counter((row.actor_id, row.action) for row in rows if row.actor_id and row.action in _MOST)
    return {who: number for (who, action), number in counts.items() if number >= _MOST[action]}


def _open(hub: Hub, db: Db, school_id: int, found: dict[int, int]) -> None:
    scope, now = as_hub(school_id, "misuse"), hub.now()
    day = local_day(hub.rules.of(db, school_id, now).policy, now)
    for staff_id, number in found.items():
        if chores.once(scope, db, f"misuse:{staff_id}:{day}", now):
            books.write(scope, db, now, "misuse_case", day, staff_id=staff_id, outcome=f"refused:{number}")
            audit.record(scope, db, now, "misuse_alert", "staff", staff_id)
            for role in TOLD:
                _tell(scope, db, hub, staff_id, number, role)


def _tell(scope: Scope, db: Db, hub: Hub, staff_id: int, number: int, role: Role) -> None:
    words = Words((say("staff.misuse", name=Name(Who.STAFF, staff_id), n=number),))
    intent = f"misuse:{staff_id}:{role}:{hub.now():%Y%m%d}"
    parcel = Parcel(content=words, due_at=hub.now(), lane=Lane.TALK, role=role, intent=intent)
    outbox.add(scope, db, parcel, new_id(), hub.now())
