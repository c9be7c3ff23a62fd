"""A slot clock per account: a carrier's limit is met by waiting for one's turn, never by being refused."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot.domain.messages import Carrier

# Telegram: 30 a second for a bot, 1 a second in a chat (Bot API FAQ). Twilio: a UK long code sends 10 segments a second.
_OVERALL = {Carrier.TELEGRAM: 1 / 29, Carrier.SMS: 1 / 10}
_PER_CHAT = {Carrier.TELEGRAM: 1.03, Carrier.SMS: 0.0}


@dataclass(slots=True)
class Pacer:
    """Lease-time seconds (monotonic). `_chats` forgets a chat once its slot has passed, so it stays small."""

    _account: dict[int, float] = field(default_factory=dict)
    _chats: dict[tuple[int, str], float] = field(default_factory=dict)

    async def turn(self, account_id: int, carrier: Carrier, chat: str, parts: int = 1) -> None:
        """Wait for this send's slot."""
        now = time.monotonic()
        slot = max(now, self._account.get(account_id, 0.0), self._chats.get((account_id, chat), 0.0))
        self._account[account_id] = max(now, self._account.get(account_id, 0.0)) + _OVERALL[carrier] * parts
        if _PER_CHAT[carrier]:
            self._chats[account_id, chat] = slot + _PER_CHAT[carrier]
        self._forget(now)
        if slot > now:
            await asyncio.sleep(slot - now)

    def _forget(self, now: float) -> None:
        if len(self._chats) > 1000:
            self._chats = {key: until for key, until in self._chats.items() if until > now}
