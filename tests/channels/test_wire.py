"""Surely not sent, or maybe sent: the question every failed call must answer."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.channels.wire import PublicResolver, UnansweredError, UnsentError, Wire, is_loopback, is_public
from tests.channels.fakes import FakeCarrier, breaks_off, hangs, resets, says, trickles


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    made = Wire(connect_s=2.0, read_s=0.05)
    yield made
    await made.close()


async def test_a_refused_connection_was_surely_not_sent(wire: Wire, closed_port: str) -> None:
    with pytest.raises(UnsentError):
        await wire.call("POST", closed_port)


async def test_a_connection_that_never_opens_was_surely_not_sent() -> None:
    """A full backlog: the connect times out without a byte written."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(full.getsockname())
        wire = Wire(connect_s=0.05, read_s=5.0)
        try:
            with pytest.raises(UnsentError):
                await wire.call("POST", f"http://127.0.0.1:{full.getsockname()[1]}/")
        finally:
            await wire.close()
            for client in waiting:
                client.close()


@pytest.mark.parametrize(
    "url", ["", "nonsense", "ftp://127.0.0.1/x", "http://", "http://[::1", "http://127.0.0.1:99999/"]
)
async def test_an_address_that_is_none_was_surely_not_sent(wire: Wire, url: str) -> None:
    with pytest.raises(UnsentError):
        await wire.call("POST", url)


@pytest.mark.parametrize("fault", [hangs, resets, breaks_off])
async def test_whatever_happens_after_the_request_left_may_have_been_sent(
    wire: Wire, carrier: FakeCarrier, fault: Any
) -> None:
    carrier.will(fault)
    with pytest.raises(UnansweredError):
        await wire.call("POST", f"{carrier.base}/send", data={"text": "hello"})
    assert carrier.reached.is_set()


async def test_an_endless_answer_ends_at_the_limit(wire: Wire, carrier: FakeCarrier) -> None:
    carrier.will(trickles)
    answer = await wire.call("GET", f"{carrier.base}/file", limit=10_000)
    assert (len(answer.body), answer.whole) == (10_000, False)


async def test_a_trickle_that_never_trips_the_read_timeout_ends_at_the_total(carrier: FakeCarrier) -> None:
    carrier.will(trickles)
    wire = Wire(connect_s=0.5, read_s=0.02)
    try:
        with pytest.raises(UnansweredError):
            await wire.call("GET", f"{carrier.base}/file", limit=1 << 40)
    finally:
        await wire.close()


async def test_redirects_are_answers_like_any_other(wire: Wire, carrier: FakeCarrier) -> None:
    carrier.will(says(b"", 302, Location="/elsewhere"))
    assert (await wire.call("GET", f"{carrier.base}/a")).status == 302
    assert len(carrier.asked) == 1


async def test_no_failure_quotes_the_url_even_in_its_context(
    wire: Wire, closed_port: str, carrier: FakeCarrier
) -> None:
    carrier.will(resets)
    for base in (closed_port, carrier.base, "http://a b", "ftp://x"):
        with pytest.raises((UnsentError, UnansweredError)) as caught:
            await wire.call("POST", f"{base}/botSECRET/sendMessage")
        assert "SECRET" not in repr(caught.value)
        assert caught.value.__context__ is None
        assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "224.0.0.1"]
)
async def test_a_guarded_wire_refuses_literal_private_addresses(host: str) -> None:
    guarded = Wire(public_only=True)
    with pytest.raises(UnsentError):
        await guarded.call("GET", f"http://{host}/x")
    await guarded.close()


async def test_a_guarded_wire_refuses_names_that_lead_to_private_addresses(carrier: FakeCarrier) -> None:
    carrier.will(says({}))
    guarded = Wire(public_only=True)
    with pytest.raises(UnsentError):
        await guarded.call("GET", carrier.base.replace("127.0.0.1", "localhost"))
    assert carrier.asked == []
    await guarded.close()


async def test_a_guarded_wire_lets_names_with_public_addresses_through(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {
        "hostname": "files.example",
        "host": "8.8.8.8",
        "port": 443,
        "family": socket.AF_INET,
        "proto": 6,
        "flags": 0,
    }

    async def found(*_args: object) -> list[Any]:
        return [entry]

    monkeypatch.setattr(aiohttp.ThreadedResolver, "resolve", found)
    resolver = PublicResolver()
    assert await resolver.resolve("files.example", 443) == [entry]
    await resolver.close()


def test_addresses_are_public_or_not() -> None:
    assert is_public("8.8.8.8")
    assert is_public("2606:4700::1111")
    assert not is_public("fe80::1%eth0")
    assert not is_public("100.64.0.1")


def test_loopback_base_urls_are_known() -> None:
    assert is_loopback("http://127.0.0.1:8081")
    assert is_loopback("http://localhost/x")
    assert is_loopback("http://[::1]:1")
    assert not is_loopback("https://api.telegram.org")
    assert not is_loopback("http://127.0.0.1.example.org")
    assert not is_loopback("")
