"""Translations a row will need, made before it is composed and kept: never in a transaction, never holding mail back."""

from __future__ import annotations

from bot.deliver.recipients import To
from bot.domain.policy import Policy
from bot.domain.sending import Card, Letter, Notice
from bot.hub import Hub, as_hub
from bot.translation import Direction
from storage import announcements, items, messages, roll
from storage.db import Db
from storage.outbox import OutboxRow


async def ensure(hub: Hub, row: OutboxRow, to: To) -> None:
    """Each text once per language. What cannot be translated is stored as such, and goes out labelled."""
    match row.content:
        case Notice():
            await _notice(hub, row, to.language or "en")
        case Letter():
            await _letter(hub, row, to.language or "en")
        case Card():
            await _card(hub, row)


def _base(language: str) -> str:
    return language.split("-")[0].lower()


async def _names(hub: Hub, school_id: int, class_id: int | None) -> tuple[str, ...]:
    """Names that must never reach an engine: the staff's and, for a class, its children's."""

    def query(db: Db) -> tuple[str, ...]:
        return roll.names_near(as_hub(school_id, "mask"), db, class_id)

    return await hub.read(query)


async def _policy(hub: Hub, school_id: int) -> Policy:
    return await hub.read(lambda db: hub.rules.of(db, school_id, hub.now()).policy)


async def _notice(hub: Hub, row: OutboxRow, language: str) -> None:
    scope, news_id = as_hub(row.school_id, "translate"), row.announcement_id or 0
    news = await hub.read(lambda db: announcements.one(scope, db, news_id))
    if news is None or _base(language) == _base(news.language):
        return
    if await hub.read(lambda db: announcements.text(scope, db, news_id, language)) is not None:
        return
    names = await _names(hub, row.school_id, news.class_id)
    allowed = (await _policy(hub, row.school_id)).translation.outbound
    text, status, engine = await _translate(hub, news.body, news.language, language, names, Direction.OUTBOUND, allowed)
    await hub.write(lambda db: announcements.save_text(scope, db, news, language, text, status, engine))


async def _letter(hub: Hub, row: OutboxRow, language: str) -> None:
    if _base(language) != "en" and row.message_id is not None:
        await _message(hub, row.school_id, row.message_id, "en", language, Direction.OUTBOUND)


async def _card(hub: Hub, row: OutboxRow) -> None:
    """A parent's words into English, for staff; only ever by an engine of our own (law 4)."""
    scope, item_id = as_hub(row.school_id, "translate"), row.item_id or 0
    item = await hub.read(lambda db: items.one(scope, db, item_id))
    if item is None:
        return
    for message in await hub.read(lambda db: items.full_messages(scope, db, item_id)):
        language = message.language or "en"
        if message.staff_id is None and _base(language) != "en" and message.body.strip():
            await _message(hub, row.school_id, message.id, language, "en", Direction.INBOUND)


async def _message(hub: Hub, school_id: int, message_id: int, source: str, target: str, direction: Direction) -> None:
    scope = as_hub(school_id, "translate")
    message = await hub.read(lambda db: messages.one(scope, db, message_id))
    if message is None or await hub.read(lambda db: messages.translation(scope, db, message_id, target)) is not None:
        return
    thread = await hub.read(lambda db: messages.thread_of(scope, db, message.thread_id or 0))
    names = await _names(hub, school_id, thread.class_id if thread else None)
    policy = await _policy(hub, school_id)
    allowed = policy.translation.inbound if direction is Direction.INBOUND else policy.translation.outbound
    text, status, engine = await _translate(hub, message.body, source, target, names, direction, allowed)
    await hub.write(lambda db: messages.save_translation(scope, db, message, target, text, status, engine))


async def _translate(
    hub: Hub, text: str, source: str, target: str, names: tuple[str, ...], direction: Direction, allowed: bool
) -> tuple[str, str, str]:
    if not allowed:
        return text, "untranslated", ""
    made = await hub.translation.translate(text, source, target, names=names, direction=direction)
    return made.text, str(made.status), made.engine
