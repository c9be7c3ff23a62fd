"""A hub told to stop in the middle of traffic ends soon and cleanly: nothing lost, nothing sent twice, no complaint."""

from __future__ import annotations

import asyncio
import random
import re
import signal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import app, deliver, presets
from bot.deliver.pacing import Pacer
from bot.domain.sending import Parcel, Words
from bot.domain.wording import say
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running as carriers
from bot.sandbox.wirelog import What
from bot.settings import Settings
from storage import outbox, tables
from storage.clock import lease_now
from storage.crypto import make_master_key
from storage.db import Db
from storage.engine import make_engine
from storage.ids import new_id
from tests import town
from tests.cast import FAMILIES, OAK_LANE, settle
from tests.operations.conftest import ONE_DATABASE
from tests.torture.killing import (
    Compared,
    Loaded,
    Process,
    Verdict,
    come_to_rest,
    environment_for,
    people_write,
    verdict,
)

COMPLAINTS = re.compile(
    r"Warning|never awaited|was destroyed|Traceback|loop_failed|tick_failed|handle_failed|send_failed"
)


@pytest.fixture
def sandbox() -> Sandbox:
    made = Sandbox(seed=5)
    made.add_bot(town.PARENTS, "oak_lane_bot", "Oak Lane")
    made.add_bot(town.TEACHERS, "oak_lane_staff_bot", "Oak Lane staff")
    made.add_sms_account(town.ACCOUNT, town.AUTH, town.NUMBER)
    town._phones(made)
    return made


def _found(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    hub = app.build(Settings(), town.shared_triager())
    hub.writer.run(lambda connection: settle(Db(connection, hub.keys), presets.read("demo"), hub.now()))
    asyncio.run(app.close(hub))


def _outbox(database: str) -> list[tuple[str, bool]]:
    """State of everything that was ever to be sent, and whether it was sent a second time."""
    engine, rows = make_engine(database), tables.outbox
    with engine.connect() as connection:
        found = [
            (row.state, row.resent)
            for row in connection.execute(select(rows.c.state, rows.c.resent).order_by(rows.c.id))
        ]
    engine.dispose()
    return found


@ONE_DATABASE
def test_a_hub_told_to_stop_during_traffic_ends_soon_and_goes_on_where_it_was(
    database_url: str, tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_master_key(tmp_path / "keys" / "bookbag.key")
    log, rng = tmp_path / "hub.log", random.Random(5)

    async def run() -> list[str]:
        async with carriers(sandbox) as base:
            sms = (town.ACCOUNT, town.AUTH, town.NUMBER)
            environment = environment_for(base, tmp_path, database_url, (town.PARENTS, town.TEACHERS), sms)
            await asyncio.to_thread(_found, environment, monkeypatch)
            town._met(sandbox, OAK_LANE)
            # The program as people start it; once it has stopped, a process that need not load it again.
            hub = Process(["-m", "bot", "run"], environment | {"PYTHONWARNINGS": "always::ResourceWarning"}, log)
            try:
                await hub.start()
                await hub.ready()
                writing = asyncio.create_task(people_write(sandbox, list(FAMILIES), 60, rng))
                for pause in (0.4, 0.7):
                    await asyncio.sleep(pause)
                    async with asyncio.timeout(15):
                        assert await hub.stop(signal.SIGTERM) == 0, log.read_text()[-3000:]
                    assert all(not resent for _, resent in _outbox(database_url))
                    assert not any(state == "sending" for state, _ in _outbox(database_url))
                    hub = Loaded("bot", environment, log)
                    await hub.start()
                    await hub.ready()
                texts = await writing
                await _until_quiet(sandbox, tmp_path / "keys" / "bookbag.key", database_url, texts)
                async with asyncio.timeout(15):
                    assert await hub.stop(signal.SIGTERM) == 0
            finally:
                await hub.stop(signal.SIGKILL)
        return texts

    texts = asyncio.run(run())
    found = verdict(database_url, tmp_path / "keys" / "bookbag.key", texts, lease_now())
    assert found == Verdict(Compared((), ()), orphaned=0, shared=0, disordered=0, waiting=0, unsent=0)
    assert not COMPLAINTS.search(log.read_text()), log.read_text()[-3000:]
    assert log.read_text().count("stopped") == 3


async def _until_quiet(sandbox: Sandbox, key_file: Path, database: str, texts: list[str]) -> None:
    for _ in range(600):  # two minutes, for a machine that does much else
        found = await come_to_rest(sandbox, lambda: verdict(database, key_file, texts, lease_now()))
        if found.quiet:
            return
        await asyncio.sleep(0.2)


async def test_what_has_not_left_when_the_hub_stops_is_queued_again_and_not_taken_for_sent(
    database_url: str, tmp_path: Path
) -> None:
    async with town.town(database_url, tmp_path) as oak_lane:
        hub = oak_lane.hub
        hub.stopping.set()
        parcel = Parcel(
            content=Words((say("staff.help"),)), due_at=hub.now(), staff_id=oak_lane.cast.staff["t3"], intent="x"
        )
        await hub.write(lambda db: outbox.add(oak_lane.cast.scope, db, parcel, new_id(), hub.now()))
        shown = oak_lane.texts("t3")
        assert await deliver.run_once(hub, Pacer()) == 1
        assert oak_lane.texts("t3") == shown
    assert _outbox(database_url)[-1] == ("queued", False)


@ONE_DATABASE
@pytest.mark.parametrize("wait_s", [0.1, 0.0], ids=["at work", "before its loops see that they are to end"])
async def test_a_carrier_that_never_answers_does_not_keep_the_hub_from_stopping(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait_s: float
) -> None:
    monkeypatch.setattr(app, "_WIND_DOWN_S", wait_s)
    async with town.town(database_url, tmp_path) as oak_lane:
        oak_lane.sandbox.fault("drop", method="sendMessage")
        oak_lane.say("marta", "Hello, can Ola bring her scooter tomorrow?")
        await oak_lane.sandbox.until(lambda: oak_lane.sandbox.log.of(What.REQUEST, "sendMessage"), 40.0)
    assert ("sending", False) in _outbox(database_url)  # the next start asks what became of it
