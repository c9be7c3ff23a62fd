"""`school("misson", "Tue 5 Mar 2019 10:00")` in a test opens that preset on the database the test runs on."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.clauses.school import School, opened


class Opens(Protocol):
    def __call__(self, preset: str, at: str, **more: Any) -> AbstractAsyncContextManager[School]: ...


@pytest.fixture
def school(database_url: str, tmp_path: Path) -> Opens:
    return lambda preset, at, **more: opened(preset, database_url, tmp_path, at, **more)
