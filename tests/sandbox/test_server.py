"""Where the sandbox listens, and whom it answers."""

from __future__ import annotations

import asyncio
import contextlib
import socket

import aiohttp
import pytest
from telegram import Bot

from bot.domain.messages import Carrier
from bot.sandbox import server
from bot.sandbox.files import Files
from bot.sandbox.post import Post, UnreachableError
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.server import running, serve
from bot.sandbox.twilio_send import create as send_sms
from tests.sandbox.conftest import NUMBER, SID, TOKEN, Web
from tests.sandbox.hub import Hub


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.0.10", "::", "example.org", ""])
async def test_it_refuses_to_listen_where_others_could_reach_it(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        async with running(Sandbox(), host):
            pass


async def test_a_localhost_that_is_not_this_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "is_loopback", lambda host: host == "localhost")
    with pytest.raises(ValueError, match="loopback only"):
        async with running(Sandbox(), "localhost"):
            pass


async def test_a_taken_port_is_an_error_and_not_a_second_server() -> None:
    async with running(Sandbox()) as base:
        with pytest.raises(OSError, match=r"in use"):
            async with running(Sandbox(), port=int(base.rpartition(":")[2])):
                pass


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
async def test_ipv6_loopback_works_where_there_is_one() -> None:
    with contextlib.suppress(OSError):
        async with running(Sandbox(), "::1") as base, aiohttp.ClientSession() as session, session.get(f"{base}/") as answer:
            assert base.startswith("http://[::1]:") and answer.status == 200


async def test_serving_ends_when_cancelled() -> None:
    sandbox = Sandbox()
    sandbox.add_bot("1:a", "oak_bot", "Oak")
    task = asyncio.create_task(serve(sandbox, port=0))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sandbox.world.stopping


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": ""}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_only_this_machine_and_its_own_page_are_answered(web: Web, headers: dict[str, str], status: int) -> None:
    assert (await web.get("/sandbox/state", headers=headers))[0] == status


async def test_its_own_page_may_post(web: Web, url: str) -> None:
    status, _ = await web.post("/sandbox/phones/ewa/type", json={"text": "hello"}, headers={"Origin": url})
    assert status == 200


async def test_a_request_under_way_is_cut_when_the_server_stops(sandbox: Sandbox) -> None:
    sandbox.fault("drop", method="getMe")
    async with aiohttp.ClientSession() as session:
        async with running(sandbox) as base:
            asked = asyncio.create_task(session.get(f"{base}/bot{TOKEN}/getMe"))
            await sandbox.until(lambda: list(sandbox.log))
        with pytest.raises(aiohttp.ClientError):
            await asked


async def test_an_outage_refuses_connections_and_loses_nothing(sandbox: Sandbox, hub: Hub) -> None:
    account, bot = sandbox.store.accounts[SID], sandbox.bot("oak_bot")
    sandbox.world.sms_step_s = 30
    async with running(sandbox) as base, Bot(TOKEN, base_url=f"{base}/bot") as real:
        await real.set_webhook(hub.url)
        send_sms(sandbox.world, account, {"To": "+447700900001", "From": NUMBER, "Body": "under way"}, [])
    sandbox.type("Ewa", "written during the outage")
    with pytest.raises(aiohttp.ClientConnectorError):
        async with aiohttp.ClientSession() as session:
            await session.get(f"{base}/")
    sandbox.world.sms_step_s = 0
    async with running(sandbox, port=int(base.rpartition(":")[2])):
        await sandbox.until(lambda: sandbox.received("Rosa") and not len(bot.updates))
    assert sandbox.received("Rosa") == ("under way",)
    assert [told.json["message"]["text"] for told in hub.told] == ["written during the outage"]


async def test_calls_to_the_hub_that_get_no_answer_are_told_apart(url: str) -> None:
    post = Post({})
    listener = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    try:
        with pytest.raises(UnreachableError) as told:
            await post.send(f"http://127.0.0.1:{port}/", b"", {}, 5)
        assert told.value.connected
        with pytest.raises(UnreachableError) as told:
            await post.send("http://127.0.0.1:9/", b"", {}, 5)
        assert not told.value.connected
    finally:
        listener.close()
        await listener.wait_closed()
        await post.close()
        await post.close()


def test_phones_get_keys_and_numbers_of_their_own() -> None:
    sandbox = Sandbox()
    first, second, third = (sandbox.add_phone(name) for name in ("Ola N.", "Ola N.", "آمنہ"))
    assert [first.key, second.key, third.key] == ["ola-n", "ola-n-2", "phone"]
    assert len({first.number, second.number, third.number}) == 3
    assert sandbox.phone("ola-n-2") is second
    with pytest.raises(KeyError):
        sandbox.phone("nobody")


def test_what_is_missing_is_named() -> None:
    sandbox = Sandbox()
    sandbox.add_phone("Rosa", carrier=Carrier.SMS)
    with pytest.raises(KeyError, match="no account"):
        sandbox.type("Rosa", "hello")
    sandbox.add_phone("Ewa")
    with pytest.raises(KeyError, match="no bot"):
        sandbox.type("Ewa", "hello")
    assert sandbox.conversations("Ewa") == ()


def test_an_account_can_have_several_numbers_and_a_phone_chooses() -> None:
    sandbox = Sandbox()
    sandbox.add_sms_account("AC1", "t", "+447700900101")
    account = sandbox.add_sms_account("AC1", "t", "+447700900102")
    sandbox.add_phone("Rosa", carrier=Carrier.SMS, opens="+447700900102")
    sandbox.type("Rosa", "hello")
    assert next(iter(account.messages.values())).to == "+447700900102" and len(account.lines) == 2


def test_files_are_named_as_telegram_names_them() -> None:
    files = Files()
    assert files.add("voice", b"x", "audio/ogg").path == "voice/file_0.oga"
    assert files.add("documents", b"x", "text/plain", "../../etc/passwd").path == "documents/file_1.bin"
    assert files.add("documents", b"x", "application/pdf", "a.pdf").path == "documents/file_2.pdf"
