"""A hub as a real process that can be killed at any moment, and the checker that says what was lost or doubled."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot.domain.messages import Carrier
from bot.sandbox.sandbox import Sandbox
from storage.crypto import Keyring, read_master_key
from storage.db import Db, table
from storage.engine import make_engine, make_engines
from storage.keystore import SqlKeyStore
from storage.messages import BODY
from storage.tables import Inbox, ItemMessage, Message
from tests.cast import FAMILIES

REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker found. `sent` counts distinct texts the carriers accepted from people."""

    sent: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    orphaned: int  # stored, but given to nobody
    waiting: int


class Process:
    """A program started again and again with the same environment."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self._arguments, self._environment, self._log = arguments, environment, log
        self._said = 0
        self._running: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._said = self._log.read_bytes().count(b"listening on") if self._log.exists() else 0
        with self._log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._arguments,
                cwd=REPOSITORY,
                env={**os.environ, **self._environment},
                stdout=log,
                stderr=log,
            )

    async def stop(self, number: signal.Signals) -> int:
        if self._running is None:
            return 0
        if self._running.returncode is None:
            self._running.send_signal(number)
        return await self._running.wait()

    async def ready(self) -> None:
        """Wait until this run has said where it listens."""
        async with asyncio.timeout(30):
            while self._log.read_bytes().count(b"listening on") <= self._said:  # noqa: ASYNC110 - a file rings no bell
                await asyncio.sleep(0.05)

    @property
    def alive(self) -> bool:
        return self._running is not None and self._running.returncode is None


async def people_write(sandbox: Sandbox, count: int, rng: random.Random) -> list[str]:
    """`count` notes from every family in turn, on both carriers, at uneven moments; returns the texts."""
    texts = []
    names = list(FAMILIES)
    for number in range(count):
        who = names[number % len(names)]
        text = f"reading record {number} is in the bag"
        sandbox.type(who, text)
        texts.append(text)
        await asyncio.sleep(rng.uniform(0, 0.02))
    return texts


async def kill_at_random(process: Process, times: int, rng: random.Random, longest: float) -> None:
    """kill -9, start again, `times` times, each after a random while."""
    for number in range(times):
        if number % 4:  # every fourth dies while it starts
            await process.ready()
        await asyncio.sleep(rng.uniform(0.0, longest))
        await process.stop(signal.SIGKILL)
        await process.start()


def verdict(database: str, key_file: Path, texts: list[str]) -> Verdict:
    """Reads the database as an auditor would: every text once, and each in the hands of a role."""
    engines = make_engines(database)
    store = SqlKeyStore(make_engine(f"sqlite:///{key_file.parent / 'keys.db'}"))
    keys = Keyring(read_master_key(key_file), store)
    message, link, inbox = table(Message), table(ItemMessage), table(Inbox)
    with engines.read.connect() as connection:
        db = Db(connection, keys)
        rows = db.all(select(message.c.id, message.c.body))
        kept = {row.id: keys.open(BODY, row.body) for row in rows}
        linked = {row.message_id for row in db.all(select(link.c.message_id))}
        waiting = len(db.all(select(inbox.c.id).where(inbox.c.state == "new")))
    engines.dispose()
    counted = Counter(text for text in kept.values() if text.startswith("reading record"))
    return Verdict(
        sent=len(texts),
        lost=tuple(text for text in texts if not counted[text]),
        doubled=tuple(text for text, number in counted.items() if number > expected(text)),
        orphaned=sum(1 for row_id, text in kept.items() if text in set(texts) and row_id not in linked),
        waiting=waiting,
    )


def expected(_text: str) -> int:
    return 1


def environment_for(
    base: str, folder: Path, database: str, tokens: tuple[str, str], sms: tuple[str, str, str]
) -> dict[str, str]:
    account, auth, number = sms
    return {
        "BOOKBAG_DATA_FOLDER": str(folder / "data"),
        "BOOKBAG_DATABASE_URL": database,
        "BOOKBAG_KEY_FILE": str(folder / "keys" / "bookbag.key"),
        "BOOKBAG_PARENT_BOT_TOKEN": tokens[0],
        "BOOKBAG_STAFF_BOT_TOKEN": tokens[1],
        "BOOKBAG_TELEGRAM_API_URL": base,
        "BOOKBAG_TWILIO_API_URL": base,
        "BOOKBAG_TWILIO_ACCOUNT_SID": account,
        "BOOKBAG_TWILIO_AUTH_TOKEN": auth,
        "BOOKBAG_TWILIO_NUMBER": number,
        "BOOKBAG_LISTEN_PORT": "0",
        "BOOKBAG_POLL_SECONDS": "0.1",
        "BOOKBAG_LONG_POLL_SECONDS": "1",
        "BOOKBAG_SANDBOX": "1",
        "BOOKBAG_LOG_LEVEL": "WARNING",
    }


def telegram_families() -> list[str]:
    return [key for key, facts in FAMILIES.items() if facts[3] is Carrier.TELEGRAM]
