"""What each child may appear in, from the papers of all its adults and the list of those never shown."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import replace
from datetime import date, datetime

from bot.domain.access import Scope
from bot.domain.consent import YES, Signed, not_shown
from bot.domain.hours import next_family_time
from bot.domain.policy import Policy
from bot.domain.posting import Board, refusals
from bot.domain.sending import Parcel, Words
from bot.domain.showing import Child
from bot.domain.wording import Day, Names, Who, say
from bot.rules import local_day
from storage import adults, audit, feed, outbox, posts, roll, slips
from storage.db import Db
from storage.ids import new_id


def children(scope: Scope, db: Db, day: date, policy: Policy, classes: Collection[int] | None = None) -> tuple[Child, ...]:
    """Everybody on roll, or in these classes, with the permissions each lacks."""
    pupils, never = roll.pupils(scope, db, day, classes), posts.never_shown(scope, db)
    lacks = _lacks(scope, db, day, policy, {one.id for one in pupils}) if policy.photos.permissions else {}
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
    """Posts that show a child who may not be shown any more come down (BNV22), and the child's adults hear which; returns how many."""
    if not policy.photos.withdraw_past:
        return 0
    board = Board(children=tuple(one for one in children(scope, db, day, policy) if one.id == pupil_id))
    own = frozenset(guardian_id for child, guardian_id in adults.ties(scope, db, day) if child == pupil_id)
    pulled, days = 0, dict[date, datetime]()
    for news in posts.showing(scope, db, pupil_id):
        if refusals(posts.as_draft(scope, db, news), board, policy):
            pulled += feed.remove(scope, db, news.id, "permission", scope.actor_id, now, told_apart=own)
            audit.record(scope, db, now, "post_removed", "announcement", news.id, reason="permission")
            if news.sent_at is not None:
                days[local_day(policy, news.sent_at)] = news.sent_at
    for sent_at in days.values():  # three pictures of one day are one word
        _tell(scope, db, policy, now, sent_at, pupil_id, own)
    return pulled


def _tell(
    scope: Scope, db: Db, policy: Policy, now: datetime, sent_at: datetime, pupil_id: int, guardians: frozenset[int]
) -> None:
    """The adults of the child itself, whether or not the post had gone to them; why it may not be shown is not said.

    It is down already: nobody is woken for the word of it.
    """
    about = say("about.names", names=Names(Who.PUPIL, (pupil_id,)))
    words = Words((say("news.withdrawn", day=Day(sent_at)), about, say("conduct.ring_office")))
    due = next_family_time(policy.family, policy.school.zone, now)
    for guardian_id in sorted(guardians):
        intent = f"pulled:{pupil_id}:{guardian_id}:{sent_at.isoformat()}"
        outbox.add(scope, db, Parcel(content=words, due_at=due, guardian_id=guardian_id, intent=intent), new_id(), now)


def _lacks(scope: Scope, db: Db, day: date, policy: Policy, pupils: Set[int]) -> dict[int, frozenset[str]]:
    ties = [tie for tie in adults.ties(scope, db, day) if tie[0] in pupils]
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
