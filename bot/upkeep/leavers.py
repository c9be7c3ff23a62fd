"""The night after a child left the roll: the tie ends for every adult of theirs; siblings' stay (BNV27)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.access import Scope
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import Day, Phrase, say
from bot.handlers.families.replies import noon
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules, local_day
from bot.upkeep.opening import opening_from
from storage import audit, leaving, outbox, outbox_state, retention
from storage.db import Db
from storage.ids import new_id
from storage.leaving import Left


def due(hub: Hub, db: Db, school_id: int) -> list[Left]:
    """Ties to children who left before today."""
    day = local_day(hub.rules.of(db, school_id, hub.now()).policy, hub.now())
    return leaving.of(as_hub(school_id, "leavers"), db, day)


def do(hub: Hub, db: Db, school_id: int, found: list[Left]) -> bool:
    """True when a tie ended."""
    scope, now = as_hub(school_id, "leavers"), hub.now()
    rules = hub.rules.of(db, school_id, now)
    for one in found:
        if leaving.end(scope, db, one.tie_id, local_day(rules.policy, now)):
            audit.record(scope, db, now, "tie_ended", "pupil", one.pupil_id, reason="left_the_roll")
            _tell(scope, db, one, rules, now)
    return True


def _tell(scope: Scope, db: Db, left: Left, rules: SchoolRules, now: datetime) -> None:
    """One for each adult and day, however many children left together."""
    at = opening_from(rules, now) or now
    day = local_day(rules.policy, now)
    parcel = Parcel(
        content=Words((_words(rules, now), say("privacy.rights"))),
        due_at=at,
        lane=Lane.NEWS,
        guardian_id=left.guardian_id,
        intent=f"left:{day}:{left.guardian_id}",
    )
    outbox.add(scope, db, parcel, new_id(), now)
    if rules.policy.retention.leaver == "delete":
        last = day + timedelta(days=rules.policy.retention.leaver_notice_days)
        told = outbox_state.by_intent(scope, db, parcel.intent or "")
        retention.tell(scope, db, now, "leaver", ("pupil", left.pupil_id), last, told)


def _words(rules: SchoolRules, now: datetime) -> Phrase:
    kept = rules.policy.retention
    if kept.leaver != "delete":
        return say("left.child_kept")
    last = local_day(rules.policy, now) + timedelta(days=kept.leaver_notice_days)
    return say("left.child", date=Day(noon(last)))
