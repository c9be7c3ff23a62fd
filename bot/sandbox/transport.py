"""Cutting a connection the way a network does, which no web framework offers."""

from __future__ import annotations

import asyncio
from typing import cast

from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol


class AbortableProtocol(H11Protocol):
    """uvicorn's HTTP protocol, with each connection's transport put into the request's state."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


def cut(request: Request) -> None:
    """Reset the connection at once: the client sees it closed without an answer."""
    cast(asyncio.Transport, request.state.transport).abort()
