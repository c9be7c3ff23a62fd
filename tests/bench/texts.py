"""Signed text messages as Twilio posts them, each once."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import aiohttp
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from tests.town import AUTH, NUMBER

PUBLIC = "http://127.0.0.1:9"  # what is signed; the server is asked where it really listens
_numbers = itertools.count(1)
_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
Text = tuple[bytes, dict[str, str]]


def texts(path: str, count: int) -> list[Text]:
    """Bodies with their headers, from a thousand phones."""
    return [_text(path, number) for number in itertools.islice(_numbers, count)]


def _text(path: str, number: int) -> Text:
    form = {
        "MessageSid": f"SM{number:032x}",
        "AccountSid": "AC" + "0" * 32,
        "From": f"+4477009{number % 1000:05}",
        "To": NUMBER,
        "Body": "Good morning, the reading record is in the bag and Ola will bring her coat " + "x" * (number % 60),
        "NumMedia": "0",
        "SmsStatus": "received",
        "FromCountry": "GB",
        "ApiVersion": "2010-04-01",
    }
    signature = RequestValidator(AUTH).compute_signature(PUBLIC + path, form)
    return urlencode(form).encode(), {**_HEADERS, "X-Twilio-Signature": signature}


def post_all(address: str, path: str, sent: list[Text], in_flight: int = 32) -> int:
    """Returns how many were posted. Raises RuntimeError unless every one was taken."""

    async def run() -> None:
        waiting = iter(sent)
        async with aiohttp.ClientSession(address, connector=aiohttp.TCPConnector(limit=in_flight)) as session:
            await asyncio.gather(*(_post_next(session, path, waiting) for _ in range(in_flight)))

    asyncio.run(run())
    return len(sent)


async def _post_next(session: aiohttp.ClientSession, path: str, waiting: Iterator[Text]) -> None:
    for one in waiting:
        await post(session, path, one)


async def post(session: aiohttp.ClientSession, path: str, one: Text) -> float:
    """Seconds until it was acknowledged."""
    began = time.perf_counter()
    async with session.post(path, data=one[0], headers=one[1]) as answer:
        if answer.status != 200:
            raise RuntimeError(f"answered {answer.status}")
        await answer.read()
    return time.perf_counter() - began
