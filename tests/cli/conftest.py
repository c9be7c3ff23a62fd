"""A house on either database. Carriers, where a command asks them, are the sandbox in a thread of its own."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running
from tests.cli.house import House
from tests.town import ACCOUNT, AUTH, NUMBER, PARENTS, TEACHERS


@pytest.fixture
def house(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    for name in [name for name in os.environ if name.startswith("BOOKBAG_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    made = House(tmp_path, database_url)
    for name, value in made.environment().items():
        monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def sandbox() -> Sandbox:
    made = Sandbox(seed=1)
    made.add_bot(PARENTS, "oak_lane_bot", "Oak Lane")
    made.add_bot(TEACHERS, "oak_lane_staff_bot", "Oak Lane staff")
    made.add_sms_account(ACCOUNT, AUTH, NUMBER)
    return made


@pytest.fixture
def carriers(house: House, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both carriers on loopback, with the environment's tokens; yields their base URL."""
    started, base = threading.Event(), [""]
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with running(sandbox) as url:
            base[0] = url
            started.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    started.wait(10)
    for name, value in {
        "BOOKBAG_TELEGRAM_API_URL": base[0],
        "BOOKBAG_TWILIO_API_URL": base[0],
        "BOOKBAG_PARENT_BOT_TOKEN": PARENTS,
        "BOOKBAG_STAFF_BOT_TOKEN": TEACHERS,
        "BOOKBAG_TWILIO_ACCOUNT_SID": ACCOUNT,
        "BOOKBAG_TWILIO_AUTH_TOKEN": AUTH,
        "BOOKBAG_TWILIO_NUMBER": NUMBER,
    }.items():
        monkeypatch.setenv(name, value)
    yield base[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()
