"""TLS that the hub ends itself, where no proxy stands before it; and what every answer over https carries (PH25, DPIA27)."""

from __future__ import annotations

import ssl
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_YEAR = 365 * 24 * 3600
STRICT = f"max-age={_YEAR}; includeSubDomains"


def context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer with Python's own choice of ciphers, whatever this machine's OpenSSL would let pass.

    Raises OSError for a file that is not there, ssl.SSLError (an OSError too) for a pair that does not belong together.
    """
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    made.load_cert_chain(certificate, key)
    return made


def over_tls(scope: Scope) -> bool:
    """Ended here, or by what stands in front of the hub and says so; nothing else can reach the port when the guide is followed."""
    told = next((value for name, value in reversed(scope["headers"]) if name == b"x-forwarded-proto"), b"")
    return scope["scheme"] == "https" or told.split(b",")[-1].strip() == b"https"


class Strict:
    """Strict transport security on every answer over https, and on none in the clear (RFC 6797, 7.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not over_tls(scope):
            await self._app(scope, receive, send)
            return

        async def strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Strict-Transport-Security"] = STRICT
            await send(message)

        await self._app(scope, receive, strictly)
