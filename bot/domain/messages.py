"""What travels: inbound events, delivery reports and outgoing messages, free of any carrier's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Carrier(StrEnum):
    TELEGRAM = "telegram"
    SMS = "sms"
    WEB = "web"  # the console: nothing travels, the person is at the page


class Side(StrEnum):
    """Which of a school's doors an account is: families write to one, staff to the other."""

    FAMILIES = "families"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Address:
    """A person's place on a carrier: a Telegram chat id as decimal text, or a phone number as E.164."""

    carrier: Carrier
    value: str


class Kind(StrEnum):
    TEXT = "text"
    EDIT = "edit"
    CHOICE = "choice"  # a pressed button
    CONTACT = "contact"  # a shared phone number
    VOICE = "voice"
    PHOTO = "photo"
    VIDEO = "video"
    FILE = "file"
    REFUSED = "refused"  # a sticker, a location, a poll: named in `Inbound.refused`, content never kept
    BLOCKED = "blocked"  # the person blocked the bot
    UNBLOCKED = "unblocked"
    MIGRATED = "migrated"  # a chat got a new id
    GROUP = "group"  # the bot was put into a group: it must leave


@dataclass(frozen=True, slots=True)
class MediaRef:
    """A file at the carrier: `carrier_id` fetches it, `size` is in bytes (None when the carrier does not say)."""

    kind: Kind
    carrier_id: str
    mime: str = ""
    size: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A phone number shared in Telegram. Proof only when `user_id` is the sender's own (Bot API `Contact`)."""

    phone: str
    user_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One thing a person did, as the carrier told it. `sent_at` is the carrier's own time, aware UTC."""

    provider_id: str
    message_id: str
    sender: Address
    sent_at: datetime
    kind: Kind = Kind.TEXT
    text: str = ""
    media: tuple[MediaRef, ...] = ()
    album: str | None = None
    reply_to: str | None = None  # the carrier's id of the message this answers
    choice: str | None = None  # the pressed button's data
    callback_id: str | None = None  # to stop the button's spinner
    contact: SharedContact | None = None
    refused: str | None = None  # "sticker", "location" …
    new_address: str | None = None  # after MIGRATED


class SendState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    RETRY = "retry"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    EXPANDED = "expanded"  # a role's row, replaced by one row per person


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """A carrier's later word on a message we sent. `error` is the carrier's own code, or None."""

    provider_id: str
    message_id: str
    state: SendState
    error: str | None = None


Event = Inbound | StatusReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A raw update on its way into the inbox, already stripped of what we may not keep.

    `provider_id` is unique within the account. `sender` orders one person's updates (None: no person, or unreadable).
    `readable` is False for input that cannot be parsed: it is stored as dead, shown and alarmed.
    """

    provider_id: str
    sender: str | None
    payload: bytes
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as the reader sees it; `data` comes back in `Inbound.choice` (at most 64 bytes, Bot API)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One finished message for one carrier. Texts are rendered; on SMS the buttons already stand in the text."""

    to: Address
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    protect: bool = False  # Telegram protect_content
    silent: bool = False
    reply_to: str | None = None
    edits: str | None = None  # replace the text of this message instead of sending a new one
    deletes: str | None = None  # remove these messages (ids between spaces) before anything else
    ask_contact: str | None = None  # label of a button that shares the phone number
    media: MediaRef | None = None
    media_bytes: bytes | None = None
    expires_in_s: int | None = None  # carriers that queue may drop it after this many seconds
    reference: str = ""  # our own id, for read-back and status callbacks


@dataclass(frozen=True, slots=True)
class Sent:
    """The carrier took it. `parts` is the number of SMS segments (1 on Telegram).

    `ids` are those of every message a long text became, `message_id` the last of them.
    """

    message_id: str
    state: SendState = SendState.SENT
    parts: int = 1
    ids: tuple[str, ...] = field(default=(), compare=False)


class Trouble(StrEnum):
    """Why a send did not succeed, in our words."""

    BLOCKED = "blocked"  # the person blocked us, or opted out of SMS
    GONE = "gone"  # no such chat or number
    MIGRATED = "migrated"
    REFUSED = "refused"  # the carrier will never take this message
    THROTTLED = "throttled"  # try again after `retry_after`
    UNREACHABLE = "unreachable"  # surely not sent: connection refused, name not found
    AMBIGUOUS = "ambiguous"  # it may have been sent: timeout or 5xx after the request left
    MISCONFIGURED = "misconfigured"  # token or account wrong: an operator must act


@dataclass(slots=True, eq=False)
class SendError(Exception):
    """The one error a channel's `send` raises. `detail` never holds text, numbers or tokens."""

    trouble: Trouble
    detail: str = ""
    retry_after: float | None = None  # seconds
    new_address: str | None = field(default=None)
    left: tuple[str, ...] = ()  # ids of messages the carrier would not take back
    admitted: bool = False  # AMBIGUOUS, but somebody said that it failed (5xx, a filter's page): most likely not sent

    def __str__(self) -> str:
        return f"{self.trouble}: {self.detail}"

    @property
    def permanent(self) -> bool:
        return self.trouble in {Trouble.BLOCKED, Trouble.GONE, Trouble.REFUSED}
