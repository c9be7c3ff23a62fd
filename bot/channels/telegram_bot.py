"""python-telegram-bot's `Bot` on our own HTTP, giving raw answers and no secrets away.

Stock python-telegram-bot logs parameters and answers at DEBUG, puts the token into exceptions, and spends nine tenths
of its time in its HTTP library; none of it survives here. A failed call is one `SendError` with fixed words.
"""

from __future__ import annotations

import logging
from typing import Any, Final

import aiohttp
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import BaseRequest, RequestData

from bot.channels.jsons import loads
from bot.channels.wire import UnansweredError, UnsentError, Wire
from bot.domain.messages import SendError, Trouble

# Belongs to no tree, so nobody can turn it on: the stock logger writes every text sent and received.
_NO_LOG: Final = logging.Logger("telegram", logging.CRITICAL + 1)  # noqa: LOG001
_ANSWERED_IN_WORDS = frozenset({400, 401, 403, 404, 409})


class NotSentError(NetworkError):
    """The request surely never reached Telegram."""


class SlowDownError(TelegramError):
    """Too many requests. The stock `RetryAfter` cannot even be made without a deprecation warning."""

    def __init__(self, seconds: float) -> None:
        super().__init__("flood control")
        self.seconds = seconds


class FailedError(NetworkError):
    """Telegram answered that it failed (5xx)."""


class GarbledError(TelegramError):
    """An answer that is not the Bot API's."""

    def __init__(self, body: bytes) -> None:
        super().__init__("unreadable answer")
        self.body = body


class UnreadableError(SendError):
    """Telegram did answer, but not in JSON we can read. `body` may hold an update worth keeping."""

    def __init__(self, body: bytes) -> None:
        # A web page instead of an answer is a filter in between: Telegram most likely never saw the request.
        super().__init__(Trouble.AMBIGUOUS, "telegram: unreadable answer", admitted=True)
        self.body = body


# First match wins, so subclasses stand before their bases and an exact remark before its kind.
_TABLE: Final = (
    (NotSentError, "", Trouble.UNREACHABLE),
    (Forbidden, "user is deactivated", Trouble.GONE),
    (Forbidden, "can't send messages to bots", Trouble.GONE),
    (Forbidden, "", Trouble.BLOCKED),
    (ChatMigrated, "", Trouble.MIGRATED),
    (SlowDownError, "", Trouble.THROTTLED),
    (RetryAfter, "", Trouble.THROTTLED),
    (InvalidToken, "", Trouble.MISCONFIGURED),
    (EndPointNotFound, "", Trouble.MISCONFIGURED),
    (Conflict, "", Trouble.MISCONFIGURED),
    (BadRequest, "chat not found", Trouble.GONE),
    (BadRequest, "user not found", Trouble.GONE),
    (BadRequest, "peer_id_invalid", Trouble.GONE),
    (BadRequest, "input_user_deactivated", Trouble.GONE),
    (BadRequest, "group chat was deactivated", Trouble.GONE),
    (BadRequest, "", Trouble.REFUSED),
    (TelegramError, "", Trouble.AMBIGUOUS),
)
# What of Telegram's own words an operator may see: none of them can quote a text or a token.
_REMARKS: Final = (
    "message is not modified", "message to delete not found", "message to edit not found", "message can't be deleted",
    "message can't be edited", "message text is empty", "message is too long", "wrong file identifier",
    "file is too big", "blocked by the user", "user is deactivated", "can't initiate conversation", "chat not found",
    "query is too old", "button_data_invalid", "terminated by other getupdates request",
    "can't use getupdates method while webhook is active",
)  # fmt: skip


class RawBot(Bot):
    """One entry for every method, with the Bot API's own names: text goes in as text, JSON comes out."""

    _LOGGER = _NO_LOG

    def __init__(self, token: str, base_url: str, wire: Wire) -> None:
        request = AiohttpRequest(wire)
        base = base_url.rstrip("/")
        super().__init__(token, f"{base}/bot", f"{base}/file/bot", request, request)

    async def call(self, method: str, /, read_s: float | None = None, **params: Any) -> Any:
        """The `result` of one call; parameters that are None are left out. Raises SendError."""
        trouble: SendError
        try:
            return await self._post(method, params, read_timeout=read_s)
        except GarbledError as error:
            trouble = UnreadableError(error.body)
        except (TelegramError, KeyError, TypeError, AttributeError) as error:
            trouble = explain(error)
        raise trouble  # outside the handler: the cause may quote the token


class AiohttpRequest(BaseRequest):
    """Also sorts out what the stock classes blur: never sent, slow down, and refused with a rare status."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None:
        await self._wire.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,  # the session's own timeouts hold for the rest
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        read_s = read_timeout if isinstance(read_timeout, int | float) else None
        failure: TelegramError
        try:
            answer = await self._wire.call(method, url, data=_form(request_data), read_s=read_s)
        except UnsentError as error:
            failure = NotSentError(str(error))
        except UnansweredError as error:
            failure = NetworkError(str(error))
        else:
            _raise_for(answer.status, answer.body, answer.headers.get("Retry-After"))
            return answer.status, answer.body
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Unlike the stock one it survives any JSON and does not write the answer into the log."""
        try:
            answer = loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise GarbledError(payload)
        return answer


def explain(error: Exception) -> SendError:
    """The one table of what Telegram's refusals mean to us."""
    said = str(error).lower()
    trouble = next(
        (trouble for kind, words, trouble in _TABLE if isinstance(error, kind) and words in said), Trouble.AMBIGUOUS
    )
    remark = next((words for words in _REMARKS if words in said), type(error).__name__)
    return SendError(
        trouble,
        f"telegram: {remark}",
        retry_after=error.seconds if isinstance(error, SlowDownError) else None,
        new_address=str(error.new_chat_id) if isinstance(error, ChatMigrated) else None,
        admitted=isinstance(error, FailedError),
    )


def _raise_for(status: int, body: bytes, retry_after: str | None) -> None:
    if status == 429 or (status >= 400 and b'"retry_after"' in body[:4096]):
        raise SlowDownError(_seconds(body, retry_after))
    if 300 <= status < 400:  # a school filter's login page, not Telegram
        raise NotSentError("redirected")
    if 400 <= status < 500 and status not in _ANSWERED_IN_WORDS:
        raise BadRequest(f"status {status}")
    if status >= 500:
        raise FailedError(f"status {status}")


def _seconds(body: bytes, header: str | None) -> float:
    """How long to wait; 1 s when nobody says."""
    try:
        told = loads(body)["parameters"]["retry_after"]
    except (ValueError, LookupError, TypeError):
        told = header if header and header.isdecimal() else None
    return max(0.0, float(told)) if isinstance(told, int | float | str) else 1.0


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None:
        return None
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
