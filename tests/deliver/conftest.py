from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.still import Still, still


@pytest.fixture
async def oak_lane(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Still]:
    """Tuesday 5 March 2024, 10:00, in hours; on SQLite."""
    async with still(sqlite_url, tmp_path) as made:
        yield made


@pytest.fixture
async def anywhere(database_url: str, tmp_path: Path) -> AsyncIterator[Still]:
    """The same on either database."""
    async with still(database_url, tmp_path) as made:
        yield made
