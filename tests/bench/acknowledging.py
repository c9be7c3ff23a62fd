"""How soon a text is acknowledged while the same process hands on what came before and an announcement goes out."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot import deliver
from bot.announce import run_once as expand
from bot.channels.base import WebRequest
from bot.channels.sms import SmsChannel
from bot.deliver.pacing import Pacer
from bot.domain.messages import Carrier, Event, Received, Side
from bot.process import hand_over_soon
from bot.scheduler import loops
from bot.web.server import create_app, listening
from tests.bench.crowd import announce, settle_crowd
from tests.bench.measure import Bench, Row, figure
from tests.bench.pacing import strict
from tests.bench.servers import apart
from tests.bench.texts import PUBLIC, post, texts
from tests.still import Still, Wire, still
from tests.town import ACCOUNT, AUTH, NUMBER

_ADULTS = 2_000  # more than go out meanwhile
_CONNECTIONS = 200  # a carrier keeps a pool; who waits for one of these waits, and is counted
_RATES = ((50, 50), (200, 250))  # texts a second, milliseconds
_FIRST_S = 5  # a hub that has just started builds each statement once, and reads each rule


@dataclass(slots=True)
class _Signed(Wire):
    """Takes what is sent, and reads what comes in as the real number does."""

    real: SmsChannel = field(default_factory=lambda: SmsChannel(ACCOUNT, AUTH, NUMBER, PUBLIC, PUBLIC))

    def verify(self, request: WebRequest) -> tuple[Received, ...]:
        return self.real.verify(request)

    def parse(self, payload: bytes) -> Event:
        return self.real.parse(payload)


def acknowledging(bench: Bench) -> tuple[Row, ...]:
    seconds = 60 if bench.long else 10
    with apart(busy, bench.folder / "hub") as address:
        first = asyncio.run(_ninety_ninth(address, _RATES[0][0], _FIRST_S))
        found = [(rate, most, asyncio.run(_ninety_ninth(address, rate, seconds))) for rate, most in _RATES]
    what = "a text is acknowledged, {} a second, an announcement going out: p99"
    just_started = figure(f"{what.format(_RATES[0][0])} in the first {_FIRST_S} s of a hub", first, "ms")
    return just_started, *(figure(what.format(rate), p99, "ms", most) for rate, most, p99 in found)


async def _ninety_ninth(address: str, rate: int, seconds: int) -> float:
    """Milliseconds, of texts that come one by one, whether or not the ones before were acknowledged."""
    at = address.index("/", 8)
    base, path = address[:at], address[at:]
    loop = asyncio.get_running_loop()
    async with aiohttp.ClientSession(base, connector=aiohttp.TCPConnector(limit=_CONNECTIONS)) as session:
        began, going = loop.time(), []
        for number, one in enumerate(texts(path, rate * seconds)):
            await asyncio.sleep(began + number / rate - loop.time())
            going.append(asyncio.create_task(post(session, path, one)))
        waited = sorted(await asyncio.gather(*going))
    return 1000 * waited[int(0.99 * len(waited)) - 1]


@contextlib.asynccontextmanager
async def busy(folder: Path) -> AsyncIterator[str]:
    """A hub that handles what it accepts, and sends a post to two thousand at Telegram's limit."""
    hand_over_soon()
    async with still(f"sqlite:///{folder / 'bookbag.db'}", folder) as made:
        await made.write(lambda db: settle_crowd(db, made, _ADULTS))
        strict(made)
        number = _numbered(made)
        await made.write(lambda db: announce(db, made))
        await expand(made.hub)
        pacer = Pacer()
        work = [loops.handling(made.hub), *(loops.delivering(made.hub, pacer, lanes) for lanes in (deliver.TALK, deliver.NEWS))]
        tasks = [asyncio.create_task(one) for one in work]
        async with listening(create_app(made.hub, PUBLIC), "127.0.0.1", 0) as address:
            yield f"{address}/in/{number}"
        made.hub.stopping.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _numbered(made: Still) -> int:
    """The number's account, whose texts are signed."""
    account = made.account(Side.FAMILIES, Carrier.SMS)
    made.wires[account.id] = _Signed(Carrier.SMS)
    made.hub.channels = dict(made.wires)
    return account.id
