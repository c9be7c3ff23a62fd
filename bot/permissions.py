"""What each child may appear in, from the papers of all its adults and the list of those never shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bot.domain.access import Scope
from bot.domain.consent import YES, Signed, not_shown
from bot.domain.policy import Policy
from bot.domain.posting import Board, refusals
from bot.domain.showing import Child
from storage import adults, audit, feed, posts, roll, slips
from storage.db import Db


def children(scope: Scope, db: Db, day: date, policy: Policy) -> tuple[Child, ...]:
    """Everybody on roll, with the permissions each lacks."""
    pupils, never = roll.pupils(scope, db, day), posts.never_shown(scope, db)
    lacks = _lacks(scope, db, day, policy) if policy.photos.permissions else {}
    nobody_asked = frozenset(policy.photos.permissions)
    return tuple(
        Child(
            one.id, one.first_name, one.last_name, one.school_class.id, lacks.get(one.id, nobody_asked), one.id in never
        )
        for one in pupils
    )


def _counts(signed: Signed) -> bool:
    """A "no" always counts, a "yes" with its signer."""
    return bool(signed.signer) or any(given != YES for given in signed.answers.values())


def pull_posts(scope: Scope, db: Db, now: datetime, day: date, policy: Policy, pupil_id: int) -> int:
    """Posts that show a child who may not be shown any more come down (BNV22); returns how many."""
    if not policy.photos.withdraw_past:
        return 0
    board = Board(children=tuple(one for one in children(scope, db, day, policy) if one.id == pupil_id))
    pulled = 0
    for news in posts.showing(scope, db, pupil_id):
        if refusals(posts.as_draft(scope, db, news), board, policy):
            pulled += feed.remove(scope, db, news.id, "permission", scope.actor_id, now)
            audit.record(scope, db, now, "post_removed", "announcement", news.id, reason="permission")
    return pulled


def _lacks(scope: Scope, db: Db, day: date, policy: Policy) -> dict[int, frozenset[str]]:
    ties = adults.ties(scope, db, day)
    papers = slips.of_guardians(scope, db, {guardian_id for _, guardian_id in ties})
    if policy.photos.basis == "written":  # a yes with a name under it (BNV38)
        papers = {one: replace(held, signed=tuple(filter(_counts, held.signed))) for one, held in papers.items()}
    of_child: dict[int, list[int]] = {}
    for pupil_id, guardian_id in ties:
        of_child.setdefault(pupil_id, []).append(guardian_id)
    return {
        pupil_id: not_shown(policy, ((pupil_id, papers[one]) for one in guardians))
        for pupil_id, guardians in of_child.items()
    }
