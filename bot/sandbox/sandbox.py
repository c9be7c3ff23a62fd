"""The sandbox from inside a program: add bots, numbers and phones, act as people, see what they see."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.domain.messages import Carrier
from bot.sandbox.acts import Acts, Who
from bot.sandbox.clock import MoveClock, Now, SetClock, make_clock
from bot.sandbox.faults import Fault, Rule
from bot.sandbox.post import Post
from bot.sandbox.shapes import dump
from bot.sandbox.sms_state import Line, SmsAccount
from bot.sandbox.state import Phone
from bot.sandbox.telegram_emit import inject
from bot.sandbox.telegram_state import TelegramBot
from bot.sandbox.telegram_updates import UpdateQueue
from bot.sandbox.views import Bubble, Conversation, conversations
from bot.sandbox.world import World

Found = TypeVar("Found")


class Sandbox(Acts):
    """Phones and carriers. Use it on the event loop that serves it (`server.serve`); elsewhere use `/sandbox/`.

    `now`, `move_clock` and `set_clock` come from whoever runs the hub (all three or none). `zone` is the school's.
    `public` maps public URL prefixes of the hub to loopback ones, for webhooks. `seed` drives ids and faults.
    """

    def __init__(
        self,
        *,
        seed: int = 0,
        now: Now | None = None,
        move_clock: MoveClock | None = None,
        set_clock: SetClock | None = None,
        zone: str = "Europe/London",
        public: Mapping[str, str] | None = None,
    ) -> None:
        self.world = World(make_clock(now, move_clock, set_clock, zone), seed, Post(public or {}))
        self.store, self.log, self.faults = self.world.store, self.world.log, self.world.faults
        self.clock, self.limits = self.world.clock, self.world.limits

    def add_bot(self, token: str, username: str, name: str) -> TelegramBot:
        """Raises ValueError for a token that is not `<number>:<letters>` or is taken."""
        if not token.partition(":")[0].isdigit() or not token.partition(":")[2] or token in self.store.tokens:
            raise ValueError("a bot token is <number>:<letters>, and each bot has its own")
        bot = TelegramBot(
            token=token, username=username, name=name, updates=UpdateQueue(self.store.rng.randrange(10**8, 10**9))
        )
        self.store.bots[username] = self.store.tokens[token] = bot
        self.world.bell.ring()
        return bot

    def add_sms_account(
        self, sid: str, auth_token: str, number: str, *, sms_url: str = "", service_sid: str = ""
    ) -> SmsAccount:
        """Add an account, or another number (E.164) to it. With `sms_url` inbound messages are also posted there."""
        now = self.world.now()
        account = self.store.accounts.setdefault(sid, SmsAccount(sid=sid, auth_token=auth_token, created_at=now))
        account.lines[number] = Line(sid=self.store.sid("PN"), number=number, created_at=now, sms_url=sms_url)
        if service_sid:
            account.services[service_sid] = number
        self.world.bell.ring()
        return account

    def add_phone(
        self,
        name: str,
        *,
        carrier: Carrier = Carrier.TELEGRAM,
        number: str = "",
        user_id: int = 0,
        language: str = "en",
        role: str = "",
        opens: str = "",
        on_page: bool = True,
    ) -> Phone:
        """A person's phone. Numbers left out come from the range kept for drama (07700 900xxx)."""
        count = len(self.store.phones)
        phone = Phone(
            key=self.store.new_key(name),
            name=name,
            carrier=carrier,
            number=number or f"+447700{900_000 + count:06d}",
            user_id=user_id or 5_000_000_001 + count,
            language=language,
            role=role,
            opens=opens,
            on_page=on_page,
        )
        self.store.phones[phone.key] = phone
        self.world.bell.ring()
        return phone

    def phone(self, name: str) -> Phone:
        """By name or key. Raises KeyError."""
        return self.store.phone(name)

    def bot(self, username: str) -> TelegramBot:
        return self.store.bots[username]

    def conversations(self, who: Who) -> tuple[Conversation, ...]:
        return conversations(self.store, self.at(who)[0])

    def conversation(self, who: Who, chat: str = "") -> Conversation:
        """The phone's own conversation, or the one with this key. Raises KeyError when there is none."""
        for conversation in self.conversations(who):
            if chat in ("", conversation.key):
                return conversation
        raise KeyError(f"no conversation {chat!r}")

    def screen(self, who: Who, chat: str = "") -> tuple[Bubble, ...]:
        return self.conversation(who, chat).bubbles

    def received(self, who: Who, chat: str = "") -> tuple[str, ...]:
        """The texts others sent to this phone, oldest first."""
        return tuple(bubble.text for bubble in self.screen(who, chat) if not bubble.mine)

    async def until(self, check: Callable[[], Found], within_s: float = 10.0) -> Found:
        """Wait until `check()` is true and return what it gave. Looks again at each change. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + within_s
        while not (found := check()):
            left = ends - loop.time()
            if left <= 0:
                raise TimeoutError("it did not happen in time")
            await self.world.bell.wait(min(left, 0.05))  # what the hub keeps in its own database rings no bell here
        return found

    @property
    def at_rest(self) -> bool:
        """Nothing is on its way to a phone or to the hub."""
        return self.world.at_rest

    def fault(self, fault: Fault | str, **rule: Any) -> Rule:
        """Add a rule, see `faults.Rule`: `fault("drop", method="sendMessage", times=2)`."""
        return self.faults.add(Rule(fault=Fault(fault), **rule))

    def inject(self, username: str, update: dict[str, object] | str) -> int:
        """Queue a raw update (an object, or the JSON after `update_id`); returns its id."""
        body = update if isinstance(update, str) else dump(update)[1:-1]
        return inject(self.world, self.bot(username), body)
