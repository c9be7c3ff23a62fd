"""Every request goes through here: https, session, who they are at this moment, whether they may, and then the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot import act
from bot.act import Actor, Answer, Wish
from bot.domain.access import Action
from bot.domain.refs import button
from bot.domain.sending import CONTENT, Content, Words
from bot.domain.wording import Phrase, say
from bot.handlers.staff.notice import READ
from bot.hub import Hub, as_hub
from bot.shelf import File
from bot.signing_in import entering
from bot.web.console import flash, forms, safety, uploads
from bot.web.console.forms import Form
from bot.web.console.menu import menu
from bot.web.console.rendering import page
from bot.web.console.visit import Look, NotHere, Visitor, look_at
from bot.web.numbers import number_in
from bot.web.webhooks import TooLarge
from storage import sessions
from storage.db import Db
from storage.ids import new_id
from storage.moment import Moment
from storage.sessions import Session

Values = Mapping[str, object]
Endpoint = Callable[[Request], Awaitable[Response]]
SIGN_IN = "/console/sign-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A form somebody sent who may."""

    visitor: Visitor
    form: Form
    path: Mapping[str, int]
    files: tuple[File, ...] = ()

    async def ask(self, **wish: Any) -> Answer:
        """Do it once."""
        once = number_in(self.form.get("once", "")) or new_id()
        return await act.act(self.visitor.hub, self.visitor.actor, Wish(once=once, **wish))

    async def act(self, **wish: Any) -> Answer:
        """Do it once, and show what the hub answers on the next page."""
        answer = await self.ask(**wish)
        if answer.contents:
            await self.show(answer.contents)
        return answer

    async def say(self, *phrases: Phrase) -> None:
        await self.show((Words(phrases),))

    async def show(self, contents: tuple[Content, ...]) -> None:
        session, hub = self.visitor.session, self.visitor.hub
        text = CONTENT.dump(contents)
        await hub.write(lambda db: sessions.tell(as_hub(session.school_id, "console"), db, session, text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Something to look at. `view` runs beside the event loop; `before` is what looking at it does, if anything."""

    path: str
    view: Callable[[Look], Values | Response]
    action: Action
    template: str = ""
    before: Callable[[Visitor, Mapping[str, int], Mapping[str, str]], Awaitable[None]] | None = None

    def endpoint(self, request: Request) -> Awaitable[Response]:
        return _get(self, request)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something to do. Returns where to go next, or an answer of its own."""

    path: str
    do: Callable[[Post], Awaitable[str | Response]]
    action: Action
    files: bool = False  # comes with files: read only from somebody who may

    def endpoint(self, request: Request) -> Awaitable[Response]:
        return _post(self, request)


async def enter(request: Request) -> tuple[Visitor | None, Session | None]:
    """Who is there; without a visitor, whose session it was that holds no more."""
    hub: Hub = request.app.state.hub
    token = request.cookies.get(safety.COOKIE, "")
    found = await hub.read(lambda db: _stands(hub, db, token))
    if found[0] is not None:
        await entering.used(hub, found[0].session)
    return found


def holds(hub: Hub, db: Db, token: str) -> bool:
    """Whether whoever holds this token may still be here."""
    return _stands(hub, db, token)[0] is not None


def _stands(hub: Hub, db: Db, token: str) -> tuple[Visitor | None, Session | None]:
    session, holds = entering.standing(db, token)
    if session is None or not holds:
        return None, session
    context = act.context_for(hub, db, Actor(session.school_id, session.staff_id))
    visitor = Visitor(hub=hub, session=session, token=token, context=context)
    there = context.staff is not None and visitor.may(Action.USE_CONSOLE)
    return (visitor if there else None), session


async def _get(wanted: Page, request: Request) -> Response:
    if refused := safety.in_the_clear(request):
        return refused
    visitor, _ = await enter(request)
    if visitor is None:
        return RedirectResponse(f"{SIGN_IN}?next={request.url.path}", 303, headers=safety.HEADERS)
    if not visitor.could(wanted.action):
        return safety.guarded(request, await _sorry(visitor, "not_yours", 403))
    path = {name: int(value) for name, value in request.path_params.items()}
    query = dict(request.query_params)
    try:
        if wanted.before is not None:
            await wanted.before(visitor, path, query)
        answer = await visitor.hub.read(lambda db: _shown(wanted, visitor, db, path, query))
    except NotHere:
        return safety.guarded(request, await _sorry(visitor, "not_here", 404))
    if visitor.session.flash and wanted.template:
        await _told(visitor)
    return safety.guarded(request, answer)


def _shown(wanted: Page, visitor: Visitor, db: Db, path: Mapping[str, int], query: Mapping[str, str]) -> Response:
    """In one moment: what a page asks again is not read again, and a list asks for all its lines at once."""
    look = look_at(visitor, Moment(db.connection, db.keys, db.kept), path, query)
    found = wanted.view(look)
    return found if isinstance(found, Response) else page(wanted.template, 200, {**frame(look, wanted.path), **found})


def frame(look: Look, path: str) -> dict[str, object]:
    """What every page of somebody signed in has around it."""
    visitor = look.visitor
    return {
        "school": visitor.policy.school.name,
        "person": visitor.name,
        "menu": menu(visitor, path),
        "csrf": safety.form_token(visitor.hub, visitor.token),
        "once": new_id,
        "told": flash.lines(look),
        "asks_words": flash.asks_words(look),
        "clock": look.now.astimezone(look.zone),
        "notice": look.say(say("staff.sar")) if look.context.notice_due else "",
        "read": button(READ),
    }


async def _told(visitor: Visitor) -> None:
    session = visitor.session
    scope = as_hub(session.school_id, "console")
    await visitor.hub.write(lambda db: sessions.tell(scope, db, session, None))


async def _sorry(visitor: Visitor, why: str, status: int) -> Response:
    return await visitor.hub.read(lambda db: page("sorry", status, {**frame(look_at(visitor, db), ""), "why": why}))


_TOO_LONG = "This was too long to take. Go back and make it shorter."


async def _post(wanted: Deed, request: Request) -> Response:
    if refused := safety.in_the_clear(request):
        return refused
    try:
        return await _with_files(wanted, request) if wanted.files else await _without(wanted, request)
    except (TooLarge, ValueError):
        return page("plain", 413, title="Too long", lines=[_TOO_LONG])


async def _without(wanted: Deed, request: Request) -> Response:
    """Read first: a form whose session has ended is kept."""
    form = await forms.read(request)
    visitor, ended = await enter(request)
    if visitor is None:
        return _ended(request, ended, form)
    return await _done(wanted, request, visitor, form, ())


async def _with_files(wanted: Deed, request: Request) -> Response:
    visitor, _ = await enter(request)
    if visitor is None:
        return _ended(request, None, {})
    if not visitor.could(wanted.action):
        return safety.guarded(request, await _sorry(visitor, "not_yours", 403))
    form, files = await uploads.read(request)
    return await _done(wanted, request, visitor, form, files)


async def _done(wanted: Deed, request: Request, visitor: Visitor, form: Form, files: tuple[File, ...]) -> Response:
    if not safety.is_ours(visitor.hub, request, visitor.token, form.get("csrf", "")):
        return safety.guarded(request, await _sorry(visitor, "forged", 403))
    if not visitor.could(wanted.action):
        return safety.guarded(request, await _sorry(visitor, "not_yours", 403))
    path = {name: int(value) for name, value in request.path_params.items()}
    try:
        answer = await wanted.do(Post(visitor=visitor, form=form, path=path, files=files))
    except NotHere:
        return safety.guarded(request, await _sorry(visitor, "not_here", 404))
    made = RedirectResponse(answer, 303, headers=safety.HEADERS) if isinstance(answer, str) else answer
    return safety.guarded(request, made)


def _ended(request: Request, ended: Session | None, form: Form) -> Response:
    """Nothing typed is lost: the form comes back to the same person once they have signed in again."""
    hub: Hub = request.app.state.hub
    secret = request.cookies.get(safety.FORM_COOKIE) or safety.fresh()
    kept = forms.pack(hub, ended.account_id, request.url.path, form) if ended else ""
    answer = page(
        "sign-in", 401, csrf=safety.form_token(hub, secret), kept=kept, next="", login="", trouble="",
        guests=(), notice="You were signed out. What you had written is kept: sign in and it comes back." if kept else "",
    )  # fmt: skip
    safety.set_cookie(answer, safety.FORM_COOKIE, secret)
    return safety.guarded(request, answer)


