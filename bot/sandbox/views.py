"""What a phone shows: its conversations and their bubbles, as values for tests and for the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from bot.domain.messages import Carrier
from bot.sandbox.shapes import Json
from bot.sandbox.sms_state import Text
from bot.sandbox.state import Phone, Store
from bot.sandbox.telegram_state import Shut, TelegramBot, TelegramChat, TelegramMessage


@dataclass(frozen=True, slots=True)
class Key:
    """A button. `data` is what an inline button sends; keys under the typing box have none and `contact` may be set."""

    label: str
    data: str = ""
    url: str = ""
    contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message as the person sees it. `id` is the carrier's; `at` is school time, aware."""

    id: str
    mine: bool
    at: datetime
    text: str = ""
    kind: str = "text"
    keys: tuple[tuple[Key, ...], ...] = ()
    entities: tuple[Json, ...] = ()
    reply_to: str = ""
    reply_text: str = ""
    edited: bool = False
    silent: bool = False
    protected: bool = False
    taken: bool = False  # the hub has acknowledged it
    file: str = ""  # path of an attached file
    seconds: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(key.label for row in self.keys for key in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """`key` is "telegram:<username>" or "sms:<number>"."""

    key: str
    title: str
    carrier: Carrier
    bubbles: tuple[Bubble, ...] = ()
    keyboard: tuple[tuple[Key, ...], ...] = ()
    blocked: bool = False
    toast: str = ""


_KINDS = ("text", "voice", "photo", "video", "document", "sticker", "location", "contact")


def _kind(content: Json) -> str:
    return next((kind for kind in _KINDS if kind in content), "service")


def _words(message: TelegramMessage) -> str:
    contact = message.content.get("contact")
    if contact:
        return str(contact["phone_number"])
    sticker = message.content.get("sticker")
    return str(sticker.get("emoji", "")) if sticker else message.text


def _keys(markup: Json | None, name: str) -> tuple[tuple[Key, ...], ...]:
    def key(button: Json) -> Key:
        asks = bool(button.get("request_contact"))
        return Key(button["text"], button.get("callback_data", ""), button.get("url", ""), asks)

    return tuple(tuple(key(button) for button in row) for row in (markup or {}).get(name, ()))


def _file(store: Store, message: TelegramMessage, kind: str) -> tuple[str, int]:
    found = message.content.get(kind)
    wire = found[-1] if isinstance(found, list) else found
    if not isinstance(wire, dict):
        return "", 0
    stored = store.files.by_id(wire.get("file_id", ""))
    return (stored.path, int(wire.get("duration", 0))) if stored else ("", 0)


def _telegram_bubble(store: Store, bot: TelegramBot, chat: TelegramChat, message: TelegramMessage) -> Bubble:
    kind = _kind(message.content)
    path, seconds = _file(store, message, kind)
    replied = chat.messages.get(message.reply_to or 0)
    return Bubble(
        id=str(message.id),
        mine=not message.from_bot,
        at=message.at,
        text=_words(message),
        kind=kind,
        keys=_keys(message.markup, "inline_keyboard"),
        entities=tuple(message.content.get("entities") or message.content.get("caption_entities") or ()),
        reply_to=str(replied.id) if replied else "",
        reply_text=_words(replied) if replied else "",
        edited=message.edited_at is not None,
        silent=message.silent,
        protected=message.protected,
        taken=message.update_id is not None and message.update_id not in bot.updates,
        file=path,
        seconds=seconds,
    )


def telegram_view(store: Store, bot: TelegramBot, chat: TelegramChat) -> Conversation:
    return Conversation(
        key=f"telegram:{bot.username}",
        title=bot.name,
        carrier=Carrier.TELEGRAM,
        bubbles=tuple(_telegram_bubble(store, bot, chat, message) for message in chat.shown),
        keyboard=_keys(chat.keyboard[1] if chat.keyboard else None, "keyboard"),
        blocked=chat.shut is Shut.BLOCKED,
        toast=chat.toast,
    )


def _sms_bubble(text: Text) -> Bubble:
    file = text.files[0].path if text.files else ""
    return Bubble(id=text.sid, mine=text.mine, at=text.at, text=text.body, file=file, kind="photo" if file else "text")


def _spaced(number: str) -> str:
    """A number as people write it; a sender's name stays as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _sms_views(store: Store, phone: Phone) -> Iterator[Conversation]:
    threads: dict[str, list[Bubble]] = {}
    if phone.carrier is Carrier.SMS:
        threads[store.school_number(phone)] = []
    for text in store.handset(phone.number).texts:
        threads.setdefault(text.other, []).append(_sms_bubble(text))
    for other, bubbles in threads.items():
        yield Conversation(key=f"sms:{other}", title=_spaced(other), carrier=Carrier.SMS, bubbles=tuple(bubbles))


def conversations(store: Store, phone: Phone) -> tuple[Conversation, ...]:
    """Everything on a phone, what it writes to by default first."""
    on_telegram = phone.carrier is Carrier.TELEGRAM and bool(store.bots)
    own = store.bot_of(phone) if on_telegram else None
    found = [
        telegram_view(store, bot, bot.chats.get(phone.user_id) or TelegramChat(id=phone.user_id))
        for bot in store.bots.values()
        if bot is own or phone.user_id in bot.chats
    ]
    found += _sms_views(store, phone)
    first = f"telegram:{own.username}" if own else f"sms:{store.school_number(phone)}"
    return tuple(sorted(found, key=lambda conversation: conversation.key != first))
