"""HTTP to a carrier over aiohttp: real timeouts, bounded answers, and the one question a sender must answer when a
call fails: did the request surely never leave, or may the carrier have acted on it?

Errors carry no text of the HTTP library, whose messages quote URLs: Telegram's hold the bot token.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractCookieJar, ResolveResult
from yarl import URL

ANSWER_LIMIT = 32 << 20  # bytes; 100 Telegram updates or 1,000 Twilio messages are well below
_KEEP_ALIVE_S = 4.0  # below the 5 s of common servers: a POST on a connection just closed would be ambiguous

# Nothing was written to the carrier when one of these is raised (aiohttp connects, then writes).
_UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
_UNANSWERED = (aiohttp.ClientError, TimeoutError, OSError)


class UnsentError(Exception):
    """The request surely never reached the carrier: refused, no such name, no TLS, no route in time."""


class UnansweredError(Exception):
    """The request may have arrived: no answer in time, the connection reset, half an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`whole` is False when the body was longer than the limit; `body` then holds its beginning."""

    status: int
    headers: Mapping[str, str]  # any case
    body: bytes
    whole: bool = True


class PublicResolver(aiohttp.ThreadedResolver):
    """Refuses names that lead to private addresses, at the very look-up whose result is connected to (no rebinding)."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await super().resolve(host, port, family)
        if not all(is_public(entry["host"]) for entry in found):
            raise OSError("not a public address")
        return found


class Wire:
    """One pooled HTTP session, opened at first use. Redirects are never followed here. Times are seconds.

    `trust_env` uses the proxy settings of the environment; `public_only` refuses private addresses (behind a proxy
    only literal ones: the proxy resolves names itself).
    """

    def __init__(
        self, *, connect_s: float = 5.0, read_s: float = 20.0, trust_env: bool = False, public_only: bool = False
    ) -> None:
        self._connect_s = connect_s
        self._read_s = read_s
        self._trust_env = trust_env
        self._public_only = public_only
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: Any = None,
        read_s: float | None = None,
        limit: int = ANSWER_LIMIT,
    ) -> Answer:
        """One request, one answer of any status. `url` is already encoded. Raises UnsentError, UnansweredError."""
        failure: Exception
        try:
            target = self._target(url)
            async with self._open().request(
                method, target, headers=headers, data=data, allow_redirects=False, timeout=self._timeout(read_s)
            ) as response:
                body = await _read(response.content, limit)
                return Answer(response.status, response.headers, body[:limit], len(body) <= limit)
        except (*_UNSENT, UnicodeError) as error:
            failure = UnsentError(type(error).__name__)
        except ValueError:  # yarl's words for a URL that is none
            failure = UnsentError("InvalidURL")
        except _UNANSWERED as error:
            failure = UnansweredError(type(error).__name__)
        raise failure  # outside the handler: an error's __context__ would still hold the URL

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            guarded = self._public_only and not self._trust_env
            connector = aiohttp.TCPConnector(
                keepalive_timeout=_KEEP_ALIVE_S, resolver=PublicResolver() if guarded else None
            )
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=_no_cookies(), trust_env=self._trust_env
            )
        return self._session

    def _target(self, url: str) -> URL:
        target = URL(url, encoded=True)
        host = target.host or ""
        if self._public_only and _is_address(host) and not is_public(host):
            raise ValueError("not a public address")
        return target

    def _timeout(self, read_s: float | None) -> aiohttp.ClientTimeout:
        """`total` stops a carrier that trickles a byte now and then and so never trips the read timeout."""
        read = self._read_s if read_s is None else read_s
        total = self._connect_s + 2 * read
        return aiohttp.ClientTimeout(total=total, connect=self._connect_s, sock_connect=self._connect_s, sock_read=read)


def is_public(address: str) -> bool:
    """Whether an IP address is out in the world: not loopback, private, link-local, shared or multicast."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.is_global and not ip.is_multicast


def is_loopback(url: str) -> bool:
    """Whether a base URL means this very machine."""
    host = URL(url).host or ""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def _read(content: aiohttp.StreamReader, limit: int) -> bytes:
    """At most one chunk beyond the limit, whatever the length header claimed."""
    parts: list[bytes] = []
    size = 0
    async for chunk in content.iter_chunked(1 << 16):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            break
    return b"".join(parts)


def _no_cookies() -> AbstractCookieJar:
    return aiohttp.DummyCookieJar()
