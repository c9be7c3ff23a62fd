"""Negative controls: an outbox as one writes it the first time, and workers that share one without leases."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator

import aiohttp

_TABLE = "CREATE TABLE outbox (id INTEGER PRIMARY KEY, chat INTEGER, text TEXT, state TEXT)"
_SENT = "UPDATE outbox SET state = 'sent' WHERE id = ?"


class NaiveOutbox:
    """`send` is what a worker does with a row; `url` is the bot's sendMessage."""

    def __init__(self, url: str, chats: list[int], each: int) -> None:
        self._url, self.calls = url, 0
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        self._db.execute(_TABLE)
        rows = [(chat, f"letter {number}") for number in range(each) for chat in chats]
        self._db.executemany("INSERT INTO outbox (chat, text, state) VALUES (?, ?, 'queued')", rows)

    @property
    def sent(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM outbox WHERE state = 'sent'").fetchone()[0])

    async def work(self, session: aiohttp.ClientSession) -> None:
        """Until nothing waits: whatever fails is tried again."""
        while rows := list(self._waiting()):
            for row_id, chat, text in rows:
                if await self._posted(session, chat, text):
                    self._db.execute(_SENT, (row_id,))
                await asyncio.sleep(0)

    def _waiting(self) -> Iterator[tuple[int, int, str]]:
        yield from self._db.execute("SELECT id, chat, text FROM outbox WHERE state = 'queued' LIMIT 5").fetchall()

    async def _posted(self, session: aiohttp.ClientSession, chat: int, text: str) -> bool:
        self.calls += 1
        async with session.post(self._url, json={"chat_id": chat, "text": text}) as answer:
            return answer.status == 200
