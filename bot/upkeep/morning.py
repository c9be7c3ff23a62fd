"""At 07:15 on a day the office opens, the hub says that it runs and how much waits: that nothing comes is the alarm."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.access import Scope
from bot.domain.calendar import windows
from bot.domain.people import Role
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules, local_day
from storage import chores, contacts, held, outbox, roll
from storage.db import Db
from storage.ids import new_id

FROM, UNTIL = time(7, 15), time(7, 45)
"""Local time. A hub that starts later was not there on time: that it says nothing is right."""


def due(hub: Hub, db: Db, school_id: int) -> str:
    """The chore's name while it is time; empty otherwise, and where nobody of the office is in the staff bot."""
    now = hub.now()
    rules = hub.rules.of(db, school_id, now)
    day = local_day(rules.policy, now)
    if not _is_time(rules, now) or not windows(rules.calendars.office, day):
        return ""
    scope, name = as_hub(school_id, "morning"), f"running:{day}"
    if chores.done(scope, db, name) or not _reached(scope, db, rules, now):
        return ""
    return name


def do(hub: Hub, db: Db, school_id: int, name: str) -> bool:
    """True when it was said."""
    scope, now = as_hub(school_id, "morning"), hub.now()
    if not chores.once(scope, db, name, now):
        return False
    words = Words((say("staff.running", n=held.number(scope, db, now)),))
    policy = hub.rules.of(db, school_id, now).policy
    expires = datetime.combine(local_day(policy, now), UNTIL, ZoneInfo(policy.school.zone))
    parcel = Parcel(content=words, due_at=now, lane=Lane.TALK, role=Role.OFFICE, expires_at=expires, intent=name)
    outbox.add(scope, db, parcel, new_id(), now)
    return True


def _is_time(rules: SchoolRules, now: datetime) -> bool:
    return FROM <= now.astimezone(ZoneInfo(rules.policy.school.zone)).time() < UNTIL


def _reached(scope: Scope, db: Db, rules: SchoolRules, now: datetime) -> bool:
    holders = roll.holders(scope, db, Role.OFFICE, local_day(rules.policy, now))
    return any(contacts.of_staff(scope, db, one) for one in holders)
