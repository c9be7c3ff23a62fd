"""What Telegram remembers: bots, their chats and messages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.sandbox.shapes import Json
from bot.sandbox.telegram_updates import UpdateQueue


class ChatType(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class Shut(StrEnum):
    """Why a bot may not write to a chat; the value is the Bot API's description of the 403."""

    BLOCKED = "bot was blocked by the user"
    DEACTIVATED = "user is deactivated"
    KICKED = "bot was kicked from the group chat"
    LEFT = "bot is not a member of the group chat"


@dataclass(slots=True, kw_only=True)
class TelegramMessage:
    """`content` is the part of the wire's message that says what it is: text and entities, voice, contact …"""

    id: int
    from_bot: bool
    sender: Json
    at: datetime
    content: Json
    reply_to: int | None = None
    markup: Json | None = None  # an inline keyboard, as the hub sent it
    edited_at: datetime | None = None
    deleted: bool = False
    protected: bool = False
    silent: bool = False
    update_id: int | None = None  # the update that told the bot

    @property
    def text(self) -> str:
        return str(self.content.get("text") or self.content.get("caption") or "")


@dataclass(slots=True, kw_only=True)
class TelegramChat:
    """One bot's chat with one person or group. Message ids count up from 1 in each chat."""

    id: int
    type: ChatType = ChatType.PRIVATE
    title: str = ""
    person: Json = field(default_factory=dict)  # the other side of a private chat, as `User`
    messages: dict[int, TelegramMessage] = field(default_factory=dict)
    shut: Shut | None = None
    migrated_to: int | None = None
    keyboard: tuple[int, Json] | None = None  # the reply keyboard on show, and the message that brought it
    force_reply: int | None = None
    toast: str = ""  # the last answerCallbackQuery text

    def next_id(self) -> int:
        return len(self.messages) + 1

    @property
    def shown(self) -> list[TelegramMessage]:
        return [message for message in self.messages.values() if not message.deleted]


@dataclass(slots=True, kw_only=True)
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40
    last_error_at: datetime | None = None
    last_error: str = ""
    tasks: set[asyncio.Task[None]] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class TelegramBot:
    token: str
    username: str
    name: str
    updates: UpdateQueue
    chats: dict[int, TelegramChat] = field(default_factory=dict)
    callbacks: dict[str, int] = field(default_factory=dict)  # query id → chat id
    webhook: Webhook | None = None
    commands: list[Json] = field(default_factory=list)

    @property
    def id(self) -> int:
        return int(self.token.partition(":")[0])

    @property
    def user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}
