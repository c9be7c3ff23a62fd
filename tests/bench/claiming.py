"""On PostgreSQL: a batch is claimed and marked sent, with little and with much that waits; senders are claimed by several workers."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import text

from storage import leases, sending
from storage.clock import lease_now
from storage.crypto import Keyring
from storage.db import Db
from storage.engine import make_engine
from storage.keystore import SqlKeyStore
from tests.bench.crowd import settle_crowd
from tests.bench.measure import Bench, Row, cost, rate
from tests.databases import fresh_postgres, postgres_server
from tests.still import Still, still

_FEW, _BATCH, _BATCHES = 10_000, 100, 20
_SENDERS, _TURN = 4_000, 32
_QUEUE = text(
    "INSERT INTO outbox (school_id, id, intent, lane, content, guardian_id, due_at, state, attempts, resent, parts, made_at) "
    "SELECT school_id, row_number() OVER (), 'bench:' || id || ':' || n, 2, '[\"Notice\", {\"announcement_id\": 1}]', id, "
    "TIMESTAMP '2024-01-01' + n * INTERVAL '1 minute', 'queued', 0, false, 0, TIMESTAMP '2024-01-01' "
    "FROM guardian, generate_series(1, :each) AS n WHERE school_id = :school"
)
_WRITE = text(
    "INSERT INTO inbox (id, account_id, provider_id, sender_blind, payload, payload_hash, state, attempts, received_at) "
    "SELECT n, :account, 'm' || n, decode(md5(n::text), 'hex'), 'x', 'x', 'new', 0, TIMESTAMP '2024-01-01' "
    "FROM generate_series(1, :many) AS n"
)


def claiming(bench: Bench) -> tuple[Row, ...]:
    many = 1_000_000 if bench.long else 100_000
    with postgres_server() as server:
        few_ms = asyncio.run(_sending(bench, fresh_postgres(server, None), "few", _FEW))
        many_ms = asyncio.run(_sending(bench, fresh_postgres(server, None), "many", many))
        workers = {count: asyncio.run(_handling(bench, fresh_postgres(server, None), count)) for count in (1, 2, 4)}
    what = "claim a message and mark it sent, PostgreSQL, {:,} waiting"
    more = "claim {:,} senders' waiting mail and let them go, PostgreSQL, {} workers"
    return (
        cost(what.format(many), f"with {_FEW:,} waiting", few_ms, many_ms, 1.5),
        *(rate(more.format(_SENDERS, count), "one worker", workers[1], workers[count]) for count in (2, 4)),
    )


async def _sending(bench: Bench, url: str, name: str, waiting: int) -> float:
    """Milliseconds a message, by one worker."""
    folder = bench.folder / name
    async with still(url, folder) as made:
        await made.write(lambda db: settle_crowd(db, made, _FEW))
        await made.write(lambda db: db.connection.execute(_QUEUE, {"school": made.cast.school_id, "each": waiting // _FEW}))
        _look_again(url)
        began = time.perf_counter()
        for _ in range(_BATCHES):
            await made.write(lambda db: _sent(db, made))
        return 1000 * (time.perf_counter() - began) / _BATCH / _BATCHES


def _sent(db: Db, made: Still) -> None:
    now, account = made.hub.now(), next(iter(made.hub.accounts.values()))
    rows = sending.claim(db, "bench", now, lease_now(), 90.0, _BATCH)
    assert len(rows) == _BATCH
    for row in rows:
        assert sending.begin(db, row, "bench", lease_now(), 90.0)
        sending.sent(
            db, row, state="sent", account_id=account.id, contact_id=None, to="900000", ids=(str(row.id),),
            key_id=account.key_id, parts=1, now=now,
        )  # fmt: skip


async def _handling(bench: Bench, url: str, workers: int) -> float:
    """Senders a second. Each is claimed by one worker, whoever asks first: nobody is handled twice."""
    folder = bench.folder / f"{workers}"
    async with still(url, folder) as made:
        account = next(iter(made.hub.accounts))
        await made.write(lambda db: db.connection.execute(_WRITE, {"account": account, "many": _SENDERS}))
    _look_again(url)
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        list(pool.map(_nothing, range(workers)))  # started
        began = time.perf_counter()
        done = sum(pool.map(_worker, [url] * workers, range(workers), [folder] * workers))
        took = time.perf_counter() - began
    assert done == _SENDERS
    return done / took


def _nothing(_number: int) -> None:
    time.sleep(0.5)  # until every worker has one


def _worker(url: str, number: int, folder: Path) -> int:
    """Claims until nobody waits; what it has claimed it marks handled in the commit that lets the sender go."""
    engine, keys = make_engine(url), Keyring(b"k" * 32, SqlKeyStore(make_engine(f"sqlite:///{folder / 'keys' / 'keys.db'}")))
    handled = text("UPDATE inbox SET state = 'done' WHERE account_id = :account AND sender_blind = :sender AND state = 'new'")
    done, owner = 0, f"worker:{number}:bench"
    while True:
        with engine.begin() as connection:
            claimed = leases.claim_senders(Db(connection, keys), owner, lease_now(), 60.0, _TURN)
        if not claimed:
            with engine.connect() as connection:
                left = connection.execute(text("SELECT count(*) FROM inbox WHERE state = 'new'")).scalar()
            if not left:
                return done
            time.sleep(timedelta(milliseconds=2).total_seconds())  # others have the rest
        for account, sender in claimed:
            with engine.begin() as connection:
                done += connection.execute(handled, {"account": account, "sender": sender}).rowcount
                leases.unclaim(Db(connection, keys), account, sender, owner, lease_now(), 0.0)


def _look_again(url: str) -> None:
    """As PostgreSQL does by itself minutes after so many rows have come."""
    engine = make_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()
