"""Groups: a bot put into one, and a group that becomes a supergroup with a new id."""

from __future__ import annotations

from bot.sandbox.shapes import Json
from bot.sandbox.state import Phone
from bot.sandbox.telegram_emit import emit
from bot.sandbox.telegram_json import message_json
from bot.sandbox.telegram_people import member_change
from bot.sandbox.telegram_state import ChatType, TelegramBot, TelegramChat, TelegramMessage
from bot.sandbox.telegram_text import typed
from bot.sandbox.world import World


def say_in_group(world: World, phone: Phone, bot: TelegramBot, chat: TelegramChat, content: Json) -> TelegramMessage:
    message = TelegramMessage(id=chat.next_id(), from_bot=False, sender=phone.user, at=world.now(), content=content)
    chat.messages[message.id] = message
    message.update_id = emit(world, bot, "message", message_json(chat, message), chat.id)
    return message


def add_to_group(world: World, phone: Phone, bot: TelegramBot, title: str) -> TelegramChat:
    """A person puts the bot into a new group: `my_chat_member`, then the service message."""
    chat = TelegramChat(id=-world.store.rng.randrange(10**8, 10**9), type=ChatType.GROUP, title=title)
    bot.chats[chat.id] = chat
    emit(world, bot, "my_chat_member", member_change(world, phone, bot, chat, "left", "member"), chat.id)
    say_in_group(world, phone, bot, chat, {"new_chat_members": [bot.user]})
    world.bell.ring()
    return chat


def write_in_group(world: World, phone: Phone, bot: TelegramBot, chat_id: int, text: str) -> TelegramMessage:
    """A person writes in a group. Raises KeyError when the bot is in no such group."""
    return say_in_group(world, phone, bot, bot.chats[chat_id], typed(text))


def migrate(world: World, phone: Phone, bot: TelegramBot, chat_id: int) -> TelegramChat:
    """The group gets a new id; both chats tell, and the old one refuses from now on. Raises KeyError."""
    old = bot.chats[chat_id]
    new = TelegramChat(id=-(10**12) + chat_id, type=ChatType.SUPERGROUP, title=old.title)
    bot.chats[new.id] = new
    say_in_group(world, phone, bot, old, {"migrate_to_chat_id": new.id})
    say_in_group(world, phone, bot, new, {"migrate_from_chat_id": old.id})
    old.migrated_to = new.id
    world.bell.ring()
    return new
