"""How something a person did becomes an update for the bot, faults included."""

from __future__ import annotations

import asyncio

from bot.sandbox.faults import AT_UPDATE, Fault, Rule
from bot.sandbox.shapes import Json, dump
from bot.sandbox.telegram_state import TelegramBot
from bot.sandbox.telegram_updates import Update
from bot.sandbox.wirelog import What
from bot.sandbox.world import World

HUGE_BYTES = 1_000_000
_STRANGER: Json = {"id": 777000, "is_bot": False, "first_name": "Stranger"}

# Each is valid JSON that a library written for the documented shapes may choke on.
MALFORMED = (
    '"message":"not an object"',
    '"message":{"message_id":1}',
    '"message":{"message_id":1,"date":"soon","chat":{"id":"x"},"text":7}',
    '"message":{"message_id":1,"date":0,"chat":{"id":777000,"type":"private"},"text":"\\ud800"}',
    '"callback_query":{"id":5}',
    '"hologram":' + '{"a":' * 60 + "1" + "}" * 60,
)


def _huge(world: World) -> str:
    chat = {"id": _STRANGER["id"], "type": "private", "first_name": "Stranger"}
    message: Json = {"message_id": 1, "from": _STRANGER, "chat": chat, "date": int(world.now().timestamp())}
    return f'"message":{dump(message | {"text": "x" * HUGE_BYTES})}'


def _add(world: World, bot: TelegramBot, lane: str, name: str, body: str, copies: int = 1) -> Update:
    update = bot.updates.add(lane, body, world.now(), copies)
    world.note(What.UPDATE, bot.username, name, {"update_id": update.id, "lane": lane})
    return update


def inject(world: World, bot: TelegramBot, body: str, lane: str = "junk") -> int:
    """Queue a raw update: `body` is the JSON after `update_id`. Returns the update id."""
    return _add(world, bot, lane, "raw", body).id


def _slip_in(world: World, bot: TelegramBot, rule: Rule) -> None:
    if rule.fault is Fault.MALFORMED:
        inject(world, bot, world.store.rng.choice(MALFORMED))
    elif rule.fault is Fault.HUGE:
        inject(world, bot, _huge(world))


def emit(world: World, bot: TelegramBot, kind: str, value: Json, lane: int) -> int | None:
    """Tell the bot. Returns the update id; None when the bot did not ask for this kind or a fault held it back."""
    rule = world.faults.pick(bot.username, "update", str(lane), AT_UPDATE)
    fault = rule.fault if rule else None
    if rule:
        _slip_in(world, bot, rule)
    if fault is Fault.DROP or not bot.updates.takes(kind):
        return None
    body = f'"{kind}":{dump(value)}'
    if rule and fault is Fault.DELAY:
        asyncio.get_running_loop().call_later(rule.seconds, _add, world, bot, str(lane), kind, body)
        return None
    return _add(world, bot, str(lane), kind, body, copies=2 if fault is Fault.DUPLICATE else 1).id
