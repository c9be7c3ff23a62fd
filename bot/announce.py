"""School → many: a confirmed announcement becomes one outbox row for each adult, and a report for its author."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from bot import other_ways, serving
from bot.domain import digesting, emergency
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.sending import Content, Lane, Notice, Parcel, Picture, Report
from bot.hub import Hub, as_hub
from bot.rules import local_day
from storage import announcements, audiences, audit, choices, expanding, outbox, outbox_state, pages, posts, recalls
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.ids import new_id
from storage.posts import PostFileRow

_REPORT_AFTER = timedelta(minutes=2)
_DRAFT_LASTS = timedelta(hours=12)
_OVER = {"sent", "delivered", "failed", "unknown", "cancelled"}


async def run_once(hub: Hub) -> int:
    """Expand what is due; returns how many announcements went out."""
    now = hub.now()
    due = await hub.read(lambda db: announcements.due(db, now))
    for news in due:
        await hub.write(partial(_expand, hub, news=news, now=now))
    if due:
        hub.deliver_bell.ring()
    for news in await hub.read(announcements.unreported):
        if await hub.write(partial(_report, hub, news=news, now=now)):
            hub.deliver_bell.ring()
    if await hub.read(lambda db: posts.old_drafts(db, now - _DRAFT_LASTS)):
        await hub.write(lambda db: _forget_drafts(db, now))
    return len(due)


def _expand(hub: Hub, db: Db, news: AnnouncementRow, now: datetime) -> None:
    """One transaction: marked sent and expanded together, so it happens once."""
    scope = as_hub(news.school_id, "announce")
    if not announcements.mark_sent(scope, db, news.id, now):
        return
    policy = hub.rules.of(db, news.school_id, now).policy
    readers = serving.audience(scope, db, news, local_day(policy, now), policy)
    audiences.add_recipients(scope, db, news.id, readers)
    reached, pictures = [one.guardian_id for one in readers if one.route != "none"], posts.files(scope, db, news.id)
    if pictures and hub.public_url:  # an address for who gets no pictures (M2)
        for guardian_id in reached:
            pages.make(scope, db, guardian_id, news.id, now, now + timedelta(days=policy.media.photo_link_days))
    due = _due(scope, db, news, policy, now)
    parcels = (one for adult in reached for one in _parcels(news, adult, pictures, due(adult), now))
    outbox.add_to_many(scope, db, parcels, now)
    expanding.to_all(scope, db, news.id, _lane(news), now)
    audit.record(scope, db, now, "announcement_sent", "announcement", news.id)


def _report_recall(scope: Scope, db: Db, news: AnnouncementRow, now: datetime) -> bool:
    """What could not be taken back: to whoever took it down, and to the office where a family asked (BNV22). Whether somebody is told."""
    if any(one.outcome == "waiting" for one in recalls.recalled(scope, db, news)):
        return False
    announcements.mark_reported(scope, db, news.id, now)
    staff_id = news.removed_by or news.staff_id
    intent, asked = f"report:{news.id}:recall", news.removed_why == "permission"
    told = Parcel(content=Report(news.id), due_at=now, staff_id=staff_id, intent=intent)
    office = Parcel(content=Report(news.id), due_at=now, role=Role.OFFICE, intent=intent)
    return outbox.add(scope, db, office if asked else told, new_id(), now)


def _parcels(
    news: AnnouncementRow, guardian_id: int, pictures: tuple[PostFileRow, ...], due: datetime, now: datetime
) -> Iterator[Parcel]:
    """Every picture after the first, which comes with the words; and the words of whoever has them later than now."""
    lane = _lane(news)
    contents: list[tuple[Content, str]] = [(Notice(news.id), expanding.intent(news.id, guardian_id))] if due != now else []
    contents += [(Picture(news.id, one.media.id), f"picture:{one.media.id}:{guardian_id}") for one in pictures[1:]]
    for content, intent in contents:
        yield Parcel(content=content, due_at=due, lane=lane, guardian_id=guardian_id, intent=intent)


def _lane(news: AnnouncementRow) -> Lane:
    return Lane.TALK if news.kind == emergency.KIND else Lane.NEWS


def _due(scope: Scope, db: Db, news: AnnouncementRow, policy: Policy, now: datetime) -> Callable[[int], datetime]:
    """When an adult is to have it: now; or with the next digest, for what can wait, where they chose one."""
    chosen = choices.chosen(scope, db, digesting.CHOICE)

    def due(guardian_id: int) -> datetime:
        choice = chosen.get(guardian_id, "")
        if not choice:
            return now
        at = digesting.next_digest(choice, policy.school.zone, now)
        return at if digesting.waits(choice, news.kind, news.audience, news.happens_on, at.date()) else now

    return due


def _forget_drafts(db: Db, now: datetime) -> None:
    """What was begun and never sent is not kept (DPIA47)."""
    for school_id, news_id in posts.old_drafts(db, now - _DRAFT_LASTS):
        posts.forget(as_hub(school_id, "forget"), db, news_id)


def _report(hub: Hub, db: Db, news: AnnouncementRow, now: datetime) -> bool:
    """After two minutes with what is known by then, and once more when everybody's row has ended. Whether somebody is told."""
    scope = as_hub(news.school_id, "announce")
    if news.state == "removed":
        return _report_recall(scope, db, news, now)
    states, _, _ = outbox_state.announcement_states(scope, db, news.id)
    waiting = sum(number for state, number in states.items() if state not in _OVER)
    if waiting and news.due_at is not None and now - news.due_at < _REPORT_AFTER:
        return False
    if not waiting:
        announcements.mark_reported(scope, db, news.id, now)
        policy = hub.rules.of(db, news.school_id, now).policy
        other_ways.make(scope, db, news, policy, local_day(policy, now), now)
    intent = f"report:{news.id}:{'interim' if waiting else 'final'}"
    parcel = Parcel(content=Report(news.id), due_at=now, staff_id=news.staff_id, intent=intent)
    return outbox.add(scope, db, parcel, new_id(), now)
