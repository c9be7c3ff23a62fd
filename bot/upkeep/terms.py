"""At the start of a term: the reminder that a child does not use an adult's account, where the school has one (PH18)."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from bot.hub import Hub, as_hub
from bot.rules import local_day
from bot.serving import guardian
from bot.upkeep.opening import morning_of, opening_from
from storage import adults, chores, outbox, policies
from storage.db import Db
from storage.ids import new_id

_LATE = timedelta(days=7)  # a hub that was down for longer leaves it until the next term
_AUTUMN = (8, 9)


def due(hub: Hub, db: Db, school_id: int) -> str:
    """The chore's name once the term's first opening has come; empty otherwise."""
    now = hub.now()
    rules = hub.rules.of(db, school_id, now)
    often, day = rules.policy.consent.reminder, local_day(rules.policy, now)
    for first_day, _ in policies.calendar_rows(db, school_id).terms if often != "never" else ():
        if first_day <= day < first_day + _LATE and _counts(often, first_day):
            at, name = opening_from(rules, morning_of(rules, first_day)), f"term:{first_day}"
            due = at is not None and at <= now and not chores.done(as_hub(school_id, "term"), db, name)
            return name if due else ""
    return ""


def _counts(often: str, first_day: date) -> bool:
    return often == "termly" or first_day.month in _AUTUMN


def do(hub: Hub, db: Db, school_id: int, name: str) -> bool:
    """True when families were reminded."""
    scope, now = as_hub(school_id, "term"), hub.now()
    if not chores.once(scope, db, name, now):
        return False
    policy = hub.rules.of(db, school_id, now).policy
    day = local_day(policy, now)
    for one in adults.invitees(scope, db, now, day):
        served = guardian(scope, db, one.guardian_id, day, policy) if one.joined else None
        if served is not None and served.guardian.pupils and not one.suspended:
            words = Words((say("agree.remember"),))
            intent = f"{name}:{one.guardian_id}"
            parcel = Parcel(content=words, due_at=now, lane=Lane.NEWS, guardian_id=one.guardian_id, intent=intent)
            outbox.add(scope, db, parcel, new_id(), now)
    return True
