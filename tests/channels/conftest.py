from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest

from tests.channels.fakes import FakeCarrier, serving


@pytest.fixture
async def carrier() -> AsyncIterator[FakeCarrier]:
    async with serving(FakeCarrier()) as fake:
        yield fake


@pytest.fixture
def closed_port() -> str:
    """An address where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
