"""Translations a row will need, made aside and kept: never in a transaction, never holding other mail back.

A card goes at once in the parent's own words and is edited when its translation is there. A letter or an announcement
waits for its translation, at most as long as the policy says, and then goes in the original, labelled (law 3).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.deliver.outcomes import To
from bot.domain.access import Scope
from bot.domain.choosing import is_private, may_be_private
from bot.domain.guard_private import names_private
from bot.domain.sending import Card, Letter, NewsDigest, Notice, PaperList
from bot.domain.subjects import PRIVATE, Subject
from bot.hub import Hub, as_hub
from bot.phrases.notices import written
from bot.privacy import transfers
from bot.rules import local_day
from bot.translation import Direction, Translated
from bot.translation.base import Reason
from storage import announcements, itemfacts, late, messages, other_ways, rights, roll, sending
from storage.db import Db
from storage.outbox import OutboxRow

log = structlog.get_logger()
_SLACK = timedelta(seconds=10)
PASSING = frozenset({Reason.UNAVAILABLE, Reason.DEADLINE, Reason.INTERNAL})
"""Why a text may still be translated later: the engine was away, not unable."""


@dataclass(frozen=True, slots=True)
class Job:
    """One text into one language. `subject` is what the item is about that it answers."""

    school_id: int
    text_id: int
    news: bool
    source: str
    target: str
    direction: Direction
    subject: Subject | None = None
    unreached: bool = (
        False  # for those a post did not reach: they may not have said yes to a translator outside (DPIA32)
    )

    @property
    def key(self) -> tuple[int, int, str]:
        return self.school_id, self.text_id, self.target


async def to_ask(hub: Hub, row: OutboxRow, missing: Sequence[Job]) -> tuple[Job, ...]:
    """What an engine has to be asked for. Without one, or the school's permission, that is stored at once."""
    wanted = tuple([job for job in missing if not await _by_hand(hub, job)])
    stopped = bool(wanted) and await hub.read(lambda db: _objects(db, row, hub.now()))
    asked = [job for job in wanted if hub.translation.available and not stopped and await allowed(hub, job)]
    for job in wanted:
        if job not in asked and not (stopped and job.news):  # others read the post in this language too
            await _keep_original(hub, job)
    return tuple(asked)


def _objects(db: Db, row: OutboxRow, now: datetime) -> bool:
    """The adult whose words these are, or who is to read them, is frozen or objects to translation (DPIA35)."""
    scope = as_hub(row.school_id, "translate")
    item = itemfacts.one(scope, db, row.item_id) if row.item_id and row.guardian_id is None else None
    return _stops(scope, db, row.guardian_id or (item.guardian_id if item else None), now)


def _stops(scope: Scope, db: Db, adult: int | None, now: datetime) -> bool:
    stops = rights.switches(scope, db, adult, now) if adult else frozenset()
    return ("restrict", "") in stops or ("object", "translation") in stops


async def for_item(hub: Hub, school_id: int, item_id: int) -> None:
    """What a reader at the console will need: asked for aside, and there when they look again."""
    now = hub.now()

    def query(db: Db) -> tuple[tuple[Job, ...], bool]:
        scope = as_hub(school_id, "translate")
        item = itemfacts.one(scope, db, item_id)
        return tuple(_of_item(db, school_id, item_id)), _stops(scope, db, item.guardian_id if item else None, now)

    wanted, stopped = await hub.read(query)
    for job in wanted:
        if hub.translation.available and not stopped and await allowed(hub, job):
            hub.aside(_once(hub, job))
        else:
            await _keep_original(hub, job)


async def _by_hand(hub: Hub, job: Job) -> bool:
    """What is written by hand in the reader's language needs no engine, and is no machine's work."""
    if job.direction is Direction.INBOUND:
        return False
    text, _ = await hub.read(lambda db: _loaded(db, job))
    rules = await hub.read(lambda db: hub.rules.of(db, job.school_id, hub.now()))
    made = written(text, job.target, local_day(rules.policy, hub.now()))
    if made is None:
        return False
    await hub.write(lambda db: _store(db, job, made, "written", "catalogue"))
    return True


def _readers(db: Db, row: OutboxRow, now: datetime) -> list[str]:
    """The languages of those whom a post did not reach."""
    scope = as_hub(row.school_id, "translate")
    found = (
        roll.guardian(scope, db, one.guardian_id, now.date())
        for one in other_ways.of(scope, db, row.announcement_id or 0)
        if one.why != other_ways.FROZEN
    )
    return sorted({one.language or "en" for one in found if one})


def wanted(db: Db, row: OutboxRow, to: To, now: datetime) -> Iterator[Job]:
    """What its reader needs and is not stored yet."""
    language = to.language or "en"
    match row.content:
        case Notice():
            yield from _notice(db, row, language, row.announcement_id or 0)
        case NewsDigest():
            for news_id in row.content.announcement_ids:
                yield from _notice(db, row, language, news_id)
        case PaperList():
            for into in _readers(db, row, now):
                yield from (replace(job, unreached=True) for job in _notice(db, row, into, row.announcement_id or 0))
        case Letter() if _base(language) != "en" and row.message_id is not None:
            item = itemfacts.one(as_hub(row.school_id, "translate"), db, row.item_id) if row.item_id else None
            about = item.subject if item else None
            yield from _message(db, row.school_id, row.message_id, "en", language, Direction.OUTBOUND, about)
        case Card() if row.content.opened:
            yield from _of_item(db, row.school_id, row.item_id or 0)


def _notice(db: Db, row: OutboxRow, language: str, news_id: int) -> Iterator[Job]:
    scope = as_hub(row.school_id, "translate")
    news = announcements.one(scope, db, news_id)
    if news is None or _base(language) == _base(news.language):
        return
    if announcements.text(scope, db, news_id, language) is None:
        yield Job(row.school_id, news_id, True, news.language, language, Direction.OUTBOUND)


def _of_item(db: Db, school_id: int, item_id: int) -> Iterator[Job]:
    """A parent's words into English, for staff; only ever by an engine of our own (law 4)."""
    scope = as_hub(school_id, "translate")
    for message in itemfacts.full_messages(scope, db, item_id):
        language = message.language or "en"
        if message.staff_id is None and _base(language) != "en" and message.body.strip():
            yield from _message(db, school_id, message.id, language, "en", Direction.INBOUND, None)


def _message(
    db: Db,
    school_id: int,
    message_id: int,
    source: str,
    target: str,
    direction: Direction,
    about: Subject | None,
) -> Iterator[Job]:
    scope = as_hub(school_id, "translate")
    there = messages.one(scope, db, message_id) is not None
    if there and messages.translation(scope, db, message_id, target) is None:
        yield Job(school_id, message_id, False, source, target, direction, about)


def _base(language: str) -> str:
    return language.split("-")[0].lower()


async def allowed(hub: Hub, job: Job) -> bool:
    policy = (await hub.read(lambda db: hub.rules.of(db, job.school_id, hub.now()))).policy
    return policy.translation.inbound if job.direction is Direction.INBOUND else policy.translation.outbound


def aside(hub: Hub, row: OutboxRow, jobs: Sequence[Job]) -> None:
    """Ask the engines while other mail goes out; then the row, or the edit of its card, is due at once."""
    hub.aside(_all(hub, row, tuple(jobs)))


async def _all(hub: Hub, row: OutboxRow, jobs: tuple[Job, ...]) -> None:
    try:
        await asyncio.gather(*(_once(hub, job) for job in jobs))
        await hub.write(lambda db: sending.translated(as_hub(row.school_id, "translate"), db, row.id, hub.now()))
    except Exception as error:  # the row's own time comes all the same, and it asks again
        log.warning("translation_not_kept", outbox_id=row.id, error=type(error).__name__)
    hub.deliver_bell.ring()


async def _once(hub: Hub, job: Job) -> None:
    """Thirty families of one language wait for one call."""
    task = hub.translating.get(job.key)
    if task is None:
        task = hub.translating[job.key] = hub.aside(_do(hub, job))
        task.add_done_callback(lambda _: hub.translating.pop(job.key, None))
    await asyncio.shield(task)


async def _do(hub: Hub, job: Job) -> None:
    made = await asked(hub, job)
    status = late.LATE if job.news and not job.unreached and made.reason in PASSING else str(made.status)
    await hub.write(lambda db: _store(db, job, made.text, status, made.engine))


async def asked(hub: Hub, job: Job) -> Translated:
    """What an engine makes of the text, or the original with the reason; within the school's delay."""
    text, names = await hub.read(lambda db: _loaded(db, job))
    return await hub.translation.translate(
        text,
        job.source,
        job.target,
        names=names,
        direction=job.direction,
        sensitive=await _private(hub, job, text),
        registered=await hub.read(lambda db: _registered(hub, db, job.school_id)),
        deadline_s=(await delay(hub, job.school_id)).total_seconds(),
    )


def _registered(hub: Hub, db: Db, school_id: int) -> frozenset[str]:
    policy = hub.rules.of(db, school_id, hub.now()).policy
    return transfers.translators(as_hub(school_id, "translate"), db, local_day(policy, hub.now()))


async def delay(hub: Hub, school_id: int) -> timedelta:
    """How long the school lets a text wait for its translation (BNV3)."""
    policy = (await hub.read(lambda db: hub.rules.of(db, school_id, hub.now()))).policy
    return timedelta(seconds=policy.translation.max_delay_s)


async def retry_at_the_latest(hub: Hub, school_id: int) -> timedelta:
    """When a waiting row looks again by itself, should this process die over the translation."""
    return await delay(hub, school_id) + _SLACK


async def _private(hub: Hub, job: Job, text: str) -> bool:
    """What may be about health, needs, a complaint or a child's safety stays on the school's own network (law 4).

    A post was looked over for such words before it left, and is for a whole class: a faint chance alone keeps none back.
    """
    if job.direction is Direction.INBOUND or job.subject in PRIVATE or job.unreached:
        return True
    heard = await asyncio.to_thread(hub.triager, text, job.source)
    return names_private(text) or is_private(heard) if job.news else may_be_private(heard)


def _loaded(db: Db, job: Job) -> tuple[str, tuple[str, ...]]:
    """The text and every name that must not reach an engine: staff, the class, the parent and their own children."""
    scope = as_hub(job.school_id, "translate")
    if job.news:
        news = announcements.one(scope, db, job.text_id)
        return (news.body, roll.names_near(scope, db, news.class_id)) if news else ("", ())
    message = messages.one(scope, db, job.text_id)
    if message is None:
        return "", ()
    thread = messages.thread_of(scope, db, message.thread_id) if message.thread_id else None
    adult = thread.guardian_id if thread else message.guardian_id
    return message.body, roll.names_near(scope, db, thread.class_id if thread else None, adult)


async def _keep_original(hub: Hub, job: Job) -> None:
    text, _ = await hub.read(lambda db: _loaded(db, job))
    await hub.write(lambda db: _store(db, job, text, "untranslated", ""))


def _store(db: Db, job: Job, text: str, status: str, engine: str) -> None:
    scope = as_hub(job.school_id, "translate")
    if job.news:
        news = announcements.one(scope, db, job.text_id)
        if news is not None:
            announcements.save_text(scope, db, news, job.target, text, status, engine)
        return
    message = messages.one(scope, db, job.text_id)
    if message is not None:
        messages.save_translation(scope, db, message, job.target, text, status, engine)
