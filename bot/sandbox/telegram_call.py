"""One Bot API call and the checks most methods share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox.shapes import Json
from bot.sandbox.telegram_errors import BotApiError, bad, too_many
from bot.sandbox.telegram_markup import read_markup
from bot.sandbox.telegram_params import Params
from bot.sandbox.telegram_state import TelegramBot, TelegramChat, TelegramMessage
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Call:
    world: World
    bot: TelegramBot
    params: Params

    def known_chat(self) -> TelegramChat:
        """The chat `chat_id` names. Raises a 400 when the bot does not know it or the group has moved."""
        given = self.params.text("chat_id")
        if not given:
            raise bad("chat_id is empty")
        chat = self.bot.chats.get(self.params.number("chat_id"))
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to is not None:
            moved = {"migrate_to_chat_id": chat.migrated_to}
            raise BotApiError(400, "group chat was upgraded to a supergroup chat", moved)
        return chat

    def open_chat(self) -> TelegramChat:
        """A chat the bot may write to. Raises 403 when it may not, 429 when it is too fast."""
        chat = self.known_chat()
        if chat.shut:
            raise BotApiError(403, chat.shut.value)
        wait = self.world.limits.wait_s(self.bot.id, str(chat.id))
        if wait:
            raise too_many(max(1, round(wait + 0.5)))
        return chat

    def own_message(self, chat: TelegramChat, doing: str) -> TelegramMessage:
        """The bot's message that `message_id` names. Raises a 400."""
        message = chat.messages.get(self.params.number("message_id"))
        if message is None or message.deleted:
            raise bad(f"message to {doing} not found")
        return message


def _replied(call: Call, chat: TelegramChat) -> int | None:
    wanted: Any = call.params.json("reply_parameters") or {}
    number = wanted.get("message_id") or call.params.number("reply_to_message_id")
    if not number:
        return None
    message = chat.messages.get(int(number))
    if message and not message.deleted:
        return message.id
    if wanted.get("allow_sending_without_reply") or call.params.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def _show_keyboard(chat: TelegramChat, markup: Json, message_id: int) -> None:
    if "keyboard" in markup:
        chat.keyboard = (message_id, markup)
    elif markup.get("remove_keyboard"):
        chat.keyboard = None
    elif markup.get("force_reply"):
        chat.force_reply = message_id


def place(call: Call, chat: TelegramChat, content: Json) -> TelegramMessage:
    """Put the bot's message into the chat. Raises a 400 for a bad reply or keyboard."""
    reply_to, markup = _replied(call, chat), read_markup(call.params)
    message = TelegramMessage(
        id=chat.next_id(),
        from_bot=True,
        sender=call.bot.user,
        at=call.world.now(),
        content=content,
        reply_to=reply_to,
        markup=markup if markup and "inline_keyboard" in markup else None,
        protected=call.params.flag("protect_content"),
        silent=call.params.flag("disable_notification"),
    )
    chat.messages[message.id] = message
    _show_keyboard(chat, markup or {}, message.id)
    call.world.bell.ring()
    return message
