"""The morning after a trial's last day: families are told, and the head is asked what happens now (M8)."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.people import Role
from bot.domain.scope import trial_over
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import Day, say
from bot.handlers.families.replies import emergency_at, noon
from bot.hub import Hub, as_hub
from bot.rules import local_day
from bot.upkeep.opening import morning_of
from storage import adults, chores, outbox
from storage.db import Db
from storage.ids import new_id

_HOUR = 9
_LATE = timedelta(days=30)  # a school that sets up a policy with an old date has told its families long ago


def due(hub: Hub, db: Db, school_id: int) -> str:
    """The chore's name once the morning after the last day has come; empty otherwise."""
    now = hub.now()
    rules = hub.rules.of(db, school_id, now)
    ends, day = rules.policy.scope.trial_end, local_day(rules.policy, now)
    if ends is None or not trial_over(rules.policy.scope, day) or day > ends + _LATE:
        return ""
    name = f"trial:{ends}"
    early = now < morning_of(rules, ends + timedelta(days=1), _HOUR)
    return "" if early or chores.done(as_hub(school_id, "trial"), db, name) else name


def do(hub: Hub, db: Db, school_id: int, name: str) -> bool:
    """True when people were told."""
    scope, now = as_hub(school_id, "trial"), hub.now()
    rules = hub.rules.of(db, school_id, now)
    ends = rules.policy.scope.trial_end
    if ends is None or not chores.once(scope, db, name, now):
        return False
    date = Day(noon(ends))
    to_head = Words((say("staff.trial.ended", date=date), say("staff.trial.how", date=date)))
    outbox.add(scope, db, Parcel(content=to_head, due_at=now, role=Role.HEAD, intent=f"{name}:head"), new_id(), now)
    words = Words((say("trial.ended", date=date), *emergency_at(rules.policy, rules.calendars, now)))
    for one in adults.invitees(scope, db, now, local_day(rules.policy, now)):
        if one.joined:
            intent = f"{name}:{one.guardian_id}"
            parcel = Parcel(content=words, due_at=now, lane=Lane.NEWS, guardian_id=one.guardian_id, intent=intent)
            outbox.add(scope, db, parcel, new_id(), now)
    return True
