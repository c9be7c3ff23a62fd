"""Fixtures every folder shares. A test that takes `database_url` runs twice: on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.engine import make_engine
from tests.databases import fresh_postgres, postgres_server, url_for

pytest_plugins = ["tests.ledger"]
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[tuple[str, str]]:
    """The server's maintenance URL and the name of a database that already has today's schema."""
    with postgres_server() as maintenance:
        url = fresh_postgres(maintenance, None)
        engine = make_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        yield maintenance, url.rsplit("/", 1)[1].split("?")[0]


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    kind: str = request.param
    postgres_of = request.getfixturevalue("postgres") if kind == "postgresql" else None
    return url_for(kind, tmp_path, postgres_of)
