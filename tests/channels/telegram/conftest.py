from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.channels.telegram import TelegramChannel
from tests.channels.fakes import FakeCarrier

TOKEN = "700:CANARYtoken"
SECRET = "a-webhook-secret_1"
NOW = datetime(2026, 3, 2, 7, 45, tzinfo=UTC)


def channel_at(base: str, **more: object) -> TelegramChannel:
    quick: dict[str, object] = {"poll_s": 0, "connect_s": 2.0, "read_s": 0.2, "now": lambda: NOW}
    return TelegramChannel(TOKEN, base, SECRET, **quick | more)  # type: ignore[arg-type]


@pytest.fixture
async def channel(carrier: FakeCarrier) -> AsyncIterator[TelegramChannel]:
    made = channel_at(carrier.base)
    yield made
    await made.close()
