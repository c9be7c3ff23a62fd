"""Whom a post did not reach, for the office to tell on paper or by telephone (DPIA49): by child, and why.

A child is on the list when no adult of theirs got it; an adult besides when they once had the hub's messages and did not
get this one. Whom a court order keeps apart is on no list. Who objects to news is on it only when nobody else of the child's
got it: it is the hub's news they object to, not what the school must tell a family. Whoever has the news on a page of their
own and no phone is on it when nobody else of the child's got it, and off it once they have opened the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from bot import serving
from bot.domain import emergency
from bot.domain.access import Scope
from bot.domain.messages import Carrier
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.scope import reaches
from bot.domain.sending import PaperList, Parcel
from storage import adults, audiences, audit, chores, contacts, other_ways, outbox, rights, roll
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


def read_on_page(scope: Scope, db: Db, guardian_id: int, news_ids: Collection[int], now: datetime) -> None:
    """They have these posts, from the page where they read all of them: nobody prints what they have seen (BNV2)."""
    for news_id in news_ids:
        if chores.once(scope, db, _read(news_id, guardian_id), now) and other_ways.hand_over(scope, db, news_id, guardian_id, None, now):
            audit.record(scope, db, now, "told_another_way", "guardian", guardian_id, reason="page")
            _show_again(scope, db, news_id, guardian_id, now)


def unread(scope: Scope, db: Db, guardian_id: int, news_ids: Iterable[int]) -> list[int]:
    """Which of the posts they have not had on their page before."""
    return [one for one in news_ids if not chores.done(scope, db, _read(one, guardian_id))]


def _read(news_id: int, guardian_id: int) -> str:
    return f"read_on_page:{news_id}:{guardian_id}"


def _show_again(scope: Scope, db: Db, news_id: int, guardian_id: int, now: datetime) -> None:
    """The office's lists, where they stand."""
    for outbox_id, staff_id in other_ways.lists(scope, db, news_id):
        content, intent = PaperList(news_id, replaces=outbox_id), f"paper_read:{outbox_id}:{guardian_id}"
        outbox.add(scope, db, Parcel(content=content, due_at=now, staff_id=staff_id, intent=intent), new_id(), now)


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
    if news.kind == emergency.KIND:
        yield from _with_nobody(scope, db, day, here - set(of_child))
    objecting = rights.objecting(scope, db, "news")
    for pupil_id, own in of_child.items():
        seen = {one for one in own if not unread(scope, db, one, [news.id])}
        told = [one for one in own if one in seen or _got(*outcomes.get(one, ("", "")))]
        for one in own:
            once = one not in objecting and contacts.any_of_guardian(scope, db, one) and not _on_a_page(scope, db, one, policy)
            if one not in told and (not told or once):
                yield one, (pupil_id, "objects" if one in objecting and one not in outcomes else _why(scope, db, one, outcomes))


def _with_nobody(scope: Scope, db: Db, day: date, pupil_ids: set[int]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Children whose every adult is frozen (DPIA35): the hub uses nothing of theirs, so a person has to ring."""
    for pupil_id, guardian_id in adults.frozen(scope, db, day):
        if pupil_id in pupil_ids:
            pupil_ids.remove(pupil_id)
            yield guardian_id, (pupil_id, other_ways.FROZEN)


def _on_a_page(scope: Scope, db: Db, guardian_id: int, policy: Policy) -> bool:
    """It stands on a page of their own."""
    ways = (one.address.carrier for one in contacts.of_guardian(scope, db, guardian_id))
    return reaches(policy, Carrier.WEB) and Carrier.WEB in ways


def _got(state: str, trouble: str) -> bool:
    return state in _GOT or trouble == outbox.IN_DIGEST


def _why(scope: Scope, db: Db, guardian_id: int, outcomes: dict[int, tuple[str, str]]) -> str:
    trouble = outcomes.get(guardian_id, ("", ""))[1]
    if trouble in {"over_limit", "blocked", "gone", "refused"}:
        return trouble
    return "no_route" if trouble or contacts.any_of_guardian(scope, db, guardian_id) else "no_account"
