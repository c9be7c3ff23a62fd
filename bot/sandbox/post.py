"""Calls from the carriers to the hub's webhooks. They reach loopback addresses and nothing else."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp


class UnreachableError(Exception):
    """Nobody answered, or the address is not on this machine. `connected`: the request may have arrived."""

    def __init__(self, why: str, *, connected: bool = False) -> None:
        super().__init__(why)
        self.connected = connected


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    retry_after: int = 0  # seconds


def is_loopback(host: str) -> bool:
    """True for localhost and loopback addresses. No name is ever looked up."""
    bare = host.strip("[]")
    if bare == "localhost":
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def _seconds(value: str | None) -> int:
    return int(value) if value and value.isdigit() else 0


class Post:
    """`public` maps a public prefix ("https://hub.example") to the loopback address that really serves it.

    Signatures and secrets are made for the public URL, so a hub behind a proxy can be tested without one.
    """

    def __init__(self, public: Mapping[str, str]) -> None:
        self._public = dict(public)
        self._session: aiohttp.ClientSession | None = None

    def route(self, url: str) -> str:
        """Where `url` is really served. Raises UnreachableError when that is not this machine."""
        for prefix, real in self._public.items():
            if url.startswith(prefix):
                url = real + url.removeprefix(prefix)
        if not is_loopback(urlsplit(url).hostname or ""):
            raise UnreachableError("the sandbox calls only this machine")
        return url

    async def send(self, url: str, body: bytes, headers: Mapping[str, str], within_s: float) -> Answer:
        """POST once. Raises UnreachableError."""
        real = self.route(url)
        if self._session is None:
            self._session = aiohttp.ClientSession(auto_decompress=False, trust_env=False)
        limit = aiohttp.ClientTimeout(total=within_s)
        try:
            async with self._session.post(
                real, data=body, headers=headers, timeout=limit, allow_redirects=False
            ) as response:
                await response.read()
                return Answer(response.status, _seconds(response.headers.get("Retry-After")))
        except aiohttp.ClientConnectorError as error:
            raise UnreachableError("connection refused") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise UnreachableError("no answer", connected=True) from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
