"""Carrying on after an outage: what was under way when the server stopped starts again."""

from __future__ import annotations

from bot.sandbox.sms_network import carry
from bot.sandbox.sms_state import IN_FLIGHT, Status
from bot.sandbox.telegram_push import start_webhook
from bot.sandbox.world import World


def resume(world: World) -> None:
    """Push to webhooks again and move SMS on. A status callback may be repeated, as real ones are."""
    world.stopping = False
    for bot in world.store.bots.values():
        if bot.webhook:
            start_webhook(world, bot, bot.webhook)
    for account in world.store.accounts.values():
        for message in account.messages.values():
            waits = message in world.store.handset(message.to).waiting
            if message.status in IN_FLIGHT | {Status.SENT} and not waits:
                world.spawn(carry(world, account, message))
