"""A story runs on SQLite; those that take `database_url` run on PostgreSQL too."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.town import Town, town


@pytest.fixture
async def oak_lane(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """Tuesday 5 March 2024, 10:00, in hours."""
    async with town(sqlite_url, tmp_path) as made:
        yield made


@pytest.fixture
async def both(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    """`oak_lane` once on each database."""
    async with town(database_url, tmp_path) as made:
        yield made
