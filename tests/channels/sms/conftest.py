from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.sms import SmsChannel
from tests.channels.fakes import FakeCarrier

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "CANARYtoken"
NUMBER = "+441632960100"
HUB = "https://hub.example"
API = f"/2010-04-01/Accounts/{ACCOUNT}"
NOW = datetime(2026, 3, 2, 7, 45, tzinfo=UTC)


def load(name: str) -> Any:
    return json.loads((Path(__file__).parent / "payloads" / f"{name}.json").read_text(encoding="utf-8"))


def channel_at(base: str, **more: Any) -> SmsChannel:
    quick: dict[str, Any] = {"public_url": HUB, "connect_s": 2.0, "read_s": 0.2, "now": lambda: NOW}
    return SmsChannel(ACCOUNT, TOKEN, NUMBER, base, **quick | more)


@pytest.fixture
async def channel(carrier: FakeCarrier) -> AsyncIterator[SmsChannel]:
    made = channel_at(carrier.base)
    yield made
    await made.close()
