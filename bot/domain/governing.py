"""When a school's policy is looked at again, who is told, and from when on it is late (LT43, BNV4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.people import Role
from bot.domain.policy import Governance
from bot.domain.protection.requests import due_on

_MONTHS = {"annual": 12, "termly": 4}
_AGAIN_EVERY = 30  # days, once it is late
_TELLS = {"head": Role.HEAD, "senior_leader": Role.SENIOR_LEADER, "dpo": Role.DPO}


@dataclass(frozen=True, slots=True)
class Review:
    """`since`: what has changed from this day on is looked at. `told_from`: the first day somebody is reminded."""

    since: date
    due: date
    told_from: date

    def late(self, day: date) -> bool:
        return day > self.due

    def reminders(self, day: date) -> int:
        """How many should have gone by `day`: before it, on it, the day after, and then every month."""
        if day < self.told_from:
            return 0
        if day < self.due:
            return 1
        return 2 if day == self.due else 3 + (day - self.due).days // _AGAIN_EVERY


def review(kept: Governance, last: date | None, began: date) -> Review | None:
    """The next one; None where none is laid down. `last`: the newest on record; `began`: the first policy's day.

    The month a policy names counts until a review in it, or shortly before, is on record; from then on the interval.
    """
    months = _MONTHS.get(kept.policy_review)
    if months is None:
        return None
    named = kept.next_review
    if named is not None and (last is None or last < _told_from(named)):
        return Review(last or due_on(named, -months), named, _told_from(named))
    since = last or began
    due = due_on(since, months)
    return Review(since, due, _told_from(due))


def _told_from(due: date) -> date:
    """The first day of the month before."""
    return (due.replace(day=1) - timedelta(days=1)).replace(day=1)


def told(kept: Governance) -> tuple[Role, ...]:
    """The head always; besides, whoever the policy says reviews it. Governors have no account (LT39)."""
    owner = _TELLS.get(kept.review_owner, Role.HEAD)
    return tuple(dict.fromkeys((Role.HEAD, owner)))
