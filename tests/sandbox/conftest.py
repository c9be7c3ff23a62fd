"""A served sandbox with a bot, a number and phones, reached through the vendors' own libraries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import aiohttp
import pytest
from telegram import Bot
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.domain.messages import Carrier
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running
from tests.sandbox.hub import Hub, hub_running

TOKEN = "100200:parents-bot"
STAFF_TOKEN = "100201:staff-bot"
SID = "AC" + "5" * 32
AUTH = "auth-token-of-the-school"
NUMBER = "+447700900111"

Result = TypeVar("Result")


@pytest.fixture
def sandbox() -> Sandbox:
    made = Sandbox(seed=7)
    made.world.retry_base_s = 0.005
    made.add_bot(TOKEN, "oak_bot", "Oak Lane")
    made.add_bot(STAFF_TOKEN, "oak_staff_bot", "Oak Lane staff")
    made.add_sms_account(SID, AUTH, NUMBER, service_sid="MG" + "1" * 32)
    made.add_phone("Ewa", language="pl", role="parent")
    made.add_phone("Rosa", carrier=Carrier.SMS, role="grandmother")
    made.add_phone("Ms Hill", opens="oak_staff_bot", role="teacher")
    return made


@pytest.fixture
async def url(sandbox: Sandbox) -> AsyncIterator[str]:
    async with running(sandbox) as base:
        yield base


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as made:
        yield made


class Web:
    """Plain HTTP: each call gives the status and the body, read as JSON when it is."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def call(self, verb: str, path: str, **more: Any) -> tuple[int, Any]:
        async with self.session.request(verb, path, allow_redirects=False, **more) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, (await answer.json() if is_json else await answer.text())

    async def get(self, path: str, **more: Any) -> tuple[int, Any]:
        return await self.call("GET", path, **more)

    async def post(self, path: str, **more: Any) -> tuple[int, Any]:
        return await self.call("POST", path, **more)


@pytest.fixture
async def web(url: str) -> AsyncIterator[Web]:
    async with aiohttp.ClientSession(base_url=url) as session:
        yield Web(session)


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    async with hub_running() as made:
        yield made


class Loopback(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's own HTTP client, pointed at the sandbox."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=10)
        self.base = base

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        return super().request(method, url.replace("https://api.twilio.com", self.base), *args, **kwargs)


class Twilio:
    """The real SDK. It is synchronous, so each call runs beside the loop the sandbox lives on."""

    def __init__(self, base: str, auth: str = AUTH) -> None:
        self.client = Client(SID, auth, http_client=Loopback(base))

    async def do(self, work: Callable[[Any], Result]) -> Result:
        return await asyncio.to_thread(work, self.client)

    async def send(self, to: str, body: str = "hello", **more: Any) -> Any:
        given = {"from_": NUMBER} | more
        return await self.do(lambda client: client.messages.create(to=to, body=body, **given))

    def close(self) -> None:
        self.client.http_client.session.close()


@pytest.fixture
async def twilio(url: str) -> AsyncIterator[Twilio]:
    made = Twilio(url)
    yield made
    made.close()
