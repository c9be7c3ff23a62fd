"""What every answer of the console carries, and what a form must carry: headers, the cookie, the token against forgery."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from bot.hub import Hub
from bot.signing_in.entering import LONGEST
from bot.web.transport import STRICT, over_tls

COOKIE, FORM_COOKIE = "__Host-bookbag", "__Host-bookbag-form"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def is_https(request: Request) -> bool:
    return over_tls(request.scope)


def in_the_clear(request: Request) -> Response | None:
    """Nobody signs in over plain http (PH25, DPIA27), but for somebody at the machine itself, where there is no public address."""
    public = str(request.app.state.public_url).rstrip("/")
    if is_https(request):
        return None
    if public.startswith("https://"):
        if request.method in {"GET", "HEAD"}:
            return RedirectResponse(public + request.url.path, 308)
        return PlainTextResponse("This page is only there over https.", 403)
    host = request.client.host if request.client else ""
    return None if is_loopback(host) else PlainTextResponse("This page is only there over https.", 403)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def guarded(request: Request, answer: Response) -> Response:
    """Strict transport security is for https alone (RFC 6797, 7.2)."""
    if is_https(request):
        answer.headers["Strict-Transport-Security"] = STRICT
    return answer


def set_cookie(answer: Response, name: str, value: str) -> None:
    """It outlives the session on purpose: what an ended session was writing is given back to the same person only."""
    answer.set_cookie(name, value, max_age=int(2 * LONGEST.total_seconds()), path="/", secure=True, httponly=True, samesite="lax")


def drop_cookie(answer: Response, name: str) -> None:
    answer.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def form_token(hub: Hub, secret: str) -> str:
    """Bound to the session's token, or before there is one to a cookie of its own."""
    return hub.keys.blind("console_form", secret).hex()


def is_ours(hub: Hub, request: Request, secret: str, given: str) -> bool:
    """Whether a form was sent from our own page by the browser it was shown in."""
    came_from = request.headers.get("origin")
    here = {request.headers.get("host", ""), urlsplit(request.app.state.public_url).netloc}
    if came_from and urlsplit(came_from).netloc not in here:
        return False
    if request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        return False
    return bool(secret) and same(form_token(hub, secret), given)


def same(ours: str, given: str) -> bool:
    """Takes as long wherever they differ; `given` may be anything at all."""
    return hmac.compare_digest(ours.encode(), given.encode("utf-8", "replace"))


def fresh() -> str:
    return secrets.token_urlsafe(24)
