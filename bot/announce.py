"""School → many: a confirmed announcement becomes one outbox row for each adult, and a report for its author."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import serving
from bot.domain.sending import Lane, Notice, Parcel, Report
from bot.hub import Hub, as_hub
from bot.rules import local_day
from storage import announcements, audit, outbox
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.ids import new_id

_REPORT_AFTER = timedelta(minutes=2)
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
    return len(due)


def _expand(hub: Hub, db: Db, news: AnnouncementRow, now: datetime) -> None:
    """One transaction: marked sent and expanded together, so it happens once."""
    scope = as_hub(news.school_id, "announce")
    if not announcements.mark_sent(scope, db, news.id, now):
        return
    policy = hub.rules.of(db, news.school_id, now).policy
    for reader in serving.audience(scope, db, news, local_day(policy, now), policy):
        announcements.add_recipient(scope, db, news.id, reader)
        if reader.route != "none":
            parcel = Parcel(
                content=Notice(news.id),
                due_at=now,
                lane=Lane.NEWS,
                guardian_id=reader.guardian_id,
                intent=f"news:{news.id}:{reader.guardian_id}",
            )
            outbox.add(scope, db, parcel, new_id(), now)
    audit.record(scope, db, now, "announcement_sent", "announcement", news.id)


def _report(hub: Hub, db: Db, news: AnnouncementRow, now: datetime) -> None:
    """After two minutes with what is known by then, and once more when everybody's row has ended."""
    scope = as_hub(news.school_id, "announce")
    states, _, _ = outbox.announcement_states(scope, db, news.id)
    waiting = sum(number for state, number in states.items() if state not in _OVER)
    if waiting and news.due_at is not None and now - news.due_at < _REPORT_AFTER:
        return
    if not waiting:
        announcements.mark_reported(scope, db, news.id, now)
    intent = f"report:{news.id}:{'interim' if waiting else 'final'}"
    parcel = Parcel(content=Report(news.id), due_at=now, staff_id=news.staff_id, intent=intent)
    if outbox.add(scope, db, parcel, new_id(), now):
        hub.deliver_bell.ring()
