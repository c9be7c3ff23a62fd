"""Data protection on either database, with keys of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.crypto import Keyring
from storage.db import Db
from storage.engine import Engines, make_engine
from storage.keystore import SqlKeyStore
from tests.databases import opened


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[Keyring]:
    engine = make_engine(f"sqlite:///{tmp_path / 'keys' / 'keys.db'}")
    yield Keyring(b"k" * 32, SqlKeyStore(engine))
    engine.dispose()


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    made = opened(database_url)
    yield made
    made.dispose()


@pytest.fixture
def db(engines: Engines, keys: Keyring) -> Iterator[Db]:
    """One transaction, rolled back at the end."""
    with engines.write.connect() as connection:
        yield Db(connection, keys)
