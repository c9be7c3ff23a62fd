"""Methods that change or remove what stands in a chat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.sandbox.shapes import Json
from bot.sandbox.telegram_call import Call
from bot.sandbox.telegram_errors import NOT_MODIFIED, bad
from bot.sandbox.telegram_json import message_json
from bot.sandbox.telegram_markup import read_markup
from bot.sandbox.telegram_state import TelegramChat, TelegramMessage
from bot.sandbox.telegram_text import CAPTION_LIMIT, TEXT_LIMIT, read_text

DELETABLE_FOR = timedelta(hours=48)


def _editable(call: Call) -> tuple[TelegramChat, TelegramMessage]:
    chat = call.open_chat()
    message = call.own_message(chat, "edit")
    if not message.from_bot:
        raise bad("message can't be edited")
    return chat, message


def _change(call: Call, chat: TelegramChat, message: TelegramMessage, content: Json, markup: Json | None) -> Json:
    if content == message.content and markup == message.markup:
        raise bad(NOT_MODIFIED)
    if content != message.content:
        message.edited_at = call.world.now()
    message.content, message.markup = content, markup
    call.world.bell.ring()
    return message_json(chat, message)


def _inline(call: Call) -> Json | None:
    markup = read_markup(call.params) or {}
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup if markup.get("inline_keyboard") else None


async def edit_message_text(call: Call) -> Json:
    """A text edited without `reply_markup` loses its buttons, as on the real server."""
    chat, message = _editable(call)
    if "text" not in message.content:
        raise bad("there is no text in the message to edit")
    content = read_text(call.params, "text", TEXT_LIMIT)
    if "text" not in content:
        raise bad("message text is empty")
    return _change(call, chat, message, content, _inline(call))


async def edit_message_caption(call: Call) -> Json:
    """Only a file's words change; the file stays."""
    chat, message = _editable(call)
    if "text" in message.content:
        raise bad("there is no caption in the message to edit")
    rest = {name: value for name, value in message.content.items() if not name.startswith("caption")}
    return _change(call, chat, message, rest | read_text(call.params, "caption", CAPTION_LIMIT), _inline(call))


async def edit_message_reply_markup(call: Call) -> Json:
    chat, message = _editable(call)
    return _change(call, chat, message, message.content, _inline(call))


async def delete_message(call: Call) -> bool:
    """Own or received messages, for 48 hours of school time."""
    chat = call.known_chat()
    message = call.own_message(chat, "delete")
    if call.world.now() - message.at > DELETABLE_FOR:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    call.world.bell.ring()
    return True


async def delete_messages(call: Call) -> bool:
    """Several at once; those that are not there are skipped, as on the real server."""
    chat = call.known_chat()
    wanted: Any = call.params.json("message_ids") or []
    for number in wanted:
        message = chat.messages.get(int(number))
        if message and call.world.now() - message.at <= DELETABLE_FOR:
            message.deleted = True
    call.world.bell.ring()
    return True
