"""The policy's own review: when it is due, and what whoever reviews it looks at (LT43, BNV4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.counted import Counted
from bot.domain.access import Scope
from bot.domain.governing import Review, review
from bot.domain.policy import Policy
from bot.policyfile import diff, load
from storage import books, census, governing, policies
from storage.db import Db

BOOK = "policy_review"


@dataclass(frozen=True, slots=True)
class Look:
    """`changes`: the settings changed since `next.since`, in plain words. Counts alone, never a text or a name."""

    next: Review
    late: bool
    changes: tuple[str, ...]
    families: int
    written: int
    posted: int
    open_cases: int


def standing(scope: Scope, db: Db, policy: Policy) -> Review | None:
    """The next review; None where the policy lays down none, or the school has no policy yet."""
    versions = policies.versions(scope, db)
    if not versions:
        return None
    held = books.last(scope, db, BOOK)
    began = min(version.made_at for version in versions).astimezone(ZoneInfo(policy.school.zone)).date()
    return review(policy.governance, held.day if held else None, began)


def look(scope: Scope, db: Db, policy: Policy, now: datetime, day: date, counted: Counted | None = None) -> Look | None:
    """`counted`: what is kept of the days that are over."""
    found = standing(scope, db, policy)
    if found is None:
        return None
    since, today = (datetime.combine(one, time(), ZoneInfo(policy.school.zone)).astimezone(UTC) for one in (found.since, day))
    asked = ("written", scope.school_id, since, today)
    before = (counted or Counted()).of(asked, policy, now, lambda: governing.written(scope, db, since, today))
    return Look(
        next=found,
        late=found.late(day),
        changes=tuple(diff(_as_it_was(scope, db, since), policy)),
        families=census.families(scope, db, day),
        written=before + governing.written(scope, db, max(since, today), now + timedelta(seconds=1)),
        posted=governing.posted(scope, db, since),
        open_cases=governing.open_cases(scope, db),
    )


def _as_it_was(scope: Scope, db: Db, since: datetime) -> Policy:
    """In force at that moment; the first there was, for a school that began later."""
    found = policies.in_force(db, scope.school_id, since)
    return _read(found[1] if found else policies.versions(scope, db)[0].document)


@lru_cache(maxsize=32)  # as many schools look at their pack at a time; it never changes
def _read(document: str) -> Policy:
    return load(document, "an earlier policy")
