"""How long a client may take to say what it wants: uvicorn itself waits for ever, and a few hundred who never finish their
request would keep everybody else out (reliability 6.1). A proxy in front has its own limits; this holds without one.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

WITHIN_S = 15.0  # seconds for a whole request …
PER_SECOND = 16 * 1024  # … and one more for so many bytes that have come: a photograph over a slow line is no attack
MOST = 400  # connections; well below the 1,024 files a process may usually have open


class Impatient(H11Protocol):
    """Cuts a connection whose request is not whole in time; when all places are taken, the one that waits longest."""

    _began = 0.0
    _came = 0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > MOST:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        self._came += len(data)
        super().data_received(data)

    def handle_events(self) -> None:
        super().handle_events()
        if self.conn.their_state is not h11.IDLE and self.conn.their_state is not h11.SEND_BODY:
            self._forget()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._waiting is None and not self.transport.is_closing():
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def _expect(self) -> None:
        self._began, self._came = self.loop.time(), 0
        self._waiting = self.loop.call_later(WITHIN_S, self._look)

    def _forget(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _look(self) -> None:
        answered = self.cycle is not None and self.cycle.response_complete  # what it still sends earns it nothing
        earned = 0.0 if answered else self._came / PER_SECOND
        left = self._began + WITHIN_S + earned - self.loop.time()
        if left > 0:
            self._waiting = self.loop.call_later(left, self._look)
        else:
            self._waiting = None
            self.transport.abort()

    def _make_room(self) -> None:
        others = (cast(Any, one) for one in self.connections)
        waiting = [one for one in others if one._waiting is not None]
        min(waiting, key=lambda one: one._began).transport.abort()
