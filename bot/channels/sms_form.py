"""Twilio's two ways of telling about one message, a webhook form and a REST resource, and what of them may be kept.

Both give the same inbox key, so that a message polled after its webhook came is a repeat. City, county, country and
profile name of the sender, which Twilio guesses and adds, never reach the disk (DPIA8).
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from bot.channels.jsons import Json, dumps, loads
from bot.domain.messages import Address, Carrier, Event, Inbound, Kind, MediaRef, Received, SendState, StatusReport
from bot.domain.textsplit import visible

RAW_LIMIT = 65_536  # bytes kept of something unreadable
_MAX_FIELDS = 1000
_MAX_MEDIA = 10  # files in one message, by Twilio
_INCOMING = frozenset({"", "received", "receiving"})
_MEDIA_PATH = re.compile(r"/2010-04-01/Accounts/\w+/Messages/\w+/Media/\w+")
_PRIVATE = re.compile("City|State$|Zip|Country|Name|Latitude|Longitude|Address|Label")
_KINDS = {"image": Kind.PHOTO, "audio": Kind.VOICE, "video": Kind.VIDEO}

# Twilio's words for where a message is. In flight is no news: we know it since the carrier took it.
STATES = {
    "accepted": SendState.SENT,
    "scheduled": SendState.SENT,
    "queued": SendState.SENT,
    "sending": SendState.SENT,
    "sent": SendState.SENT,
    "delivered": SendState.DELIVERED,
    "partially_delivered": SendState.DELIVERED,
    "read": SendState.DELIVERED,
    "undelivered": SendState.FAILED,
    "failed": SendState.FAILED,
    "canceled": SendState.FAILED,
}


class Form:
    """A posted form that keeps repeated and blank fields, in the shape twilio's signature code asks for."""

    __slots__ = ("_fields",)

    def __init__(self, encoded: str) -> None:
        """Raises ValueError for more than 1,000 fields."""
        self._fields: dict[str, list[str]] = {}
        for name, value in parse_qsl(encoded, keep_blank_values=True, max_num_fields=_MAX_FIELDS):
            self._fields.setdefault(name, []).append(value)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def getall(self, name: str) -> list[str]:
        return self._fields.get(name, [])

    def kept(self) -> str:
        """The form without what the data map denies, for what cannot be read."""
        names = [name for name in self._fields if not _PRIVATE.search(name)]
        return urlencode([(name, value) for name in names for value in self._fields[name]])

    def get(self, *names: str) -> str:
        """The first of these fields that says something, or ""."""
        return next((value for name in names for value in self.getall(name) if value), "")


def from_form(form: Form, raw: bytes, now: datetime) -> Received:
    """`now` (aware) stands for the time of an incoming message, which the webhook does not tell."""
    sid = form.get("MessageSid", "SmsSid", "SmsMessageSid")
    status = form.get("MessageStatus", "SmsStatus")
    if sid and status not in _INCOMING:
        return _report(sid, status, form.get("ErrorCode"))
    if not sid or not form.get("From"):
        return dead(form.kept().encode() or raw)
    media = [(url, form.get(f"MediaContentType{n}")) for n in range(_MAX_MEDIA) if (url := form.get(f"MediaUrl{n}"))]
    return _message(sid, form.get("From"), form.get("Body"), now, media, form.get("OptOutType"))


def from_resource(record: Json, media: list[tuple[str, str]]) -> Received:
    """`media` are (address, content type) pairs; the resource itself only counts them."""
    try:
        sid, status = _word(record["sid"]), _word(record["status"])
        if not is_inbound(record):
            code = record.get("error_code")
            return _report(sid, status, "" if code is None else str(code))
        body = record.get("body")
        at = moment_of(record)
        if at is None:
            return dead(dumps(record))
        return _message(sid, _word(record["from"]), body if isinstance(body, str) else "", at, media, "")
    except (LookupError, TypeError, ValueError):
        return dead(repr(record).encode("ascii", "backslashreplace"))


def is_inbound(record: Json) -> bool:
    direction = record.get("direction")
    return str(direction).startswith("inbound") if direction else record.get("status") in _INCOMING


def moment_of(record: Json) -> datetime | None:
    """When Twilio says it was sent, or else made; aware UTC."""
    for name in ("date_sent", "date_created"):
        told = record.get(name)
        if isinstance(told, str) and (at := _date(told)):
            return at
    return None


@functools.lru_cache(maxsize=4096)  # a poll meets most of the messages that the last one did
def _date(told: str) -> datetime | None:
    """RFC 2822 as Twilio writes it, or ISO 8601 as its other interfaces do; without an offset it is UTC."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            at = read(told)
            return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return None


def parse_payload(payload: bytes) -> Event:
    """Raises ValueError for anything but what `from_form` and `from_resource` stored."""
    try:
        kept = loads(payload)
        if "state" in kept:
            state = STATES.get(kept["state"].lower(), SendState.UNKNOWN)
            provider_id = f"{kept['sid']}:{kept['state']}"
            return StatusReport(
                provider_id=provider_id, message_id=kept["sid"], state=state, error=kept["error"] or None
            )
        return _inbound(kept)
    except (LookupError, TypeError, AttributeError, OverflowError, OSError) as error:
        raise ValueError(f"not a readable message: {type(error).__name__}") from None


def media_path(url: str) -> str | None:
    """Where a message's file lies below the API's own address; None for any other address."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = _MEDIA_PATH.search(path)
    return found[0] if found and path.removesuffix(".json").endswith(found[0]) else None


def dead(raw: bytes) -> Received:
    """Genuine but unreadable: kept, shown and alarmed, in nobody's way."""
    provider_id = "x" + hashlib.sha256(raw).hexdigest()[:32]
    return Received(provider_id=provider_id, sender=None, payload=raw[:RAW_LIMIT], readable=False)


def _inbound(kept: Json) -> Inbound:
    media = tuple(_media(url, mime) for url, mime in kept["media"])
    kind = media[0].kind if media else Kind.TEXT
    if kept["optout"].upper() == "STOP":  # Twilio has already closed this number to us; START needs nothing from us
        kind = Kind.BLOCKED
    return Inbound(
        provider_id=kept["sid"],
        message_id=kept["sid"],
        sender=Address(Carrier.SMS, visible(kept["from"])),
        sent_at=datetime.fromtimestamp(kept["at"], UTC),
        kind=kind,
        text=visible(kept["body"]),
        media=media,
    )


def _media(url: str, mime: str) -> MediaRef:
    return MediaRef(_KINDS.get(mime.partition("/")[0], Kind.FILE), media_path(url) or url, mime)


def _message(sid: str, sender: str, body: str, at: datetime, media: list[tuple[str, str]], optout: str) -> Received:
    kept = {"sid": sid, "from": sender, "body": body, "at": int(at.timestamp()), "media": media, "optout": optout}
    return Received(provider_id=sid, sender=sender, payload=dumps(kept))


def _report(sid: str, state: str, error: str) -> Received:
    kept = {"sid": sid, "state": state, "error": "" if error == "0" else error}
    return Received(provider_id=f"{sid}:{state}", sender=None, payload=dumps(kept))


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not a word")
    return value
