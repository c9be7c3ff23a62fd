"""Fixtures every folder shares. A test that takes `database_url` runs twice: on SQLite and on PostgreSQL."""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
import structlog
import typer.main
import typer.testing
from argon2 import PasswordHasher

import storage.engine
from bot import policyfile, redrawing
from storage import hashing
from tests.databases import (
    Postgres,
    copied_sqlite,
    migrated_once,
    postgres_server,
    sqlite_in_a_hurry,
    sqlite_template,
    statements_compiled_once,
)

pytest_plugins = ["tests.ledger", "tests.ordering", "tests.pairing", "tests.tracing"]
gc.disable()  # until the first test: what is loaded while tests are collected stays
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """structlog's own default draws every local of every frame: minutes of a test that provokes an error a few times."""
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    before = structlog.get_config()["processors"][:-1]
    structlog.configure(processors=[*before, renderer])


@pytest.fixture(scope="session", autouse=True)
def _in_a_hurry() -> Iterator[None]:
    """No waiting for disks or slow hashes, and no garbage collector that goes through every lexicon again and again."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
    commands = mock.patch("typer.testing._get_command", functools.cache(typer.main.get_command))  # 50 ms each time
    hashed = mock.patch.object(hashing, "HASHER", _QUICK)
    policies = mock.patch("bot.rules.load", functools.cache(policyfile.load))  # each preset read once, not at each founding
    pictures = mock.patch.object(redrawing, "by_a_child", functools.cache(redrawing.by_a_child))  # the same few again and again
    with sqlite_in_a_hurry(), statements_compiled_once(), migrated_once(), hashed, pictures, commands, policies:
        yield
    gc.set_threshold(*before)


@pytest.fixture(autouse=True)
def _reads_as_shipped(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The triager of a story marked `meaning`."""
    if request.node.get_closest_marker("meaning"):
        from tests import town  # not at once: pytest rewrites the assertions of plugins that it imports

        monkeypatch.setattr(town, "shared_triager", town.whole_triager)


@pytest.fixture
def durable(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite as it is shipped: every commit waits for the disk."""
    monkeypatch.setattr(storage.engine, "_SYNCHRONOUS", "FULL")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server, and databases that already have today's schema."""
    with postgres_server() as maintenance:
        yield Postgres(maintenance)


@pytest.fixture(scope="session")
def template() -> Iterator[Path]:
    """A SQLite file that already has today's schema."""
    with sqlite_template() as path:
        yield path


@pytest.fixture
def sqlite_url(template: Path, tmp_path: Path) -> str:
    return copied_sqlite(template, tmp_path)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind, at today's schema."""
    if request.param == "sqlite":
        yield str(request.getfixturevalue("sqlite_url"))
        return
    with request.getfixturevalue("postgres").lent() as url:
        yield url
