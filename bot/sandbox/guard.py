"""The sandbox answers this machine only, and no web page from elsewhere may drive it."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.post import is_loopback


def _host(value: str) -> str:
    return urlsplit(f"//{value}").hostname or ""


class Guard:
    """Refuses a Host header that is not loopback (DNS rebinding) and an Origin other than the sandbox's own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope.get("headers", ())}
        host = headers.get(b"host", "")
        origin = headers.get(b"origin")
        if is_loopback(_host(host)) and origin in (None, f"http://{host}"):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("This sandbox answers its own machine only.\n", 403)(scope, receive, send)
