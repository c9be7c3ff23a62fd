"""One post to many families in twelve languages over the Bot API's own wire, at the limit that its other end enforces."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

from bot import deliver
from bot.announce import run_once as expand
from bot.channels.telegram import TelegramChannel
from bot.deliver.pacing import Pacer
from bot.domain.messages import Carrier, Outgoing, SendError, Sent, Trouble
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.scheduler import loops
from bot.translation.base import Reach
from bot.translation.lane import Lane
from bot.translation.service import TranslationService
from tests.bench.crowd import FIRST_CHAT, LANGUAGES, announce, settle_crowd
from tests.bench.measure import Bench, Row
from tests.bench.servers import apart
from tests.still import Still, still
from tests.town import PARENTS
from tests.translation.stub import FakeEngine, spanish

_LONG, _SHORT, _SETTLING, _EVERY_S = 10_000, 360, 60, 0.5
_A_SECOND = 30
_LETTERS, _ALPHABET = {"ur": 0x628, "ar": 0x628, "pa": 0xA15, "bn": 0x995, "uk": 0x430}, 18
"""Where so many letters of a script stand one behind another."""


class _Timed(TelegramChannel):
    """The channel as it is, and when each of its messages was taken."""

    def __init__(self, base: str) -> None:
        super().__init__(PARENTS, base)
        self.times: list[float] = []
        self.refused = 0

    async def send(self, message: Outgoing) -> Sent:
        try:
            sent = await super().send(message)
        except SendError as error:
            self.refused += error.trouble is Trouble.THROTTLED
            raise
        self.times.append(time.monotonic())
        return sent


class _Engine(FakeEngine):
    """Words in the reader's own letters: an answer in others would be taken for damage, and asked for again."""

    def translate(self, text: str, source: str, target: str) -> str:
        self.asked.append(text)
        first = _LETTERS.get(target)
        if first is None:
            return spanish(text)
        return re.sub("[a-z]", lambda found: chr(first + ord(found[0]) % _ALPHABET), text.lower())


@contextlib.asynccontextmanager
async def _carrier(adults: int, _folder: Path) -> AsyncIterator[str]:
    """Everybody has pressed Start; more than thirty a second, or one a second to somebody, is answered by 429."""
    sandbox = Sandbox(seed=1)
    sandbox.add_bot(PARENTS, "oak_lane_bot", "Oak Lane")
    for place in range(adults):
        sandbox.add_phone(f"adult{place}", user_id=FIRST_CHAT + place, number=f"+4479{place:08}", opens="oak_lane_bot", on_page=False)
        sandbox.met(f"adult{place}")
    sandbox.limits.enforce(per_bot=_A_SECOND)
    async with carriers(sandbox) as base:
        yield base


def over_http(bench: Bench) -> tuple[Row, ...]:
    adults = _LONG if bench.long else _SHORT
    with apart(functools.partial(_carrier, adults), bench.folder / "carrier") as base:
        reached, refused, calls = asyncio.run(_story(bench, adults, base))
    return (
        Row(f"a post to {adults:,} adults over HTTP", f"{_A_SECOND} a second", f"{reached:.3f}", "≥ 0.95", reached >= 0.95),
        Row("refusals by 429 meanwhile, over HTTP", "–", str(refused), "0", refused == 0),
        Row("calls of the engine for its one sentence", f"{len(LANGUAGES)} languages", str(calls), "11", calls == len(LANGUAGES) - 1),
    )


async def _story(bench: Bench, adults: int, base: str) -> tuple[float, int, int]:
    engine = _Engine()
    async with still(f"sqlite:///{bench.folder / 'bookbag.db'}", bench.folder) as made:
        await made.write(lambda db: settle_crowd(db, made, adults))
        made.hub.translation = TranslationService([Lane(engine, Reach.OWN_NETWORK, clock=time.monotonic)])
        wire = _wire(made, base)
        await made.write(lambda db: announce(db, made))
        await expand(made.hub)
        pacer = Pacer()
        sending = [asyncio.create_task(loops.delivering(made.hub, pacer, lanes)) for lanes in (deliver.TALK, deliver.NEWS)]
        while len(wire.times) < adults:  # noqa: ASYNC110 - it is time that is measured
            await asyncio.sleep(_EVERY_S)
        made.hub.stopping.set()
        await asyncio.gather(*sending)
        await wire.close()
    times = wire.times[_SETTLING:adults]
    return (len(times) - 1) / (times[-1] - times[0]) / _A_SECOND, wire.refused, len(engine.asked)


def _wire(made: Still, base: str) -> _Timed:
    account = next(one for one in made.hub.accounts.values() if one.carrier is Carrier.TELEGRAM)
    wire = _Timed(base)
    made.hub.channels = {**made.wires, account.id: wire}
    return wire
