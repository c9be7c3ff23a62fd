"""Messages through a RapidSMS in processes of its own."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.bench.foreign import foreign
from tests.bench.servers import plain
from tests.bench.texts import Text, post_all
from tests.bench.whole_way import _NOTES, WRITERS, _until

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


async def rapidsms(interpreter: str, folder: Path) -> float:
    """Its default router, in two processes of a web server."""
    return await _handled(interpreter, folder)


async def rapidsms_queued(interpreter: str, folder: Path) -> float:
    """Its Celery router with two workers; the web server keeps its two."""
    return await _handled(interpreter, folder, PEER_QUEUE=str(folder / "queue"))


async def _handled(interpreter: str, folder: Path, **queue: str) -> float:
    """Messages a second, until the last answer is taken; every writer has written once before."""
    await asyncio.to_thread(folder.mkdir, parents=True)
    with socket.create_server(("127.0.0.1", 0)) as door:  # who comes before the web server is ready waits
        address, number = f"http://127.0.0.1:{door.getsockname()[1]}", door.fileno()
        async with _gateway() as (gateway, taken):
            given = {"HOME": str(folder), "PEER_FOLDER": str(folder), "PEER_ANSWERS": gateway, **queue}
            with foreign(interpreter, "peer_rapidsms.py", str(number), door=number, **given):
                door.close()  # theirs alone now: should they end, nobody waits for them
                await _answered(address, len(WRITERS), taken)
                loop = asyncio.get_running_loop()
                began = loop.time()
                await _answered(address, _NOTES, taken)
                return _NOTES / (loop.time() - began)


async def _answered(address: str, count: int, taken: list[bytes]) -> None:
    before = len(taken)
    await asyncio.to_thread(post_all, address, "/in/", [_text(number) for number in range(count)])
    await _until(lambda: len(taken) >= before + count)


def _text(number: int) -> Text:
    form = {"identity": WRITERS[number % len(WRITERS)], "text": f"reading record {number} is in the bag"}
    return urlencode(form).encode(), _HEADERS


@contextlib.asynccontextmanager
async def _gateway() -> AsyncIterator[tuple[str, list[bytes]]]:
    """Takes every answer; yields its address and what it took."""
    taken: list[bytes] = []

    async def take(request: Request) -> Response:
        taken.append(await request.body())
        return Response()

    async with plain(Starlette(routes=[Route("/out", take, methods=["POST"])])) as address:
        yield f"{address}/out", taken
