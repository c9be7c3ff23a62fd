"""On one's page: a like, and words to the school, which go the way any message goes (BNV2)."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot import page_act
from bot.domain.sending import Content
from bot.hub import Hub
from bot.page_act import Written
from bot.web.family import guard, news
from bot.web.family.framing import headers_of
from bot.web.family.guard import COOKIE, Visit
from bot.web.webhooks import TooLarge, body_of
from storage import feed
from storage.db import Db
from storage.ids import new_id

_LIMIT, _MOST = 32 * 1024, 2**63


async def form_of(request: Request) -> dict[str, str] | None:
    """None when it is too long to take."""
    try:
        read = parse_qs((await body_of(request, _LIMIT)).decode("utf-8", "replace"))
    except TooLarge:
        return None
    return {name: values[0] for name, values in read.items()}


async def like(request: Request) -> Response:
    """Pressed again it is taken back; nobody sees a number (BNV24)."""
    hub: Hub = request.app.state.hub
    token, form, now = str(request.path_params["token"]), await form_of(request), hub.now()
    wanted, cookie = (form or {}).get("post", ""), request.cookies.get(COOKIE, "")

    def unit(db: Db) -> None:
        found = guard.visit(hub, db, token, cookie, now)
        if found is not None and found.entered and found.rules.policy.feed.likes and wanted.isdecimal():
            _like(db, found, int(wanted))

    def _like(db: Db, found: Visit, news_id: int) -> None:
        if news.is_theirs(db, found, news_id, now):
            liked = feed.liked(found.scope, db, news_id, found.guardian.id)
            feed.like(found.scope, db, news_id, found.guardian.id, now, on=not liked)

    await hub.write(unit)
    return RedirectResponse(f"/p/{token}", 303, headers=headers_of(hub))


async def say(request: Request) -> tuple[Content, ...] | Response:
    """What the hub answers, or where else the browser goes."""
    hub: Hub = request.app.state.hub
    token, form = str(request.path_params["token"]), await form_of(request)
    if form is None:
        return Response("too large", 413, headers=headers_of(hub))
    cookie, now = request.cookies.get(COOKIE, ""), hub.now()
    found = await hub.read(lambda db: guard.visit(hub, db, token, cookie, now))
    words, once = form.get("words", "").strip(), form.get("once", "")
    if found is None or not found.writes or not words:
        return RedirectResponse(f"/p/{token}", 303, headers=headers_of(hub))
    number = int(once) if once.isdecimal() and int(once) < _MOST else new_id()
    return await page_act.write(hub, Written(found.scope.school_id, found.guardian, words, number))
