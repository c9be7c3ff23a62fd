"""Claimed rows → finished messages: one look at the database for a whole batch, in which every row is decided anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.deliver import translating
from bot.deliver.ahead import ask_ahead
from bot.deliver.composing import compose
from bot.deliver.desk import Desk, Gone, reader_for
from bot.deliver.outcomes import To
from bot.deliver.recipients import resolve
from bot.deliver.translating import Job
from bot.deliver.unsent import put_away
from bot.domain.messages import Outgoing
from bot.domain.sending import Card
from bot.hub import Hub, as_hub
from bot.rules import SchoolRules
from storage import outbox, sending
from storage.db import Db
from storage.moment import Moment
from storage.outbox import OutboxRow


@dataclass(frozen=True, slots=True)
class Ready:
    """A row with its recipient and finished message."""

    row: OutboxRow
    to: To
    outgoing: Outgoing
    untranslated: tuple[Job, ...] = ()  # a card's words that an engine has still to be asked about


@dataclass(frozen=True, slots=True)
class Unread:
    """A row for somebody who reads another language than it was written in, with what was not translated yet."""

    row: OutboxRow
    to: To
    jobs: tuple[Job, ...]


Unit = Callable[[Db], None]
"""What is to be written of a row that needs no sending now: fanned out, postponed, or meant for nobody any more."""
Look = Ready | Unread | Unit


async def look(hub: Hub, rows: Sequence[OutboxRow]) -> list[Look | BaseException]:
    """What is to become of each row as things stand now. A row's trouble, its exception, does not take the batch with it."""

    async def alone(row: OutboxRow) -> Look:
        return (await hub.read(lambda db: _looked(hub, db, [row])))[0]

    try:
        return [*await hub.read(lambda db: _looked(hub, db, rows))]
    except Exception:
        return await asyncio.gather(*map(alone, rows), return_exceptions=True)


async def settled(hub: Hub, found: Look | BaseException) -> Ready | None:
    """What is to be sent now; anything else is written down. Raises what went wrong in looking."""
    if isinstance(found, BaseException):
        raise found
    if isinstance(found, Unread):
        found = await _asked(hub, found)
    if isinstance(found, Ready):
        return found
    await hub.write(found)
    hub.deliver_bell.ring()
    return None


def _looked(hub: Hub, db: Db, rows: Sequence[OutboxRow]) -> list[Look]:
    """School by school, in one moment: what several rows need is read once, what each needs for all together."""
    now, moment = hub.now(), Moment(db.connection, db.keys, db.kept)
    found: dict[tuple[int, int], Look] = {}
    for school_id in dict.fromkeys(row.school_id for row in rows):
        own, rules = [row for row in rows if row.school_id == school_id], hub.rules.of(db, school_id, now)
        ask_ahead(hub, moment, own, rules, now)
        found |= {(row.school_id, row.id): _one(hub, moment, row, rules, now) for row in own}
    return [found[row.school_id, row.id] for row in rows]


def _one(hub: Hub, db: Db, row: OutboxRow, rules: SchoolRules, now: datetime) -> Look:
    if row.expires_at is not None and row.expires_at <= now:
        return lambda db: sending.end(db, row, "cancelled", "expired", now)
    outcome = resolve(hub, as_hub(row.school_id, "deliver"), db, row, rules, now)
    if not isinstance(outcome, To):
        return lambda db: put_away(hub, db, row, outcome, now)
    paused = hub.accounts[outcome.account.id].paused_until
    if paused is not None and paused > hub.steady.now():
        waiting = "retry" if row.state in {"queued", "retry"} else "unknown"  # it may have left: that is still not known
        return lambda db: sending.again(db, row, waiting, "throttled", paused)
    jobs = tuple(translating.wanted(db, row, outcome, now))
    return Unread(row, outcome, jobs) if jobs else _written(hub, db, row, outcome, rules, now)


async def _asked(hub: Hub, unread: Unread) -> Ready | Unit:
    """A card goes as it is; anything else goes back into the queue while the engines work: danger, and everybody else's
    mail, does not stand behind it.
    """
    row = unread.row
    jobs = await translating.to_ask(hub, row, unread.jobs)
    if not jobs or isinstance(row.content, Card):
        return await hub.read(lambda db: _again(hub, db, unread, jobs))
    latest = hub.steady.now() + await translating.retry_at_the_latest(hub, row.school_id)
    await hub.write(lambda db: sending.again(db, row, "retry", outbox.TRANSLATING, latest))
    translating.aside(hub, row, jobs)
    return _nothing


def _again(hub: Hub, db: Db, unread: Unread, jobs: tuple[Job, ...]) -> Ready | Unit:
    now = hub.now()
    rules = hub.rules.of(db, unread.row.school_id, now)
    return _written(hub, Moment(db.connection, db.keys, db.kept), unread.row, unread.to, rules, now, jobs)


def _nothing(db: Db) -> None:
    """All is written."""


def _written(
    hub: Hub, db: Db, row: OutboxRow, to: To, rules: SchoolRules, now: datetime, jobs: tuple[Job, ...] = ()
) -> Ready | Unit:
    scope = as_hub(row.school_id, "deliver")
    desk = Desk(hub, scope, db, row, to, rules, now, reader_for(scope, db, rules, to, now))
    try:
        return Ready(row, to, compose(desk), jobs)
    except Gone as gone:
        reason = str(gone)
    if reason == "file_not_here_yet":
        return lambda db: sending.again(db, row, "retry", reason, hub.steady.now() + timedelta(seconds=5))
    return lambda db: sending.end(db, row, "cancelled", reason, now)
