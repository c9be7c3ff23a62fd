"""The pages before anybody is known: name and password, then the second factor; and an invite becoming an account."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Mapping

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.hub import Hub
from bot.signing_in import entering, factors, making
from bot.signing_in.making import Refused, Started
from bot.web.console import forms, safety
from bot.web.console.forms import Form, Kept
from bot.web.console.rendering import page
from bot.web.webhooks import TooLarge
from storage import sessions
from storage.clock import lease_now
from storage.db import Db
from storage.ids import new_id

_WRONG = (
    "That did not work. Check the name and the password. After five wrong tries a name is locked for fifteen minutes."
)
_WRONG_CODE = "That code did not work. Type the six digits your app shows now, or a recovery code you have not used."
Step = Callable[[Request, Form], Awaitable[Response]]


def _page(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """With a form token of its own, as there is no session yet."""
    hub: Hub = request.app.state.hub
    secret = request.cookies.get(safety.FORM_COOKIE) or safety.fresh()
    answer = page(template, status, values, csrf=safety.form_token(hub, secret))
    safety.set_cookie(answer, safety.FORM_COOKIE, secret)
    return safety.guarded(request, answer)


async def _stepped(request: Request, step: Step) -> Response:
    if refused := safety.in_the_clear(request):
        return refused
    try:
        form = await forms.read(request)
    except (TooLarge, ValueError):
        return _page(request, "plain", 413, title="Too long", lines=["This was too long to take."])
    secret = request.cookies.get(safety.FORM_COOKIE, "")
    if not safety.is_ours(request.app.state.hub, request, secret, form.get("csrf", "")):
        return _sign_in(request, form, 403, "Please try once more: your browser had kept an old page.")
    return await step(request, form)


def _sign_in(request: Request, form: Form, status: int = 200, trouble: str = "") -> Response:
    values = {name: form.get(name, "") for name in ("login", "kept", "next")}
    return _page(request, "sign-in", status, trouble=trouble, notice="", guests=request.app.state.guests, **values)


async def sign_in(request: Request) -> Response:
    if request.method == "POST":
        return await _stepped(request, _password)
    if refused := safety.in_the_clear(request):
        return refused
    return _sign_in(request, {"next": request.query_params.get("next", "")})


async def _password(request: Request, form: Form) -> Response:
    hub: Hub = request.app.state.hub
    half = await entering.by_password(hub, form.get("login", ""), form.get("password", "")[:1024])
    if half is None:
        return _sign_in(request, form, 401, _WRONG)
    return _code_page(request, half, form)


def _code_page(request: Request, half: str, form: Form, status: int = 200, trouble: str = "") -> Response:
    values = {name: form.get(name, "") for name in ("kept", "next")}
    return _page(request, "code", status, half=half, trouble=trouble, **values)


async def code(request: Request) -> Response:
    return await _stepped(request, _code)


async def _code(request: Request, form: Form) -> Response:
    hub: Hub = request.app.state.hub
    half = form.get("half", "")
    token = await entering.by_code(hub, half, form.get("code", ""))
    if token is None:
        if await hub.read(lambda db: _still_half(db, half)):
            return _code_page(request, half, form, 401, _WRONG_CODE)
        return _sign_in(request, form, 401, "That took too long, or too many tries. Please begin again.")
    answer = await _inside(hub, token, form)
    safety.set_cookie(answer, safety.COOKIE, token)
    safety.drop_cookie(answer, safety.FORM_COOKIE)
    return safety.guarded(request, answer)


def _still_half(db: Db, half: str) -> bool:
    found = sessions.find(db, half)
    fresh = found is not None and found.state == "half" and found.tries < entering.LOCK_AFTER
    return fresh and found is not None and found.ends_at > lease_now()


async def _inside(hub: Hub, token: str, form: Form) -> Response:
    """To where they wanted to go; what they were writing when the session ended comes back filled in."""
    kept = forms.unpack(hub, form.get("kept", ""))
    if kept is not None and await hub.read(lambda db: _is_theirs(db, token, kept)):
        return page("kept", kept=kept, csrf=safety.form_token(hub, token), once=new_id)
    wanted = form.get("next", "")
    safe = wanted.startswith("/console") and "//" not in wanted and "\\" not in wanted
    return RedirectResponse(wanted if safe else "/console", 303, headers=safety.HEADERS)


def _is_theirs(db: Db, token: str, kept: Kept) -> bool:
    found = sessions.find(db, token)
    return found is not None and found.account_id == kept.account_id


# an invite ---------------------------------------------------------------------------------------------------------


async def start(request: Request) -> Response:
    if request.method == "POST":
        return await _stepped(request, _start)
    if refused := safety.in_the_clear(request):
        return refused
    return _page(request, "start", invite="", login="", trouble="", who="")


async def _start(request: Request, form: Form) -> Response:
    """First the code alone, which says whose it is; then with a name and a password."""
    hub: Hub = request.app.state.hub
    typed, login = form.get("invite", ""), form.get("login", "")
    found = await hub.read(lambda db: _whose(hub, db, typed))
    if found is None:
        trouble = "This code does not work. It may have been used, or be too old: ask the office for a new one."
        return _page(request, "start", 401, invite="", login="", trouble=trouble, who="")
    who, suggested = found
    if "password" not in form:
        return _page(request, "start", invite=typed, login=suggested, trouble="", who=who)
    if form["password"] != form.get("again", ""):
        trouble = "The two passwords are not the same."
        return _page(request, "start", 422, invite=typed, login=login, trouble=trouble, who=who)
    try:
        made = await making.start(hub, typed, login, form["password"][:1024])
    except Refused as refused:
        return _page(request, "start", 422, invite=typed, login=login, trouble=str(refused), who=who)
    return _app_page(request, made)


def _whose(hub: Hub, db: Db, typed: str) -> tuple[str, str] | None:
    found = making.invited(hub, db, typed)
    if found is None:
        return None
    scope, _, person = found
    return f"{person.first_name} {person.last_name}", making.suggested(hub, db, person, scope)


def _app_page(request: Request, made: Started, status: int = 200, trouble: str = "") -> Response:
    link = factors.app_link(made.secret, made.login, "console")
    drawn = io.BytesIO()
    segno.make(link, error="m").save(drawn, kind="svg", xmldecl=False, svgns=True, scale=5, border=3, nl=False)
    picture = Markup(drawn.getvalue().decode())  # noqa: S704 - drawn by our own library from our own letters
    secret = " ".join(made.secret[i : i + 4] for i in range(0, len(made.secret), 4))
    return _page(request, "app", status, token=made.token, secret=secret, picture=picture, trouble=trouble)


async def prove(request: Request) -> Response:
    return await _stepped(request, _prove)


async def _prove(request: Request, form: Form) -> Response:
    hub: Hub = request.app.state.hub
    token = form.get("token", "")
    codes = await making.prove(hub, token, form.get("code", ""))
    if codes is not None:
        return _page(request, "recovery", codes=codes)
    waiting = await making.shown_again(hub, token)
    if waiting is None:
        return _page(request, "start", 401, invite="", login="", trouble="That took too long: ask for a new code.", who="")
    return _app_page(request, waiting, 401, "That code was not right. Type the six digits the app shows now.")


# the demo -----------------------------------------------------------------------------------------------------------


async def guest(request: Request) -> Response:
    return await _stepped(request, _guest)


async def _guest(request: Request, form: Form) -> Response:
    """One of the demo's people, by a button; anywhere else there are none."""
    hub: Hub = request.app.state.hub
    wanted = next((one for one in request.app.state.guests if one.name == form.get("guest")), None)
    token = await entering.as_guest(hub, wanted.school_id, wanted.staff_id) if wanted else None
    if token is None:
        return _sign_in(request, form, 404)
    answer = RedirectResponse("/console", 303, headers=safety.HEADERS)
    safety.set_cookie(answer, safety.COOKIE, token)
    return safety.guarded(request, answer)


OPEN: Mapping[str, tuple[Callable[[Request], Awaitable[Response]], list[str]]] = {
    "/console/sign-in": (sign_in, ["GET", "POST"]),
    "/console/sign-in/code": (code, ["POST"]),
    "/console/sign-in/guest": (guest, ["POST"]),
    "/console/start": (start, ["GET", "POST"]),
    "/console/start/app": (prove, ["POST"]),
}
"""What anybody may ask for; everything else has an action somebody must be allowed."""
