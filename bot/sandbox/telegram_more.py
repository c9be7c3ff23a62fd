"""The remaining methods: who am I, files, button presses, leaving, settings."""

from __future__ import annotations

from bot.sandbox.shapes import Json
from bot.sandbox.telegram_call import Call
from bot.sandbox.telegram_errors import BotApiError, bad
from bot.sandbox.telegram_json import chat_json, me_json
from bot.sandbox.telegram_state import ChatType, Shut

DOWNLOAD_LIMIT = 20 * 1024 * 1024


async def get_me(call: Call) -> Json:
    return me_json(call.bot)


async def get_chat(call: Call) -> Json:
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": dict.fromkeys(gifts, False)}
    return chat_json(call.known_chat()) | more


async def get_file(call: Call) -> Json:
    """Raises a 400 for an unknown id and for a file over 20 MB, which bots may not download."""
    stored = call.world.store.files.by_id(call.params.text("file_id"))
    if stored is None:
        raise bad("invalid file_id")
    if stored.size > DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "file_path": stored.path,
    }


async def answer_callback_query(call: Call) -> bool:
    query = call.params.text("callback_query_id")
    chat = call.bot.chats.get(call.bot.callbacks.get(query, 0))
    if chat is None:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    chat.toast = call.params.text("text")
    call.world.bell.ring()
    return True


async def leave_chat(call: Call) -> bool:
    chat = call.known_chat()
    if chat.type is ChatType.PRIVATE:
        raise bad("chat is not a group or channel")
    if chat.shut:
        raise BotApiError(403, chat.shut.value)
    chat.shut = Shut.LEFT
    call.world.bell.ring()
    return True


async def set_my_commands(call: Call) -> bool:
    commands = call.params.json("commands")
    if not isinstance(commands, list):
        raise bad("can't parse BotCommands JSON object")
    call.bot.commands = commands
    return True


async def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands


async def send_chat_action(call: Call) -> bool:
    chat = call.known_chat()
    if chat.shut:
        raise BotApiError(403, chat.shut.value)
    return True


async def accept(call: Call) -> bool:
    """Settings of the bot's profile: taken and not shown."""
    del call
    return True
