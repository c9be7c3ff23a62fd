"""Pushing updates to a webhook: in order within a chat, side by side across chats, again until the hub says 2xx."""

from __future__ import annotations

import asyncio
from collections import deque

from bot.sandbox.faults import AT_PUSH, Fault
from bot.sandbox.post import Answer, UnreachableError
from bot.sandbox.telegram_state import TelegramBot, Webhook
from bot.sandbox.telegram_updates import Update
from bot.sandbox.wirelog import What
from bot.sandbox.world import World

TIMEOUT_S = 60.0
LONGEST_DELAY = 60  # times `World.retry_base_s`
LONGEST_RETRY_AFTER_S = 3600


class Pusher:
    """One webhook at work. A lane is one chat's queue and has one task while it is not empty."""

    def __init__(self, world: World, bot: TelegramBot, hook: Webhook) -> None:
        self._world, self._bot, self._hook = world, bot, hook
        self._lanes: dict[str, deque[Update]] = {}
        self._free = asyncio.Semaphore(hook.max_connections)

    def offer(self, update: Update) -> None:
        lane = self._lanes.setdefault(update.lane, deque())
        lane.append(update)
        if len(lane) == 1:
            task = self._world.spawn(self._drain(lane))
            self._hook.tasks.add(task)
            task.add_done_callback(self._hook.tasks.discard)

    async def _drain(self, lane: deque[Update]) -> None:
        while lane:
            await self._deliver(lane[0])
            lane.popleft()

    async def _deliver(self, update: Update) -> None:
        """Try until acknowledged or expired: again at once after the first failure, then 2, 4, 8 … as Telegram does."""
        fails, delay = 0, 1
        while update.expires >= self._world.now():
            async with self._free:
                wait = await self._attempt(update)
            if wait is None:
                self._bot.updates.confirm(update)
                self._world.note(What.CONFIRMED, self._bot.username, str(update.id))
                return
            if wait == 0 and fails:
                delay = min(delay * 2, LONGEST_DELAY)
                wait = delay * self._world.retry_base_s
            fails += 1
            await asyncio.sleep(wait)
        self._bot.updates.confirm(update)
        self._world.note(What.EXPIRED, self._bot.username, str(update.id))

    async def _attempt(self, update: Update) -> float | None:
        """None when the hub took it, else the seconds its `Retry-After` asked for (0 when it asked for none)."""
        rule = self._world.faults.pick(self._bot.username, "webhook", update.lane, AT_PUSH)
        if rule and rule.fault is Fault.DELAY:
            await asyncio.sleep(rule.seconds)
        copies = update.copies + bool(rule and rule.fault is Fault.DUPLICATE)
        if rule and rule.fault is Fault.DROP:
            return self._failed("Connection timed out", 0)
        try:
            answers = [await self._post(update) for _ in range(copies)]
        except UnreachableError as error:
            return self._failed(str(error), 0)
        worst = max(answers, key=lambda answer: answer.status)
        if worst.status // 100 == 2:
            return None
        return self._failed(f"Wrong response from the webhook: {worst.status}", worst.retry_after)

    def _failed(self, why: str, retry_after: int) -> float:
        self._hook.last_error, self._hook.last_error_at = why, self._world.now()
        return float(min(retry_after, LONGEST_RETRY_AFTER_S))

    async def _post(self, update: Update) -> Answer:
        headers = {"Content-Type": "application/json"}
        if self._hook.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._hook.secret
        entry = self._world.note(What.PUSH, self._bot.username, "webhook", {"update_id": update.id})
        answer = await self._world.post.send(self._hook.url, update.payload.encode(), headers, TIMEOUT_S)
        entry.answered(answer.status)
        return answer


def start_webhook(world: World, bot: TelegramBot, hook: Webhook) -> None:
    """Begin to push, starting with whatever is waiting; a long poll under way ends with 409."""
    pusher = Pusher(world, bot, hook)
    bot.webhook, bot.updates.on_add = hook, pusher.offer
    for update in bot.updates.batch(len(bot.updates)):
        pusher.offer(update)
    bot.updates.bell.ring()


def stop_webhook(bot: TelegramBot) -> None:
    hook, bot.webhook, bot.updates.on_add = bot.webhook, None, None
    for task in tuple(hook.tasks if hook else ()):
        task.cancel()
