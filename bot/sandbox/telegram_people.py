"""What a person does in a Telegram chat with a bot."""

from __future__ import annotations

from bot.sandbox.shapes import Json, split_utf16
from bot.sandbox.state import Phone
from bot.sandbox.telegram_emit import emit
from bot.sandbox.telegram_json import chat_json, message_json
from bot.sandbox.telegram_state import Shut, TelegramBot, TelegramChat, TelegramMessage
from bot.sandbox.telegram_text import TEXT_LIMIT, typed
from bot.sandbox.world import World


def _open(world: World, phone: Phone, bot: TelegramBot) -> TelegramChat:
    chat = world.store.chat(phone, bot)
    if chat.shut:
        raise ValueError(f"{phone.name} has blocked this bot")
    return chat


def post(world: World, phone: Phone, bot: TelegramBot, content: Json, reply_to: int | None = None) -> TelegramMessage:
    """Put any content into the chat. Raises ValueError when the person has blocked the bot or replies to nothing."""
    chat = _open(world, phone, bot)
    if reply_to is not None and reply_to not in chat.messages:
        raise ValueError("there is no such message to reply to")
    message = TelegramMessage(
        id=chat.next_id(),
        from_bot=False,
        sender=phone.user,
        at=world.now(),
        content=content,
        reply_to=reply_to or chat.force_reply,
    )
    chat.force_reply, chat.toast = None, ""
    chat.messages[message.id] = message
    message.update_id = emit(world, bot, "message", message_json(chat, message), chat.id)
    world.bell.ring()
    return message


def write(world: World, phone: Phone, bot: TelegramBot, text: str, reply_to: int | None) -> list[TelegramMessage]:
    """Type a text; the app cuts a long one into several messages. Raises ValueError for an empty one."""
    if not text.strip():
        raise ValueError("there is nothing to send")
    return [post(world, phone, bot, typed(piece), reply_to) for piece in split_utf16(text, TEXT_LIMIT)]


def edit(world: World, phone: Phone, bot: TelegramBot, message_id: int, text: str) -> None:
    """Change an own text. Raises ValueError when there is none."""
    chat = _open(world, phone, bot)
    message = chat.messages.get(message_id)
    if message is None or message.from_bot or "text" not in message.content:
        raise ValueError("only an own text can be edited")
    message.content, message.edited_at = typed(text), world.now()
    message.update_id = emit(world, bot, "edited_message", message_json(chat, message), chat.id)
    world.bell.ring()


def share_contact(world: World, phone: Phone, bot: TelegramBot, number: str, user_id: int | None) -> TelegramMessage:
    """Share a contact; pressing the button that asked for it counts as a reply to its message."""
    chat = _open(world, phone, bot)
    shown = number if phone.plus_in_contact else number.removeprefix("+")
    contact: Json = {"phone_number": shown, "first_name": phone.name}
    if user_id is not None:
        contact["user_id"] = user_id
    asked = chat.keyboard[0] if chat.keyboard else None
    message = post(world, phone, bot, {"contact": contact}, asked)
    _used_keyboard(chat)
    return message


def _used_keyboard(chat: TelegramChat) -> None:
    if chat.keyboard and chat.keyboard[1].get("one_time_keyboard"):
        chat.keyboard = None


def _inline_key(chat: TelegramChat, wanted: str, message_id: int | None) -> tuple[TelegramMessage, Json] | None:
    for message in reversed(chat.shown):
        if message_id not in (None, message.id) or not message.markup:
            continue
        for key in (key for row in message.markup["inline_keyboard"] for key in row):
            if wanted in (key["text"], key.get("callback_data")):
                return message, key
    return None


def _tap(world: World, phone: Phone, bot: TelegramBot, chat: TelegramChat, message: TelegramMessage, key: Json) -> str:
    if "callback_data" not in key:
        raise ValueError("this button opens a page; it sends nothing")
    query_id = str(world.store.rng.getrandbits(62))
    bot.callbacks[query_id] = chat.id
    chat.toast = ""
    query: Json = {
        "id": query_id,
        "from": phone.user,
        "message": message_json(chat, message),
        "chat_instance": str(hash((bot.id, chat.id))),
        "data": key["callback_data"],
    }
    emit(world, bot, "callback_query", query, chat.id)
    world.bell.ring()
    return query_id


def press(world: World, phone: Phone, bot: TelegramBot, wanted: str, message_id: int | None = None) -> str:
    """Press the newest button with this label or data. Returns the query id ("" for a key of the reply keyboard).

    Raises ValueError when no such button is shown.
    """
    chat = _open(world, phone, bot)
    found = _inline_key(chat, wanted, message_id)
    if found:
        return _tap(world, phone, bot, chat, *found)
    for key in (key for row in (chat.keyboard[1]["keyboard"] if chat.keyboard else ()) for key in row):
        if key["text"] == wanted:
            if key.get("request_contact"):
                share_contact(world, phone, bot, phone.number, phone.user_id)
            else:
                write(world, phone, bot, wanted, None)
                _used_keyboard(chat)
            return ""
    raise ValueError("no such button is shown")


def set_blocked(world: World, phone: Phone, bot: TelegramBot, blocked: bool) -> None:
    """Block or unblock the bot; it hears of it as `my_chat_member`."""
    chat = world.store.chat(phone, bot)
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    if (chat.shut is Shut.BLOCKED) is blocked:
        return
    chat.shut = Shut.BLOCKED if blocked else None
    emit(world, bot, "my_chat_member", member_change(world, phone, bot, chat, old, new), chat.id)
    world.bell.ring()


def member_change(world: World, phone: Phone, bot: TelegramBot, chat: TelegramChat, old: str, new: str) -> Json:
    """A `ChatMemberUpdated` about the bot itself."""

    def member(status: str) -> Json:
        return {"user": bot.user, "status": status} | ({"until_date": 0} if status == "kicked" else {})

    return {
        "chat": chat_json(chat),
        "from": phone.user,
        "date": int(world.now().timestamp()),
        "old_chat_member": member(old),
        "new_chat_member": member(new),
    }
