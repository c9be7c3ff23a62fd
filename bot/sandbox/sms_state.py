"""What Twilio remembers: accounts, numbers, messages. And what a phone keeps, which nobody can redact."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.sandbox.files import StoredFile


class Status(StrEnum):
    ACCEPTED = "accepted"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    RECEIVED = "received"
    CANCELED = "canceled"


IN_FLIGHT = frozenset({Status.ACCEPTED, Status.QUEUED, Status.SENDING})


@dataclass(slots=True, kw_only=True)
class SmsMedia:
    sid: str
    file: StoredFile
    at: datetime


@dataclass(slots=True, kw_only=True)
class SmsMessage:
    """A Message resource. Times are aware UTC; `sent_at` is None until it left (or, inbound, came)."""

    sid: str
    account_sid: str
    sender: str
    to: str
    body: str
    direction: str
    status: Status
    segments: int
    created_at: datetime
    updated_at: datetime
    sent_at: datetime | None = None
    error_code: int | None = None
    error_message: str | None = None
    service_sid: str | None = None
    callback: str = ""
    media: list[SmsMedia] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Line:
    """A number of the account and where its inbound messages are posted ("" is nowhere: they are only listed)."""

    sid: str
    number: str
    created_at: datetime
    sms_url: str = ""
    sms_method: str = "POST"
    status_callback: str = ""


@dataclass(slots=True, kw_only=True)
class SmsAccount:
    """`services` maps a messaging service SID to its number. `countries` is where it may send (None: everywhere)."""

    sid: str
    auth_token: str
    created_at: datetime
    name: str = "Bookbag sandbox"
    lines: dict[str, Line] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    messages: dict[str, SmsMessage] = field(default_factory=dict)
    countries: frozenset[str] | None = None
    opted_out: set[tuple[str, str]] = field(default_factory=set)  # (our number, theirs)
    answers_keywords: bool = True  # Twilio's own replies to STOP, START and HELP

    def number_for(self, service_sid: str) -> str | None:
        return self.services.get(service_sid)


@dataclass(slots=True, kw_only=True)
class Text:
    """One bubble on a phone's SMS screen. `other` is the number (or name) at the other end."""

    sid: str
    other: str
    mine: bool
    body: str
    at: datetime
    files: tuple[StoredFile, ...] = ()


@dataclass(slots=True)
class Handset:
    """The SMS side of a phone. `off` holds messages back; `fails_with` is the carrier's error code for this number."""

    texts: list[Text] = field(default_factory=list)
    off: bool = False
    fails_with: int | None = None
    waiting: list[SmsMessage] = field(default_factory=list)
