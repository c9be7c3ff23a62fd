"""Telegram's objects as the Bot API writes them."""

from __future__ import annotations

from bot.sandbox.shapes import Json
from bot.sandbox.telegram_state import ChatType, TelegramBot, TelegramChat, TelegramMessage


def chat_json(chat: TelegramChat) -> Json:
    if chat.type is not ChatType.PRIVATE:
        return {"id": chat.id, "type": chat.type.value, "title": chat.title}
    names: Json = {key: chat.person[key] for key in ("first_name", "last_name", "username") if key in chat.person}
    return {"id": chat.id, **names, "type": "private"}


def message_json(chat: TelegramChat, message: TelegramMessage, with_reply: bool = True) -> Json:
    """A `Message`. The message it replies to is inside, but not that one's own reply, as in the Bot API."""
    shown: Json = {
        "message_id": message.id,
        "from": message.sender,
        "chat": chat_json(chat),
        "date": int(message.at.timestamp()),
    }
    if message.edited_at:
        shown["edit_date"] = int(message.edited_at.timestamp())
    if message.protected:
        shown["has_protected_content"] = True
    replied = chat.messages.get(message.reply_to or 0)
    if with_reply and replied:
        shown["reply_to_message"] = message_json(chat, replied, with_reply=False)
    shown |= message.content
    if message.markup:
        shown["reply_markup"] = message.markup
    return shown


def me_json(bot: TelegramBot) -> Json:
    return bot.user | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
