"""A loopback carrier that says exactly what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Asked:
    """One request as it came: form fields and files by name, each once."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes, str]] = field(default_factory=dict)


@dataclass(slots=True)
class FakeCarrier:
    """Replies are used up in order; the last one stays. `base` is the address once it is served."""

    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    base: str = ""
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    routes: dict[str, Reply] = field(default_factory=dict)

    def will(self, *replies: Reply) -> None:
        self.replies = list(replies)

    @property
    def last(self) -> Asked:
        return self.asked[-1]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await _asked(request))
        self.reached.set()
        routed = self.routes.get(request.path)
        if routed is not None:
            return await routed(request)
        return await (self.replies.pop(0) if len(self.replies) > 1 else self.replies[0])(request)


def says(body: Any, status: int = 200, **headers: str) -> Reply:
    """JSON, or bytes as they are."""

    async def reply(_request: web.Request) -> web.StreamResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=raw, status=status, headers=named)

    return reply


async def hangs(request: web.Request) -> web.StreamResponse:
    """Takes the request and never answers."""
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


async def resets(request: web.Request) -> web.StreamResponse:
    """Takes the request and drops the connection."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """Sends the beginning of an answer."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok":')
    assert request.transport is not None
    request.transport.close()
    return response


async def trickles(request: web.Request) -> web.StreamResponse:
    """Endless: a little at a time, never the end."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"x" * 4096)
        await asyncio.sleep(0)


@asynccontextmanager
async def serving(carrier: FakeCarrier) -> AsyncIterator[FakeCarrier]:
    app = web.Application(client_max_size=8 << 20)
    app.router.add_route("*", "/{path:.*}", carrier.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.01, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    carrier.base = f"http://127.0.0.1:{port}"
    try:
        yield carrier
    finally:
        await runner.cleanup()


async def _asked(request: web.Request) -> Asked:
    asked = Asked(request.method, request.path, dict(request.query), dict(request.headers))
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            raw = await part.read()  # type: ignore[union-attr]
            name = str(part.name)  # type: ignore[union-attr]
            if part.filename:  # type: ignore[union-attr]
                asked.files[name] = (part.filename, bytes(raw), part.headers["Content-Type"])  # type: ignore[union-attr]
            else:
                asked.form[name] = bytes(raw).decode()
    elif request.can_read_body:
        asked.form = {
            name: values[0] for name, values in parse_qs(await request.text(), keep_blank_values=True).items()
        }
    return asked


async def nothing_recorded(_message_id: str) -> tuple[str, ...]:
    """No other row knows of it."""
    return ()
