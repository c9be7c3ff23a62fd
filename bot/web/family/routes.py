"""/p/TOKEN: the form for the code, the page, its files. Everything else is the same closed page, whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import vault
from bot.domain.wording import Day, Phrase, say
from bot.hub import Hub
from bot.phrases import Reader, render
from bot.web.family import guard, news
from bot.web.family.guard import COOKIE, Visit
from bot.web.webhooks import TooLarge, body_of
from storage.db import Db

_HERE = Path(__file__).parent
_FORM_LIMIT, _YEAR = 1024, 31_536_000
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_INLINE = ("image/jpeg", "image/png", "video/mp4")
_PAGES = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def _headers(hub: Hub) -> dict[str, str]:
    secure = hub.public_url.startswith("https://")
    return _HEADERS | ({"Strict-Transport-Security": f"max-age={_YEAR}; includeSubDomains"} if secure else {})


def _page(hub: Hub, template: str, values: Mapping[str, object], status: int = 200) -> Response:
    return HTMLResponse(_PAGES.get_template(template).render(**values), status, headers=_headers(hub))


def _said(reader: Reader, phrase: Phrase) -> str:
    """On a page the direction is an attribute, not a letter."""
    return render(phrase, reader).lstrip("\u200f")


def _frame(reader: Reader) -> dict[str, object]:
    return {
        "lang": reader.locale.replace("_", "-"),
        "dir": "rtl" if reader.right_to_left else "ltr",
        "title": _said(reader, say("page.title")),
        "school": reader.facts["school"],
    }


def _closed(hub: Hub) -> Response:
    """The same words for an address that never was: nobody learns from it that there is a child (M17)."""
    plain = Reader("en", "UTC", hub.now(), lambda _: "", {"school": "", "office_phone": "", "out_of_hours": ""})
    return _page(hub, "closed.html", _frame(plain) | {"words": _said(plain, say("page.dead"))}, 404)


async def show(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    token, now = str(request.path_params["token"]), hub.now()
    cookie = request.cookies.get(COOKIE, "")

    def load(db: Db) -> tuple[Visit, Reader, list[news.Entry]] | None:
        found = guard.visit(hub, db, token, cookie, now)
        if found is None:
            return None
        reader = news.reader_of(hub, db, found, now)
        return found, reader, news.entries(db, found, reader, now) if found.entered else []

    loaded = await hub.read(load)
    if loaded is None:
        return _closed(hub)
    found, reader, shown = loaded
    if not found.entered:
        return _form(hub, reader)
    until = _said(reader, say("page.until", day=Day(found.link.expires_at)))
    nothing = _said(reader, say("page.nothing"))
    values = {"entries": shown, "until": until, "nothing": nothing, "token": token}
    return _page(hub, "news.html", _frame(reader) | values)


def _form(hub: Hub, reader: Reader, *, wrong: bool = False) -> Response:
    """Neither school nor child is named before the code is right."""
    frame = _frame(reader) | {"school": ""}
    told = _said(reader, say("page.wrong")) if wrong else ""
    label, button = _said(reader, say("page.code")), _said(reader, say("page.open"))
    return _page(hub, "code.html", frame | {"label": label, "button": button, "wrong": told}, 403 if wrong else 200)


async def enter(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    token, now = str(request.path_params["token"]), hub.now()
    try:
        form = parse_qs((await body_of(request, _FORM_LIMIT)).decode("utf-8", "replace"))
    except TooLarge:
        return Response("too large", 413, headers=_headers(hub))
    code = form.get("code", [""])[0]

    def unit(db: Db) -> tuple[Visit, Reader, str] | None:
        found = guard.visit(hub, db, token, "", now)
        if found is None:
            return None
        right = guard.enter(db, found, code, now)
        return found, news.reader_of(hub, db, found, now), guard.session_of(db, found.link) if right else ""

    done = await hub.write(unit)
    if done is None:
        return _closed(hub)
    found, reader, session = done
    if not session:
        return _form(hub, reader, wrong=True)
    answer = RedirectResponse(f"/p/{token}", 303, headers=_headers(hub))
    seconds = int((found.link.expires_at - now).total_seconds())
    secure = hub.public_url.startswith("https://")
    answer.set_cookie(COOKIE, session, max_age=seconds, path=f"/p/{token}", secure=secure, httponly=True, samesite="lax")
    return answer


async def file(request: Request) -> Response:
    """A picture from our own sealed copy, to the browser that typed the code and nobody else."""
    hub: Hub = request.app.state.hub
    token, now = str(request.path_params["token"]), hub.now()
    media_id, cookie = int(request.path_params["media"]), request.cookies.get(COOKIE, "")

    def load(db: Db) -> tuple[str, bytes] | None:
        found = guard.visit(hub, db, token, cookie, now)
        media = news.file_of(db, found, media_id, now) if found is not None and found.entered else None
        return (media.mime, vault.read(hub, db, media)) if media is not None else None

    loaded = await hub.read(load)
    if loaded is None:
        return _closed(hub)
    mime, raw = loaded
    kind = mime if mime in _INLINE else "application/octet-stream"
    shown = {"Content-Disposition": "inline" if mime in _INLINE else "attachment; filename=document"}
    return Response(raw, media_type=kind, headers=_headers(hub) | shown)


async def style(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    headers = _headers(hub) | {"Cache-Control": "max-age=3600"}
    return FileResponse(_HERE / "static" / "page.css", media_type="text/css", headers=headers)


def routes() -> list[Route]:
    return [
        Route("/p/page.css", style, methods=["GET"]),
        Route("/p/{token:str}", show, methods=["GET"]),
        Route("/p/{token:str}", enter, methods=["POST"]),
        Route("/p/{token:str}/{media:int}", file, methods=["GET"]),
    ]


