"""Telegram: one bot of a school. Only modules named `telegram…` here know python-telegram-bot."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from bot.channels.base import ForgedError, Forgotten, Polled, Recorded, WebRequest
from bot.channels.jsons import loads
from bot.channels.resume import Progress
from bot.channels.telegram_bot import RawBot
from bot.channels.telegram_out import Call, calls
from bot.channels.telegram_parse import parse_update
from bot.channels.telegram_poll import fetch_updates
from bot.channels.telegram_shown import Shown
from bot.channels.telegram_trim import READ, receive
from bot.channels.wire import UnansweredError, UnsentError, Wire
from bot.domain.messages import Address, Carrier, Inbound, MediaRef, Outgoing, Received, SendError, Sent, Trouble

_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
_TOKEN = re.compile(r"[A-Za-z0-9:_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what setWebhook takes
_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_./-]*")
_DELETE = "deleteMessage"
_DONE_ALREADY = ("message is not modified", "message to delete not found")


_NOBODY = frozenset({Trouble.BLOCKED, Trouble.GONE})  # the chat is closed to us: so is its copy


class _Kept(Exception):  # noqa: N818 - an answer, not a fault
    """Telegram does not do this to this message any more."""


class TelegramChannel:
    """`poll_s` is how long Telegram may hold a poll open; `now` gives the time of pressed buttons (aware).

    Raises ValueError for a token or webhook secret that could never work; without a secret webhooks are refused.
    """

    carrier = Carrier.TELEGRAM

    def __init__(
        self,
        token: str,
        base_url: str = "https://api.telegram.org",
        webhook_secret: str | None = None,
        *,
        poll_s: int = 25,
        connect_s: float = 5.0,
        read_s: float = 20.0,
        trust_env: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not _TOKEN.fullmatch(token):
            raise ValueError("the Telegram bot token is empty or malformed")
        if webhook_secret is not None and not _SECRET.fullmatch(webhook_secret):
            raise ValueError("the Telegram webhook secret must be 1 to 256 letters, digits, _ or -")
        self._secret = webhook_secret
        self._poll_s = poll_s
        self._read_s = read_s
        self._now = now
        self._files = f"{base_url.rstrip('/')}/file/bot{token}/"
        self._wire = Wire(connect_s=connect_s, read_s=read_s, trust_env=trust_env)
        self._bot = RawBot(token, base_url, self._wire)
        self._progress = Progress()
        self._shown = Shown()
        self._asking: asyncio.Future[str] | None = None

    def verify(self, request: WebRequest) -> tuple[Received, ...]:
        told = request.headers.get(_SECRET_HEADER, "")
        once = request.header_counts.get(_SECRET_HEADER) == 1
        same = hmac.compare_digest(told.encode("utf-8", "surrogateescape"), (self._secret or "").encode())
        if not (self._secret and once and same):
            raise ForgedError
        try:
            update = loads(request.body)
        except ValueError:
            update = None
        received = receive(update, self._now(), request.body)
        return (received,) if received else ()

    def parse(self, payload: bytes) -> Inbound:
        return parse_update(payload)

    async def poll(self, cursor: str | None) -> Polled:
        """The cursor is the next update's number: Telegram forgets an update when a later number is asked for."""
        return await fetch_updates(self._bot, cursor, self._now, self._poll_s, self._poll_s + self._read_s)

    async def send(self, message: Outgoing) -> Sent:
        """The id is that of the last part, which holds the buttons. Several ids in `deletes` stand between spaces."""
        try:
            steps = calls(message)
        except ValueError:
            steps = []
        if not steps:
            raise SendError(Trouble.REFUSED, "telegram: malformed address, id or button")
        if steps[-1].method == _DELETE:
            return await self._take_back(steps)
        ids = self._progress.of(message)
        for step in steps[len(ids) :]:
            made = await self._removed(step) if step.method == _DELETE else await self._do(step)
            ids = (*ids, made or "")
            if len(ids) < len(steps):
                self._progress.note(message, ids)
        self._progress.done(message)
        own = tuple(one for one, step in zip(ids, steps, strict=True) if step.method != _DELETE)
        return Sent(ids[-1], ids=own)

    async def find_sent(self, message: Outgoing, since_s: float, recorded: Recorded) -> Sent | None:
        """Bots cannot read back what they sent; but as long as Telegram does not answer, nothing is worth sending again."""
        if self._asking is None or self._asking.done():  # rows in doubt come by the hundred after an outage: one question
            self._asking = asyncio.ensure_future(self.check())
        await asyncio.shield(self._asking)
        return None

    async def answer_button(self, callback_id: str) -> None:
        with suppress(SendError):
            await self._bot.call("answerCallbackQuery", callback_query_id=callback_id)

    async def fetch(self, media: MediaRef, limit: int) -> bytes:
        found = await self._bot.call("getFile", file_id=media.carrier_id)
        path = found.get("file_path") if isinstance(found, dict) else None
        if not isinstance(path, str) or not _PATH.fullmatch(path):
            raise SendError(Trouble.REFUSED, "telegram: no file to fetch there")
        failure: SendError
        try:
            answer = await self._wire.call("GET", self._files + path, limit=limit)
        except (UnsentError, UnansweredError) as error:
            failure = SendError(Trouble.UNREACHABLE, f"telegram: {error}")
        else:
            if answer.status == 200 and answer.whole:
                return answer.body
            failure = _no_file(answer.status)
        raise failure

    async def listen(self, url: str | None) -> None:
        """Have updates posted to `url` with our secret, or (None) kept for polls. Nothing waiting is dropped."""
        if url is None:
            await self._bot.call("deleteWebhook", drop_pending_updates=False)
        elif self._secret is None:
            raise SendError(Trouble.MISCONFIGURED, "telegram: a webhook needs a secret")
        else:
            await self._bot.call("setWebhook", url=url, secret_token=self._secret, allowed_updates=list(READ))

    async def leave(self, place: Address) -> None:
        with suppress(SendError, ValueError):
            await self._bot.call("leaveChat", chat_id=int(place.value))

    async def forget(self, chat: str, message_id: str, blank: str, *, only_blank: bool = False) -> Forgotten:
        """Deleted within 48 hours; later its text, or its caption, gives way to `blank`. What is only a file stays."""
        place: dict[str, Any] = {"chat_id": int(chat), "message_id": int(message_id)}
        self._shown.forget(chat, message_id)
        if not only_blank:
            with suppress(_Kept):
                return await self._forgotten("deleteMessage", place, Forgotten.DELETED)
        for method, words in (("editMessageText", "text"), ("editMessageCaption", "caption")):
            with suppress(_Kept):
                return await self._forgotten(method, place | {words: blank}, Forgotten.BLANKED)
        return Forgotten.LEFT

    async def _forgotten(self, method: str, params: dict[str, Any], done: Forgotten) -> Forgotten:
        try:
            await self._bot.call(method, **params)
        except SendError as error:
            if error.detail.endswith(("not found", "is not modified")) or error.trouble in _NOBODY:
                return done if error.detail.endswith("is not modified") else Forgotten.GONE
            if error.trouble is not Trouble.REFUSED:
                raise
            kept = _Kept()
        else:
            return done
        raise kept

    async def check(self) -> str:
        me = await self._bot.call("getMe")
        name = me.get("username") if isinstance(me, dict) else None
        if not isinstance(name, str):
            raise SendError(Trouble.MISCONFIGURED, "telegram: this token is no bot's")
        return f"@{name}"

    async def close(self) -> None:
        await self._wire.close()

    async def _take_back(self, steps: list[Call]) -> Sent:
        """Every message that can still go, goes. Raises SendError naming those that are too old (48 hours)."""
        ids = [str(step.params["message_id"]) for step in steps]
        left = [one for one, step in zip(ids, steps, strict=True) if not await self._removed(step)]
        if left:
            raise SendError(Trouble.REFUSED, "telegram: message can't be deleted", left=tuple(left))
        return Sent(ids[-1], ids=tuple(ids))

    async def _removed(self, step: Call) -> str | None:
        """The id of a message that is gone; None when Telegram keeps it."""
        try:
            return await self._do(step)
        except SendError as error:
            if error.trouble is not Trouble.REFUSED:
                raise
            return None

    async def _do(self, step: Call) -> str:
        """The id of the message a call made, changed or removed."""
        if self._shown.already(step.method, step.params):
            return str(step.params["message_id"])
        try:
            result = await self._bot.call(step.method, **step.params)
        except SendError as error:
            if not error.detail.endswith(_DONE_ALREADY):
                raise
            result = None
        known = step.params.get("message_id")
        made = result.get("message_id", known) if isinstance(result, dict) else known
        if made is None:
            raise SendError(Trouble.AMBIGUOUS, "telegram: no message id in the answer")
        self._shown.note(step.method, step.params, str(made))
        return str(made)


def _no_file(status: int) -> SendError:
    if status == 200:
        return SendError(Trouble.REFUSED, "telegram: the file is too large")
    if status in {401, 403, 404, 410}:  # a file link lives an hour, the file itself for long
        return SendError(Trouble.GONE, "telegram: the file is gone")
    return SendError(Trouble.UNREACHABLE, f"telegram: file server answered {status}")
