"""An update is asked for again until the caller comes back with the next cursor; a bad one is stepped over."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel
from bot.domain.messages import SendError, Trouble
from tests.channels.fakes import FakeCarrier, breaks_off, hangs, resets, says
from tests.channels.telegram.conftest import channel_at
from tests.channels.telegram.test_parsing import load


def batch(*updates: Any) -> dict[str, Any]:
    return {"ok": True, "result": list(updates)}


async def test_the_first_poll_has_no_offset_and_names_the_kinds_we_read(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(says(batch()))
    polled = await channel.poll(None)
    assert (polled.received, polled.cursor) == ((), None)
    assert carrier.last.path == "/bot700:CANARYtoken/getUpdates"
    assert carrier.last.form == {
        "limit": "100",
        "timeout": "0",
        "allowed_updates": '["message", "edited_message", "callback_query", "my_chat_member"]',
    }


async def test_the_offset_moves_only_when_the_caller_returns_the_cursor(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(says(batch(load("text"), load("voice"))))
    first = await channel.poll("810001")
    again = await channel.poll("810001")
    assert first == again
    assert first.cursor == str(load("voice")["update_id"] + 1)
    await channel.poll(first.cursor)
    assert [asked.form["offset"] for asked in carrier.asked] == ["810001", "810001", first.cursor]


async def test_a_malformed_update_lets_its_neighbours_through(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    broken = {"update_id": 810005, "message": {"chat": "?"}}
    carrier.will(says(batch(load("text"), broken, 7, load("pinned"), {"update_id": 810900, "novelty": {}})))
    polled = await channel.poll(None)
    assert [(one.provider_id, one.readable) for one in polled.received][:2] == [("810001", True), ("810005", False)]
    assert polled.received[2].provider_id.startswith("x")
    assert polled.received[3].provider_id == "810900"
    assert polled.cursor == "810901"


async def test_a_batch_made_unreadable_by_one_update_is_read_singly(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    deep = b'{"ok":true,"result":[{"update_id":810002,"message":' + b"[" * 5000 + b"]" * 5000 + b"}]}"
    carrier.will(says(deep), says(batch(load("text"))))
    assert [one.provider_id for one in (await channel.poll(None)).received] == ["810001"]
    assert [asked.form["limit"] for asked in carrier.asked] == ["100", "1"]
    carrier.will(says(deep))
    polled = await channel.poll("810002")
    assert [(one.provider_id, one.readable) for one in polled.received] == [("810002", False)]
    assert polled.received[0].payload.startswith(b'{"ok":true')
    assert polled.cursor == "810003"


async def test_a_number_of_ten_thousand_digits_spoils_nothing(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    long = b'{"ok":true,"result":[{"update_id":810002,"message":{"message_id":' + b"9" * 10_000 + b"}}]}"
    carrier.will(says(long))
    polled = await channel.poll(None)
    assert [(one.provider_id, one.readable) for one in polled.received] == [("810002", False)]


@pytest.mark.parametrize("answer", [b"<html>filter</html>", b"[]", b'{"ok":true}', b'{"ok":true,"result":{}}'])
async def test_an_answer_that_is_not_telegrams_is_an_error_and_moves_nothing(
    channel: TelegramChannel, carrier: FakeCarrier, answer: bytes
) -> None:
    carrier.will(says(answer))
    with pytest.raises(SendError) as caught:
        await channel.poll("5")
    assert caught.value.trouble is Trouble.AMBIGUOUS


@pytest.mark.parametrize("fault", [hangs, resets, breaks_off, says({"ok": False, "description": "x"}, 502)])
async def test_a_poll_that_fails_is_a_send_error(channel: TelegramChannel, carrier: FakeCarrier, fault: Any) -> None:
    carrier.will(fault)
    with pytest.raises(SendError):
        await channel.poll(None)


async def test_another_poller_or_a_webhook_is_for_an_operator_to_sort_out(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    words = (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    carrier.will(says({"ok": False, "error_code": 409, "description": words}, 409))
    with pytest.raises(SendError, match="webhook is active") as caught:
        await channel.poll(None)
    assert caught.value.trouble is Trouble.MISCONFIGURED


async def test_a_cursor_that_is_not_a_number_starts_from_what_telegram_holds(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(says(batch()))
    await channel.poll("nonsense")
    assert "offset" not in carrier.last.form


async def test_a_carrier_that_is_not_there_is_unreachable(closed_port: str) -> None:
    channel = channel_at(closed_port)
    with pytest.raises(SendError) as caught:
        await channel.poll(None)
    assert caught.value.trouble is Trouble.UNREACHABLE
    await channel.close()
