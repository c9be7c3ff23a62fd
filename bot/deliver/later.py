"""Translations of posts that were not there in time: asked for again, and put where the original went (BNV3)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.deliver import translating
from bot.deliver.translating import Job
from bot.hub import Hub, as_hub
from bot.translation import Direction, Status
from storage import announcements, late
from storage.db import Db
from storage.late import Late

EVERY_S = 30.0
_WORTH_IT = timedelta(hours=24)  # after that the news is old, and the label says that it was not translated


async def run_once(hub: Hub) -> int:
    """Ask again for every text that waits; how many there were. An engine that is away is asked once a round."""
    waiting = await hub.read(late.wanted)
    await asyncio.gather(*(_again(hub, one) for one in waiting))
    return len(waiting)


async def _again(hub: Hub, one: Late) -> None:
    news = await hub.read(lambda db: announcements.one(as_hub(one.school_id, "translate"), db, one.announcement_id))
    if news is None:
        return
    job = Job(one.school_id, news.id, True, news.language, one.language, Direction.OUTBOUND)
    if hub.now() - one.sent_at > _WORTH_IT or not hub.translation.available or not await translating.allowed(hub, job):
        await _settle(hub, one, news.body, "untranslated", "")
        return
    made = await translating.asked(hub, job)
    if made.reason not in translating.PASSING:
        await _settle(hub, one, made.text, str(made.status), made.engine)


async def _settle(hub: Hub, one: Late, text: str, status: str, engine: str) -> None:
    """In one transaction: the text, and what families get of it. That none came is worth no text message."""
    now = hub.now()

    def unit(db: Db) -> None:
        scope = as_hub(one.school_id, "translate")
        news = late.settle(scope, db, one, text, status, engine)
        if news is not None:
            late.tell(scope, db, news, one.language, now, texts=status == Status.TRANSLATED)

    await hub.write(unit)
    hub.deliver_bell.ring()
