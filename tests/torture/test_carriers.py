"""Carriers and translators at their worst: bans, cut connections, silence after a delivery, a day away, hours of hanging."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.messages import Carrier
from bot.sandbox.faults import Fault
from bot.sandbox.wirelog import Entry, What
from tests.cast import FAMILIES
from tests.torture.killing import people_write, telegram_families
from tests.torture.rig import SEED, UNHARMED, Rig, rig, running, school_now

Record = Callable[[str, object], None]
_ON_ITS_WAY_S = 1.0  # what left before the ban was heard of
_BAN_S = 2


def _at_their_worst(made: Rig, silences: int) -> None:
    """`silences`: deliveries after which the carrier says nothing more; each costs the hub its patience of 20 s."""
    for method in ("sendMessage", "messages.create"):
        made.sandbox.fault(Fault.DONE_THEN_DROP, method=method, times=silences)
        made.sandbox.fault(Fault.DONE_THEN_RESET, method=method, probability=0.05)
        made.sandbox.fault(Fault.DONE_THEN_ERROR, method=method, probability=0.05)
        made.sandbox.fault(Fault.THROTTLE, method=method, probability=0.05, retry_after=_BAN_S)
    for method in ("sendMessage", "messages.create", "getUpdates", "messages.list"):
        made.sandbox.fault(Fault.RESET, method=method, probability=0.1)
        made.sandbox.fault(Fault.ERROR, method=method, probability=0.1, status=502)
        made.sandbox.fault(Fault.GARBLED, method=method, probability=0.05)
    made.sandbox.fault(Fault.DUPLICATE, method="update", probability=0.3)


def _during_bans(made: Rig) -> int:
    """Sends begun while an account had been told to wait."""
    sends = [e for e in made.sandbox.log.of(What.REQUEST) if e.name in {"sendMessage", "messages.create"}]
    return sum(1 for ban in sends for one in sends if ban.status == 429 and _in(ban, one))


def _in(ban: Entry, one: Entry) -> bool:
    since = (one.at - (ban.answered_at or ban.at)).total_seconds()
    return one.account == ban.account and _ON_ITS_WAY_S < since < _BAN_S


@pytest.mark.one_database
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("count", [pytest.param(60, marks=pytest.mark.torture), pytest.param(3000, marks=pytest.mark.long)])
def test_bans_cuts_and_silences_lose_nothing_and_double_only_what_nobody_can_know(
    database_url: str, tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            async with running(made.hub()) as hub:
                _at_their_worst(made, silences=1 + count // 300)
                texts = await people_write(made.sandbox, list(FAMILIES), count, random.Random(SEED))
                await asyncio.sleep(5.0)
                made.sandbox.faults.clear()
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            shown = made.unharmed(texts)
            assert not _during_bans(made)
            again = shown[Carrier.TELEGRAM].shown - shown[Carrier.TELEGRAM].sent
            record_property(
                "promise",
                f"429 with Retry-After, resets, 502s and silence after a delivery over {count} messages, {made.store}: 0 lost, 0 "
                f"stored twice, 0 calls during a ban; 0 SMS twice, {again} on Telegram of "
                f"{shown[Carrier.TELEGRAM].doubtful} that nobody can know of",
            )

    asyncio.run(run())


@pytest.mark.one_database
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("count", [pytest.param(48, marks=pytest.mark.torture), pytest.param(2000, marks=pytest.mark.long)])
def test_updates_that_come_late_twice_and_in_another_order_are_each_taken_once(
    database_url: str, tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    """What a carrier gives in another order is kept in the order it was given: no hub can know a better one."""

    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            made.sandbox.fault(Fault.DELAY, method="update", probability=0.3, seconds=0.4)
            made.sandbox.fault(Fault.DUPLICATE, method="update", probability=0.3)
            async with running(made.hub()) as hub:
                texts = await people_write(made.sandbox, list(FAMILIES), count, random.Random(SEED))
                await asyncio.sleep(0.5)
                await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            found = made.verdict(texts)
            assert replace(found, disordered=0) == UNHARMED
            assert found.disordered  # it did happen
            assert {one.shown - one.sent for one in made.arrived().values()} == {0}
            record_property("promise", f"a third of {count} updates late, a third twice, {made.store}: each once, every answer once")

    asyncio.run(run())


def _of_telegram(texts: list[str], first: int) -> list[str]:
    people = list(FAMILIES)
    return [text for place, text in enumerate(texts) if place >= first and people[place % len(people)] in telegram_families()]


@pytest.mark.torture
@pytest.mark.one_database
def test_a_day_away_loses_what_telegram_dropped_and_nothing_else(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made:
            texts = list[str]()
            async with running(made.hub()):
                await made.notes(texts, 6)
                await made.until_quiet(texts)
            await made.notes(texts, 12)
            made.go_to(school_now() + timedelta(hours=23))
            async with running(made.hub()):
                await made.until_quiet(texts)
            made.unharmed(texts)
            kept = len(texts)
            await made.notes(texts, 12)
            made.go_to(school_now() + timedelta(hours=25))
            dropped = _of_telegram(texts, kept)
            async with running(made.hub()) as hub:
                await made.until_quiet([text for text in texts if text not in dropped])
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            assert set(made.verdict(texts).mail.lost) == set(dropped)
            assert len(made.sandbox.log.of(What.EXPIRED, account="oak_lane_bot")) == len(dropped)
            made.unharmed([text for text in texts if text not in dropped])
            record_property(
                "promise",
                f"away for 23 h under 12 messages, {made.store}: 0 lost, 0 twice; for 25 h under 12 more: the {len(dropped)} that "
                "Telegram had dropped, none of the text messages",
            )

    asyncio.run(run())


@contextlib.asynccontextmanager
async def _hanging() -> AsyncIterator[tuple[str, list[bytes]]]:
    """A translator that takes every question and answers none; its address, and what it was asked."""
    asked, over = list[bytes](), asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.read(4096))
        await over.wait()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        over.set()
        server.close()
        await server.wait_closed()


@pytest.mark.torture
@pytest.mark.one_database
def test_a_translator_that_hangs_for_hours_delays_nobodys_message(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    async def run() -> None:
        async with rig(database_url, tmp_path, monkeypatch) as made, _hanging() as (address, asked):
            texts, hub = list[str](), made.hub()
            hub.environment["BOOKBAG_TRANSLATOR_URL"] = address
            async with running(hub):
                for _ in range(4):
                    made.go_to(school_now() + timedelta(hours=1))
                    await made.notes(texts, 12)
                    await made.until_quiet(texts)
                assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
            made.unharmed(texts)
            assert asked  # it did hang
            record_property("promise", f"a translator that hangs for 4 h under {len(texts)} messages, {made.store}: 0 lost, 0 twice")

    asyncio.run(run())
