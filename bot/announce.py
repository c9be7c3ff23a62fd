"""School → many: a confirmed announcement becomes one outbox row for each adult, and a report for its author."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import other_ways, serving
from bot.domain import digesting, emergency
from bot.domain.access import Scope
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.sending import Content, Lane, Notice, Parcel, Picture, Report
from bot.hub import Hub, as_hub
from bot.rules import local_day
from storage import announcements, audiences, audit, feed, outbox, pages, posts
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
        await hub.write(lambda db, news=news: _expand(hub, db, news, now))  # type: ignore[misc]
    if due:
        hub.deliver_bell.ring()
    for news in await hub.read(announcements.unreported):
        await hub.write(lambda db, news=news: _report(hub, db, news, now))  # type: ignore[misc]
    if await hub.read(lambda db: posts.old_drafts(db, now - _DRAFT_LASTS)):
        await hub.write(lambda db: _forget_drafts(db, now))
    return len(due)


def _expand(hub: Hub, db: Db, news: AnnouncementRow, now: datetime) -> None:
    """One transaction: marked sent and expanded together, so it happens once."""
    scope = as_hub(news.school_id, "announce")
    if not announcements.mark_sent(scope, db, news.id, now):
        return
    policy = hub.rules.of(db, news.school_id, now).policy
    pictures = posts.files(scope, db, news.id)
    for reader in serving.audience(scope, db, news, local_day(policy, now), policy):
        audiences.add_recipient(scope, db, news.id, reader)
        if reader.route != "none":
            _queue(hub, scope, db, news, reader.guardian_id, pictures, policy.media.photo_link_days, now)
    audit.record(scope, db, now, "announcement_sent", "announcement", news.id)


def _report_recall(hub: Hub, scope: Scope, db: Db, news: AnnouncementRow, now: datetime) -> None:
    """What could not be taken back: to whoever took it down, and to the office where a family asked (BNV22)."""
    if any(one.outcome == "waiting" for one in feed.recalled(scope, db, news)):
        return
    announcements.mark_reported(scope, db, news.id, now)
    staff_id = news.removed_by or news.staff_id
    intent, asked = f"report:{news.id}:recall", news.removed_why == "permission"
    told = Parcel(content=Report(news.id), due_at=now, staff_id=staff_id, intent=intent)
    office = Parcel(content=Report(news.id), due_at=now, role=Role.OFFICE, intent=intent)
    outbox.add(scope, db, office if asked else told, new_id(), now)
    hub.deliver_bell.ring()


def _queue(
    hub: Hub,
    scope: Scope,
    db: Db,
    news: AnnouncementRow,
    guardian_id: int,
    pictures: tuple[PostFileRow, ...],
    days: int,
    now: datetime,
) -> None:
    """The words with the first picture, every further picture, and an address for who gets no pictures (M2)."""
    if pictures and hub.public_url:
        pages.make(scope, db, guardian_id, news.id, now, now + timedelta(days=days))
    due = _due(scope, db, news, guardian_id, hub.rules.of(db, news.school_id, now).policy, now)
    contents: list[tuple[Content, str]] = [(Notice(news.id), f"news:{news.id}:{guardian_id}")]
    contents += [(Picture(news.id, one.media.id), f"picture:{one.media.id}:{guardian_id}") for one in pictures[1:]]
    for content, intent in contents:
        lane = Lane.TALK if news.kind == emergency.KIND else Lane.NEWS
        parcel = Parcel(content=content, due_at=due, lane=lane, guardian_id=guardian_id, intent=intent)
        outbox.add(scope, db, parcel, new_id(), now)


def _due(scope: Scope, db: Db, news: AnnouncementRow, guardian_id: int, policy: Policy, now: datetime) -> datetime:
    """Now; or the next digest of an adult who chose one, for what can wait."""
    choice = feed.choice(scope, db, guardian_id, digesting.CHOICE)
    at = digesting.next_digest(choice, policy.school.zone, now)
    return at if digesting.waits(choice, news.kind, news.audience, news.happens_on, at.date()) else now


def _forget_drafts(db: Db, now: datetime) -> None:
    """What was begun and never sent is not kept (DPIA47)."""
    for school_id, news_id in posts.old_drafts(db, now - _DRAFT_LASTS):
        posts.forget(as_hub(school_id, "forget"), db, news_id)


def _report(hub: Hub, db: Db, news: AnnouncementRow, now: datetime) -> None:
    """After two minutes with what is known by then, and once more when everybody's row has ended."""
    scope = as_hub(news.school_id, "announce")
    if news.state == "removed":
        _report_recall(hub, scope, db, news, now)
        return
    states, _, _ = outbox.announcement_states(scope, db, news.id)
    waiting = sum(number for state, number in states.items() if state not in _OVER)
    if waiting and news.due_at is not None and now - news.due_at < _REPORT_AFTER:
        return
    if not waiting:
        announcements.mark_reported(scope, db, news.id, now)
        policy = hub.rules.of(db, news.school_id, now).policy
        other_ways.make(scope, db, news, policy, local_day(policy, now), now)
    intent = f"report:{news.id}:{'interim' if waiting else 'final'}"
    parcel = Parcel(content=Report(news.id), due_at=now, staff_id=news.staff_id, intent=intent)
    if outbox.add(scope, db, parcel, new_id(), now):
        hub.deliver_bell.ring()
