"""A small hub on disk, with everything a backup must bring back and a canary in every place a person's words go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from bot import presets
from bot.domain.messages import Carrier, Side
from storage import medias, schema, tables
from storage.accounts import ensure_account
from storage.backup import Place
from storage.backup.rows import tables_of
from storage.crypto import Keyring, make_master_key, read_master_key
from storage.db import Db
from storage.engine import make_engine, make_engines
from storage.ids import new_id
from storage.keystore import SqlKeyStore
from storage.medias import FILE
from storage.tables.searching import NOT_BACKED_UP
from tests.cast import Cast, settle
from tests.databases import fresh_postgres

NOW = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
WORDS = "Zephyrine has chickenpox"
PICTURE = b"\xff\xd8canary picture of Zephyrine" * 50_000
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what does not depend on the database."""
CANARIES = (b"Zephyrine", b"chickenpox", b"Zielona", b"447700900103", b"canary picture")


@dataclass(slots=True)
class School:
    """A settled school; `place` is what the backup is told of it."""

    place: Place
    cast: Cast
    keys: Keyring
    store: Engine
    key_file: Path

    def counts(self, url: str | None = None) -> dict[str, int]:
        return counts_in(url or self.place.url)

    def write(self, number: int) -> None:
        """One more message from a parent, in a transaction of its own."""
        engines = make_engines(self.place.url)
        with engines.write.begin() as connection:
            add_message(Db(connection, self.keys), self.cast, f"{WORDS} {number}")
        engines.dispose()


def counts_in(url: str) -> dict[str, int]:
    """Rows of each table that a backup holds."""
    engine = make_engine(url)
    with engine.connect() as connection:
        found = {
            one.name: connection.execute(select(func.count()).select_from(one)).scalar_one()
            for one in tables_of(connection)
            if one.name not in NOT_BACKED_UP
        }
    engine.dispose()
    return found


def add_message(db: Db, cast: Cast, words: str) -> int:
    made, key_id = new_id(), new_id()
    db.keys.new_keys("person", [key_id])
    body = db.keys.seal(key_id, "message.body", words)
    rows = tables.message.insert()
    db.run(
        rows,
        school_id=cast.school_id,
        id=made,
        guardian_id=cast.guardians["sana"],
        body=body,
        sent_at=NOW,
        stored_at=NOW,
    )
    return made


def add_picture(place: Place, db: Db, cast: Cast, message_id: int) -> str:
    made, key_id = new_id(), new_id()
    db.keys.new_keys("person", [key_id])
    account = ensure_account(db, cast.school_id, Carrier.TELEGRAM, Side.FAMILIES, "100001")
    values = {"school_id": cast.school_id, "id": made, "message_id": message_id, "account_id": account.id}
    carrier_id = db.keys.seal(key_id, FILE, "AgADphoto")
    db.run(tables.media.insert(), **values, key_id=key_id, kind="photo", carrier_id=carrier_id)
    name = f"{made:032x}"
    place.media.mkdir(parents=True, exist_ok=True, mode=0o700)
    (place.media / name).write_bytes(db.keys.seal_bytes(key_id, "media.blob", PICTURE))
    medias.settle(cast.scope, db, made, "stored", name)
    return name


@pytest.fixture
def school(database_url: str, tmp_path: Path) -> Iterator[School]:
    key_file = tmp_path / "keys" / "bookbag.key"
    make_master_key(key_file)
    url = database_url if "postgresql" in database_url else f"sqlite:///{tmp_path / 'data' / 'bookbag.db'}"
    keys_url = f"sqlite:///{tmp_path / 'keys' / 'keys.db'}"
    place = Place(tmp_path / "data", url, keys_url, read_master_key(key_file))
    store = make_engine(keys_url)
    keys = Keyring(place.master, SqlKeyStore(store))
    engine = make_engine(url)
    schema.upgrade(engine)
    with engine.begin() as connection:
        db = Db(connection, keys)
        cast = settle(db, presets.read("demo"), NOW)
        add_picture(place, db, cast, add_message(db, cast, WORDS))
    engine.dispose()
    yield School(place, cast, keys, store, key_file)
    store.dispose()


@pytest.fixture
def empty(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], str]:
    """The address of an empty database of a kind."""

    def make(kind: str) -> str:
        if kind == "postgresql":
            return fresh_postgres(request.getfixturevalue("postgres").maintenance, None)
        return f"sqlite:///{tmp_path / 'new' / 'bookbag.db'}"

    return make
