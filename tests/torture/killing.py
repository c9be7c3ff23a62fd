"""A hub as a real process that can be killed at any moment, and the checker that says what was lost or doubled."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Row, distinct, func, select

from bot.domain.messages import Carrier
from bot.domain.sending import CONTENT, Card
from bot.sandbox.sandbox import Sandbox
from storage import outbox_state, tables
from storage.crypto import Keyring, read_master_key
from storage.db import Db
from storage.engine import Engines, make_engine, make_engines
from storage.keystore import SqlKeyStore
from storage.messages import BODY
from tests.cast import FAMILIES, OAK_LANE, Roll
from tests.torture.starting import REPOSITORY, Started, warm

_SENT = {"sent", "delivered", "seen", "undelivered"}
_item, _link = tables.item, tables.item_message
_HELD = (
    select(
        _link.c.message_id,
        func.count().label("items"),
        func.count(distinct(_item.c.role + ":" + _item.c.subject)).label("reasons"),
    )
    .join(_item, (_item.c.school_id == _link.c.school_id) & (_item.c.id == _link.c.item_id))
    .where(_item.c.state != "withdrawn")
    .group_by(_link.c.message_id)
)
_message = tables.message
_KEPT = (
    select(_message.c.id, _message.c.guardian_id, _message.c.body)
    .where(_message.c.guardian_id.is_not(None))
    .order_by(_message.c.guardian_id, _message.c.id)
)


@dataclass(frozen=True, slots=True)
class Compared:
    """What people wrote against what a program kept of it."""

    lost: tuple[str, ...]
    doubled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker found in the database, and what waits there still."""

    mail: Compared
    orphaned: int  # stored, but given to nobody
    shared: int  # given to one role for one reason twice
    disordered: int  # of one sender, stored before what was written earlier
    waiting: int  # accepted and not handled
    unsent: int  # due and not sent

    @property
    def quiet(self) -> bool:
        return not (self.mail.lost or self.waiting or self.unsent)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What phones show against what the hub says it sent. `doubtful`: sends that a kill left between the two, each of which may
    have arrived: the one before a resend, and the resend itself when nobody knows of it either.
    """

    sent: int
    shown: int
    doubtful: int
    ways: tuple[str, ...] = field(default=(), repr=False)  # of each row: what it is, where it ended, how often it was begun
    bubbles: tuple[str, ...] = field(default=(), repr=False)  # whom they reached, with what

    @property
    def doubled(self) -> int:
        """More on phones than was sent and than doubt explains."""
        return max(0, self.shown - self.sent - self.doubtful)


def compare(written: Iterable[str], kept: Iterable[str]) -> Compared:
    """The checker every program under test goes through."""
    counted, asked = Counter(kept), list(written)
    return Compared(
        lost=tuple(text for text in asked if not counted[text]),
        doubled=tuple(text for text in asked if counted[text] > 1),
    )


class Process:
    """A program started again and again with the same environment."""

    def __init__(self, arguments: list[str], environment: dict[str, str], log: Path) -> None:
        self._arguments, self.environment, self._log = arguments, environment, log
        self._said = 0
        self._running: asyncio.subprocess.Process | Started | None = None

    async def start(self) -> None:
        self._log.touch()
        self._said = self._log.read_bytes().count(b"listening on ")
        self._running = await self._begun({**os.environ, **self.environment}, self._log)

    async def _begun(self, environment: dict[str, str], path: Path) -> asyncio.subprocess.Process | Started:
        command = (sys.executable, *self._arguments)
        with path.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *command, cwd=REPOSITORY, env=environment, stdout=log, stderr=log
            )

    async def stop(self, number: signal.Signals) -> int:
        if self._running is None:
            return 0
        if self._running.returncode is None:
            self._running.send_signal(number)
        return await self._running.wait()

    async def ended(self, within_s: float) -> int | None:
        """How it ended by itself, or None if it did not."""
        if self._running is None:
            return None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                return await self._running.wait()
        return None

    async def ready(self) -> None:
        """Wait until this run has said where it listens. Raises RuntimeError with its last words when it has ended instead.

        Ten minutes: beside other work a start's two seconds of computing can take minutes.
        """
        async with asyncio.timeout(600):
            while not self._listens():
                if not self.alive and not self._listens():
                    raise RuntimeError(f"ended before it listened: {self._log.read_text()[-3000:]}")
                await asyncio.sleep(0.05)

    def _listens(self) -> bool:
        return self._log.read_bytes().count(b"listening on ") > self._said

    @property
    def pid(self) -> int:
        return self._running.pid if self._running is not None else 0

    @property
    def alive(self) -> bool:
        return self._running is not None and self._running.returncode is None


class Loaded(Process):
    """A module of the hub's, started without the seconds of loading it."""

    def __init__(self, module: str, environment: dict[str, str], log: Path) -> None:
        super().__init__(["-m", module, "run"], environment, log)
        self._module = module

    async def _begun(self, environment: dict[str, str], path: Path) -> Started:
        return await asyncio.to_thread(lambda: warm().start(self._module, environment, path))


async def people_write(
    sandbox: Sandbox,
    writers: list[str],
    count: int,
    rng: random.Random,
    too_soon: Callable[[int], bool] = lambda _written: False,
) -> list[str]:
    """`count` notes from each in turn at uneven moments, held back while it is `too_soon`; returns the texts."""
    texts: list[str] = []
    for number in range(count):
        while too_soon(number):  # noqa: ASYNC110 - nobody rings a bell for it
            await asyncio.sleep(0.02)
        texts.append(f"reading record {number} is in the bag")
        sandbox.type(writers[number % len(writers)], texts[-1])
        await asyncio.sleep(rng.uniform(0, 0.02))
    return texts


@dataclass(slots=True)
class Ordeal:
    """`kills` × kill -9 at random moments while people write `count` notes, spread over all of it."""

    kills: int
    count: int
    rng: random.Random
    longest_s: float = 1.0  # a program lives at most so long after it is ready
    died: int = 0

    async def run(self, sandbox: Sandbox, process: Process, writers: list[str]) -> list[str]:
        """Returns the texts the carriers took; the program is left running."""
        await process.start()
        async with asyncio.TaskGroup() as together:  # people do not write on for ever once the killer has failed
            together.create_task(self._kill(process))
            writing = together.create_task(people_write(sandbox, writers, self.count, self.rng, self._ahead))
        return writing.result()

    def _ahead(self, written: int) -> bool:
        return written * self.kills > (self.died + 1) * self.count

    async def _kill(self, process: Process) -> None:
        for number in range(self.kills):
            if number % 4:  # every fourth dies while it starts
                await process.ready()
            await asyncio.sleep(self.rng.uniform(0.0, self.longest_s))
            await process.stop(signal.SIGKILL)
            self.died += 1
            await process.start()


def opened(database: str, key_file: Path) -> tuple[Engines, Keyring]:
    store = SqlKeyStore(make_engine(f"sqlite:///{key_file.parent / 'keys.db'}"))
    return make_engines(database), Keyring(read_master_key(key_file), store)


def verdict(database: str, key_file: Path, texts: list[str], now: datetime) -> Verdict:
    """Reads the database as an auditor would: every text once, and each in the hands of one role."""
    engines, keys = opened(database, key_file)
    inbox = tables.inbox
    with engines.read.connect() as connection:
        db = Db(connection, keys)
        rows = db.all(_KEPT)
        held = {row.message_id: row for row in db.all(_HELD)}
        waiting = db.value(select(func.count()).where(inbox.c.state == "new"))
        unsent = outbox_state.counts(db).get("sending", 0) + bool(outbox_state.oldest_due(db, now))
        unsure = db.value(select(func.count()).where(tables.outbox.c.state == "retry"))
    engines.dispose()
    kept = {row.id: keys.open(BODY, row.body) for row in rows}
    place = {text: number for number, text in enumerate(texts)}
    notes = {row_id for row_id, text in kept.items() if text in place}
    written = [(row.guardian_id, place[kept[row.id]]) for row in rows if row.id in notes]
    return Verdict(
        mail=compare(texts, kept.values()),
        orphaned=sum(1 for row_id in notes if row_id not in held),
        shared=sum(1 for row_id in notes if row_id in held and held[row_id].items > held[row_id].reasons),
        disordered=sum(1 for one, next_ in pairwise(written) if one[0] == next_[0] and one[1] > next_[1]),
        waiting=waiting,
        unsent=unsent + unsure,
    )


async def come_to_rest(sandbox: Sandbox, look: Callable[[], Verdict]) -> Verdict:
    """What `look` finds; it is quiet only if nothing was on its way either, such as word that a text was delivered."""
    found = await asyncio.to_thread(look)
    if not found.quiet:
        return found
    return await asyncio.to_thread(look) if sandbox.at_rest else replace(found, waiting=1)


def arrived(sandbox: Sandbox, database: str, key_file: Path, roll: Roll = OAK_LANE) -> dict[Carrier, Arrived]:
    """What phones of each carrier show beside what the outbox says was sent to them. `roll`: whose phones."""
    engines, keys = opened(database, key_file)
    out, account = tables.outbox, tables.carrier_account
    with engines.read.connect() as connection:
        rows = Db(connection, keys).all(select(out, account.c.carrier).join(account, account.c.id == out.c.account_id))
    engines.dispose()
    people = (*roll.families, *roll.staff)
    return {
        carrier: _arrived(
            sandbox,
            [who for who in people if sandbox.phone(who).carrier is carrier],
            [row for row in rows if row.carrier == carrier],
        )
        for carrier in Carrier
    }


def _arrived(sandbox: Sandbox, phones: list[str], rows: list[Row[Any]]) -> Arrived:
    return Arrived(
        sent=sum(1 for row in rows if row.state in _SENT and not _edits(row.content)),
        shown=sum(1 for who in phones for bubble in sandbox.screen(who) if not bubble.mine),
        doubtful=sum(bool(row.resent) + (row.state == "unknown") for row in rows),
        ways=tuple(f"{row.intent}: {row.state}, begun {row.attempts}{', resent' * bool(row.resent)}, {row.trouble}" for row in rows),
        bubbles=tuple(f"{who}: {bubble.text[:60]!r}" for who in phones for bubble in sandbox.screen(who) if not bubble.mine),
    )


def _edits(content: str) -> bool:
    loaded = CONTENT.load(content)
    return isinstance(loaded, Card) and loaded.replaces is not None


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
        "BOOKBAG_POLL_SECONDS": "0.5",
        "BOOKBAG_LONG_POLL_SECONDS": "1",
        "BOOKBAG_SANDBOX": "1",
        "BOOKBAG_LOG_LEVEL": "WARNING",
    }


def telegram_families() -> list[str]:
    return [key for key, facts in FAMILIES.items() if facts[3] is Carrier.TELEGRAM]
