"""The web application and a server for it that prints where it listens and stops gracefully."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import AsyncIterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.hub import Hub
from bot.web.console.guests import Guest
from bot.web.console.routes import routes as console_routes
from bot.web.family.routes import routes as family_routes
from bot.web.health import healthz, metrics, readyz
from bot.web.numbers import read_numbers
from bot.web.patience import Impatient
from bot.web.transport import Strict
from bot.web.webhooks import receive

read_numbers()


async def robots(_: Request) -> PlainTextResponse:
    """Nothing here is for search engines (DPIA11)."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


ROUTES = (
    Route("/robots.txt", robots),
    Route("/in/{account:int}", receive, methods=["POST"]),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
)


def create_app(hub: Hub, public_url: str = "", guests: Sequence[Guest] = ()) -> Starlette:
    """`public_url` is where people and carriers reach it, through whatever ends TLS in front of it. `guests`: the demo's."""
    routes = [*ROUTES, *family_routes(), *console_routes()]
    app = Starlette(routes=routes, middleware=[Middleware(Strict)])
    app.state.hub = hub
    app.state.public_url = public_url
    app.state.guests = tuple(guests)
    return app


class _Quiet(uvicorn.Server):
    """Leaves signals to the caller: one process has several things to stop."""

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        yield


def _bind(listener: socket.socket, host: str, port: int) -> None:
    try:
        listener.bind((host, port))
    except OSError as error:
        why = (error.strerror or "it cannot be had").lower()
        raise OSError(f"cannot listen on {host}:{port}: {why}; see BOOKBAG_LISTEN_HOST and BOOKBAG_LISTEN_PORT") from None


@contextlib.asynccontextmanager
async def listening(app: ASGIApp, host: str, port: int, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Serve while the block runs, over https alone where `tls` is given; yields the address. Raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's wait on and every answer in two parts takes 40 ms longer.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(listener, host, port)
        listener.listen()  # who comes before the server is ready waits instead of being refused
        config = uvicorn.Config(
            app, http=Impatient, ws="none", log_config=None, lifespan="off", timeout_graceful_shutdown=5, proxy_headers=False,
            ssl_context_factory=(lambda *_: tls) if tls else None,
        )  # fmt: skip
        server = _Quiet(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"{'https' if tls else 'http'}://{host}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
