"""The page that sets a school up in a browser, before there is a hub: it does what `bookbag init` does.

Only who reads the code in the terminal, or the journal, where the hub was started can use it: over https, or at the machine.
"""

from __future__ import annotations

import contextlib
import hmac
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import presets
from bot.founding.filled import Troubles, filled
from bot.founding.store import AlreadySetUp
from bot.hub import Hub
from bot.web.console import forms, safety
from bot.web.console.rendering import page
from bot.web.console.routes import static
from bot.web.webhooks import TooLarge

PATH = "/console/setup"
TOKENS = ("parent_bot_token", "staff_bot_token", "twilio_account_sid", "twilio_auth_token", "twilio_number")
_MOST_TRIES = 10
_FIELDS = (
    "name", "short_name", "preset", "office_phone", "out_of_hours_line", "teacher_hours", "office_hours", "languages",
    "head_name", "head_mobile", "office_name", "office_mobile", "dsl_name", "dsl_mobile", "deputy_dsl_name",
    "deputy_dsl_mobile", "terms", "insets", "me", "untested", *TOKENS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """`staff`: name, roles in words, joining code. `invite` makes the administrator's sign-in. `todo`: what is left."""

    hub: Hub
    staff: tuple[tuple[str, str, str], ...]
    invite: str
    todo: tuple[str, ...]


class Installer(Protocol):
    """What the page asks for; the command line knows settings, files and carriers."""

    @property
    def held(self) -> frozenset[str]:
        """Tokens that the environment has already."""

    async def troubles(self, tokens: Mapping[str, str], *, test: bool) -> list[str]:
        """What is wrong with the tokens, as the carriers say."""

    async def install(self, typed: Mapping[str, str], tokens: Mapping[str, str]) -> Installed:
        """Stores everything and starts the hub. Raises Troubles, AlreadySetUp."""


class Switch:
    """An application that another takes the place of while the server goes on listening."""

    def __init__(self) -> None:
        self.app: ASGIApp = Response("not yet", 503)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def serves(self, address: str) -> Callable[..., contextlib.AbstractAsyncContextManager[str]]:
        """For `app.running`: takes the place of a server of its own."""

        @contextlib.asynccontextmanager
        async def serve(app: ASGIApp, _host: str, _port: int, _tls: object = None) -> AsyncIterator[str]:
            self.app = app
            yield address

        return serve


class _Desk:
    """One set-up; tries are counted, as whoever has the code has the school."""

    def __init__(self, installer: Installer, code: str) -> None:
        self.installer, self.code, self.tries = installer, code, 0

    def knows(self, typed: str) -> bool:
        if self.tries >= _MOST_TRIES:
            return False
        right = hmac.compare_digest(_plain(typed).encode(), _plain(self.code).encode())
        self.tries += not right
        return right

    async def show(self, request: Request) -> Response:
        if refused := safety.in_the_clear(request):
            return refused
        return self._form(request, {"me": "head", "preset": ""}, {})

    async def take(self, request: Request) -> Response:
        if refused := safety.in_the_clear(request):
            return refused
        try:
            form = await forms.read(request)
        except (TooLarge, ValueError):
            return page("plain", 413, title="Too long", lines=["This was too long to take."])
        if not self.knows(form.get("code", "")):
            spent = self.tries >= _MOST_TRIES
            why = "Too many wrong codes: stop the hub and start it again for a new one." if spent else "This is not the code."
            return self._form(request, form, {"code": why}, 401)
        return await self._set_up(request, form)

    async def _set_up(self, request: Request, form: Mapping[str, str]) -> Response:
        tokens = {name: form[name].strip() for name in TOKENS if form.get(name, "").strip()}
        wrong = _wrong(form)
        if not wrong and (found := await self.installer.troubles(tokens, test=form.get("untested") != "1")):
            wrong = {"tokens": "; ".join(found)}
        if wrong:
            return self._form(request, form, wrong, 422)
        try:
            done = await self.installer.install(form, tokens)
        except AlreadySetUp as error:
            return self._form(request, form, {"code": str(error)}, 409)
        secret = safety.fresh()
        answer = page("set-up-done", done=done, csrf=safety.form_token(done.hub, secret))
        safety.set_cookie(answer, safety.FORM_COOKIE, secret)
        return safety.guarded(request, answer)

    def _form(self, request: Request, typed: Mapping[str, str], wrong: Mapping[str, str], status: int = 200) -> Response:
        values = {name: typed.get(name, "") for name in _FIELDS}
        code = "" if "code" in wrong else typed.get("code", "")
        shown = page("set-up", status, typed=values, wrong=wrong, code=code, presets=_presets(), held=self.installer.held)
        return safety.guarded(request, shown)


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _wrong(form: Mapping[str, str]) -> dict[str, str]:
    try:
        filled(form)
    except Troubles as troubles:
        return troubles.found
    return {}


def _presets() -> list[tuple[str, str]]:
    """Name and the first line of what it says."""
    return [(name, presets.read(name).partition("\n")[0].lstrip("# ")) for name in presets.names()]


async def _home(_: Request) -> Response:
    return RedirectResponse(PATH, 307)


def create_app(installer: Installer, code: str, public_url: str) -> Starlette:
    desk = _Desk(installer, code)
    made = Starlette(
        routes=[
            Route(PATH, desk.show, methods=["GET"]),
            Route(PATH, desk.take, methods=["POST"]),
            Route("/console/static/{name}", static),
            *(Route(path, _home) for path in ("/", "/console", "/console/start", "/console/sign-in")),
        ]
    )
    made.state.public_url = public_url
    return made
