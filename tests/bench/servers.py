"""A web server in a process of its own, so that whoever asks it does not share its interpreter."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from multiprocessing.connection import Connection
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from bot.logs import configure

Served = Callable[[Path], AbstractAsyncContextManager[str]]
"""Makes a server in an empty folder and yields its address while it runs; a function of a module, for another process."""


@contextlib.contextmanager
def apart(served: Served, folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True)
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_run, args=(served, folder, theirs), daemon=True)
    process.start()
    theirs.close()  # or nobody would hear of a server that ends instead of serving
    try:
        yield str(ours.recv())
    finally:
        with contextlib.suppress(OSError):
            ours.send("stop")
        process.join(15)
        process.kill()


def _run(served: Served, folder: Path, parent: Connection) -> None:
    async def serve() -> None:
        async with served(folder) as address:
            parent.send(address)
            await asyncio.to_thread(parent.recv)

    configure("CRITICAL")
    asyncio.run(serve())


@contextlib.asynccontextmanager
async def plain(app: ASGIApp) -> AsyncIterator[str]:
    """Uvicorn as it comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:  # who comes before the server is ready waits
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await task
