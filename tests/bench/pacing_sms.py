"""An announcement by text message at a long code's limit, which is of segments: a text of three takes three slots."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot import deliver
from bot.announce import run_once as expand
from bot.deliver.pacing import Pacer
from bot.domain.messages import Carrier, Outgoing, Sent
from bot.domain.sms import sms_parts
from bot.scheduler import loops
from tests.bench.crowd import announce, settle_crowd
from tests.bench.measure import Bench, Row
from tests.still import Still, Wire, still

_ADULTS, _SETTLING, _EVERY_S = 150, 5, 0.5
_A_SECOND = 10  # segments


@dataclass(slots=True)
class _Counting(Wire):
    """Takes everything, forty milliseconds after it was asked, and keeps when and how many segments."""

    times: list[tuple[float, int]] = field(default_factory=list)

    async def send(self, message: Outgoing) -> Sent:
        self.times.append((time.monotonic(), sms_parts(message.text).parts))
        await asyncio.sleep(0.04)
        return await Wire.send(self, message)


def pacing_sms(bench: Bench) -> tuple[Row, ...]:
    reached, most = asyncio.run(_story(bench))
    return (
        Row("an announcement at a long code's limit", f"{_A_SECOND} segments a second", f"{reached:.3f}", "≥ 0.95", reached >= 0.95),
        Row("most segments begun in any ten seconds", f"{10 * _A_SECOND}", str(most), f"≤ {10 * _A_SECOND + 3}", most <= 10 * _A_SECOND + 3),
    )


async def _story(bench: Bench) -> tuple[float, int]:
    async with still(f"sqlite:///{bench.folder / 'bookbag.db'}", bench.folder) as made:
        await made.write(lambda db: settle_crowd(db, made, _ADULTS, Carrier.SMS))
        wire = _counting(made)
        await made.write(lambda db: announce(db, made))
        await expand(made.hub)
        pacer = Pacer()
        sending = [asyncio.create_task(loops.delivering(made.hub, pacer, lanes)) for lanes in (deliver.TALK, deliver.NEWS)]
        while len(wire.times) < _ADULTS:  # noqa: ASYNC110 - it is time that is measured
            await asyncio.sleep(_EVERY_S)
        made.hub.stopping.set()
        await asyncio.gather(*sending)
    times = wire.times[_SETTLING:_ADULTS]
    segments = sum(parts for _, parts in times[:-1])
    return segments / (times[-1][0] - times[0][0]) / _A_SECOND, _most(times)


def _most(times: list[tuple[float, int]]) -> int:
    """Of the segments begun within ten seconds, the most; what begins is slotted, so the last text's are counted whole."""
    return max(sum(parts for at, parts in times if began <= at < began + 10) for began, _ in times)


def _counting(made: Still) -> _Counting:
    account = next(one for one in made.hub.accounts.values() if one.carrier is Carrier.SMS)
    wire = made.wires[account.id] = _Counting(Carrier.SMS)
    made.hub.channels = dict(made.wires)
    return wire
