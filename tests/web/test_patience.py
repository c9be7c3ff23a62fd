"""Clients that never finish what they began to ask, and clients that send without end (reliability 6.1, 6.2)."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web import patience
from bot.web.server import listening
from bot.web.webhooks import TooLarge, body_of

HALVES = (b"", b"POST /in HTTP/1.1\r\nHost: x\r\n", b"POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab")
WHOLE = b"POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab"


async def _take(request: Request) -> Response:
    try:
        return PlainTextResponse(f"{len(await body_of(request))} bytes")
    except TooLarge:
        return PlainTextResponse("too large", 413)


APP = Starlette(routes=[Route("/in", _take, methods=["POST"])])
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _called(address: str, said: bytes) -> Line:
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    writer.write(said)
    return reader, writer


async def _hung_up(line: Line) -> bool:
    """Whether the server ends it; whatever it said before is read."""
    reader, writer = line
    try:
        await reader.read()
    except ConnectionError:
        pass
    finally:
        writer.close()
    return True


async def _asks(address: str) -> bytes:
    line = await _called(address, WHOLE)
    answer = await line[0].readuntil(b"2 bytes")
    line[1].close()
    return answer


async def test_whoever_does_not_finish_is_cut_off_and_nobody_else_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WITHIN_S", 0.4)
    async with listening(APP, "127.0.0.1", 0) as address:
        slow = [await _called(address, half) for half in HALVES for _ in range(20)]
        kept = await _called(address, WHOLE)  # answered once, then half a request on the same line
        await kept[0].readuntil(b"2 bytes")
        kept[1].write(HALVES[1])
        assert b"200 OK" in await _asks(address)
        async with asyncio.timeout(20):
            assert all(await asyncio.gather(*map(_hung_up, [*slow, kept])))
        assert b"200 OK" in await _asks(address)


async def test_when_every_place_is_taken_the_longest_waiting_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MOST", 20)
    async with listening(APP, "127.0.0.1", 0) as address:
        slow = [await _called(address, HALVES[1]) for _ in range(40)]
        for _ in range(5):
            assert b"200 OK" in await _asks(address)
        async with asyncio.timeout(20):
            assert all(await asyncio.gather(*map(_hung_up, slow[:20])))
        for _, writer in slow[20:]:
            writer.close()


@pytest.mark.parametrize("length", [b"Content-Length: 99999999", b"Transfer-Encoding: chunked"])
async def test_a_body_without_end_is_answered_before_it_is_read(length: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WITHIN_S", 0.4)
    piece = b"x" * 60_000
    if b"chunked" in length:
        piece = b"%x\r\n%b\r\n" % (len(piece), piece)
    async with listening(APP, "127.0.0.1", 0) as address:
        line = await _called(address, b"POST /in HTTP/1.1\r\nHost: x\r\n" + length + b"\r\n\r\n" + piece * 2)
        assert b"413" in await line[0].readuntil(b"too large")
        line[1].write(piece)
        async with asyncio.timeout(20):
            assert await _hung_up(line)


async def test_a_slow_line_that_keeps_sending_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "WITHIN_S", 0.2)
    async with listening(APP, "127.0.0.1", 0) as address:
        line = await _called(address, b"POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n")
        for _ in range(6):
            line[1].write(b"x" * 10_000)
            await asyncio.sleep(0.1)
        assert b"60000 bytes" in await line[0].readuntil(b"bytes")
        line[1].close()
