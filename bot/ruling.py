"""Use case: a school's policy changes: what that means is shown first, then a new version stands beside the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.access import Action, Scope
from bot.domain.policy import Policy
from bot.permit import demand
from bot.policyfile import diff, dump, effects, warnings
from storage import audit, census, policies
from storage.db import Db


@dataclass(frozen=True, slots=True)
class Proposal:
    """In plain words: what changes, whom it touches, and what to mind."""

    changes: list[str]
    touched: list[str]
    warnings: list[str]


def propose(scope: Scope, db: Db, now: datetime, day: date, old: Policy, new: Policy) -> Proposal:
    """Counts the running school; stores nothing. Raises NotAllowed."""
    demand(scope, Action.CHANGE_POLICY, now)
    counted = census.count(scope, db, day, now, old.school.languages[0])
    return Proposal(diff(old, new), effects(old, new, counted), warnings(new))


def put(scope: Scope, db: Db, now: datetime, wanted: Policy, reason: str) -> int:
    """In force now; returns the version's id. Raises NotAllowed."""
    demand(scope, Action.CHANGE_POLICY, now)
    made = policies.add_version(scope, db, dump(wanted), now, reason, in_force_from=now)
    audit.record(scope, db, now, "policy_changed", "policy_version", made, reason=scope.reason, detail=reason)
    return made
