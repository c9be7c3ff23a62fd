"""A day's or a week's posts as one message, for an adult who chose it; each as it would have come alone, without its buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.deliver.desk import Desk, Gone, finished
from bot.deliver.posts import heading, stored_for, with_original
from bot.domain.access import Scope
from bot.domain.messages import Outgoing
from bot.domain.sending import Lane, NewsDigest, Parcel
from bot.domain.wording import say
from bot.phrases import render
from storage import announcements, outbox, outbox_state, sending
from storage.announcements import AnnouncementRow
from storage.db import Db
from storage.ids import new_id
from storage.outbox import OutboxRow


def gather(scope: Scope, db: Db, row: OutboxRow, now: datetime) -> None:
    """The first post of a digest queues it; the others join it before it leaves."""
    news_id, intent = row.announcement_id or 0, f"newsdigest:{row.guardian_id}:{int(row.due_at.timestamp())}"
    waiting = outbox_state.by_intent(scope, db, intent)
    found = outbox.one(scope, db, waiting) if waiting else None
    if found is None or not isinstance(found.content, NewsDigest):
        parcel = Parcel(
            content=NewsDigest((news_id,)), due_at=now, lane=Lane.NEWS, guardian_id=row.guardian_id, intent=intent
        )
        outbox.add(scope, db, parcel, new_id(), now)
    else:
        outbox.rewrite(scope, db, found.id, NewsDigest((*found.content.announcement_ids, news_id)))
    sending.end(db, row, "cancelled", outbox.IN_DIGEST, now)


def news_digest(desk: Desk, content: NewsDigest) -> Outgoing:
    """Raises Gone when everything in it was taken down before it left."""
    rows = (announcements.one(desk.scope, desk.db, one) for one in content.announcement_ids)
    found = [one for one in rows if one is not None and one.state in {"sent", "removed"}]
    if content.replaces is None:
        found = [one for one in found if one.state == "sent"]
    if not found:
        raise Gone("undone")
    lines = [render(say("digest.heading"), desk.reader)]
    for news in found:
        lines += ["", *_told(desk, news)]
    made = finished(desk, lines)
    sent = outbox.one(desk.scope, desk.db, content.replaces) if content.replaces else None
    return replace(made, edits=sent.sent_ids[-1]) if sent is not None and sent.sent_ids else made


def _told(desk: Desk, news: AnnouncementRow) -> list[str]:
    head = render(heading(news), desk.reader)
    if news.state == "removed":
        return [head, render(say("news.removed"), desk.reader)]
    return [head, *with_original(desk.reader, news.body, stored_for(desk, news.id))]
