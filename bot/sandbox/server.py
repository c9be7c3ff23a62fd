"""Serving the sandbox: both carriers' wires, the control API and the phones page, on one loopback address."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from bot.sandbox.bell import Bell
from bot.sandbox.control import control_routes
from bot.sandbox.guard import Guard
from bot.sandbox.phones import page_routes
from bot.sandbox.post import is_loopback
from bot.sandbox.resume import resume
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.telegram_wire import telegram_routes
from bot.sandbox.transport import AbortableProtocol
from bot.sandbox.twilio_wire import twilio_routes

PORT = 8099
_KEEP_ALIVE_S = 75  # as the vendors' servers; a shorter one would look like a fault nobody asked for


def create_app(sandbox: Sandbox) -> Starlette:
    """The whole sandbox as one application. Serve it with `serve` or `running`: cut connections need their protocol."""
    world = sandbox.world
    routes: list[Route] = [
        *telegram_routes(world),
        *twilio_routes(world),
        *control_routes(sandbox),
        *page_routes(sandbox),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard)])


class _Server(uvicorn.Server):
    """Leaves signals to the program it runs in, and lets go of long polls before it closes."""

    def __init__(self, config: uvicorn.Config, sandbox: Sandbox) -> None:
        super().__init__(config)
        self._sandbox = sandbox
        self._leaving = Bell()

    async def main_loop(self) -> None:
        """Once a second instead of ten times: the tick only renews the Date header."""
        while not await self.on_tick(0):
            await self._leaving.wait(1.0)

    def leave(self) -> None:
        self.should_exit = True
        self._leaving.ring()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._sandbox.world.stop()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    """Raises ValueError for an address that other machines could reach, OSError for a taken port."""
    if not is_loopback(host):
        raise ValueError("the sandbox listens on loopback only (127.0.0.1, ::1 or localhost)")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio then sends without Nagle's wait
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    if not is_loopback(listener.getsockname()[0]):  # "localhost" may be anything in a hosts file
        listener.close()
        raise ValueError("the sandbox listens on loopback only")
    return listener


@asynccontextmanager
async def running(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve in the background; yields the base URL ("http://127.0.0.1:40123"). Port 0 takes a free one.

    Leaving and entering again with the same sandbox is an outage: connections are refused meanwhile, nothing is lost.

    Raises ValueError for an address that is not loopback, OSError when the port is taken.
    """
    listener = _listen(host, port)
    resume(sandbox.world)
    config = uvicorn.Config(
        create_app(sandbox),
        http=AbortableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config, sandbox)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn has no event to wait for
            await asyncio.sleep(0.01)
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{listener.getsockname()[1]}"
    finally:
        server.leave()
        await task
        listener.close()


async def serve(sandbox: Sandbox, host: str = "127.0.0.1", port: int = PORT) -> None:
    """Serve until cancelled. Raises like `running`."""
    async with running(sandbox, host, port):
        await asyncio.Event().wait()
