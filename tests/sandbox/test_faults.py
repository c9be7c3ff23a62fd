"""Faults on demand: what the hub sees, what really happened, and what the log tells a checker."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]

from bot.sandbox.faults import AT_REQUEST, Fault, Faults, Rule, rule_from
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.telegram_emit import MALFORMED
from bot.sandbox.wirelog import Entry, What, WireLog
from tests.sandbox.conftest import SID, TOKEN, Twilio, Web

ROSA = "+447700900001"


@pytest.fixture
def ewa(sandbox: Sandbox) -> int:
    sandbox.start("Ewa")
    return sandbox.phone("Ewa").user_id


def last(sandbox: Sandbox, name: str) -> Entry:
    return sandbox.log.of(What.REQUEST, name)[-1]


async def test_429_and_5xx_arrive_as_the_vendor_sends_them_and_do_nothing(
    sandbox: Sandbox, bot: Bot, ewa: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    sandbox.fault("throttle", method="sendMessage", retry_after=17, times=1)
    with pytest.raises(RetryAfter, match="17"):
        await bot.send_message(ewa, "one")
    sandbox.fault("error", method="sendMessage", status=502, times=1)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ewa, "two")
    sandbox.fault("error", method="sendMessage", status=400, message="chat is odd", times=1)
    with pytest.raises(BadRequest, match=r"(?i)chat is odd"):
        await bot.send_message(ewa, "three")
    await bot.send_message(ewa, "four")
    assert sandbox.received("Ewa") == ("four",)
    entries = sandbox.log.of(What.REQUEST, "sendMessage")
    assert [(entry.status, entry.done) for entry in entries] == [(429, False), (502, False), (400, False), (200, True)]


async def test_deliver_then_fail_delivers_and_the_log_says_so(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    sandbox.fault("deliver_then_500", method="sendMessage", times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(ewa, "one")
    assert (last(sandbox, "sendMessage").done, last(sandbox, "sendMessage").status) == (True, 500)
    sandbox.fault("deliver_then_reset", method="sendMessage", times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(ewa, "two")
    sandbox.fault("deliver_then_timeout", method="sendMessage", times=1)
    with pytest.raises(TimedOut):
        await bot.send_message(ewa, "three", read_timeout=0.2)
    assert sandbox.received("Ewa") == ("one", "two", "three")
    assert (last(sandbox, "sendMessage").done, last(sandbox, "sendMessage").status) == (True, None)


async def test_a_drop_or_a_reset_does_nothing_at_all(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    sandbox.fault("drop", method="sendMessage", times=1)
    with pytest.raises(TimedOut):
        await bot.send_message(ewa, "one", read_timeout=0.2)
    sandbox.fault("reset", method="sendMessage", times=1)
    with pytest.raises(NetworkError):
        await bot.send_message(ewa, "two")
    assert sandbox.received("Ewa") == ()
    assert not any(entry.done for entry in sandbox.log.of(What.REQUEST, "sendMessage"))


async def test_a_web_filters_page_in_place_of_json_is_possible(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    sandbox.fault("garbled", method="sendMessage", times=1)
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(ewa, "one")
    assert sandbox.received("Ewa") == ()


async def test_a_delay_answers_late_but_properly(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    sandbox.fault("delay", method="sendMessage", seconds=0.01, times=1)
    assert (await bot.send_message(ewa, "one")).text == "one"
    assert last(sandbox, "sendMessage").fault == "delay"


async def test_twilio_faults_wear_twilios_shape(sandbox: Sandbox, twilio: Twilio) -> None:
    for rule, verdict in (
        ({"fault": "throttle"}, (429, 20429)),
        ({"fault": "error"}, (500, 20500)),
        ({"fault": "error", "status": 503}, (503, 20500)),
        ({"fault": "error", "code": 21610}, (400, 21610)),
        ({"fault": "error", "code": 30008, "message": "odd"}, (400, 30008)),
    ):
        sandbox.fault(method="messages.create", to=ROSA, times=1, **rule)
        with pytest.raises(TwilioRestException) as told:
            await twilio.send(ROSA)
        assert (told.value.status, told.value.code) == verdict
    sandbox.fault("deliver_then_500", method="messages.create", times=1)
    with pytest.raises(TwilioRestException):
        await twilio.send(ROSA, "really sent")
    await sandbox.until(lambda: sandbox.received("Rosa") == ("really sent",))


async def test_one_rule_can_fit_one_recipient_only(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    other = sandbox.add_phone("Noor")
    sandbox.start(other)
    sandbox.fault("error", to=str(ewa))
    assert await bot.send_message(other.user_id, "fine")
    with pytest.raises(NetworkError):
        await bot.send_message(ewa, "not fine")
    sandbox.faults.clear()
    assert await bot.send_message(ewa, "fine")


async def updates(web: Web) -> list[dict[str, Any]]:
    async with web.session.get(f"/bot{TOKEN}/getUpdates") as answer:
        found: list[dict[str, Any]] = json.loads(await answer.text())["result"]
        return found


async def test_updates_can_be_doubled_lost_or_late(sandbox: Sandbox, web: Web) -> None:
    sandbox.fault("duplicate", method="update", times=1)
    sandbox.fault("drop", method="update", times=1)
    sandbox.fault("delay", method="update", seconds=0.01, times=1)
    for text in ("twice", "lost", "late", "plain"):
        sandbox.type("Ewa", text)
    await sandbox.until(lambda: len(sandbox.log.of(What.UPDATE)) == 3)
    found = await updates(web)
    assert [update["message"]["text"] for update in found] == ["twice", "twice", "plain", "late"]
    assert found[0]["update_id"] == found[1]["update_id"] < found[2]["update_id"] < found[3]["update_id"]


async def test_poison_is_slipped_in_before_a_real_update_that_still_comes(sandbox: Sandbox, web: Web, bot: Bot) -> None:
    sandbox.fault("malformed", method="update", probability=1, times=1)
    sandbox.fault("huge", method="update", times=1)
    sandbox.type("Ewa", "first")
    sandbox.type("Ewa", "second")
    found = await updates(web)
    assert [update.get("message", {}) and "real" for update in found[1::2]] == ["real", "real"]
    assert len(json.dumps(found[2])) > 1_000_000
    assert len(sandbox.log.of(What.UPDATE, "raw")) == 2


@pytest.mark.parametrize("body", MALFORMED)
async def test_each_poison_is_valid_json_in_a_valid_envelope(sandbox: Sandbox, web: Web, body: str) -> None:
    number = sandbox.inject("oak_bot", body)
    assert (await updates(web))[0]["update_id"] == number


async def test_at_least_one_poison_breaks_the_library(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.inject("oak_bot", {"message": "not an object"})
    with pytest.raises((TypeError, AttributeError)):
        await bot.get_updates()


def test_runs_with_one_seed_agree_and_others_differ() -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add(Rule(fault=Fault.ERROR, probability=0.3))
        return [faults.pick("bot", "sendMessage", "1", AT_REQUEST) is not None for _ in range(200)]

    assert run(1) == run(1) != run(2)
    assert 30 <= sum(run(1)) <= 90


def test_chance_in_one_method_does_not_disturb_another() -> None:
    alone, mixed = Faults(3), Faults(3)
    for faults in (alone, mixed):
        faults.add(Rule(fault=Fault.ERROR, probability=0.5))
    expected = [bool(alone.pick("bot", "a", "", AT_REQUEST)) for _ in range(50)]
    found = []
    for _ in range(50):
        mixed.pick("bot", "b", "", AT_REQUEST)
        found.append(bool(mixed.pick("bot", "a", "", AT_REQUEST)))
    assert found == expected


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"fault": "fire"},
        {"fault": "drop", "colour": 1},
        {"fault": "drop", "method": 3},
        {"fault": "drop", "seconds": "x"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        rule_from(given)


async def test_a_hanging_request_is_let_go_when_the_client_leaves(sandbox: Sandbox, web: Web, ewa: int) -> None:
    sandbox.fault("reset", account=SID)
    sandbox.fault("drop", method="getMe", times=1)
    with pytest.raises(asyncio.TimeoutError):
        await web.get(f"/bot{TOKEN}/getMe", timeout=aiohttp.ClientTimeout(total=0.2))
    entry = await sandbox.until(lambda: next((e for e in sandbox.log if e.fault == "drop"), None))
    assert entry and entry.status is None


def test_a_short_log_says_how_much_it_forgot(sandbox: Sandbox) -> None:
    log = WireLog(keep=2)
    for number in range(5):
        log.add(What.REQUEST, "oak_bot", str(number), sandbox.world.now())
    assert [entry.name for entry in log] == ["3", "4"]
    assert log.forgotten == 3 and [entry.name for entry in log.since(4)] == ["4"]
