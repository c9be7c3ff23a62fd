"""Live updates by server-sent events: a page hears that something changed, and that it is over; never what it was."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.hub import Hub
from bot.web.console import door, safety
from bot.web.console.visit import Visitor
from storage import pulse
from storage.db import Db

PATH = "/console/events"
_EVERY_S, _LONGEST = 1.0, 600  # a stream ends by itself after ten minutes; the browser opens the next


async def events(request: Request) -> Response:
    if refused := safety.in_the_clear(request):
        return refused
    visitor, _ = await door.enter(request)
    if visitor is None:
        return Response(status_code=401, headers=safety.HEADERS)
    headers = safety.HEADERS | {"X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(request, visitor), headers=headers, media_type="text/event-stream")


async def _stream(request: Request, visitor: Visitor) -> AsyncIterator[str]:
    hub: Hub = visitor.hub
    known = await hub.read(lambda db: _beat(db, visitor))
    yield "retry: 2000\n\n"
    for _ in range(_LONGEST):
        await hub.rest(_EVERY_S)
        if hub.stopping.is_set() or await request.is_disconnected():
            return
        if not await hub.read(lambda db: door.holds(hub, db, visitor.token)):
            yield "event: over\ndata: \n\n"
            return
        beat = await hub.read(lambda db: _beat(db, visitor))
        yield "event: changed\ndata: \n\n" if beat != known else ": still here\n\n"
        known = beat


def _beat(db: Db, visitor: Visitor) -> object:
    return pulse.of(visitor.scope(), db, visitor.hub.now(), visitor.context.day)
