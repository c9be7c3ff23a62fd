"""/p/TOKEN: the form for the code, the page, its files. Everything else is the same closed page, whoever asks."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from bot import other_ways, vault
from bot.domain.sending import Content
from bot.domain.wording import Day, say
from bot.hub import Hub
from bot.phrases import Reader
from bot.privacy.exporting import Export
from bot.redrawing import kind_of
from bot.web.family import guard, held, joining, news, writing
from bot.web.family.framing import HERE, closed, frame, headers_of, keep, page, said
from bot.web.family.guard import COOKIE, Visit
from bot.web.webhooks import TooLarge, body_of
from storage import pages
from storage.db import Db
from storage.ids import new_id

_FORM_LIMIT = 1024
# An export is a document of its own, with its style inside and nothing to run or to fetch.
_ALONE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
_FILM = "video/mp4"


async def show(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    token, now = str(request.path_params["token"]), hub.now()
    cookie = request.cookies.get(COOKIE, "")

    told: tuple[Content, ...] = getattr(request.state, "told", ())

    def load(db: Db) -> tuple[Visit, Reader, dict[str, object]] | None:
        found = guard.visit(hub, db, token, cookie, now)
        if found is None:
            return None
        reader = news.reader_of(hub, db, found, now)
        return found, reader, _shown(hub, db, found, reader, told) if found.entered else {}

    loaded = await hub.read(load)
    if loaded is None:
        return await _refused(request, token, cookie)
    found, reader, shown = loaded
    if not found.entered:
        return _form(hub, reader)
    await _told_by_page(hub, found, shown)
    until = said(reader, say("page.until", day=Day(found.link.expires_at)))
    template = "held.html" if found.own_data else "news.html"
    return page(hub, template, frame(reader) | shown | {"until": until, "token": token})


async def _told_by_page(hub: Hub, found: Visit, shown: dict[str, object]) -> None:
    """What somebody with a browser alone has read here need not be printed for them (BNV2, DPIA49)."""
    new = shown.get("unread")
    if isinstance(new, list) and new:
        await hub.write(lambda db: other_ways.read_on_page(found.scope, db, found.guardian_id, new, hub.now()))
        hub.deliver_bell.ring()


def _shown(hub: Hub, db: Db, found: Visit, reader: Reader, told: tuple[Content, ...]) -> dict[str, object]:
    """What the page of news, or that of one's own data, is filled with."""
    now = hub.now()
    if not found.own_data:
        return _news(hub, db, found, reader, told)
    people = held.listed(held.made(db, found, now))
    words = {"heading": said(reader, say("page.held")), "all_words": said(reader, say("page.all"))}
    return {"title": words["heading"], "people": people, "all": held.ALL, **words}


def _news(hub: Hub, db: Db, found: Visit, reader: Reader, told: tuple[Content, ...]) -> dict[str, object]:
    """`told`: what the hub answers to what was just written here."""
    now, entries = hub.now(), news.entries(db, found, reader, hub.now())
    mine = found.link.announcement_id == pages.OWN_PAGE
    return {
        "entries": entries,
        "unread": other_ways.unread(found.scope, db, found.guardian_id, [one.id for one in entries]) if mine else [],
        "texts": {name: said(reader, say(f"page.{name}")) for name in ("nothing", "write", "send", "letters")},
        "writes": found.writes,
        "told": news.answers(hub, db, found, told, now),
        "written": news.letters(hub, db, found, now) if found.writes else [],
        "once": new_id(),
    }


async def write(request: Request) -> Response:
    told = await writing.say(request)
    if isinstance(told, Response):
        return told
    request.state.told = told
    return await show(request)


async def _refused(request: Request, token: str, cookie: str) -> Response:
    hub: Hub = request.app.state.hub
    if await hub.read(lambda db: guard.known(db, token)):
        await hub.write(lambda db: guard.refused(hub, db, token, cookie, hub.now()))
    return closed(request)


def _form(hub: Hub, reader: Reader, *, wrong: bool = False) -> Response:
    """Neither school nor child is named before the code is right."""
    told = said(reader, say("page.wrong")) if wrong else ""
    label, button = said(reader, say("page.code")), said(reader, say("page.open"))
    return page(hub, "code.html", frame(reader) | {"school": "", "label": label, "button": button, "wrong": told}, 403 if wrong else 401)


async def enter(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    token, now = str(request.path_params["token"]), hub.now()
    try:
        form = parse_qs((await body_of(request, _FORM_LIMIT)).decode("utf-8", "replace"))
    except TooLarge:
        return Response("too large", 413, headers=headers_of(hub))
    code = form.get("code", [""])[0]

    def unit(db: Db) -> tuple[Visit, Reader, str] | None:
        found = guard.visit(hub, db, token, "", now)
        if found is None:
            return None
        right = guard.enter(db, found, code, now)
        return found, news.reader_of(hub, db, found, now), guard.session_of(db, found.link) if right else ""

    done = await hub.write(unit)
    if done is None:
        return closed(request)
    found, reader, session = done
    if not session:
        return _form(hub, reader, wrong=True)
    answer = RedirectResponse(f"/p/{token}", 303, headers=headers_of(hub))
    return keep(hub, answer, token, session, int((found.link.expires_at - now).total_seconds()))


async def file(request: Request) -> Response:
    """A picture from our own sealed copy, to the browser that typed the code and nobody else."""
    hub: Hub = request.app.state.hub
    token, now = str(request.path_params["token"]), hub.now()
    media_id, cookie = int(request.path_params["media"]), request.cookies.get(COOKIE, "")

    def load(db: Db) -> tuple[str, bytes] | None:
        found = guard.visit(hub, db, token, cookie, now)
        entered = found is not None and found.entered and not found.own_data
        media = news.file_of(db, found, media_id, now) if found is not None and entered else None
        return (media.mime, vault.read(hub, db, media)) if media is not None else None

    loaded = await hub.read(load)
    if loaded is None:
        return await _refused(request, token, cookie)
    mime, raw = loaded
    in_place = _in_place(mime, raw)
    kind = mime if in_place else "application/octet-stream"
    shown = {"Content-Disposition": "inline" if in_place else "attachment; filename=document"}
    return Response(raw, media_type=kind, headers=headers_of(hub) | shown)


def _in_place(mime: str, raw: bytes) -> bool:
    """A picture is shown only when it is what its carrier said."""
    return mime == _FILM or (mime.startswith("image/") and kind_of(raw) == mime)


async def data(request: Request) -> Response:
    """A part of what is held about the reader, made as it is asked for and stored nowhere."""
    hub: Hub = request.app.state.hub
    token, name, now = str(request.path_params["token"]), str(request.path_params["name"]), hub.now()
    cookie = request.cookies.get(COOKIE, "")

    def load(db: Db) -> tuple[Export, ...] | None:
        found = guard.visit(hub, db, token, cookie, now)
        return held.made(db, found, now) if found is not None and found.entered and found.own_data else None

    exports = await hub.read(load)
    made = await asyncio.to_thread(held.file, hub, exports, name) if exports else None
    if made is None:
        return await _refused(request, token, cookie)
    kind, raw = made
    shown = "inline" if name.endswith(".html") else f"attachment; filename={name}"
    headers = headers_of(hub) | {"Content-Disposition": shown, "Content-Security-Policy": _ALONE}
    return Response(raw, media_type=kind, headers=headers)


async def style(request: Request) -> Response:
    hub: Hub = request.app.state.hub
    headers = headers_of(hub) | {"Cache-Control": "max-age=3600"}
    return FileResponse(HERE / "static" / "page.css", media_type="text/css", headers=headers)


def routes() -> list[Route]:
    return [
        Route("/p/page.css", style, methods=["GET"]),
        Route("/p/{token:str}", show, methods=["GET"]),
        Route("/p/{token:str}", enter, methods=["POST"]),
        Route("/p/{token:str}/like", writing.like, methods=["POST"]),
        Route("/p/{token:str}/say", write, methods=["POST"]),
        Route("/join", joining.show, methods=["GET"]),
        Route("/join", joining.join, methods=["POST"]),
        Route("/p/{token:str}/{media:int}", file, methods=["GET"]),
        Route("/p/{token:str}/data/{name:str}", data, methods=["GET"]),
    ]


