"""A slot clock per account: a carrier's limit is met by waiting for one's turn, never by being refused.

The next slot goes to whoever is most urgent of those who wait when it comes: danger and answers pass every announcement.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.messages import Carrier
from bot.domain.sending import Lane

# Telegram: 30 a second for a bot, 1 a second in a chat, 20 a minute in a group (Bot API FAQ). Twilio: a UK long code sends
# 10 segments a second. A little less than that, since what leaves evenly may arrive unevenly.
_OVERALL = {Carrier.TELEGRAM: 1 / 29.3, Carrier.SMS: 1 / 10}
_PER_CHAT = {Carrier.TELEGRAM: 1.03, Carrier.SMS: 0.0}
_PER_GROUP = 3.05
_CATCH_UP_S = 0.01  # how much of a slot that came late the next one makes good
_YIELD_S = 0.001
_Place = tuple[int, int]  # lane, order of coming


@dataclass(slots=True)
class _Queue:
    """Of one account: when its next slot comes, and who waits for a chat's."""

    free: float = 0.0
    waiting: dict[_Place, str] = field(default_factory=dict)


@dataclass(slots=True)
class Pacer:
    """Lease-time seconds (monotonic). `_chats` forgets a chat once its slot has passed, so it stays small."""

    _accounts: defaultdict[int, _Queue] = field(default_factory=lambda: defaultdict(_Queue))
    _chats: dict[tuple[int, str], float] = field(default_factory=dict)
    _order: Iterator[int] = field(default_factory=itertools.count)

    async def turn(
        self, account_id: int, carrier: Carrier, chat: str, parts: int = 1, lane: int = Lane.TALK
    ) -> None:
        """Wait for this send's slot."""
        queue, place = self._accounts[account_id], (lane, next(self._order))
        queue.waiting[place], late = chat, 0.0
        try:
            while (pause := self._pause(account_id, queue, place)) > 0:
                await asyncio.sleep(pause)
                late = _CATCH_UP_S
        finally:
            del queue.waiting[place]
        now = time.monotonic()
        queue.free = max(queue.free, now - late) + _OVERALL[carrier] * parts
        if _PER_CHAT[carrier]:
            self._chats[account_id, chat] = now + (_PER_GROUP if chat.startswith("-") else _PER_CHAT[carrier])
        self._forget(now)

    def _pause(self, account_id: int, queue: _Queue, place: _Place) -> float:
        """Seconds until it may be this one's turn; somebody before it whose chat is free has it first."""
        now = time.monotonic()
        wait = max(queue.free, self._free(account_id, queue.waiting[place])) - now
        passed = wait <= 0 and any(
            other < place and self._free(account_id, chat) <= now for other, chat in queue.waiting.items()
        )
        return _YIELD_S if passed else wait

    def _free(self, account_id: int, chat: str) -> float:
        return self._chats.get((account_id, chat), 0.0)

    def _forget(self, now: float) -> None:
        if len(self._chats) > 1000:
            self._chats = {key: until for key, until in self._chats.items() if until > now}
