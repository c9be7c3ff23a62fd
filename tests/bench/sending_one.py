"""One message from its claim until it is marked sent, beside a bare POST of its words over a kept connection."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot import deliver
from bot.channels import CHANNELS
from bot.domain.messages import Carrier, Side
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from tests.bench.crowd import settle_crowd
from tests.bench.measure import ROUNDS, Bench, Row, cost, medians
from tests.bench.servers import apart, plain
from tests.still import Still, still
from tests.town import PARENTS

_MESSAGES, _AT_ONCE = 160, 16  # as many at once as a batch of the hub's
_BODY = {"chat_id": "900000", "text": "Done: from now on we write in English."}


def sending_one(bench: Bench) -> tuple[Row, ...]:
    """Processor time of the sending process alone: the carrier is another."""
    with apart(_bot_api, bench.folder / "api") as base:
        floor, ours = asyncio.run(_story(bench, base))
    what = "send one message over the Bot API, claim to marked sent: processor time"
    return (cost(what, "a bare keep-alive POST of the same body", floor, ours, 4.5),)


@contextlib.asynccontextmanager
async def _bot_api(_folder: Path) -> AsyncIterator[str]:
    numbers = itertools.count(1)

    async def take(request: Request) -> JSONResponse:
        await request.body()
        sent = {"message_id": next(numbers), "date": 0, "chat": {"id": 1, "type": "private"}, "text": "taken"}
        return JSONResponse({"ok": True, "result": sent})

    async with plain(Starlette(routes=[Route("/{path:path}", take, methods=["POST"])])) as address:
        yield address


async def _story(bench: Bench, base: str) -> tuple[float, float]:
    found: dict[str, list[float]] = {"floor": [], "ours": []}
    async with still(f"sqlite:///{bench.folder / 'bookbag.db'}", bench.folder) as made, aiohttp.ClientSession() as session:
        adults = await made.write(lambda db: settle_crowd(db, made, _MESSAGES))
        account = made.account(Side.FAMILIES, Carrier.TELEGRAM)
        channel = CHANNELS[Carrier.TELEGRAM](
            token=PARENTS, base_url=base, webhook_secret=None, poll_s=1, trust_env=False, now=made.hub.now
        )
        made.hub.channels = {**made.wires, account.id: channel}
        for _ in range(ROUNDS):
            found["floor"].append(await _costs(lambda: _posted(session, f"{base}/bot{PARENTS}/sendMessage")))
            for adult in adults:
                words = Words((say("language.set"),))
                await made.put(Parcel(content=words, due_at=made.hub.now(), lane=Lane.TALK, guardian_id=adult))
            found["ours"].append(await _costs(lambda: _delivered(made)))
        assert {state for state, _ in await made.states()} == {"sent"}
        await channel.close()
    middle = medians(found)
    return middle["floor"], middle["ours"]


async def _costs(work: Callable[[], Awaitable[None]]) -> float:
    """Milliseconds of this process's time for each message."""
    began = time.process_time()
    await work()
    return 1000 * (time.process_time() - began) / _MESSAGES


async def _delivered(made: Still) -> None:
    while await deliver.run_once(made.hub, made.pacer):
        pass


async def _posted(session: aiohttp.ClientSession, url: str) -> None:
    for _ in range(_MESSAGES // _AT_ONCE):
        await asyncio.gather(*(_post(session, url) for _ in range(_AT_ONCE)))


async def _post(session: aiohttp.ClientSession, url: str) -> None:
    async with session.post(url, data=_BODY) as answer:
        await answer.read()
