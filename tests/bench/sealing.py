"""What encryption at rest takes of inbound throughput."""

from __future__ import annotations

import itertools
import json
import secrets
from pathlib import Path

from bot.domain.messages import Received
from storage import inbox, schema, tables
from storage.clock import lease_now
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import make_engine, make_engines
from storage.keystore import SqlKeyStore
from storage.writer import Writer
from tests.bench.in_flight import in_flight
from tests.bench.measure import ROUNDS, Bench, Row, rate, rates

_UPDATES = 640
_numbers = itertools.count(1)


def sealing(bench: Bench) -> tuple[Row, ...]:
    """The same accept with nothing sealed or hashed: a baseline that exists only here."""
    plain, ours = _Inbox(bench.folder / "plain", _Unsealed), _Inbox(bench.folder / "sealed", Keyring)
    found = rates({"plain": plain.run, "ours": ours.run}, 2 * ROUNDS)
    return (rate("encryption at rest", "accept with nothing encrypted", found["plain"], found["ours"], 0.85),)


class _Unsealed(Keyring):
    """The same bytes to store and look up, as they are."""

    def seal_bytes(self, key_id: int, place: str, raw: bytes) -> bytes:
        return b"\0" + key_id.to_bytes(8) + bytes(12) + raw + bytes(16)

    def blind(self, kind: str, value: str) -> bytes:
        return value.encode().ljust(32)


class _Inbox:
    """Updates stored as the hub does it: deduplicated, ordered by sender, on the real schema."""

    def __init__(self, folder: Path, ring: type[Keyring]) -> None:
        folder.mkdir()
        engines = make_engines(f"sqlite:///{folder / 'bookbag.db'}")
        schema.upgrade(engines.write)
        self._keys = ring(secrets.token_bytes(32), SqlKeyStore(make_engine(f"sqlite:///{folder / 'keys.db'}")))
        self._keys.new_keys("account", [1])
        row = {"id": 1, "carrier": "sms", "side": "families", "external_id": "+441632960100", "key_id": 1}
        with engines.write.begin() as connection:
            connection.execute(tables.carrier_account.insert(), row)
        self._writer = Writer(engines.write)

    async def _one(self) -> int:
        update, now = _received(), lease_now()
        return await self._writer.submit(lambda connection: inbox.insert(Db(connection, self._keys), 1, 1, (update,), now))

    def run(self) -> int:
        return in_flight(self._one, _UPDATES)


def _received() -> Received:
    number = next(_numbers)
    sender = f"+4477009{number % 1000:05}"
    payload = {"MessageSid": f"SM{number:032x}", "From": sender, "Body": "Ola is ill today " * 6}
    return Received(provider_id=payload["MessageSid"], sender=sender, payload=json.dumps(payload).encode())
