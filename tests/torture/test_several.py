"""Several processes share one installation: one takes in, others work, and when the one that sends dies another goes on."""

from __future__ import annotations

import asyncio
import random
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.deliver import active
from storage import leases, tables
from storage.clock import lease_now
from storage.db import Db
from tests.cast import FAMILIES
from tests.databases import Postgres
from tests.torture.killing import Process, opened, people_write
from tests.torture.rig import SEED, Rig, comes_true, rig, running

_lease = tables.lease
_SENDER = select(_lease.c.owner).where(_lease.c.name == active.NAME)


def _sender(made: Rig) -> str:
    """The process that may send now."""
    engines, keys = opened(made.database, made.key_file)
    with engines.read.connect() as connection:
        found = str(Db(connection, keys).value(_SENDER))
    engines.dispose()
    return found


def _time_passes_for(made: Rig, owner: str) -> None:
    """What the dead one held has run out, as it does within a minute and a half."""
    engines, keys = opened(made.database, made.key_file)
    with engines.write.begin() as connection:
        leases.end_of(Db(connection, keys), owner, lease_now())
    engines.dispose()


def _with_role(made: Rig, role: str, module: str = "bot") -> Process:
    hub = made.hub(module)
    hub.environment["BOOKBAG_ROLE"] = role
    return hub


@pytest.mark.timeout(1800)
@pytest.mark.one_database
@pytest.mark.parametrize("count", [36, pytest.param(2000, marks=pytest.mark.long)])
def test_when_the_worker_that_sends_is_killed_the_other_goes_on_and_nothing_is_lost_or_sent_twice(
    database_url: str,
    tmp_path: Path,
    count: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    async def run() -> None:
        async with (
            rig(database_url, tmp_path, monkeypatch) as made,
            running(_with_role(made, "web")) as web,
            running(_with_role(made, "worker")) as one,
            running(_with_role(made, "worker")) as two,
        ):
            writing = asyncio.create_task(people_write(made.sandbox, list(FAMILIES), count, random.Random(SEED)))
            await made.sandbox.until(lambda: any(made.sandbox.received(who) for who in ("t3", "t5")), 60.0)
            dead = await asyncio.to_thread(_sender, made)
            killed, left = (one, two) if f":{one.pid}:" in dead else (two, one)
            await killed.stop(signal.SIGKILL)
            texts = await writing
            await asyncio.to_thread(_time_passes_for, made, dead)
            await made.until_quiet(texts)
            assert f":{left.pid}:" in await asyncio.to_thread(_sender, made)
            assert [await hub.stop(signal.SIGTERM) for hub in (left, web)] == [0, 0], made.log.read_text()[-3000:]
            made.unharmed(texts)
            record_property(
                "promise",
                f"one process takes in, two work on {made.store}, the sending one killed under {count} messages: 0 lost, 0 "
                "twice, the other went on",
            )

    asyncio.run(run())


@pytest.mark.timeout(600)
def test_a_worker_that_looks_every_ten_minutes_sorts_at_once_what_the_web_process_took_in(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a call it would wait: the web process wakes it by NOTIFY (issue of scale, decision 39)."""

    async def run(database_url: str) -> None:
        port = _free_port()
        address, served = "https://hub.example", f"http://127.0.0.1:{port}"
        async with rig(database_url, tmp_path, monkeypatch, public={address: served}) as made:
            made.environment |= {"BOOKBAG_PUBLIC_URL": address, "BOOKBAG_WEBHOOK_SECRET": "a-secret-of-twenty-four-letters"}
            web, worker = (_with_role(made, role, "tests.torture.patient") for role in ("web", "worker"))
            web.environment["BOOKBAG_LISTEN_PORT"] = str(port)
            async with running(web), running(worker):
                await asyncio.sleep(1.0)  # the worker has had its first look, and found nothing
                made.sandbox.type("marta", "reading record 1 is in the bag")
                await comes_true(lambda: _handled(made, "reading record 1 is in the bag"), 60.0)
                assert [await hub.stop(signal.SIGTERM) for hub in (worker, web)] == [0, 0], made.log.read_text()[-3000:]

    with postgres.lent() as url:
        asyncio.run(run(url))


def _handled(made: Rig, text: str) -> bool:
    found = made.verdict([text])
    return not (found.mail.lost or found.waiting)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
