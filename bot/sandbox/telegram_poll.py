"""Fetching updates: long polling, and the choice between polling and a webhook."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.sandbox.post import UnreachableError
from bot.sandbox.shapes import Json
from bot.sandbox.telegram_call import Call
from bot.sandbox.telegram_errors import BotApiError, bad
from bot.sandbox.telegram_push import start_webhook, stop_webhook
from bot.sandbox.telegram_state import Webhook
from bot.sandbox.telegram_updates import Update
from bot.sandbox.wirelog import What
from bot.sandbox.world import World

LONGEST_POLL_S = 50
_WEBHOOK_ON = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_TAKEN_OVER = "terminated by other getUpdates request; make sure that only one bot instance is running"


def confirmed(world: World, account: str, updates: list[Update]) -> None:
    for update in updates:
        world.note(What.CONFIRMED, account, str(update.id))


def _want(call: Call) -> None:
    kinds: Any = call.params.json("allowed_updates")
    if isinstance(kinds, list):
        call.bot.updates.want(str(kind) for kind in kinds)


def _expire(call: Call) -> None:
    for update in call.bot.updates.expire(call.world.now()):
        call.world.note(What.EXPIRED, call.bot.username, str(update.id))


async def get_updates(call: Call) -> list[Update]:
    """Confirms by offset, then waits for news. A second poll ends the first with 409, as on the real server."""
    bot, queue = call.bot, call.bot.updates
    if bot.webhook:
        raise BotApiError(409, _WEBHOOK_ON)
    _want(call)
    if offset := call.params.number("offset"):
        confirmed(call.world, bot.username, queue.confirm_below(offset))
    queue.poll += 1
    mine, limit = queue.poll, min(max(call.params.number("limit", 100), 1), 100)
    queue.bell.ring()
    loop = asyncio.get_running_loop()
    ends = loop.time() + min(max(call.params.number("timeout"), 0), LONGEST_POLL_S)
    while True:
        _expire(call)
        found = queue.batch(limit)
        if found or call.world.stopping or loop.time() >= ends:
            return found
        await queue.bell.wait(ends - loop.time())
        if bot.webhook:
            raise BotApiError(409, "terminated by setWebhook request")
        if queue.poll != mine:
            raise BotApiError(409, _TAKEN_OVER)


async def set_webhook(call: Call) -> bool:
    """Raises a 400 for an address that is not on this machine: nothing leaves it."""
    url, secret = call.params.text("url"), call.params.text("secret_token")
    if not url:
        return await delete_webhook(call)
    try:
        call.world.post.route(url)
    except UnreachableError as error:
        raise bad("bad webhook: Failed to resolve host: Name or service not known") from error
    if not all(char.isalnum() or char in "_-" for char in secret) or len(secret) > 256:
        raise bad("secret token contains unallowed characters")
    _want(call)
    stop_webhook(call.bot)
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.drop_all()
    connections = min(max(call.params.number("max_connections", 40), 1), 100)
    start_webhook(call.world, call.bot, Webhook(url=url, secret=secret, max_connections=connections))
    return True


async def delete_webhook(call: Call) -> bool:
    stop_webhook(call.bot)
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.drop_all()
    return True


async def get_webhook_info(call: Call) -> Json:
    hook = call.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates),
    }
    if call.bot.updates.wanted:
        info["allowed_updates"] = call.bot.updates.wanted
    if hook:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
    if hook and hook.last_error_at:
        failed = {"last_error_date": int(hook.last_error_at.timestamp()), "last_error_message": hook.last_error}
        info |= failed
    return info
