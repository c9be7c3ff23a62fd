"""The control API: everything a script in another process needs."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import SID, TOKEN, Web


async def act(web: Web, phone: str, verb: str, **body: Any) -> Any:
    status, answer = await web.post(f"/sandbox/phones/{phone}/{verb}", json=body)
    assert status == 200, answer
    return answer


async def test_a_whole_world_can_be_built_and_used_over_http(web: Web, sandbox: Sandbox) -> None:
    _, bot = await web.post("/sandbox/bots", json={"token": "300:x", "username": "new_bot"})
    assert bot == {"username": "new_bot", "id": 300}
    account = {"sid": "AC" + "7" * 32, "auth_token": "t", "number": "+447700900777"}
    assert (await web.post("/sandbox/sms-accounts", json=account))[1]["numbers"] == ["+447700900777"]
    _, phone = await web.post("/sandbox/phones", json={"name": "Zofia Ż", "carrier": "sms", "number": "+447700900778"})
    assert phone["key"] == "zofia"
    await act(web, "zofia", "type", text="hello", chat="sms:+447700900777")
    _, state = await web.get("/sandbox/state")
    assert [found["name"] for found in state["phones"]] == ["Ewa", "Rosa", "Ms Hill", "Zofia Ż"]
    assert TOKEN not in str(state) and state["clock"]["zone"] == "Europe/London"


async def test_a_person_can_be_played_over_http(web: Web, sandbox: Sandbox) -> None:
    await act(web, "ewa", "type", text="/start")
    user = sandbox.phone("Ewa").user_id
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await web.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": user, "text": "Sure?", "reply_markup": markup})
    assert (await act(web, "Ewa", "press", button="Yes"))["callback"]
    (reply,) = (await act(web, "ewa", "type", text="yes", reply_to="2"))["messages"]
    await act(web, "ewa", "edit", message=reply, text="no")
    await act(web, "ewa", "contact")
    await act(web, "ewa", "contact", number="+447700900333", user_id=9)
    content = base64.b64encode(b"OggS").decode()
    await act(web, "ewa", "attach", kind="voice", content=content, seconds=2, chat="telegram:oak_bot")
    assert len((await act(web, "ewa", "attach", kind="photo", count=12))["messages"]) == 12
    await act(web, "ewa", "block")
    await act(web, "ewa", "unblock", chat="telegram:oak_bot")
    _, screen = await web.get("/sandbox/phones/ewa/screen", params={"chat": "telegram:oak_bot"})
    kinds = [bubble["kind"] for bubble in screen["bubbles"]]
    assert kinds[:6] == ["text", "text", "text", "contact", "contact", "voice"]
    assert screen["bubbles"][2]["text"] == "no"
    _, both = await web.get("/sandbox/phones/ewa/screen")
    assert len(both["conversations"]) == 1


async def test_phones_can_be_switched_off_and_made_to_fail(web: Web, sandbox: Sandbox) -> None:
    handset = sandbox.store.handset(sandbox.phone("Rosa").number)
    await act(web, "rosa", "off")
    await act(web, "rosa", "fail", code=30005)
    assert handset.off and handset.fails_with == 30005
    await act(web, "rosa", "on")
    assert not handset.off


async def test_the_log_tells_what_was_asked_and_answered(web: Web, sandbox: Sandbox) -> None:
    await web.get(f"/bot{TOKEN}/getMe")
    _, log = await web.get("/sandbox/log")
    entry = log["entries"][-1]
    assert (entry["what"], entry["account"], entry["name"], entry["status"]) == ("request", "oak_bot", "getMe", 200)
    assert entry["at"] <= entry["answered_at"] and log["forgotten"] == 0
    _, later = await web.get("/sandbox/log", params={"since": entry["number"]})
    assert later["entries"] == []
    await web.post(f"/bot{TOKEN}/setWebhook", json={"url": "http://127.0.0.1:9/x", "secret_token": "hush"})
    _, log = await web.get("/sandbox/log")
    assert "hush" not in str(log) and TOKEN not in str(log) and sandbox.store.accounts[SID].auth_token not in str(log)


async def test_faults_and_limits_can_be_set_over_http(web: Web, sandbox: Sandbox) -> None:
    _, rule = await web.post("/sandbox/faults", json={"fault": "error", "method": "getMe", "status": 503, "times": 1})
    assert rule["fault"] == "error"
    assert (await web.get(f"/bot{TOKEN}/getMe"))[0] == 503
    assert (await web.call("DELETE", "/sandbox/faults"))[1] == {"faults": []}
    assert (await web.post("/sandbox/limits", json={"per_bot": 5}))[1] == {"on": True}
    assert (await web.post("/sandbox/limits", json={"on": False}))[1] == {"on": False}
    assert not sandbox.limits.on


async def test_the_clock_can_be_moved_set_and_sent_to_named_moments(web: Web, sandbox: Sandbox) -> None:
    _, clock = await web.post("/sandbox/clock", json={"set": "2026-03-08T19:00"})
    assert clock["local"].startswith("2026-03-08T19:00")
    _, clock = await web.post("/sandbox/clock", json={"move": 900})
    assert clock["local"].startswith("2026-03-08T19:15")
    _, clock = await web.post("/sandbox/clock", json={"to": "morning"})
    assert clock["local"].startswith("2026-03-09T08:00")
    _, clock = await web.post("/sandbox/clock", json={"to": "sunday"})
    assert clock["local"].startswith("2026-03-15T19:00")
    _, clock = await web.post("/sandbox/clock", json={"set": "2026-07-01T08:00:00+01:00"})
    assert clock["now"].startswith("2026-07-01T07:00")


async def test_raw_updates_can_be_injected_over_http(web: Web) -> None:
    _, told = await web.post("/sandbox/inject", json={"bot": "oak_bot", "update": {"poll": {"id": "1"}}})
    _, found = await web.get(f"/bot{TOKEN}/getUpdates")
    assert found["result"] == [{"update_id": told["update_id"], "poll": {"id": "1"}}]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/sandbox/phones/nobody/type", {"text": "x"}, 404),
        ("/sandbox/phones/ewa/type", {}, 404),
        ("/sandbox/phones/ewa/press", {"button": "none"}, 400),
        ("/sandbox/phones/ewa/attach", {"kind": "photo", "content": "%%"}, 400),
        ("/sandbox/phones/ewa/attach", {"kind": "photo", "colour": 1}, 400),
        ("/sandbox/phones", {"carrier": "pigeon", "name": "x"}, 400),
        ("/sandbox/bots", {"token": "nonsense", "username": "x"}, 400),
        ("/sandbox/bots", {"token": TOKEN, "username": "x"}, 400),
        ("/sandbox/clock", {"to": "never"}, 404),
        ("/sandbox/clock", {"set": "soon"}, 400),
        ("/sandbox/faults", {"fault": "fire"}, 400),
        ("/sandbox/phones/ewa/type", [1], 400),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_line(web: Web, path: str, body: Any, status: int) -> None:
    found, answer = await web.post(path, json=body)
    assert found == status and len(answer["error"].splitlines()) == 1


async def test_a_conversation_that_is_not_there_is_a_404(web: Web) -> None:
    assert (await web.get("/sandbox/phones/ewa/screen", params={"chat": "sms:nobody"}))[0] == 404


async def test_until_gives_up_with_a_timeout(sandbox: Sandbox) -> None:
    with pytest.raises(TimeoutError):
        await sandbox.until(lambda: None, within_s=0.02)
    asyncio.get_running_loop().call_soon(sandbox.type, "Rosa", "hello")
    assert await sandbox.until(lambda: sandbox.screen("Rosa"))
    assert sandbox.conversation("Rosa").title == "+44 7700 900111"
