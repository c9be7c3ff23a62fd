"""Whom a post did not reach, for the office to tell on paper or by telephone (DPIA49): by child, and why.

A child is on the list when no adult of theirs got it; an adult besides when they once had the hub's messages and did not
get this one. Whom a court order keeps apart is on no list. Who objects to news is on it only when nobody else of the child's
got it: it is the hub's news they object to, not what the school must tell a family.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot import serving
from bot.domain import emergency
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.sending import PaperList, Parcel
from storage import adults, audiences, contacts, other_ways, outbox, rights, roll
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.ids import new_id

_GOT = frozenset({"sent", "delivered", "unknown"})


def make(scope: Scope, db: Db, news: AnnouncementRow, policy: Policy, day: date, now: datetime) -> int:
    """Keep the list and tell the office; how many are on it. Made where the school promises it, or where it must not be missed."""
    outcomes = other_ways.outcomes(scope, db, news.id)
    limited = any(trouble == "over_limit" for _, trouble in outcomes.values())
    if not (policy.alternative.required or limited or news.kind == emergency.KIND) or other_ways.of(scope, db, news.id):
        return 0
    found = dict(_missed(scope, db, news, policy, day, outcomes))
    for guardian_id, (pupil_id, why) in found.items():
        other_ways.add(scope, db, news.id, guardian_id, pupil_id, why, now)
    if found:
        parcel = Parcel(content=PaperList(news.id), due_at=now, role=Role.OFFICE, intent=f"paper:{news.id}")
        outbox.add(scope, db, parcel, new_id(), now)
    return len(found)


def _missed(
    scope: Scope, db: Db, news: AnnouncementRow, policy: Policy, day: date, outcomes: dict[int, tuple[str, str]]
) -> Iterator[tuple[int, tuple[int, str]]]:
    classes = frozenset(serving.classes_of(scope, db, news, day, policy))
    here = {
        one.id
        for one in roll.pupils(scope, db, day)
        if one.school_class.id in classes and news.pupil_id in (None, one.id)
    }
    picked = audiences.picked(scope, db, news.id)
    of_child: dict[int, list[int]] = {}
    for pupil_id, guardian_id in adults.ties(scope, db, day):
        if pupil_id in here and (not picked or guardian_id in picked):
            of_child.setdefault(pupil_id, []).append(guardian_id)
    objecting = rights.objecting(scope, db, "news")
    for pupil_id, own in of_child.items():
        told = [one for one in own if _got(*outcomes.get(one, ("", "")))]
        for one in own:
            once = one not in objecting and contacts.any_of_guardian(scope, db, one)
            if one not in told and (not told or once):
                yield one, (pupil_id, "objects" if one in objecting and one not in outcomes else _why(scope, db, one, outcomes))


def _got(state: str, trouble: str) -> bool:
    return state in _GOT or trouble == outbox.IN_DIGEST


def _why(scope: Scope, db: Db, guardian_id: int, outcomes: dict[int, tuple[str, str]]) -> str:
    trouble = outcomes.get(guardian_id, ("", ""))[1]
    if trouble in {"over_limit", "blocked", "gone", "refused"}:
        return trouble
    return "no_route" if trouble or contacts.any_of_guardian(scope, db, guardian_id) else "no_account"
