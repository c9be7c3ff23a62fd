"""What a durable accept costs beside a bare durable INSERT, and an announcement's expansion beside one INSERT..SELECT."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import sqlite3
from pathlib import Path

from bot.domain.messages import Received
from storage import inbox, schema
from storage.crypto import Keyring
from storage.db import Db, table
from storage.engine import make_engine, make_engines
from storage.keystore import SqlKeyStore
from storage.tables import CarrierAccount
from storage.writer import Writer
from tests.bench.measure import ROUNDS, Figure, rates

_IN_FLIGHT, _UPDATES = 32, 640
_counter = itertools.count(1)


def _received() -> Received:
    number = next(_counter)
    payload = {"MessageSid": f"SM{number:032x}", "From": f"+4477009{number % 1000:05}", "Body": "Ola is ill today " * 6}
    return Received(
        provider_id=str(payload["MessageSid"]), sender=str(payload["From"]), payload=json.dumps(payload).encode()
    )


class _Raw:
    """One writer thread, group commit, one bare table: the least an honest accept can do."""

    def __init__(self, folder: Path) -> None:
        self._engine = make_engine(f"sqlite:///{folder / 'raw.db'}")
        with self._engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE kept (provider_id TEXT PRIMARY KEY, body BLOB)")
        self._writer = Writer(self._engine)

    async def _one(self) -> None:
        update = _received()
        await self._writer.submit(
            lambda connection: connection.exec_driver_sql(
                "INSERT INTO kept VALUES (?, ?) ON CONFLICT DO NOTHING", (update.provider_id, update.payload)
            )
        )

    def run(self) -> int:
        asyncio.run(_in_flight(self._one))
        return _UPDATES


class _Unsealed(Keyring):
    """The same bytes to store and look up, as they are: what encryption costs is the difference. Nowhere but here."""

    def seal_bytes(self, key_id: int, place: str, raw: bytes) -> bytes:
        return b"\0" + key_id.to_bytes(8) + bytes(12) + raw + bytes(16)

    def blind(self, kind: str, value: str) -> bytes:
        return value.encode().ljust(32)


class _Ours:
    """`accept` as the hub does it: sealed, deduplicated, ordered by sender, on the real schema."""

    def __init__(self, folder: Path, ring: type[Keyring] = Keyring) -> None:
        folder.mkdir(exist_ok=True)
        engines = make_engines(f"sqlite:///{folder / 'ours.db'}")
        schema.upgrade(engines.write)
        self._keys = ring(secrets.token_bytes(32), SqlKeyStore(make_engine(f"sqlite:///{folder / 'keys.db'}")))
        self._keys.new_keys("account", [1])
        account = table(CarrierAccount)
        with engines.write.begin() as connection:
            row = {"id": 1, "carrier": "sms", "side": "families", "external_id": "+441632960100", "key_id": 1}
            connection.execute(account.insert(), row)
        self._writer = Writer(engines.write)
        from storage.clock import lease_now

        self._now = lease_now

    async def _one(self) -> None:
        update, now = _received(), self._now()
        await self._writer.submit(lambda connection: inbox.insert(Db(connection, self._keys), 1, 1, (update,), now))

    def run(self) -> int:
        asyncio.run(_in_flight(self._one))
        return _UPDATES


async def _in_flight(one: object) -> None:
    async def worker() -> None:
        for _ in range(_UPDATES // _IN_FLIGHT):
            await one()  # type: ignore[operator]

    await asyncio.gather(*(worker() for _ in range(_IN_FLIGHT)))


def accepting(folder: Path) -> Figure:
    raw, ours = _Raw(folder), _Ours(folder)
    found = rates({"raw": raw.run, "ours": ours.run})
    return Figure(
        "accept an update durably (sealed)", "bare group-commit INSERT", found["raw"], found["ours"], "≥ 0.25"
    )


def one_by_one(folder: Path) -> Figure:
    """Why group commit: the same INSERT with a commit of its own."""
    connection = sqlite3.connect(folder / "single.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE kept (provider_id TEXT PRIMARY KEY, body BLOB)")
    ours = _Ours(folder / "again")

    def single() -> int:
        for _ in range(200):
            update = _received()
            connection.execute("INSERT INTO kept VALUES (?, ?)", (update.provider_id, update.payload))
        return 200

    found = rates({"single": single, "ours": ours.run})
    return Figure("accept an update durably (sealed)", "one commit an INSERT", found["single"], found["ours"], "≥ 1")


def sealing(folder: Path) -> Figure:
    """What encryption at rest takes of inbound throughput: the same accept with nothing sealed or hashed."""
    plain, ours = _Ours(folder / "plain", _Unsealed), _Ours(folder / "sealed")
    found = rates({"plain": plain.run, "ours": ours.run}, 2 * ROUNDS)
    return Figure(
        "accept an update durably (sealed)", "the same, nothing encrypted", found["plain"], found["ours"], "≥ 0.85"
    )
