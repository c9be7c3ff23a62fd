"""How what people do reaches the hub: by long polling."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wirelog import What
from tests.sandbox.conftest import TOKEN, Web


async def news(bot: Bot, **more: Any) -> list[Update]:
    return list(await bot.get_updates(**more))


async def test_updates_come_again_until_a_higher_offset_confirms_them(sandbox: Sandbox, bot: Bot) -> None:
    for text in ("one", "two", "three"):
        sandbox.type("Ewa", text)
    first = await news(bot)
    assert [update.message.text for update in first if update.message] == ["one", "two", "three"]
    assert [u.update_id for u in await news(bot)] == [u.update_id for u in first]
    rest = await news(bot, offset=first[1].update_id)
    assert [u.update_id for u in rest] == [u.update_id for u in first[1:]]
    assert not sandbox.screen("Ewa")[1].taken and sandbox.screen("Ewa")[0].taken
    assert [entry.name for entry in sandbox.log.of(What.CONFIRMED)] == [str(first[0].update_id)]
    assert len(await news(bot, limit=1)) == 1


async def test_a_negative_offset_keeps_the_newest_and_forgets_the_rest(sandbox: Sandbox, bot: Bot) -> None:
    for text in ("one", "two", "three"):
        sandbox.type("Ewa", text)
    assert [update.message.text for update in await news(bot, offset=-1) if update.message] == ["three"]
    assert len(await news(bot)) == 1


async def test_a_long_poll_ends_as_soon_as_something_happens(sandbox: Sandbox, bot: Bot) -> None:
    poll = asyncio.create_task(news(bot, timeout=20))
    await sandbox.until(lambda: sandbox.log.of(What.REQUEST, "getUpdates"))
    sandbox.type("Ewa", "hello")
    found = await poll
    assert found[0].message and found[0].message.text == "hello"
    assert await news(bot, offset=found[0].update_id + 1, timeout=0) == []


async def test_the_carrier_stamps_school_time(sandbox: Sandbox, bot: Bot) -> None:
    sunday = datetime(2026, 3, 8, 19, 0, tzinfo=UTC)
    await sandbox.clock.set(sunday)
    sandbox.type("Ewa", "hello")
    (update,) = await news(bot)
    assert update.message and abs((update.message.date - sunday).total_seconds()) < 5


async def test_a_second_poller_ends_the_first_with_a_conflict(sandbox: Sandbox, bot: Bot, web: Web) -> None:
    first = asyncio.create_task(news(bot, timeout=20))
    await sandbox.until(lambda: sandbox.log.of(What.REQUEST, "getUpdates"))
    second = asyncio.create_task(web.get(f"/bot{TOKEN}/getUpdates", params={"timeout": 20}))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    sandbox.type("Ewa", "hello")
    assert len((await second)[1]["result"]) == 1


async def test_a_webhook_ends_polling_and_forbids_it_until_deleted(sandbox: Sandbox, bot: Bot) -> None:
    poll = asyncio.create_task(news(bot, timeout=20))
    await sandbox.until(lambda: sandbox.log.of(What.REQUEST, "getUpdates"))
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="terminated by setWebhook"):
        await poll
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await news(bot) == []


async def test_updates_nobody_fetched_expire_after_24_hours_of_school_time(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.type("Ewa", "old")
    await sandbox.clock.move(23 * 3600)
    sandbox.type("Ewa", "new")
    assert len(await news(bot)) == 2
    await sandbox.clock.move(2 * 3600)
    assert [update.message.text for update in await news(bot) if update.message] == ["new"]
    assert len(sandbox.log.of(What.EXPIRED)) == 1


async def test_only_the_kinds_asked_for_come(sandbox: Sandbox, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["edited_message"])
    (sent,) = sandbox.type("Ewa", "hello")
    sandbox.edit("Ewa", sent, "hello again")
    (update,) = await news(bot)
    assert update.edited_message and update.edited_message.edit_date
    assert (await bot.get_webhook_info()).allowed_updates == ("edited_message",)
    await bot.get_updates(allowed_updates=[])
    sandbox.type("Ewa", "everything again")
    assert len(await news(bot)) == 2


async def test_a_pressed_button_spins_until_it_is_answered(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.start("Ewa")
    keys = [
        [InlineKeyboardButton("Yes", callback_data="y:1"), InlineKeyboardButton("Site", url="https://school.example")]
    ]
    await bot.send_message(sandbox.phone("Ewa").user_id, "Back tomorrow?", reply_markup=InlineKeyboardMarkup(keys))
    await bot.send_message(sandbox.phone("Ewa").user_id, "By the way")
    pressed = sandbox.press("Ewa", "Yes")
    query = (await news(bot))[-1].callback_query
    assert query and (query.id, query.data) == (pressed, "y:1")
    assert query.message and query.message.message_id == 2
    assert await bot.answer_callback_query(query.id, text="Noted")
    assert sandbox.conversation("Ewa").toast == "Noted"
    sandbox.press("Ewa", "y:1", message=2)
    assert sandbox.conversation("Ewa").toast == ""
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query("123456")
    for label in ("Site", "Maybe"):
        with pytest.raises(ValueError, match="button"):
            sandbox.press("Ewa", label)
    with pytest.raises(ValueError, match="button"):
        sandbox.press("Ewa", "Yes", message=1)


async def test_a_shared_contact_proves_whose_it_is_only_by_its_user_id(sandbox: Sandbox, bot: Bot) -> None:
    ewa = sandbox.phone("Ewa")
    sandbox.share_contact("Ewa")
    sandbox.share_contact("Ewa", number="+447700900222")
    ewa.plus_in_contact = True
    sandbox.share_contact("Ewa", number="+447700900222", user_id=77)
    own, other, third = (update.message.contact for update in await news(bot) if update.message)
    assert own and other and third
    assert (own.phone_number, own.user_id) == (ewa.number.removeprefix("+"), ewa.user_id)
    assert (other.phone_number, other.user_id) == ("447700900222", None)
    assert (third.phone_number, third.user_id) == ("+447700900222", 77)


async def test_replies_edits_and_commands_look_as_telegram_sends_them(sandbox: Sandbox, bot: Bot) -> None:
    (first,) = sandbox.start("Ewa", "CODE123")
    (reply,) = sandbox.type("Ewa", "yes", reply_to=first)
    sandbox.edit("Ewa", reply, "no")
    command, answer, edited = await news(bot)
    assert command.message and command.message.text == "/start CODE123"
    assert command.message.entities[0].type == "bot_command" and command.message.entities[0].length == 6
    assert answer.message and answer.message.reply_to_message and answer.message.reply_to_message.message_id == 1
    assert edited.edited_message and edited.edited_message.text == "no" and edited.edited_message.message_id == 2
    with pytest.raises(ValueError, match="own text"):
        sandbox.edit("Ewa", 7, "x")
    with pytest.raises(ValueError, match="no such message"):
        sandbox.type("Ewa", "x", reply_to=99)
    with pytest.raises(ValueError, match="nothing to send"):
        sandbox.type("Ewa", "  ")


async def test_a_long_text_is_cut_by_the_phone_as_the_app_does(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.type("Ewa", "😀" * 5000)
    texts = [update.message.text or "" for update in await news(bot) if update.message]
    assert [len(text) for text in texts] == [2048, 2048, 904]


async def test_blocking_is_told_once_and_silences_both_sides(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.start("Ewa")
    sandbox.block("Ewa")
    sandbox.block("Ewa")
    assert sandbox.conversation("Ewa").blocked
    with pytest.raises(ValueError, match="blocked"):
        sandbox.type("Ewa", "hello?")
    sandbox.unblock("Ewa")
    sandbox.type("Ewa", "I am back")
    kinds = [update.my_chat_member.new_chat_member.status for update in await news(bot) if update.my_chat_member]
    assert kinds == ["kicked", "member"]


async def test_everything_a_person_can_attach_parses_in_the_library(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.attach("Ewa", "voice", seconds=7)
    sandbox.attach("Ewa", "photo", caption="the note")
    sandbox.attach("Ewa", "video")
    sandbox.attach("Ewa", "document", content=b"%PDF-", mime="application/pdf", name="letter.pdf")
    sandbox.attach("Ewa", "sticker")
    sandbox.attach("Ewa", "location")
    voice, photo, video, paper, sticker, place = (update.message for update in await news(bot) if update.message)
    assert voice and photo and video and paper and sticker and place
    assert voice.voice and voice.voice.mime_type == "audio/ogg" and voice.voice.file_size
    assert photo.photo and photo.caption == "the note" and video.video
    assert paper.document and paper.document.file_name == "letter.pdf"
    assert sticker.sticker and place.location
    with pytest.raises(ValueError, match="cannot be attached"):
        sandbox.attach("Ewa", "elephant")


async def test_thirty_photos_at_once_are_three_albums(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.send_photos("Ewa", 30, caption="sports day")
    messages = [update.message for update in await news(bot) if update.message]
    albums = [message.media_group_id for message in messages]
    assert len(messages) == 30 and len(set(albums)) == 3
    assert [bool(message.caption) for message in messages].count(True) == 1
    sandbox.send_photos("Ewa", 1)
    alone = (await news(bot, offset=-1))[0].message
    assert alone and alone.media_group_id is None


async def test_a_bot_in_a_group_can_leave_and_a_group_can_move(sandbox: Sandbox, bot: Bot) -> None:
    group = sandbox.add_to_group("Ewa", "3B parents")
    sandbox.write_in_group("Ewa", group.id, "hello all")
    added, joined, said = await news(bot)
    assert added.my_chat_member and added.my_chat_member.new_chat_member.status == "member"
    assert joined.message and joined.message.new_chat_members[0].username == "oak_bot"
    assert said.message and said.message.chat.type == "group"
    assert await bot.leave_chat(group.id)
    with pytest.raises(Exception, match="not a member"):
        await bot.send_message(group.id, "bye")
    with pytest.raises(Exception, match="not a member"):
        await bot.leave_chat(group.id)


async def test_a_migrated_group_says_where_it_went(sandbox: Sandbox, bot: Bot, web: Web) -> None:
    group = sandbox.add_to_group("Ewa", "3B parents")
    moved = sandbox.migrate_group("Ewa", group.id)
    messages = [update.message for update in await news(bot) if update.message]
    assert messages[-2].migrate_to_chat_id == moved.id and messages[-1].migrate_from_chat_id == group.id
    status, answer = await web.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": group.id, "text": "hello"})
    assert status == 400 and answer["parameters"] == {"migrate_to_chat_id": moved.id}
    assert (await bot.send_message(moved.id, "hello")).chat.type == "supergroup"


async def test_a_private_chat_cannot_be_left(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.start("Ewa")
    with pytest.raises(BadRequest, match=r"(?i)not a group"):
        await bot.leave_chat(sandbox.phone("Ewa").user_id)


async def test_two_bots_share_a_person_but_no_chat(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.type("Ms Hill", "as a teacher")
    sandbox.type("Ms Hill", "as a parent", chat="telegram:oak_bot")
    assert [update.message.text for update in await news(bot) if update.message] == ["as a parent"]
    keys = [conversation.key for conversation in sandbox.conversations("Ms Hill")]
    assert keys == ["telegram:oak_staff_bot", "telegram:oak_bot"]
    with pytest.raises(KeyError):
        sandbox.type("Ms Hill", "hello", chat="telegram:nobody_bot")
