"""A slot clock per account: a carrier's limit is met by waiting for one's turn, never by being refused.

The next slot goes to whoever is most urgent of those who wait when it comes: danger and answers pass every announcement.

What leaves evenly may arrive unevenly, and a carrier counts what arrives. A send whose answer took longer than the quickest
may have arrived as much later, so whoever stands a window behind it leaves as much later too.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.messages import Carrier
from bot.domain.sending import Lane

# Telegram: 30 a second for a bot, 1 a second in a chat, 20 a minute in a group (Bot API FAQ). Twilio: a UK long code sends
# 10 segments a second. A little less than that: clocks and our own waking are not exact.
_OVERALL = {Carrier.TELEGRAM: 1 / 29.5, Carrier.SMS: 1 / 10}
_WINDOW = {Carrier.TELEGRAM: 30}  # so many in any second, counted where they arrive
_PER_CHAT = {Carrier.TELEGRAM: 1.03, Carrier.SMS: 0.0}
_PER_GROUP = 3.05
_CATCH_UP_S = 0.01  # how much of a slot that came late the next one makes good
_YIELD_S = 0.001
_LATEST_S = 0.25  # how much later than the quickest a send is taken to have arrived at most: a carrier that hangs stops nobody
_SLOWER = 0.002  # of a slower answer in what the quickest is: the way to a carrier grows longer for good within seconds
_Place = tuple[int, int]  # lane, order of coming


@dataclass(slots=True)
class Leaving:
    """A send that has had its slot; `took`: seconds until its answer, None while there is none."""

    account_id: int
    carrier: Carrier
    chat: str
    at: float
    took: float | None = None


@dataclass(slots=True)
class _Queue:
    """Of one account: when its next slot comes, who waits for a chat's, and what left last."""

    free: float = 0.0
    waiting: dict[_Place, str] = field(default_factory=dict)
    left: deque[Leaving] = field(default_factory=deque)
    quickest: float | None = None

    def late(self, one: Leaving, now: float) -> float:
        """How much later than others it may have arrived."""
        took = now - one.at if one.took is None else one.took
        return min(max(took - (self.quickest or 0.0), 0.0), _LATEST_S)

    def window(self, now: float) -> float:
        """When one more may leave without too many arriving in one second."""
        if not self.left or len(self.left) < _WINDOW.get(self.left[0].carrier, sys.maxsize):
            return 0.0
        return self.left[0].at + 1.0 + self.late(self.left[0], now)


@dataclass(slots=True)
class Pacer:
    """Lease-time seconds (monotonic). `_chats` forgets a chat once its slot has passed, so it stays small."""

    _accounts: defaultdict[int, _Queue] = field(default_factory=lambda: defaultdict(_Queue))
    _chats: dict[tuple[int, str], float] = field(default_factory=dict)
    _order: Iterator[int] = field(default_factory=itertools.count)

    async def turn(
        self, account_id: int, carrier: Carrier, chat: str, parts: int = 1, lane: int = Lane.TALK
    ) -> Leaving:
        """Wait for this send's slot. Its answer is told to `answered`."""
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
        leaving = Leaving(account_id, carrier, chat, now)
        if _PER_CHAT[carrier]:
            self._chats[account_id, chat] = now + _of_chat(leaving)
        if carrier in _WINDOW:
            queue.left.append(leaving)
            if len(queue.left) > _WINDOW[carrier]:
                queue.left.popleft()
        self._forget(now)
        return leaving

    def answered(self, one: Leaving) -> None:
        """The carrier has answered, whatever it said."""
        now, queue = time.monotonic(), self._accounts[one.account_id]
        one.took = now - one.at
        quickest = one.took if queue.quickest is None else queue.quickest
        queue.quickest = min(one.took, quickest + _SLOWER * (one.took - quickest))
        place = (one.account_id, one.chat)
        if place in self._chats:
            self._chats[place] = max(self._chats[place], one.at + _of_chat(one) + queue.late(one, now))

    def _pause(self, account_id: int, queue: _Queue, place: _Place) -> float:
        """Seconds until it may be this one's turn; somebody before it whose chat is free has it first."""
        now = time.monotonic()
        wait = max(queue.free, queue.window(now), self._free(account_id, queue.waiting[place])) - now
        passed = wait <= 0 and any(
            other < place and self._free(account_id, chat) <= now for other, chat in queue.waiting.items()
        )
        return _YIELD_S if passed else wait

    def _free(self, account_id: int, chat: str) -> float:
        return self._chats.get((account_id, chat), 0.0)

    def _forget(self, now: float) -> None:
        if len(self._chats) > 1000:
            self._chats = {key: until for key, until in self._chats.items() if until > now}


def _of_chat(one: Leaving) -> float:
    return _PER_GROUP if one.chat.startswith("-") else _PER_CHAT[one.carrier]
