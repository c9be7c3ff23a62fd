"""The checker is honest: what it must catch, it catches (promise 22). The library's own polling is in test_killed.py."""

from __future__ import annotations

import asyncio

import aiohttp

from bot.sandbox.faults import Fault
from bot.sandbox.server import running as carriers
from tests import town
from tests.cast import FAMILIES
from tests.torture.killing import Arrived, telegram_families
from tests.torture.naive_outbox import NaiveOutbox
from tests.torture.rig import carriers_of


async def _arrived(workers: int, trouble: Fault | None) -> Arrived:
    sandbox = carriers_of()
    who = telegram_families()
    async with carriers(sandbox) as base, aiohttp.ClientSession() as session:
        for one in who:
            sandbox.met(one)
        if trouble is not None:
            sandbox.fault(trouble, method="sendMessage", probability=0.2)
        url = f"{base}/bot{town.PARENTS}/sendMessage"
        naive = NaiveOutbox(url, [int(FAMILIES[one][4]) for one in who], 10)
        await asyncio.gather(*(naive.work(session) for _ in range(workers)))
        return Arrived(naive.sent, sum(len(sandbox.received(one)) for one in who), doubtful=0)


async def test_an_outbox_that_tries_everything_again_is_caught_sending_twice() -> None:
    assert (await _arrived(1, None)).doubled == 0  # and the checker finds nothing where nothing is wrong
    assert (await _arrived(1, Fault.DONE_THEN_ERROR)).doubled > 0


async def test_workers_without_leases_are_caught_sending_twice() -> None:
    assert (await _arrived(4, None)).doubled > 0
