"""The machine's clock is put forward or back by hours while the hub works: nothing leaves twice and nothing waits for them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from unittest import mock

from bot import beginning
from bot.deliver.troubles import recover
from bot.domain.messages import SendError, Trouble
from bot.domain.sending import Lane
from bot.upkeep.stepped import Comparison
from storage import clock, ids, inbox, leases, tables
from storage.db import Db
from tests.deliver.test_troubles import dies_while_sending, to
from tests.still import Still
from tests.town import TUESDAY

_HOURS = timedelta(hours=3)


def _set_by(by: timedelta) -> AbstractContextManager[object]:
    real = clock.machine
    return mock.patch.object(clock, "machine", lambda: real() + by)


async def test_a_clock_put_back_makes_no_row_wait_for_those_hours_but_what_is_held_for_an_opening(anywhere: Still) -> None:
    begun, comparison = anywhere.hub, Comparison()
    await anywhere.write(lambda db: beginning.begin(db, begun.owner, begun.school_offset))
    tomorrow = anywhere.hub.now() + timedelta(days=1)
    with _set_by(_HOURS):
        assert round(await comparison.run_once(anywhere.hub), -1) == _HOURS.total_seconds()
        assert await comparison.run_once(anywhere.hub) == 0.0
        then = anywhere.hub.now()
        going = await to(anywhere, "piotr", due_at=then)
        await dies_while_sending(anywhere)  # it may come back into the queue, with the time at which it was due
        due, soon = await to(anywhere, "marta", due_at=then), await to(anywhere, "lena", due_at=then + timedelta(seconds=30))
        danger = await to(anywhere, "beth", due_at=then + timedelta(minutes=15), lane=Lane.DANGER)
        held = await to(anywhere, "omar", due_at=tomorrow)
    assert round(await Comparison().run_once(anywhere.hub), -1) == -_HOURS.total_seconds()
    await anywhere.write(lambda db: leases.end_of(db, "host:2:dead", anywhere.hub.steady.now()))
    await recover(anywhere.hub)
    await anywhere.later()
    await anywhere.turn()
    waits = {row_id: (await anywhere.row(row_id)).due_at - anywhere.hub.now() for row_id in (soon, danger)}
    assert [(await anywhere.row(one)).state for one in (going, due, soon, danger, held)] == ["sent", "sent", "queued", "queued", "queued"]
    assert timedelta(seconds=20) < waits[soon] <= timedelta(seconds=30)
    assert timedelta(minutes=14) < waits[danger] <= timedelta(minutes=15)
    assert (await anywhere.row(held)).due_at == tomorrow


async def test_leases_pauses_and_retries_do_not_see_that_a_clock_was_set(anywhere: Still) -> None:
    row_id = await to(anywhere, "beth")
    await dies_while_sending(anywhere)
    with _set_by(_HOURS):
        await recover(anywhere.hub)  # the lease is as old as it was: whoever has it may still be sending
        assert (await anywhere.row(row_id)).state == "sending"
        anywhere.wire("marta").answers.append(SendError(Trouble.THROTTLED, retry_after=0.001))
        await to(anywhere, "marta", due_at=anywhere.hub.now())
        await anywhere.turn()
    await Comparison().run_once(anywhere.hub)
    await anywhere.turn()  # a pause of a moment by a clock that was hours ahead is over
    assert len(anywhere.sent("marta")) == 1


async def test_after_a_start_of_the_machine_its_former_processes_hold_nothing_and_the_order_stays(anywhere: Still) -> None:
    hub = anywhere.hub
    await anywhere.write(lambda db: beginning.begin(db, hub.owner, hub.school_offset))
    await anywhere.hear("marta", "one")

    def last_life(db: Db) -> None:
        ahead = hub.steady.now() + _HOURS
        leases.take(db, "tick:x", "host:1:before", ahead, 60.0)
        db.run(tables.boot.update().values(boot="before", seen_at=clock.machine() + _HOURS))

    await anywhere.write(last_life)
    row_id = await to(anywhere, "beth", due_at=hub.now() + timedelta(hours=1))
    with mock.patch.object(ids, "milliseconds", lambda: int((clock.machine() - _HOURS).timestamp() * 1000)):
        steady = await anywhere.write(lambda db: beginning.begin(db, hub.owner, hub.school_offset))
        newest = await hub.read(inbox.newest)
        assert len({ids.new_id() for _ in range(50)}) == 50
        assert ids.new_id() > newest
    assert await anywhere.write(lambda db: leases.take(db, "tick:x", hub.owner, steady.now(), 60.0))
    await anywhere.turn()
    assert (await anywhere.row(row_id)).state == "sent"
    again = await anywhere.write(lambda db: beginning.begin(db, hub.owner, hub.school_offset))
    assert again == steady
    assert replace(hub, steady=steady).steady.now() > TUESDAY
