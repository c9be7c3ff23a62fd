"""What the night finds is due to be looked after by people: the policy's own review (LT43, BNV4), training (DPIA46)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot import oversight
from bot.domain.access import Scope
from bot.domain.governing import told
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.training import WARNED, State
from bot.domain.wording import Day, Name, Phrase, Who, say
from bot.policyfile import vocabulary
from bot.policyfile.english import upper
from bot.privacy import reviews
from bot.privacy.reviews import Look
from storage import chores, outbox
from storage.db import Db
from storage.ids import new_id


def of_review(scope: Scope, db: Db, policy: Policy, now: datetime, day: date, at: datetime) -> None:
    """Some weeks before, on the day, the day after, and every month while it is late. `at`: when they read it."""
    found = reviews.standing(scope, db, policy)
    number = found.reminders(day) if found else 0
    if not found or not number or not chores.once(scope, db, f"review:{found.due}:{number}", now):
        return
    seen = reviews.look(scope, db, policy, now, day)
    if seen is None:
        return
    content = Words(_words(seen, upper(vocabulary.REVIEW_OWNERS[policy.governance.review_owner])))
    for role in told(policy.governance):
        _send(scope, db, Parcel(content=content, due_at=at, role=role, intent=f"review:{found.due}:{number}:{role}"))


def of_training(scope: Scope, db: Db, policy: Policy, day: date, at: datetime) -> None:
    """Each once: the person from a month before it lapses, the head and the senior leaders when it has."""
    for staff_id, found in oversight.training(scope, db, policy.staff.training_months, day).items():
        if found.ends is None:
            continue
        told = f"training:{staff_id}:{found.ends}"
        if found.state is State.LAPSED:
            words = Words((say("staff.training.over", who=Name(Who.STAFF, staff_id)),))
            for role in (Role.HEAD, Role.SENIOR_LEADER):
                _send(scope, db, Parcel(content=words, due_at=at, role=role, intent=f"{told}:{role}"))
        elif found.ends - WARNED <= day and found.state is State.IN_DATE:
            soon = say("staff.training.soon", date=Day(_noon(found.ends)), link=policy.staff.training_link)
            _send(scope, db, Parcel(content=Words((soon,)), due_at=at, staff_id=staff_id, intent=told))


def _send(scope: Scope, db: Db, parcel: Parcel) -> None:
    outbox.add(scope, db, replace(parcel, lane=Lane.NEWS), new_id(), parcel.due_at)


def _words(found: Look, owner: str) -> tuple[Phrase, ...]:
    due, since = Day(_noon(found.next.due)), Day(_noon(found.next.since))
    counts = say(
        "staff.review.counts", families=found.families, written=found.written, posted=found.posted, cases=found.open_cases
    )
    return (
        say("staff.review.late" if found.late else "staff.review.due", owner=owner, date=due),
        say("staff.review.changed", n=len(found.changes), date=since),
        *(say("staff.review.change", line=one) for one in found.changes),
        counts,
        say("staff.review.how"),
    )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
