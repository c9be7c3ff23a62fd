"""HTTP to an engine: own session, no proxies, no redirects, bounded in time and size, failures without content."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter

from bot.translation.base import Unavailable

Timeouts = tuple[float, float]  # seconds to connect, seconds to wait for each part of the answer
TIMEOUTS: Timeouts = (2.0, 10.0)
_LARGEST = 1 << 20  # bytes of answer
_TRANSIENT_STATUS = frozenset({429, 502, 503, 504})


def session() -> requests.Session:
    """A session without the environment's proxies and .netrc, and without cookies; shared by threads."""
    made = requests.Session()
    made.trust_env = False
    made.headers.update({"User-Agent": "bookbag", "Accept": "application/json", "Accept-Encoding": "identity"})
    made.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        made.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=8))
    return made


def ask(
    http: requests.Session, method: str, url: str, body: Mapping[str, str] | None, timeouts: Timeouts = TIMEOUTS
) -> object:
    """The decoded JSON answer. Raises Unavailable, with nothing of the request in it or chained to it."""
    failed: Unavailable
    try:
        return _ask(http, method, url, body, timeouts)
    except Unavailable as error:
        failed = Unavailable(error.kind, transient=error.transient)
    except requests.ConnectionError as error:  # a read that times out is not one of these: it may have been counted
        failed = Unavailable(type(error).__name__, transient=True)
    except Exception as error:
        failed = Unavailable(type(error).__name__)
    raise failed from None  # outside the handlers, so that not even __context__ holds the text


def _ask(http: requests.Session, method: str, url: str, body: Mapping[str, str] | None, timeouts: Timeouts) -> object:
    until = time.monotonic() + sum(timeouts)
    with http.request(method, url, json=body, timeout=timeouts, allow_redirects=False, stream=True) as answer:
        if answer.status_code != 200:
            raise Unavailable(f"Http{answer.status_code}", transient=answer.status_code in _TRANSIENT_STATUS)
        return json.loads(_read(answer, until))


def _read(answer: requests.Response, until: float) -> bytes:
    """Part by part as it arrives, so that an answer dripping in cannot hold a thread for ever."""
    received = bytearray()
    while part := answer.raw.read1(65_536, decode_content=True):
        received += part
        if len(received) > _LARGEST:
            raise Unavailable("TooLarge")
        if time.monotonic() > until:
            raise Unavailable("TooSlow")
    return bytes(received)
