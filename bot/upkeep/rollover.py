"""The day new classes begin: what was prepared in July takes effect, and what waits follows the children."""

from __future__ import annotations

from bot.domain.people import Role
from bot.domain.sending import Parcel, Words
from bot.domain.wording import say
from bot.hub import Hub, as_hub
from bot.roster import rollover
from bot.rules import local_day
from bot.upkeep.opening import opening_from
from storage import outbox, rollovers
from storage.db import Db
from storage.ids import new_id


def due(hub: Hub, db: Db, school_id: int) -> bool:
    """Whether a prepared day has come."""
    day = local_day(hub.rules.of(db, school_id, hub.now()).policy, hub.now())
    return rollovers.due(as_hub(school_id, "rollover"), db, day)


def do(hub: Hub, db: Db, school_id: int, found: bool) -> bool:
    """True when people are told something. Lists that fit no more change nothing, and the office and the head hear so."""
    now = hub.now()
    rules = hub.rules.of(db, school_id, now)
    fits = rollover.carry_out(school_id, db, local_day(rules.policy, now), now)
    if not fits:
        at = opening_from(rules, now) or now
        for role in (Role.OFFICE, Role.HEAD):
            words = Words((say("staff.rollover_stopped"),))
            parcel = Parcel(content=words, due_at=at, role=role, intent=f"rollover:{new_id()}")
            outbox.add(as_hub(school_id, "rollover"), db, parcel, new_id(), now)
    return True
