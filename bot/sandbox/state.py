"""The one store: people's phones, Telegram bots, SMS accounts, files. In memory; no routes, no clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from bot.domain.messages import Carrier
from bot.sandbox.files import Files
from bot.sandbox.shapes import Json
from bot.sandbox.sms_state import Handset, SmsAccount
from bot.sandbox.telegram_state import TelegramBot, TelegramChat


@dataclass(slots=True, kw_only=True)
class Phone:
    """A person's phone. `carrier` is what they write with; any phone can also get SMS at `number` (E.164).

    `opens` is the bot's username, or the school's number, that the phone writes to unless told otherwise.
    """

    key: str
    name: str
    carrier: Carrier
    number: str
    user_id: int
    language: str = "en"
    role: str = ""
    opens: str = ""
    plus_in_contact: bool = False  # some Telegram clients share a number with its plus, most do not
    on_page: bool = True

    @property
    def user(self) -> Json:
        return {"id": self.user_id, "is_bot": False, "first_name": self.name, "language_code": self.language}


@dataclass(slots=True)
class Store:
    rng: Random
    phones: dict[str, Phone] = field(default_factory=dict)
    bots: dict[str, TelegramBot] = field(default_factory=dict)  # by username
    tokens: dict[str, TelegramBot] = field(default_factory=dict)
    accounts: dict[str, SmsAccount] = field(default_factory=dict)  # by SID
    handsets: dict[str, Handset] = field(default_factory=dict)  # by number
    files: Files = field(default_factory=Files)

    def sid(self, prefix: str) -> str:
        """A Twilio SID: two letters and 32 hexadecimal digits."""
        return f"{prefix}{self.rng.getrandbits(128):032x}"

    def handset(self, number: str) -> Handset:
        return self.handsets.setdefault(number, Handset())

    def phone(self, name: str) -> Phone:
        """By key or shown name. Raises KeyError."""
        for phone in self.phones.values():
            if name in (phone.key, phone.name):
                return phone
        raise KeyError(f"no phone is called {name!r}")

    def chat(self, phone: Phone, bot: TelegramBot) -> TelegramChat:
        """The phone's chat with a bot, opened when there is none yet."""
        return bot.chats.setdefault(phone.user_id, TelegramChat(id=phone.user_id, person=phone.user))

    def bot_of(self, phone: Phone, username: str = "") -> TelegramBot:
        """The bot a phone writes to: the named one, else its own, else the first. Raises KeyError."""
        own = phone.opens if phone.opens in self.bots else next(iter(self.bots), "")
        wanted = username or own
        if wanted not in self.bots:
            raise KeyError(f"no bot is called {wanted!r}")
        return self.bots[wanted]

    def line_of(self, phone: Phone, number: str = "") -> SmsAccount:
        """The account that owns the number a phone texts. Raises KeyError."""
        wanted = number or self.school_number(phone)
        for account in self.accounts.values():
            if wanted in account.lines:
                return account
        raise KeyError(f"no account has the number {wanted!r}")

    def school_number(self, phone: Phone) -> str:
        """The number a phone texts by default: its own choice, else the first line of the first account."""
        numbers = [number for account in self.accounts.values() for number in account.lines]
        return phone.opens if phone.opens in numbers else next(iter(numbers), "")

    def new_key(self, name: str) -> str:
        """A short name fit for an address, unique among the phones."""
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "phone"
        key, number = plain, 2
        while key in self.phones:
            key, number = f"{plain}-{number}", number + 1
        return key
