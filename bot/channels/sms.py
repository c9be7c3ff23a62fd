"""SMS through Twilio: one two-way number of a school. The only module that knows twilio's SDK."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.request_validator import RequestValidator, add_port, remove_port  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from bot.channels.base import ForgedError, Forgotten, Polled, Recorded, WebRequest
from bot.channels.jsons import Json, loads
from bot.channels.resume import Progress, Remembered
from bot.channels.sms_form import STATES, Form, from_form, moment_of, parse_payload
from bot.channels.sms_http import TwilioHttp
from bot.channels.sms_media import MediaFetcher
from bot.channels.sms_poll import Backlog
from bot.channels.wire import Wire
from bot.domain.messages import (
    Address,
    Carrier,
    Event,
    MediaRef,
    Outgoing,
    Received,
    SendError,
    SendState,
    Sent,
    Trouble,
)
from bot.domain.sms import sms_parts
from bot.domain.textsplit import split_text, visible

BODY_LIMIT = 1600  # characters of one message, error 21617 above
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_SID = re.compile(r"[A-Za-z0-9]+")
_NO_SUCH, _ON_ITS_WAY = "20404", "20009"  # Twilio's codes
_SIGNATURE = "x-twilio-signature"
_LONGEST_S = 36_000  # Twilio's own queue
_CLOCK_SLACK = timedelta(seconds=60)


class SmsChannel:
    """`number` is E.164 and can receive; `public_url` is where Twilio reaches our webhooks (None: we poll).

    `status_path` below it gets delivery reports. Raises ValueError for settings that could never work.
    """

    carrier = Carrier.SMS

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        number: str,
        base_url: str = "https://api.twilio.com",
        public_url: str | None = None,
        *,
        status_path: str = "",
        connect_s: float = 5.0,
        read_s: float = 20.0,
        trust_env: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not _SID.fullmatch(account_sid) or not auth_token.strip():
            raise ValueError("the Twilio account SID or auth token is empty or malformed")
        if not _NUMBER.fullmatch(number):
            raise ValueError("the Twilio number must be one families can answer, like +441632960100")
        if public_url and not _is_web(public_url):
            raise ValueError("the public URL must be http(s) with a host and no user name, query or fragment")
        self._number = number
        self._public_url = public_url.rstrip("/") if public_url else None
        self._status_path = status_path
        self._now = now
        self._base = base_url.rstrip("/")
        self._wire = Wire(connect_s=connect_s, read_s=read_s, trust_env=trust_env)
        self._validator = RequestValidator(auth_token)
        # A non-empty environment: the SDK would otherwise send us where TWILIO_REGION or TWILIO_EDGE say.
        http = TwilioHttp(self._wire, base_url)
        self._client = Client(account_sid, auth_token, http_client=http, environment={"TWILIO_EDGE": ""})
        self._whole = False
        self._backlog = Backlog(self._get, f"/2010-04-01/Accounts/{account_sid}", number)
        self._media = MediaFetcher(
            self._wire, base_url, (account_sid, auth_token), connect_s=connect_s, trust_env=trust_env
        )
        self._progress = Progress()
        self._taken = Remembered()

    def verify(self, request: WebRequest) -> tuple[Received, ...]:
        signature = request.headers.get(_SIGNATURE, "")
        if self._public_url is None or not signature or request.header_counts.get(_SIGNATURE) != 1:
            raise ForgedError
        try:
            form = Form(request.body.decode("utf-8"))
            genuine = self._signed(self._public_url + request.path, form, signature)
        except ValueError:  # not UTF-8, too many fields, or a character no signature can be made of
            genuine = False
        if not genuine:
            raise ForgedError
        told = form or Form(request.path.partition("?")[2])
        return (from_form(told, request.body or request.path.encode(), self._now()),)

    def parse(self, payload: bytes) -> Event:
        return parse_payload(payload)

    async def poll(self, cursor: str | None) -> Polled:
        """The cursor is the carrier's time up to which all is known, one for each direction."""
        return await self._backlog.read(cursor)

    async def send(self, message: Outgoing) -> Sent:
        """The id and state are those of the last message when a long text needs several."""
        if message.edits is not None or message.deletes is not None:
            raise SendError(Trouble.REFUSED, "twilio: a text message cannot be changed")
        if message.media is not None and not message.text.strip():
            raise SendError(Trouble.REFUSED, "twilio: no files by text message")
        ids = self._progress.of(message)
        state, text = SendState.SENT, visible(message.text)
        bodies = _bodies(text)
        for body in bodies[len(ids) :]:
            sid, state = await self._create(message, body)
            ids = (*ids, sid)
            self._progress.note(message, ids)
        self._progress.done(message)
        return Sent(ids[-1], state, _parts(bodies), ids)

    async def find_sent(self, message: Outgoing, since_s: float, recorded: Recorded) -> Sent | None:
        """By recipient, words and time, leaving out what we know the number of, here or on record. Parts found are not sent again."""
        since = self._now() - timedelta(seconds=since_s) - _CLOCK_SLACK
        bodies, ids, state = _bodies(visible(message.text)), self._progress.of(message), SendState.SENT
        recent = [one for one in await self._backlog.recent(message.to.value) if _body(one) in {body.strip() for body in bodies}]
        for sid in [one["sid"] for one in recent if self._unknown(one, since)]:
            for known in await recorded(sid):  # on record before this process knew it
                self._taken.add(known)
        records = [one for one in recent if self._unknown(one, since)]
        for body in bodies[len(ids) :]:
            found = next((one for one in reversed(records) if _body(one) == body.strip()), None)
            if found is None:
                self._progress.note(message, ids)
                return None
            records.remove(found)
            self._taken.add(found["sid"])
            ids, state = (*ids, found["sid"]), _state(found.get("status"))
        self._progress.done(message)
        return Sent(ids[-1], state, _parts(bodies), ids)

    async def answer_button(self, callback_id: str) -> None:
        """There are no buttons in a text message."""

    async def fetch(self, media: MediaRef, limit: int) -> bytes:
        return await self._media.fetch(media, limit)

    async def listen(self, url: str | None) -> None:
        """A number's webhook is set in Twilio's console, where it may serve others; `check` tells when it differs."""

    async def leave(self, place: Address) -> None:
        """There are no groups in text messages."""

    async def forget(self, chat: str, message_id: str, blank: str, *, only_blank: bool = False) -> Forgotten:
        """Its files, its words and its record go from Twilio's store; the text on the phone is outside anybody's reach."""
        record = (await self._resources()).messages(message_id)
        try:
            for media in await record.media.list_async():
                await media.delete_async()
            await record.update_async(body="")
            if only_blank:
                return Forgotten.BLANKED
            await record.delete_async()
        except SendError as error:
            if error.detail.endswith(_NO_SUCH):
                return Forgotten.GONE
            if error.detail.endswith(_ON_ITS_WAY):
                raise SendError(Trouble.UNREACHABLE, error.detail) from None
            raise
        except (TwilioException, ValueError, LookupError, TypeError, AttributeError):
            raise SendError(Trouble.AMBIGUOUS, "twilio: unreadable answer") from None
        return Forgotten.DELETED

    async def check(self) -> str:
        try:
            client = await self._resources()
            account = await client.api.v2010.accounts(client.account_sid).fetch_async()
            numbers = await client.incoming_phone_numbers.list_async(phone_number=self._number, limit=1)
            told = _described(account, numbers, self._public_url)
        except (TwilioException, ValueError, LookupError, TypeError, AttributeError):
            told = None
        if told is None:
            raise SendError(Trouble.MISCONFIGURED, "twilio: this account has no such number for text messages")
        return f"{told} {self._number}"

    async def close(self) -> None:
        await self._media.close()
        await self._wire.close()

    def _signed(self, url: str, form: Form, signature: str) -> bool:
        """Twilio signs the URL with or without its port, as it pleases: without is tried first and mostly right."""
        given, parsed = signature.encode(), urlsplit(url)
        for variant in (remove_port, add_port):
            made: str = self._validator.compute_signature(variant(parsed), form)
            if hmac.compare_digest(made.encode(), given):
                return True
        return False

    async def _create(self, message: Outgoing, body: str) -> tuple[str, SendState]:
        optional: dict[str, Any] = {}
        if message.expires_in_s is not None:
            optional["validity_period"] = min(max(message.expires_in_s, 1), _LONGEST_S)
        if self._public_url and self._status_path:
            optional["status_callback"] = self._public_url + self._status_path
        try:
            client = await self._resources()
            made = await client.messages.create_async(to=message.to.value, from_=self._number, body=body, **optional)
            sid, status = made.sid, made.status
        except (TwilioException, ValueError, LookupError, TypeError, AttributeError):
            sid = None
        if not isinstance(sid, str) or not sid:
            raise SendError(Trouble.AMBIGUOUS, "twilio: unreadable answer")
        self._taken.add(sid)
        return sid, _state(status)

    async def _resources(self) -> Any:
        """The client with all that Twilio's account has. That is a hundred modules, loaded off the event loop for the first text
        that is sent: fetching needs none of them, and a hub is ready before.
        """
        if not self._whole:
            await asyncio.to_thread(import_module, "twilio.rest.api")
            self._client.api.base_url = self._base
            self._whole = True
        return self._client

    def _unknown(self, record: Json, since: datetime) -> bool:
        sid, at = record.get("sid"), moment_of(record)
        return isinstance(sid, str) and sid not in self._taken and at is not None and at >= since

    async def _get(self, path: str) -> Json:
        answer = await self._client.request_async("GET", self._base + path)
        try:
            found = loads(answer.text.encode())
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise SendError(Trouble.AMBIGUOUS, "twilio: unreadable answer")
        return found


def _body(record: Json) -> str:
    return str(record.get("body")).strip()


def _bodies(text: str) -> tuple[str, ...]:
    pieces = split_text(text, BODY_LIMIT)
    return tuple(piece for piece in pieces if piece.strip()) or pieces


def _parts(bodies: tuple[str, ...]) -> int:
    return sum(sms_parts(body).parts for body in bodies)


def _state(word: object) -> SendState:
    return STATES.get(str(word).lower(), SendState.UNKNOWN)


def _described(account: Any, numbers: list[Any], public_url: str | None) -> str | None:
    """The account's name and what is odd about it; None without a number that can send and receive texts."""
    if not numbers or not numbers[0].capabilities.get("sms"):
        return None
    trial = " (trial)" if str(account.type).lower() == "trial" else ""
    elsewhere = public_url and not str(numbers[0].sms_url or "").startswith(public_url)
    return f"{account.friendly_name}{trial}{' (its webhook is not ours)' if elsewhere else ''}"


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        well = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return well and parts.scheme in {"http", "https"} and bool(parts.hostname) and not set(url) & set("@?# ")
