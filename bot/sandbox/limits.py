"""Telegram's speed limits, when a test asks for them: 30 messages a second per bot, one a second per chat."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Window:
    limit: int
    sent: deque[float] = field(default_factory=deque)
    banned_until: float = 0.0

    def wait_s(self, now: float, ban_s: float) -> float:
        """0 when one more may go now, else the seconds to wait."""
        if now < self.banned_until:
            return self.banned_until - now
        while self.sent and self.sent[0] <= now - 1:
            self.sent.popleft()
        if len(self.sent) < self.limit:
            return 0.0
        self.banned_until = now + ban_s
        return ban_s


class Limits:
    """Counts sends in real time. A breach bans the bot (or the chat) for `ban_s` seconds."""

    def __init__(self) -> None:
        self.on = False
        self._per_bot, self._per_chat, self._ban_s = 30, 1, 5.0
        self._windows: dict[tuple[int, str], _Window] = {}

    def enforce(self, per_bot: int = 30, per_chat: int = 1, ban_s: float = 5.0) -> None:
        self.on = True
        self._per_bot, self._per_chat, self._ban_s = per_bot, per_chat, ban_s
        self._windows.clear()

    def wait_s(self, bot: int, chat: str) -> float:
        """Seconds the caller must wait; 0 counts the send as made."""
        if not self.on:
            return 0.0
        now = time.monotonic()
        windows = [
            self._windows.setdefault((bot, ""), _Window(self._per_bot)),
            self._windows.setdefault((bot, chat), _Window(self._per_chat)),
        ]
        wait = max(window.wait_s(now, self._ban_s) for window in windows)
        if not wait:
            for window in windows:
                window.sent.append(now)
        return wait
