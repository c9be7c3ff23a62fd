"""What the hub may send through python-telegram-bot, and how Telegram refuses the rest."""

from __future__ import annotations

import time
from datetime import timedelta

import aiohttp
import pytest
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.sandbox.limits import Limits
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.telegram_state import Shut
from bot.sandbox.wirelog import What
from tests.sandbox.conftest import TOKEN, Web

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Yes", callback_data="y"), InlineKeyboardButton("No", callback_data="n")]]
)


@pytest.fixture
def ewa(sandbox: Sandbox) -> int:
    sandbox.start("Ewa")
    return sandbox.phone("Ewa").user_id


async def test_a_message_reaches_the_phone_as_the_bot_wrote_it(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    sent = await bot.send_message(
        ewa,
        "<b>Office</b> &amp; you",
        parse_mode="HTML",
        reply_markup=YES_NO,
        protect_content=True,
        disable_notification=True,
    )
    bubble = sandbox.screen("Ewa")[-1]
    assert sent.text == bubble.text == "Office & you"
    assert sent.entities[0].type == "bold"
    assert sent.has_protected_content and bubble.protected and bubble.silent
    assert bubble.labels == ("Yes", "No")
    assert (await bot.get_me()).username == "oak_bot"


async def test_message_ids_count_up_in_each_chat_of_their_own(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    other = sandbox.add_phone("Noor")
    sandbox.start(other)
    first = await bot.send_message(ewa, "one")
    second = await bot.send_message(ewa, "two")
    elsewhere = await bot.send_message(other.user_id, "one")
    assert (first.message_id, second.message_id, elsewhere.message_id) == (2, 3, 2)


async def test_a_reply_carries_what_it_answers_and_a_missing_one_is_refused(
    sandbox: Sandbox, bot: Bot, ewa: int
) -> None:
    answer = await bot.send_message(ewa, "seen", reply_parameters=ReplyParameters(1))
    assert answer.reply_to_message and answer.reply_to_message.text == "/start"
    assert sandbox.screen("Ewa")[-1].reply_text == "/start"
    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(ewa, "seen", reply_to_message_id=99)
    anyway = await bot.send_message(ewa, "seen", reply_to_message_id=99, allow_sending_without_reply=True)
    assert anyway.reply_to_message is None


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("   \n ", "text is empty"), ("x" * 4097, "message is too long"), ("😀" * 2049, "message is too long")],
)
async def test_texts_telegram_does_not_take_are_refused_in_its_words(
    bot: Bot, ewa: int, text: str, refusal: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await bot.send_message(ewa, text)


async def test_a_text_of_exactly_4096_utf16_units_is_taken_and_trimmed(bot: Bot, ewa: int) -> None:
    sent = await bot.send_message(ewa, "  " + "😀" * 2048 + "\n")
    assert sent.text == "😀" * 2048


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
async def test_button_data_over_64_bytes_is_refused(bot: Bot, ewa: int, data: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)BUTTON_DATA_INVALID"):
        await bot.send_message(
            ewa, "?", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data=data)]])
        )


@pytest.mark.parametrize(
    "markup",
    ["{", "[1]", '{"inline_keyboard":[1]}', '{"inline_keyboard":[["text only"]]}', '{"keyboard":[[{"text":""}]]}'],
)
async def test_a_broken_keyboard_is_refused(web: Web, ewa: int, markup: str) -> None:
    status, answer = await web.post(
        f"/bot{TOKEN}/sendMessage", data={"chat_id": ewa, "text": "?", "reply_markup": markup}
    )
    assert status == 400
    assert answer["ok"] is False


async def test_a_bot_cannot_write_to_strangers_blockers_or_the_departed(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    with pytest.raises(BadRequest, match=r"(?i)Chat not found"):
        await bot.send_message(424242, "hello")
    sandbox.block("Ewa")
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        await bot.send_message(ewa, "hello")
    with pytest.raises(Forbidden):
        await bot.send_chat_action(ewa, "typing")
    sandbox.unblock("Ewa")
    assert await bot.send_chat_action(ewa, "typing")
    sandbox.bot("oak_bot").chats[ewa].shut = Shut.DEACTIVATED
    with pytest.raises(Forbidden, match=r"(?i)user is deactivated"):
        await bot.send_message(ewa, "hello")


async def test_a_wrong_token_is_401_and_nonsense_is_404(url: str, web: Web) -> None:
    refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert await web.get("/bot999:nope/getMe") == (401, refused)
    assert (await web.get("/botnonsense/getMe"))[0] == 404
    assert (await web.get(f"/bot{TOKEN}/fly"))[0] == 404
    assert (await web.get("/file/bot999:nope/x"))[0] == 401
    with pytest.raises(InvalidToken):
        async with Bot("999:nope", base_url=f"{url}/bot"):
            pass


async def test_parameters_come_by_query_form_json_and_multipart(sandbox: Sandbox, web: Web, ewa: int) -> None:
    path = f"/bot{TOKEN}/sendmessage"
    assert (await web.get(path, params={"chat_id": ewa, "text": "query"}))[0] == 200
    assert (await web.post(path, data={"chat_id": str(ewa), "text": "form"}))[0] == 200
    assert (await web.post(path, json={"chat_id": ewa, "text": "json", "reply_markup": {"force_reply": True}}))[
        0
    ] == 200
    with aiohttp.MultipartWriter("form-data") as form:
        for name, value in (("chat_id", str(ewa)), ("text", "multipart")):
            form.append(value).set_content_disposition("form-data", name=name)
        assert (await web.post(path, data=form))[0] == 200
    assert sandbox.received("Ewa") == ("query", "form", "json", "multipart")


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000])
async def test_a_body_that_is_no_json_object_is_a_400(web: Web, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    assert (await web.post(f"/bot{TOKEN}/sendMessage", data=body, headers=headers))[0] == 400


async def test_a_lone_surrogate_and_a_missing_chat_are_400(web: Web, ewa: int) -> None:
    broken = b'{"chat_id": %d, "text": "\\ud800"}' % ewa
    _, answer = await web.post(f"/bot{TOKEN}/sendMessage", data=broken, headers={"Content-Type": "application/json"})
    assert "UTF-8" in answer["description"]
    _, answer = await web.post(f"/bot{TOKEN}/sendMessage", json={"text": "to nobody"})
    assert answer["description"] == "Bad Request: chat_id is empty"
    _, answer = await web.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": "@somebody", "text": "x"})
    assert answer["description"] == "Bad Request: chat not found"


async def test_editing_changes_the_bubble_and_refuses_the_same_again(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    sent = await bot.send_message(ewa, "Sending in 30 seconds", reply_markup=YES_NO)
    edited = await bot.edit_message_text("Sent", chat_id=ewa, message_id=sent.message_id)
    assert not isinstance(edited, bool) and edited.edit_date
    bubble = sandbox.screen("Ewa")[-1]
    assert (bubble.text, bubble.edited, bubble.keys) == ("Sent", True, ())
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_text("Sent", chat_id=ewa, message_id=sent.message_id)
    await bot.edit_message_reply_markup(chat_id=ewa, message_id=sent.message_id, reply_markup=YES_NO)
    assert sandbox.screen("Ewa")[-1].labels == ("Yes", "No")
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_reply_markup(chat_id=ewa, message_id=sent.message_id, reply_markup=YES_NO)


async def test_only_own_texts_can_be_edited(sandbox: Sandbox, bot: Bot, ewa: int, web: Web) -> None:
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("x", chat_id=ewa, message_id=77)
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("x", chat_id=ewa, message_id=1)
    photo = await bot.send_photo(ewa, b"picture")
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await bot.edit_message_text("x", chat_id=ewa, message_id=photo.message_id)
    sent = await bot.send_message(ewa, "x")
    with pytest.raises(BadRequest, match=r"(?i)text is empty"):
        await bot.edit_message_text(" ", chat_id=ewa, message_id=sent.message_id)
    wrong = {"chat_id": ewa, "message_id": sent.message_id, "text": "y", "reply_markup": {"remove_keyboard": True}}
    assert (await web.post(f"/bot{TOKEN}/editMessageText", json=wrong))[0] == 400


async def test_a_message_can_be_deleted_for_48_hours_of_school_time(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    old, new = await bot.send_message(ewa, "old"), await bot.send_message(ewa, "new")
    await sandbox.clock.move(47 * 3600)
    assert await bot.delete_message(ewa, old.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(ewa, old.message_id)
    await sandbox.clock.move(2 * 3600)
    with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
        await bot.delete_message(ewa, new.message_id)
    assert sandbox.received("Ewa") == ("new",)


async def test_several_messages_are_deleted_at_once_and_old_or_missing_ones_skipped(
    sandbox: Sandbox, bot: Bot, ewa: int
) -> None:
    old = await bot.send_message(ewa, "old")
    await sandbox.clock.move(timedelta(hours=49).total_seconds())
    new = await bot.send_message(ewa, "new")
    assert await bot.delete_messages(ewa, [old.message_id, new.message_id, 99])
    assert sandbox.received("Ewa") == ("old",)


async def test_files_travel_by_upload_and_by_id(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    voice = await bot.send_voice(ewa, b"OggS-sound", caption="<i>note</i>", parse_mode="HTML", duration=4)
    assert (
        voice.voice and voice.to_dict()["voice"]["duration"] == 4 and voice.caption == "note" and voice.caption_entities
    )
    again = await bot.send_voice(ewa, voice.voice.file_id)
    assert again.voice and again.voice.file_id == voice.voice.file_id
    video = await bot.send_video(ewa, b"film", filename="play.mp4")
    paper = await bot.send_document(ewa, b"%PDF", filename="letter.pdf")
    photo = await bot.send_photo(ewa, b"picture")
    assert video.video and paper.document and paper.document.file_name == "letter.pdf" and len(photo.photo) == 2
    file = await bot.get_file(voice.voice.file_id)
    assert bytes(await file.download_as_bytearray()) == b"OggS-sound"
    assert [bubble.kind for bubble in sandbox.screen("Ewa")[1:]] == ["voice", "voice", "video", "document", "photo"]


async def test_unknown_empty_and_oversized_files_are_refused(sandbox: Sandbox, bot: Bot, ewa: int, web: Web) -> None:
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_photo(ewa, "https://pictures.example/cat.jpg")
    with pytest.raises(BadRequest, match=r"(?i)invalid file_id"):
        await bot.get_file("unknown")
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.send_photo(ewa, b"picture", caption="x" * 1025)
    assert (await web.post(f"/bot{TOKEN}/sendVoice", json={"chat_id": ewa}))[0] == 400
    form = aiohttp.FormData({"chat_id": str(ewa)})
    form.add_field("voice", b"", filename="empty.ogg")
    assert (await web.post(f"/bot{TOKEN}/sendVoice", data=form))[0] == 400
    sandbox.attach("Ewa", "video", content=b"small", size=21 * 1024 * 1024)
    big = next(update.message for update in await bot.get_updates() if update.message and update.message.video)
    assert big.video
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.get_file(big.video.file_id)
    assert (await web.get(f"/file/bot{TOKEN}/voice/none.oga"))[0] == 404


async def test_keyboards_under_the_typing_box_come_and_go(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    ask = ReplyKeyboardMarkup(
        [[KeyboardButton("Share number", request_contact=True)], ["Not now"]], one_time_keyboard=True
    )
    await bot.send_message(ewa, "Your number?", reply_markup=ask)
    keyboard = sandbox.conversation("Ewa").keyboard
    assert [[key.label for key in row] for row in keyboard] == [["Share number"], ["Not now"]]
    assert keyboard[0][0].contact
    with pytest.raises(ValueError, match="no such button"):
        sandbox.press("Ewa", "Later")
    sandbox.press("Ewa", "Not now")
    assert sandbox.screen("Ewa")[-1].text == "Not now"
    assert sandbox.conversation("Ewa").keyboard == ()
    await bot.send_message(ewa, "Your number?", reply_markup=ReplyKeyboardMarkup([["Stays"]]))
    sandbox.press("Ewa", "Stays")
    assert sandbox.conversation("Ewa").keyboard
    await bot.send_message(ewa, "Thanks", reply_markup=ReplyKeyboardRemove())
    assert sandbox.conversation("Ewa").keyboard == ()
    asked = await bot.send_message(ewa, "Which class?", reply_markup=ForceReply())
    sandbox.type("Ewa", "3B")
    assert sandbox.screen("Ewa")[-1].reply_to == str(asked.message_id)


async def test_the_key_that_asks_for_a_number_shares_it_as_a_reply(sandbox: Sandbox, bot: Bot, ewa: int) -> None:
    asked = await bot.send_message(
        ewa, "Your number?", reply_markup=ReplyKeyboardMarkup([[KeyboardButton("Share", request_contact=True)]])
    )
    sandbox.press("Ewa", "Share")
    bubble = sandbox.screen("Ewa")[-1]
    assert (bubble.kind, bubble.reply_to) == ("contact", str(asked.message_id))


async def test_an_upload_can_be_named_by_attach(sandbox: Sandbox, web: Web, ewa: int) -> None:
    form = aiohttp.FormData({"chat_id": str(ewa), "document": "attach://part1", "thumbnail": "attach://none"})
    form.add_field("part1", b"%PDF", filename="letter.pdf", content_type="application/pdf")
    status, answer = await web.post(f"/bot{TOKEN}/sendDocument", data=form)
    assert status == 200 and answer["result"]["document"]["file_name"] == "letter.pdf"
    assert sandbox.log.of(What.REQUEST, "sendDocument")[0].params["document"] == "4 bytes"


def test_limits_count_over_a_sliding_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    limits = Limits()
    assert limits.wait_s(1, "a") == 0
    limits.enforce(per_bot=2, per_chat=1, ban_s=3)
    assert limits.wait_s(1, "a") == limits.wait_s(1, "b") == 0
    now = 101.0
    assert limits.wait_s(1, "a") == 0
    assert limits.wait_s(1, "a") == 3
    now = 103.0
    assert limits.wait_s(1, "a") == 1
    assert limits.wait_s(1, "b") == limits.wait_s(2, "a") == 0


async def test_the_bots_profile_can_be_set(bot: Bot, ewa: int, web: Web) -> None:
    assert await bot.set_my_commands([("help", "What I can do")])
    assert (await bot.get_my_commands())[0].command == "help"
    assert await bot.set_my_description("Messages to school")
    assert (await web.post(f"/bot{TOKEN}/setMyCommands", json={"commands": 1}))[0] == 400
    assert (await bot.get_chat(ewa)).first_name == "Ewa"


async def test_telegrams_speed_limits_can_be_enforced(
    sandbox: Sandbox, bot: Bot, ewa: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    sandbox.limits.enforce(per_bot=2, per_chat=1, ban_s=30)
    await bot.send_message(ewa, "one")
    with pytest.raises(RetryAfter) as told:
        await bot.send_message(ewa, "two")
    wait = told.value.retry_after
    assert isinstance(wait, timedelta) and wait >= timedelta(seconds=30)
    with pytest.raises(RetryAfter):
        await bot.send_message(ewa, "three")
    assert sandbox.received("Ewa") == ("one",)
    assert [entry.status for entry in sandbox.log if entry.name == "sendMessage"] == [200, 429, 429]


async def test_only_html_can_be_parsed_and_given_entities_are_kept(web: Web, ewa: int) -> None:
    path = f"/bot{TOKEN}/sendMessage"
    assert (await web.post(path, json={"chat_id": ewa, "text": "*x*", "parse_mode": "MarkdownV2"}))[0] == 400
    entities = [{"type": "bold", "offset": 2, "length": 9}, {"type": "italic", "offset": 50, "length": 1}]
    _, answer = await web.post(path, json={"chat_id": ewa, "text": "  bold", "entities": entities})
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 4}]
