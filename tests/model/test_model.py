"""100,000 messages by chance at two schools on one host, in four lives: nothing reaches a person who may not see it, nothing is lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import presets
from storage import tables
from storage.db import Db
from tests.cast import settle
from tests.model.life import Life, listen
from tests.model.world import TOKEN, World, roll
from tests.still import Still, still

SEED = 20240108
MONDAY = datetime(2024, 1, 8, 8, 30, tzinfo=UTC)
FINAL = {"sent", "delivered", "seen", "cancelled", "failed", "expanded"}


def _undelivered(db: Db, now: datetime) -> list[str]:
    """Sends without a named end, and updates that nobody handled."""
    out, kept = tables.outbox, tables.inbox
    rows = db.all(select(out.c.id, out.c.state, out.c.trouble, out.c.due_at))
    open_ends = [f"outbox {row.id} {row.state}" for row in rows if row.state not in FINAL and row.due_at <= now]
    nameless = [f"outbox {row.id} failed without a reason" for row in rows if row.state == "failed" and not row.trouble]
    waiting = db.all(select(kept.c.id, kept.c.state).where(kept.c.state.not_in(("done", "handled"))))
    return [*open_ends, *nameless, *(f"inbox {row.id} {row.state}" for row in waiting)]


def _kept(db: Db) -> set[str]:
    """Words of messages that somebody of a school has, or had, to see to."""
    message, link, item = tables.message, tables.item_message, tables.item
    found = db.all(
        select(message.c.body)
        .join(link, (link.c.school_id == message.c.school_id) & (link.c.message_id == message.c.id))
        .join(item, (item.c.school_id == link.c.school_id) & (item.c.id == link.c.item_id))
        .where(item.c.state != "withdrawn")
    )
    return {token for row in found for token in TOKEN.findall(db.keys.open("message.body", row.body))}


async def _lived(made: Still, messages: int, begins: datetime) -> Life:
    world = World()
    for place in (1, 2):
        people = roll(place)
        document = presets.read("demo").replace("Oak Lane", f"School {place}")
        cast = await made.write(partial(settle, policy=document, now=begins, slug=f"school-{place}", roll=people))
        world.settle(cast, people)
    life = Life(made, world, random.Random(f"{SEED} {begins:%Y}{begins:%m}"), begins)
    listen(made, world, lambda: life.now)
    await life.ticks()
    await life.live(messages)
    return life


async def _holds(url: str, folder: Path, messages: int, begins: datetime = MONDAY) -> str:
    """Lives it through and looks; returns what can be promised."""
    began = time.monotonic()
    async with still(url, folder, now=begins, shared=True) as made:
        life = await _lived(made, messages, begins)
        world = life.world
        assert world.wrong == []
        assert [key for key, count in life.notices.items() if count > 1] == []
        assert await made.hub.read(lambda db: _undelivered(db, life.now)) == []
        kept = await made.hub.read(_kept)
    lost = [token for token, word in world.words.items() if word.by and word.served and token not in kept]
    assert lost == []
    minutes = (time.monotonic() - began) / 60
    lived = f"from {begins:%B %Y} to {life.now:%B %Y}, seed {SEED}, {minutes:.0f} min"
    return (
        f"{life.messages:,} messages by chance at two schools on one host ({lived}): 0 shown to a person who may not see it, "
        f"0 lost or undelivered without a named state, 0 of {life.notices.total():,} held-notices beyond one per person and "
        f"quiet period, 0 of {life.replies:,} automatic replies beyond one per message"
    )


async def test_what_is_written_at_two_schools_reaches_those_who_may_see_it_and_nobody_else(
    database_url: str, tmp_path: Path
) -> None:
    assert "0 lost" in await _holds(database_url, tmp_path, 30)


@pytest.mark.long
@pytest.mark.timeout(21_600)
@pytest.mark.parametrize(
    "begins",
    [MONDAY, *(datetime(*day, 7, 30, tzinfo=UTC) for day in ((2024, 4, 15), (2024, 9, 9), (2025, 1, 6)))],
    ids=lambda day: f"{day:%Y-%m}",
)
async def test_a_hundred_thousand_messages_by_chance_in_four_lives(
    sqlite_url: str, tmp_path: Path, begins: datetime, record_property: Callable[[str, object], None]
) -> None:
    """Each goes through most of a school year: half-terms, both changes of the clock, and the summer."""
    record_property("promise", await _holds(sqlite_url, tmp_path, 25_000, begins))
