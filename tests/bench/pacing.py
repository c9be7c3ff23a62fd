"""An announcement at Telegram's limit, as the sandbox enforces it, and answers that go out meanwhile."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot import deliver
from bot.announce import run_once as expand
from bot.deliver.pacing import Pacer
from bot.domain.messages import Carrier, Outgoing, SendError, Sent, Trouble
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from bot.sandbox.limits import Limits
from bot.scheduler import loops
from tests.bench.crowd import announce, settle_crowd
from tests.bench.measure import Bench, Row, figure
from tests.still import Still, Wire, still

_ADULTS, _ANSWERS, _SETTLING, _EVERY_S = 450, 20, 30, 0.5
_A_SECOND = 30


@dataclass(slots=True)
class _Strict(Wire):
    """Takes what the limits allow, forty milliseconds after it was asked, and counts the rest as refused."""

    limits: Limits = field(default_factory=Limits)
    times: list[float] = field(default_factory=list)
    refused: int = 0

    async def send(self, message: Outgoing) -> Sent:
        wait = self.limits.wait_s(1, message.to.value)
        if wait:
            self.refused += 1
            raise SendError(Trouble.THROTTLED, retry_after=wait)
        self.times.append(time.monotonic())
        await asyncio.sleep(0.04)
        return await Wire.send(self, message)


def pacing(bench: Bench) -> tuple[Row, ...]:
    reached, refused, waited = asyncio.run(_story(bench))
    return (
        Row("an announcement at Telegram's limit", f"{_A_SECOND} a second", f"{reached:.3f}", "≥ 0.97", reached >= 0.97),
        Row("refusals by 429 meanwhile", "–", str(refused), "0", refused == 0),
        figure("an answer queued meanwhile leaves, p95", waited, "s", 0.27),
    )


async def _story(bench: Bench) -> tuple[float, int, float]:
    async with still(f"sqlite:///{bench.folder / 'bookbag.db'}", bench.folder) as made:
        adults = await made.write(lambda db: settle_crowd(db, made, _ADULTS + _ANSWERS))
        wire = strict(made)
        await made.write(lambda db: announce(db, made))
        await expand(made.hub)
        pacer = Pacer()
        sending = [asyncio.create_task(loops.delivering(made.hub, pacer, lanes)) for lanes in (deliver.TALK, deliver.NEWS)]
        waited = [await _answer(made, wire, one) for one in adults[-_ANSWERS:]]
        while len(wire.times) < _ADULTS:  # noqa: ASYNC110 - it is time that is measured
            await asyncio.sleep(_EVERY_S)
        made.hub.stopping.set()
        await asyncio.gather(*sending)
    times = wire.times[_SETTLING:_ADULTS]
    reached = (len(times) - 1) / (times[-1] - times[0]) / _A_SECOND
    return reached, wire.refused, sorted(waited)[int(0.95 * len(waited)) - 1]


def strict(made: Still) -> _Strict:
    """Families' bot at a carrier that enforces its limits."""
    account = next(one for one in made.hub.accounts.values() if one.carrier is Carrier.TELEGRAM)
    wire = made.wires[account.id] = _Strict(Carrier.TELEGRAM)
    wire.limits.enforce(per_bot=_A_SECOND)
    made.hub.channels = dict(made.wires)
    return wire


async def _answer(made: Still, wire: _Strict, adult: int) -> float:
    """Seconds until an answer to somebody has left, while the announcement goes out."""
    await asyncio.sleep(_EVERY_S)
    words, began = Words((say("language.set"),)), time.monotonic()
    row = await made.put(Parcel(content=words, due_at=made.hub.now(), lane=Lane.TALK, guardian_id=adult))
    made.hub.deliver_bell.ring()
    while not any(message.reference == str(row) for _, message in wire.taken[-10:]):  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.005)
    return time.monotonic() - began - 0.04
