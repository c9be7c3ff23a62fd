"""The HTTP client twilio's SDK sends through, with real timeouts, no retries, and refusals as our `SendError`.

The stock asynchronous client ignores its timeout and repeats a POST on a 500; the synchronous one waits for ever.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.channels.jsons import loads
from bot.channels.wire import Answer, UnansweredError, UnsentError, Wire
from bot.domain.messages import SendError, Trouble

# Twilio's error codes. What is not listed is judged by its HTTP status.
_CODES = {
    21610: Trouble.BLOCKED,  # they texted STOP
    21211: Trouble.GONE,  # no such number
    21214: Trouble.GONE,
    21217: Trouble.GONE,
    21614: Trouble.GONE,  # a landline
    21611: Trouble.THROTTLED,  # our sender's queue is full
    14107: Trouble.THROTTLED,
    20429: Trouble.THROTTLED,
    20003: Trouble.MISCONFIGURED,  # wrong account or token
    20005: Trouble.MISCONFIGURED,  # account not active
    20008: Trouble.MISCONFIGURED,  # test credentials
    21212: Trouble.MISCONFIGURED,  # our own number cannot send
    21603: Trouble.MISCONFIGURED,
    21606: Trouble.MISCONFIGURED,
    21608: Trouble.REFUSED,  # a trial account sends to verified numbers only
    21609: Trouble.MISCONFIGURED,  # status callback address
    21659: Trouble.MISCONFIGURED,
    21660: Trouble.MISCONFIGURED,
    30002: Trouble.MISCONFIGURED,  # account suspended
    90010: Trouble.MISCONFIGURED,
}
_STATUSES = {
    401: Trouble.MISCONFIGURED,
    402: Trouble.MISCONFIGURED,
    403: Trouble.MISCONFIGURED,
    404: Trouble.MISCONFIGURED,
    408: Trouble.AMBIGUOUS,
    429: Trouble.THROTTLED,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the SDK reads of an answer."""

    status_code: int
    text: str
    headers: Mapping[str, str]

    @property
    def content(self) -> bytes:
        """Read when something is deleted."""
        return self.text.encode()


class TwilioHttp:
    """Speaks to `base_url` only: the SDK follows page addresses an answer names, and our key must not follow them."""

    is_async = True

    def __init__(self, wire: Wire, base_url: str) -> None:
        self._wire = wire
        self._base = base_url.rstrip("/") + "/"

    async def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the SDK's signature; our session's timeouts hold
        allow_redirects: bool = False,
    ) -> Reply:
        """Raises SendError for a failure and for every refusal, before the SDK makes text of it."""
        if not uri.startswith(self._base) or not uri.isascii() or any(char <= " " for char in uri):
            raise SendError(Trouble.MISCONFIGURED, "twilio: an address that is not the API's")
        if params:
            uri = f"{uri}?{urlencode(params, doseq=True)}"
        sent = dict(headers or {}) | ({"Authorization": basic(*auth)} if auth else {})
        body = urlencode(data, doseq=True).encode() if data is not None else None
        answer = await self._answer(method, uri, sent, body)
        if not 200 <= answer.status < 300:
            raise refusal(answer)
        return Reply(answer.status, answer.body.decode("utf-8", "replace"), answer.headers)

    async def _answer(self, method: str, uri: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
        failure: SendError
        try:
            return await self._wire.call(method, uri, headers=headers, data=body)
        except UnsentError as error:
            failure = SendError(Trouble.UNREACHABLE, f"twilio: {error}")
        except UnansweredError as error:
            failure = SendError(Trouble.AMBIGUOUS, f"twilio: {error}")
        raise failure


def refusal(answer: Answer) -> SendError:
    """The one table of what Twilio's refusals mean to us. Only numbers of its answer are repeated."""
    code = _code(answer.body)
    trouble = _CODES.get(code) or _by_status(answer.status)
    wait = _wait(answer.headers.get("Retry-After")) if trouble is Trouble.THROTTLED else None
    return SendError(trouble, f"twilio: {code or answer.status}", retry_after=wait)


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def _by_status(status: int) -> Trouble:
    if status >= 500 or status < 300:
        return Trouble.AMBIGUOUS
    if status < 400:  # a school filter's login page, not Twilio
        return Trouble.UNREACHABLE
    return _STATUSES.get(status, Trouble.REFUSED)


def _code(body: bytes) -> int:
    try:
        code = loads(body)["code"]
    except (ValueError, LookupError, TypeError):
        return 0
    return code if type(code) is int else 0


def _wait(header: str | None) -> float:
    """Seconds to wait; 1 s when Twilio does not say."""
    return float(header) if header and header.isdecimal() else 1.0
