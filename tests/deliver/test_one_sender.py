"""Several processes on one database: one of them sends at a time, and knows what carriers have said to those before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from bot.deliver import active
from bot.deliver.sender import run_once
from bot.domain.messages import Carrier, SendError, Side, Trouble
from bot.domain.sending import Parcel, Words
from bot.domain.wording import say
from storage import tables
from storage.clock import lease_now
from storage.db import Db
from tests.still import Still
from tests.town import TUESDAY

_lease = tables.lease


async def _put(still: Still, who: str) -> None:
    await still.put(Parcel(content=Words((say("language.set"),)), due_at=TUESDAY, guardian_id=still.cast.guardians[who]))


async def _lease_ends(still: Still) -> None:
    """As if the dead one had been dead for its length."""

    def unit(db: Db) -> None:
        db.run(update(_lease).where(_lease.c.name == active.NAME).values(until=lease_now() - timedelta(seconds=1)))

    await still.write(unit)


async def test_a_second_process_sends_when_the_first_has_stopped_or_died_and_keeps_its_pauses(anywhere: Still) -> None:
    first = anywhere.hub
    other = replace(first, owner="host:2:other", accounts=dict(first.accounts), sends_until=None)
    await _put(anywhere, "marta")
    assert await run_once(first, anywhere.pacer) == 1
    anywhere.wire("lena").answers.append(SendError(Trouble.THROTTLED, retry_after=30.0))
    await _put(anywhere, "lena")
    assert await run_once(first, anywhere.pacer) == 1  # the carrier says wait, to the first alone
    await _put(anywhere, "marta")
    assert await run_once(other, anywhere.pacer) == 0  # not while the first may send
    await _lease_ends(anywhere)
    assert await run_once(other, anywhere.pacer) == 1
    account = anywhere.account(Side.FAMILIES, Carrier.TELEGRAM).id
    assert other.accounts[account].paused_until == first.accounts[account].paused_until
    assert len(anywhere.sent("marta")) == 1  # the other has heard of the pause
    first.sends_until = lease_now() + timedelta(seconds=1)  # it wakes up again, after hours of sleep
    await _put(anywhere, "omar")
    assert await run_once(first, anywhere.pacer) == 0
    await active.give_up(other)  # a hub that stops keeps nobody waiting
    assert await run_once(first, anywhere.pacer) == 1


async def test_a_process_does_not_send_for_ever_on_a_lease_it_no_longer_has(oak_lane: Still) -> None:
    hub = oak_lane.hub
    assert await run_once(hub, oak_lane.pacer) == 0
    hub.sends_until = lease_now() + timedelta(days=1)  # longer than any lease
    await oak_lane.write(lambda db: db.run(update(_lease).values(owner="host:2:other")))
    await _put(oak_lane, "marta")
    assert await run_once(hub, oak_lane.pacer) == 0
