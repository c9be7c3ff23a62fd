"""Files, buttons, groups, webhooks and who we are; and a token that shows up nowhere."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.channels import CHANNELS
from bot.channels.base import Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_bot import AiohttpRequest, explain
from bot.channels.wire import Wire
from bot.domain.messages import Address, Carrier, Kind, MediaRef, SendError, Trouble
from tests.channels.fakes import FakeCarrier, hangs, resets, says
from tests.channels.telegram.conftest import TOKEN, channel_at
from tests.channels.telegram.test_sending import HELLO, REFUSALS, made, refused

VOICE = MediaRef(Kind.VOICE, "AwACAgQ-voice")
FILES = f"/file/bot{TOKEN}"


def found(path: Any) -> Any:
    return says({"ok": True, "result": {"file_id": "a", "file_unique_id": "b", "file_path": path}})


async def test_a_file_is_fetched_from_where_telegram_says(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(found("voice/file_7.oga"))
    carrier.routes[f"{FILES}/voice/file_7.oga"] = says(b"\x00ogg")
    assert await channel.fetch(VOICE, 4) == b"\x00ogg"
    assert carrier.asked[0].form == {"file_id": "AwACAgQ-voice"}


@pytest.mark.parametrize(
    ("reply", "trouble"),
    [
        (says(b"12345"), Trouble.REFUSED),
        (says(b"", 404), Trouble.GONE),
        (says(b"", 302, Location="http://elsewhere.example/"), Trouble.UNREACHABLE),
        (says(b"", 502), Trouble.UNREACHABLE),
        (hangs, Trouble.UNREACHABLE),
        (resets, Trouble.UNREACHABLE),
    ],
)
async def test_a_file_that_does_not_come_is_a_send_error(
    channel: TelegramChannel, carrier: FakeCarrier, reply: Any, trouble: Trouble
) -> None:
    carrier.will(found("voice/file_7.oga"))
    carrier.routes[f"{FILES}/voice/file_7.oga"] = reply
    with pytest.raises(SendError) as caught:
        await channel.fetch(VOICE, 4)
    assert caught.value.trouble is trouble
    assert "CANARY" not in repr(caught.value)


@pytest.mark.parametrize(
    "path",
    [None, "", 7, "/etc/passwd", "../x", "a/../../b", "http://evil.example/x", "a b", "a?x=1", "a#b", "//evil/x"],
)
async def test_a_file_path_that_leads_elsewhere_is_refused(
    channel: TelegramChannel, carrier: FakeCarrier, path: Any
) -> None:
    carrier.will(found(path))
    with pytest.raises(SendError) as caught:
        await channel.fetch(VOICE, 4)
    assert caught.value.trouble is Trouble.REFUSED
    assert len(carrier.asked) == 1


@pytest.mark.parametrize(
    "words", ["Bad Request: file is too big", "Bad Request: wrong file identifier/HTTP URL specified"]
)
async def test_a_file_telegram_will_not_give_is_refused(
    channel: TelegramChannel, carrier: FakeCarrier, words: str
) -> None:
    carrier.will(refused(400, words))
    with pytest.raises(SendError) as caught:
        await channel.fetch(VOICE, 4)
    assert caught.value.permanent


async def test_a_pressed_button_is_answered_and_failure_does_not_matter(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(says({"ok": True, "result": True}), refused(400, "Bad Request: query is too old"), resets)
    for _ in range(3):
        await channel.answer_button("4382")
    assert carrier.asked[0].form == {"callback_query_id": "4382"}


async def test_a_group_is_left_and_failure_does_not_matter(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(says({"ok": True, "result": True}), refused(403, "Forbidden: bot is not a member"))
    for _ in range(2):
        await channel.leave(Address(Carrier.TELEGRAM, "-500600"))
    await channel.leave(Address(Carrier.TELEGRAM, "nowhere"))
    assert [asked.form for asked in carrier.asked] == [{"chat_id": "-500600"}] * 2


async def test_a_webhook_is_set_with_the_secret_and_taken_back_without_dropping_anything(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(says({"ok": True, "result": True}))
    await channel.listen("https://hub.example/telegram/1")
    assert carrier.last.form["url"] == "https://hub.example/telegram/1"
    assert carrier.last.form["secret_token"] == "a-webhook-secret_1"
    assert "drop_pending_updates" not in carrier.last.form
    await channel.listen(None)
    assert carrier.last.path.endswith("/deleteWebhook")
    assert carrier.last.form == {"drop_pending_updates": "false"}


async def test_a_webhook_without_a_secret_is_not_asked_for(carrier: FakeCarrier) -> None:
    channel = TelegramChannel(TOKEN, carrier.base)
    with pytest.raises(SendError) as caught:
        await channel.listen("https://hub.example/telegram/1")
    assert caught.value.trouble is Trouble.MISCONFIGURED
    assert carrier.asked == []
    await channel.close()


async def test_checking_tells_the_bots_name(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(says({"ok": True, "result": {"id": 700, "is_bot": True, "first_name": "Oak", "username": "oak_bot"}}))
    assert await channel.check() == "@oak_bot"


@pytest.mark.parametrize("reply", [refused(401, "Unauthorized"), says({"ok": True, "result": True})])
async def test_a_wrong_token_is_for_an_operator_to_sort_out(
    channel: TelegramChannel, carrier: FakeCarrier, reply: Any
) -> None:
    carrier.will(reply)
    with pytest.raises(SendError) as caught:
        await channel.check()
    assert caught.value.trouble is Trouble.MISCONFIGURED


async def test_neither_token_nor_text_is_logged_or_shown_anywhere(
    channel: TelegramChannel, carrier: FakeCarrier, caplog: pytest.LogCaptureFixture, closed_port: str
) -> None:
    for name in ("", "telegram", "telegram.Bot", "telegram.request", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    for reply in (made(51), *(reply for reply, _ in REFUSALS[:24])):
        carrier.will(reply)
        try:
            await channel.send(HELLO)
        except SendError as error:
            logging.getLogger("hub").exception("send failed", exc_info=error)
    gone = channel_at(closed_port)
    with pytest.raises(SendError):
        await gone.poll(None)
    await gone.close()
    shown = caplog.text + repr(channel) + repr(vars(channel).get("_progress"))
    assert "send failed" in shown
    assert "CANARY" not in shown
    assert "Hello" not in shown


async def test_the_table_builds_the_channel_and_nothing_is_opened_until_it_is_used() -> None:
    built: Channel = CHANNELS[Carrier.TELEGRAM](token=TOKEN, base_url="http://127.0.0.1:1/")
    assert built.carrier is Carrier.TELEGRAM
    await built.close()


async def test_the_request_class_fulfils_what_the_library_asks_of_one(carrier: FakeCarrier) -> None:
    request = AiohttpRequest(Wire())
    assert request.read_timeout is None
    await request.initialize()
    carrier.will(says(b"raw"))
    assert await request.retrieve(carrier.base) == b"raw"
    await request.shutdown()


def test_an_error_of_no_known_kind_may_mean_that_it_was_sent() -> None:
    assert explain(KeyError("result")).trouble is Trouble.AMBIGUOUS
