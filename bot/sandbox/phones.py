"""The phones page: several people's phones side by side, and the clock they live by."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.clock import real_now
from bot.sandbox.markup import to_html
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.sandbox.state import Phone
from bot.sandbox.views import Conversation

_HERE = Path(__file__).parent
_STATIC = {
    "phones.css": "text/css",
    "phones.js": "text/javascript",
    "patch.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_BATCH_S = 0.05  # changes within this long travel together
_BEAT_S = 1.0  # how often a moved clock is noticed, and a closed page
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["rich"] = lambda bubble: to_html(bubble.text, bubble.entities)
    found.filters["clock"] = lambda seconds: f"{seconds // 60}:{seconds % 60:02}"
    return found


class Page:
    """Renders phones; knows nothing of requests."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._environment = _environment()

    @property
    def phones(self) -> list[Phone]:
        return [phone for phone in self._sandbox.store.phones.values() if phone.on_page]

    def clock(self) -> Json:
        """`drift` is school time minus real time in whole seconds; the page's own clock ticks by it."""
        sandbox = self._sandbox
        drift = round((sandbox.clock.now() - real_now()) / timedelta(seconds=1))
        return {
            "drift": drift,
            "zone": str(sandbox.clock.zone),
            "local": sandbox.clock.local.strftime("%Y-%m-%dT%H:%M"),
        }

    def chats(self, phone: Phone) -> tuple[Conversation, ...]:
        return self._sandbox.conversations(phone)

    def screen(self, phone: Phone) -> str:
        """The changing part of one phone."""
        template = self._environment.get_template("screen.html")
        handset = self._sandbox.store.handset(phone.number)
        zone = self._sandbox.clock.zone
        return template.render(phone=phone, chats=self.chats(phone), off=handset.off, zone=zone)

    def whole(self) -> str:
        template = self._environment.get_template("phones.html")
        local = self._sandbox.clock.local
        screens = [(phone, self.screen(phone)) for phone in self.phones]
        return template.render(screens=screens, clock=self.clock(), local=local)


def _event(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _news(page: Page, told: dict[str, str]) -> list[str]:
    """Events for what differs from what this reader was told, which is brought up to date."""
    clock = page.clock()
    now = {f"phone {phone.key}": page.screen(phone) for phone in page.phones}
    now |= {"clock": f"{clock['drift']} {clock['zone']}", "cast": " ".join(phone.key for phone in page.phones)}
    events = []
    for name, value in now.items():
        if told.get(name) != value:
            kind, _, key = name.partition(" ")
            events.append(_event(kind, {"phone": {"key": key, "html": value}, "clock": clock}.get(kind, value)))
    told.clear()
    told.update(now)
    return events


async def _stream(sandbox: Sandbox, page: Page, request: Request) -> AsyncIterator[str]:
    told: dict[str, str] = {}
    bell = sandbox.world.bell
    while not sandbox.world.stopping and not await request.is_disconnected():
        heard = bell.count
        events = _news(page, told)
        yield "".join(events) or ": still here\n\n"
        if bell.count == heard:
            await bell.wait(_BEAT_S)
        await asyncio.sleep(_BATCH_S)


def page_routes(sandbox: Sandbox) -> list[Route]:
    page = Page(sandbox)

    async def index(_: Request) -> Response:
        return HTMLResponse(page.whole(), headers=_HEADERS)

    async def events(request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(_stream(sandbox, page, request), headers=headers, media_type="text/event-stream")

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            return Response(status_code=404)
        return FileResponse(_HERE / "static" / name, media_type=_STATIC[name], headers={"Cache-Control": "no-cache"})

    async def file(request: Request) -> Response:
        """A file at a carrier. Only pictures and sounds are shown; anything else is offered as a download."""
        stored = sandbox.store.files.by_path(request.path_params["path"])
        if stored is None:
            return Response(status_code=404)
        shown = stored.mime.startswith(("image/", "audio/")) and "svg" not in stored.mime
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}
        headers |= {} if shown else {"Content-Disposition": "attachment"}
        return Response(stored.content, headers=headers, media_type=stored.mime)

    return [
        Route("/", index),
        Route("/sandbox/events", events),
        Route("/sandbox/static/{name}", static),
        Route("/sandbox/file/{path:path}", file),
    ]
