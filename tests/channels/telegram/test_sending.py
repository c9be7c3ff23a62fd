"""What we ask of Telegram, and what its refusals mean."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel
from bot.domain.messages import Address, Button, Carrier, Kind, MediaRef, Outgoing, SendError, SendState, Sent, Trouble
from tests.channels.fakes import FakeCarrier, breaks_off, hangs, nothing_recorded, resets, says
from tests.channels.telegram.conftest import channel_at

EWA = Address(Carrier.TELEGRAM, "700100")
HELLO = Outgoing(to=EWA, text="Hello *there* _x", reference="9")


def made(number: int) -> Any:
    return says({"ok": True, "result": {"message_id": number, "date": 1, "chat": {"id": 700100, "type": "private"}}})


def refused(status: int, description: str, **parameters: int) -> Any:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return says(body | ({"parameters": parameters} if parameters else {}), status)


def method(carrier: FakeCarrier) -> str:
    return carrier.last.path.rpartition("/")[2]


async def test_a_plain_message_is_sent_as_plain_text(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(made(51))
    assert await channel.send(HELLO) == Sent("51", SendState.SENT, 1)
    assert carrier.last.path == "/bot700:CANARYtoken/sendMessage"
    assert carrier.last.form == {
        "chat_id": "700100",
        "text": "Hello *there* _x",
        "link_preview_options": '{"is_disabled": true}',
    }


async def test_protection_silence_and_the_message_answered_are_told(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made(51))
    await channel.send(replace(HELLO, protect=True, silent=True, reply_to="40"))
    assert carrier.last.form["protect_content"] == "true"
    assert carrier.last.form["disable_notification"] == "true"
    assert json.loads(carrier.last.form["reply_parameters"]) == {"message_id": 40, "allow_sending_without_reply": True}


async def test_buttons_become_an_inline_keyboard(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(made(51))
    rows = ((Button("Ola", "c:1"), Button("Jan", "c:2")), (Button("both", "ż" * 32),))
    await channel.send(replace(HELLO, buttons=rows))
    assert json.loads(carrier.last.form["reply_markup"]) == {
        "inline_keyboard": [
            [{"text": "Ola", "callback_data": "c:1"}, {"text": "Jan", "callback_data": "c:2"}],
            [{"text": "both", "callback_data": "ż" * 32}],
        ]
    }


async def test_asking_for_the_number_shows_a_keyboard_that_goes_away(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made(51))
    await channel.send(replace(HELLO, ask_contact="Share my number"))
    assert json.loads(carrier.last.form["reply_markup"]) == {
        "keyboard": [[{"text": "Share my number", "request_contact": True}]],
        "one_time_keyboard": True,
        "resize_keyboard": True,
    }


@pytest.mark.parametrize(
    "impossible",
    [
        replace(HELLO, buttons=((Button("x", "d" * 65),),)),
        replace(HELLO, buttons=((Button("x", "d"),),), ask_contact="Share"),
        replace(HELLO, to=Address(Carrier.TELEGRAM, "@somebody")),
        replace(HELLO, to=Address(Carrier.TELEGRAM, "")),
        replace(HELLO, edits="last"),
        replace(HELLO, reply_to="first"),
        replace(HELLO, deletes="", text=""),
    ],
)
async def test_what_telegram_could_never_take_is_refused_without_asking(
    channel: TelegramChannel, carrier: FakeCarrier, impossible: Outgoing
) -> None:
    with pytest.raises(SendError) as caught:
        await channel.send(impossible)
    assert caught.value.trouble is Trouble.REFUSED
    assert carrier.asked == []


async def test_long_text_goes_in_parts_with_the_buttons_under_the_last(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made(51), made(52), made(53))
    text = "\n".join(f"{number} 😀" * 20 for number in range(90))
    rows = ((Button("Ola", "c:1"),),)
    assert await channel.send(replace(HELLO, text=text, buttons=rows, reply_to="40")) == Sent("53")
    assert "".join(asked.form["text"] for asked in carrier.asked) == text
    assert ["reply_markup" in asked.form for asked in carrier.asked] == [False, False, True]
    assert ["reply_parameters" in asked.form for asked in carrier.asked] == [True, False, False]


async def test_a_blank_part_of_a_long_text_is_left_out(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(made(51))
    await channel.send(replace(HELLO, text="x" * 4096 + " " * 4096))
    assert [asked.form["text"] for asked in carrier.asked] == ["x" * 4096]


async def test_a_long_text_that_failed_halfway_goes_on_where_it_stopped(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made(51), refused(429, "Too Many Requests: retry after 7", retry_after=7), made(52), made(53))
    long = replace(HELLO, text="a" * 4096 + "b" * 4096 + "c")
    with pytest.raises(SendError) as caught:
        await channel.send(long)
    assert (caught.value.trouble, caught.value.retry_after) == (Trouble.THROTTLED, 7)
    assert await channel.send(long) == Sent("53")
    assert [asked.form["text"][0] for asked in carrier.asked] == ["a", "b", "b", "c"]


async def test_nul_and_lone_surrogates_are_sent_as_visible_text(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(made(51))
    await channel.send(replace(HELLO, text="a\0b\ud800c"))
    assert carrier.last.form["text"] == "a␀b\\ud800c"


async def test_an_edit_replaces_the_text_and_keeps_the_id(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(made(40))
    assert await channel.send(replace(HELLO, edits="40", protect=True, reply_to="3")) == Sent("40")
    assert method(carrier) == "editMessageText"
    assert carrier.last.form == {
        "chat_id": "700100",
        "message_id": "40",
        "text": "Hello *there* _x",
        "link_preview_options": '{"is_disabled": true}',
    }


async def test_an_edit_that_changes_nothing_has_succeeded(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    words = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    carrier.will(refused(400, words))
    assert await channel.send(replace(HELLO, edits="40")) == Sent("40")


async def test_an_edit_longer_than_a_message_goes_on_in_new_ones(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made(40), made(60))
    assert await channel.send(replace(HELLO, text="a" * 4096 + "b", edits="40")) == Sent("60")
    assert method(carrier) == "sendMessage"


async def test_deleting_removes_every_part_and_counts_what_is_already_gone(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(says({"ok": True, "result": True}), refused(400, "Bad Request: message to delete not found"))
    assert await channel.send(replace(HELLO, text="", deletes="40 41")) == Sent("41")
    assert [asked.form for asked in carrier.asked] == [
        {"chat_id": "700100", "message_id": "40"},
        {"chat_id": "700100", "message_id": "41"},
    ]


async def test_a_long_message_tells_every_part_and_an_edit_can_remove_the_others(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made(51), made(52))
    assert (await channel.send(replace(HELLO, text="a" * 4096 + "b"))).ids == ("51", "52")
    carrier.will(says({"ok": True, "result": True}), made(52))
    sent = await channel.send(replace(HELLO, edits="52", deletes="51"))
    assert (sent, sent.ids) == (Sent("52"), ("52",))
    assert method(carrier) == "editMessageText"


@pytest.mark.parametrize(
    ("kind", "mime", "name", "upload"),
    [
        (Kind.PHOTO, "image/jpeg", "photo", "photo.jpg"),
        (Kind.VOICE, "audio/ogg", "voice", "voice.ogg"),
        (Kind.VIDEO, "video/mp4", "video", "video.mp4"),
        (Kind.FILE, "application/pdf", "document", "file.pdf"),
        (Kind.FILE, "application/x-odd", "document", "file.bin"),
    ],
)
async def test_a_file_is_uploaded_or_named_by_its_id(
    channel: TelegramChannel, carrier: FakeCarrier, kind: Kind, mime: str, name: str, upload: str
) -> None:
    carrier.will(made(51))
    with_file = replace(HELLO, media=MediaRef(kind, "file-id", mime), protect=True)
    await channel.send(replace(with_file, media_bytes=b"\x00raw"))
    assert method(carrier) == f"send{name.capitalize()}"
    filename, content, _ = carrier.last.files[name]
    assert (filename, content) == (upload, b"\x00raw")
    assert carrier.last.form == {"chat_id": "700100", "caption": "Hello *there* _x", "protect_content": "true"}
    await channel.send(with_file)
    assert carrier.last.form[name] == "file-id"


async def test_a_text_too_long_for_a_caption_follows_the_file(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(made(51), made(52))
    photo = replace(HELLO, text="x" * 1025, media=MediaRef(Kind.PHOTO, "p"), buttons=((Button("a", "b"),),))
    assert await channel.send(photo) == Sent("52")
    assert [asked.form.get("caption") for asked in carrier.asked] == [None, None]
    assert ["reply_markup" in asked.form for asked in carrier.asked] == [False, True]


async def test_a_file_without_words_has_no_caption(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    carrier.will(made(51))
    assert await channel.send(replace(HELLO, text="", media=MediaRef(Kind.VOICE, "v"))) == Sent("51")
    assert "caption" not in carrier.last.form
    assert len(carrier.asked) == 1


REFUSALS: list[tuple[Any, Trouble]] = [
    (refused(403, "Forbidden: bot was blocked by the user"), Trouble.BLOCKED),
    (refused(403, "Forbidden: bot can't initiate conversation with a user"), Trouble.BLOCKED),
    (refused(403, "Forbidden: user is deactivated"), Trouble.GONE),
    (refused(403, "Forbidden: bots can't send messages to bots"), Trouble.GONE),
    (refused(400, "Bad Request: chat not found"), Trouble.GONE),
    (refused(400, "Bad Request: PEER_ID_INVALID"), Trouble.GONE),
    (refused(400, "Bad Request: message text is empty"), Trouble.REFUSED),
    (refused(400, "Bad Request: something new"), Trouble.REFUSED),
    (refused(413, "Request Entity Too Large"), Trouble.REFUSED),
    (says(b"<h1>413</h1>", 413), Trouble.REFUSED),
    (refused(401, "Unauthorized"), Trouble.MISCONFIGURED),
    (refused(404, "Not Found"), Trouble.MISCONFIGURED),
    (says(b"<h1>404</h1>", 404), Trouble.MISCONFIGURED),
    (refused(409, "Conflict: terminated by other getUpdates request"), Trouble.MISCONFIGURED),
    (refused(429, "Too Many Requests: retry after 5", retry_after=5), Trouble.THROTTLED),
    (says(b"slow down", 429, Retry_After="3"), Trouble.THROTTLED),
    (refused(500, "Internal Server Error"), Trouble.AMBIGUOUS),
    (refused(502, "Bad Gateway"), Trouble.AMBIGUOUS),
    (says(b"<html>", 504), Trouble.AMBIGUOUS),
    (says(b"<html>login</html>", 200), Trouble.AMBIGUOUS),
    (says({"ok": True, "result": True}), Trouble.AMBIGUOUS),
    (says({"ok": True}), Trouble.AMBIGUOUS),
    (says([1], 400), Trouble.REFUSED),
    (says({"ok": False, "parameters": [1]}, 400), Trouble.AMBIGUOUS),
    (says(b"", 302, Location="http://login.school.example/"), Trouble.UNREACHABLE),
    (hangs, Trouble.AMBIGUOUS),
    (resets, Trouble.AMBIGUOUS),
    (breaks_off, Trouble.AMBIGUOUS),
]


@pytest.mark.parametrize(("reply", "trouble"), REFUSALS)
async def test_each_refusal_is_one_trouble_and_tells_no_secret(
    channel: TelegramChannel, carrier: FakeCarrier, reply: Any, trouble: Trouble
) -> None:
    carrier.will(reply)
    with pytest.raises(SendError) as caught:
        await channel.send(HELLO)
    assert caught.value.trouble is trouble
    assert carrier.reached.is_set()
    assert caught.value.__context__ is None
    for shown in (str(caught.value), repr(caught.value)):
        assert "CANARY" not in shown
        assert "Hello" not in shown
        assert "700100" not in shown


@pytest.mark.parametrize(
    ("reply", "admitted"),
    [
        (refused(500, "Internal Server Error"), True),
        (says(b"<html>", 504), True),
        (says(b"<html>login</html>", 200), True),
        (says({"ok": True}), False),
        (hangs, False),
        (resets, False),
    ],
)
async def test_a_failure_somebody_admitted_is_told_from_silence(
    channel: TelegramChannel, carrier: FakeCarrier, reply: Any, admitted: bool
) -> None:
    carrier.will(reply)
    with pytest.raises(SendError) as caught:
        await channel.send(HELLO)
    assert (caught.value.trouble, caught.value.admitted) == (Trouble.AMBIGUOUS, admitted)


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (refused(429, "Too Many Requests", retry_after=41), 41.0),
        (says(b"slow down", 429, Retry_After="3"), 3.0),
        (says(b"slow down", 429, Retry_After="tomorrow"), 1.0),
        (says(b"slow down", 429), 1.0),
        (refused(420, "FLOOD_WAIT", retry_after=12), 12.0),
    ],
)
async def test_how_long_to_wait_is_told(
    channel: TelegramChannel, carrier: FakeCarrier, reply: Any, seconds: float
) -> None:
    carrier.will(reply)
    with pytest.raises(SendError) as caught:
        await channel.send(HELLO)
    assert (caught.value.trouble, caught.value.retry_after) == (Trouble.THROTTLED, seconds)


async def test_a_migrated_chat_tells_its_new_address(channel: TelegramChannel, carrier: FakeCarrier) -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    carrier.will(refused(400, words, migrate_to_chat_id=-1001234567890))
    with pytest.raises(SendError) as caught:
        await channel.send(HELLO)
    assert (caught.value.trouble, caught.value.new_address) == (Trouble.MIGRATED, "-1001234567890")


async def test_a_carrier_that_is_not_there_was_surely_not_reached(closed_port: str) -> None:
    channel = channel_at(closed_port)
    with pytest.raises(SendError) as caught:
        await channel.send(HELLO)
    assert caught.value.trouble is Trouble.UNREACHABLE
    assert caught.value.__context__ is None
    await channel.close()


async def test_a_bot_cannot_read_back_what_it_sent_and_asks_once_whether_telegram_is_there(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(says(b"<html>blocked by the filter</html>", 502), says({"ok": True, "result": {"username": "oak"}}))
    looked = await asyncio.gather(*(channel.find_sent(HELLO, 60.0, nothing_recorded) for _ in range(50)), return_exceptions=True)
    assert {getattr(one, "trouble", None) for one in looked} == {Trouble.AMBIGUOUS}  # gone: nothing is sent again now
    assert await channel.find_sent(HELLO, 60.0, nothing_recorded) is None
    assert len(carrier.asked) == 2


async def test_an_edit_that_changes_nothing_is_not_asked_of_telegram(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    keys = ((Button("Open", "o:1"),),)
    carrier.will(made(51))
    await channel.send(replace(HELLO, buttons=keys))
    same = replace(HELLO, buttons=keys, edits="51")
    assert await channel.send(same) == Sent("51", SendState.SENT, 1)
    assert len(carrier.asked) == 1
    for changed in (replace(same, text="Hello"), replace(same, buttons=()), same):
        carrier.will(made(51))
        await channel.send(changed)
        assert method(carrier) == "editMessageText"
    assert len(carrier.asked) == 4


async def test_what_was_changed_another_way_may_be_edited_to_what_stood_there(
    channel: TelegramChannel, carrier: FakeCarrier
) -> None:
    carrier.will(made(51))
    await channel.send(HELLO)
    carrier.will(refused(400, "Bad Request: message can't be deleted"), made(51))
    await channel.forget("700100", "51", "removed")
    carrier.will(made(51))
    await channel.send(replace(HELLO, edits="51"))
    assert carrier.last.form["text"] == HELLO.text
