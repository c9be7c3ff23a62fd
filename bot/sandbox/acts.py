"""What people do with their phones, whichever carrier they write with."""

from __future__ import annotations

from typing import Any

from bot.domain.messages import Carrier
from bot.sandbox import sms_network, telegram_groups, telegram_media, telegram_people
from bot.sandbox.files import SAMPLES, sample
from bot.sandbox.shapes import split_utf16
from bot.sandbox.state import Phone, Store
from bot.sandbox.telegram_state import TelegramBot, TelegramChat
from bot.sandbox.twilio_send import BODY_LIMIT
from bot.sandbox.world import World

Who = Phone | str


class Acts:
    """`who` is a phone, its name or its key; an unknown one raises KeyError.

    `chat` is a conversation's key ("telegram:<username>", "sms:<number>") when not the phone's own. What a person
    cannot do (write to a blocked bot, press a button that is not shown) raises ValueError.
    """

    world: World
    store: Store

    def at(self, who: Who, chat: str = "") -> tuple[Phone, str, str]:
        """The phone, the carrier and the bot's name or the number at the other end ("" is the phone's own)."""
        phone = self.store.phone(who) if isinstance(who, str) else who
        carrier, _, name = chat.partition(":")
        return phone, (carrier or phone.carrier.value), name

    def _bot_for(self, who: Who, chat: str = "") -> tuple[Phone, TelegramBot]:
        phone, carrier, name = self.at(who, chat)
        if carrier != Carrier.TELEGRAM:
            raise ValueError("SMS cannot do that")
        return phone, self.store.bot_of(phone, name)

    def type(self, who: Who, text: str, *, reply_to: str | int | None = None, chat: str = "") -> tuple[str, ...]:
        """Type and send; returns the carrier's ids (several when the phone has to cut the text). Raises ValueError.

        `chat` is a conversation's key ("telegram:<username>", "sms:<number>") when not the phone's own.
        """
        phone, carrier, name = self.at(who, chat)
        if carrier == Carrier.TELEGRAM:
            bot = self.store.bot_of(phone, name)
            sent = telegram_people.write(self.world, phone, bot, text, int(reply_to) if reply_to else None)
            return tuple(str(message.id) for message in sent)
        if not text:
            raise ValueError("there is nothing to send")
        account, number = self.store.line_of(phone, name), name or self.store.school_number(phone)
        pieces = split_utf16(text, BODY_LIMIT)
        return tuple(sms_network.receive(self.world, account, phone.number, number, piece).sid for piece in pieces)

    def start(self, who: Who, code: str = "", *, chat: str = "") -> tuple[str, ...]:
        """Press START in a bot's chat, or open its link `?start=<code>`."""
        return self.type(who, f"/start {code}".strip(), chat=chat)

    def met(self, who: Who, chat: str = "") -> None:
        """START was pressed before the story begins: the bot may write, and has nothing to answer."""
        self.store.chat(*self._bot_for(who, chat))

    def press(self, who: Who, label_or_data: str, *, message: str | int | None = None, chat: str = "") -> str:
        """Press the newest button with this label or data. Returns the callback id. Raises ValueError."""
        phone, bot = self._bot_for(who, chat)
        return telegram_people.press(self.world, phone, bot, label_or_data, int(message) if message else None)

    def share_contact(self, who: Who, *, number: str = "", user_id: int | None = None, chat: str = "") -> str:
        """Share the own number; with `number` somebody else's (then `user_id` is theirs, if they are on Telegram)."""
        phone, bot = self._bot_for(who, chat)
        shared = (number, user_id) if number else (phone.number, phone.user_id)
        return str(telegram_people.share_contact(self.world, phone, bot, *shared).id)

    def edit(self, who: Who, message: str | int, text: str, *, chat: str = "") -> None:
        phone, bot = self._bot_for(who, chat)
        telegram_people.edit(self.world, phone, bot, int(message), text)

    def attach(self, who: Who, kind: str, *, chat: str = "", content: bytes | None = None, **more: Any) -> str:
        """Send "voice", "photo", "video", "document", "sticker" or "location"; see `telegram_media.attach`.

        Over SMS only files travel (MMS). Raises ValueError for an unknown kind.
        """
        phone, carrier, name = self.at(who, chat)
        if kind not in (*SAMPLES, "sticker", "location"):
            raise ValueError("that cannot be attached")
        if carrier == Carrier.SMS:
            return self._mms(phone, kind, name, content, **more)
        bot = self.store.bot_of(phone, name)
        if kind == "sticker":
            return str(telegram_media.sticker(self.world, phone, bot).id)
        if kind == "location":
            return str(telegram_media.location(self.world, phone, bot).id)
        return str(telegram_media.attach(self.world, phone, bot, kind, content=content, **more).id)

    def _mms(
        self, phone: Phone, kind: str, name: str, content: bytes | None, caption: str = "", mime: str = "", **_: Any
    ) -> str:
        if kind not in SAMPLES:
            raise ValueError("SMS cannot do that")
        body = sample(kind) if content is None else content
        stored = self.store.files.add("mms", body, mime or SAMPLES[kind][1])
        account, number = self.store.line_of(phone, name), name or self.store.school_number(phone)
        return sms_network.receive(self.world, account, phone.number, number, caption, (stored,)).sid

    def send_photos(self, who: Who, count: int, *, caption: str = "", chat: str = "") -> tuple[str, ...]:
        """Several photos at once, as albums of at most ten."""
        phone, bot = self._bot_for(who, chat)
        sent = telegram_media.photos(self.world, phone, bot, count, caption)
        return tuple(str(message.id) for message in sent)

    def block(self, who: Who, *, chat: str = "") -> None:
        telegram_people.set_blocked(self.world, *self._bot_for(who, chat), blocked=True)

    def unblock(self, who: Who, *, chat: str = "") -> None:
        telegram_people.set_blocked(self.world, *self._bot_for(who, chat), blocked=False)

    def switch_off(self, who: Who) -> None:
        """Texts wait in the network until `switch_on`."""
        sms_network.switch(self.world, self.at(who)[0].number, off=True)

    def switch_on(self, who: Who) -> None:
        sms_network.switch(self.world, self.at(who)[0].number, off=False)

    def sms_fails(self, number: str, code: int | None) -> None:
        """Every SMS to `number` ends undelivered with this Twilio error code (30003 …); None heals it."""
        self.store.handset(number).fails_with = code

    def add_to_group(self, who: Who, title: str, *, chat: str = "") -> TelegramChat:
        return telegram_groups.add_to_group(self.world, *self._bot_for(who, chat), title)

    def write_in_group(self, who: Who, group: int, text: str, *, chat: str = "") -> None:
        telegram_groups.write_in_group(self.world, *self._bot_for(who, chat), group, text)

    def migrate_group(self, who: Who, group: int, *, chat: str = "") -> TelegramChat:
        return telegram_groups.migrate(self.world, *self._bot_for(who, chat), group)
