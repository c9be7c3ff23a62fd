"""Carriers' webhooks: bounded, authenticated, on disk, and only then answered."""

from __future__ import annotations

from collections import Counter

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.accept import accept
from bot.channels.base import ForgedError, WebRequest
from bot.hub import Hub

log = structlog.get_logger()
LIMIT = 64 * 1024
_EMPTY_TWIML = "<?xml version='1.0' encoding='UTF-8'?><Response/>"


class TooLarge(Exception):  # noqa: N818 - an answer, not a bug
    """The body is over the limit; it is not read to its end."""


async def body_of(request: Request, limit: int = LIMIT) -> bytes:
    """Read at most `limit` bytes, whatever Content-Length claims. Raises TooLarge."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


async def receive(request: Request) -> Response:
    """403 for what is not proved, 413 for what is too big, 503 while the database cannot keep it; else 200."""
    hub: Hub = request.app.state.hub
    account = hub.accounts.get(int(request.path_params["account"]))
    if account is None:
        return PlainTextResponse("not found", 404)
    try:
        body = await body_of(request)
        received = hub.channels[account.id].verify(_as_web_request(request, body))
        await accept(hub, account, received)
    except TooLarge:
        return PlainTextResponse("too large", 413)
    except ForgedError:
        log.warning("forged_webhook", account_id=account.id)
        return PlainTextResponse("forbidden", 403)
    except ValueError:
        return PlainTextResponse("not understood", 400)
    except SQLAlchemyError as error:
        log.exception("cannot_store", account_id=account.id, error=type(error).__name__)
        return PlainTextResponse("try again", 503, headers={"Retry-After": "30"})
    return Response(_EMPTY_TWIML, media_type="text/xml")


def _as_web_request(request: Request, body: bytes) -> WebRequest:
    """From what the server itself parsed: Starlette's URL and headers would take it apart a second and a third time."""
    scope = request.scope
    told = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]  # lower-case, by ASGI
    query = scope["query_string"].decode("latin-1")
    return WebRequest(
        path=f"{scope['path']}?{query}" if query else scope["path"],
        headers=dict(told),
        body=body,
        header_counts=Counter(name for name, _ in told),
    )
