"""How families' pages are made: their headers, their frame, and the closed page that is the same for everybody."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.domain.wording import Phrase, say
from bot.hub import Hub
from bot.phrases import Reader, render
from bot.phrases.catalogues import LANGUAGES
from bot.web.family.guard import COOKIE

HERE = Path(__file__).parent
_YEAR = 31_536_000
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
_PAGES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def directed(words: str, page: str) -> list[tuple[str, str]]:
    """Line by line with its direction: the page's where a line has letters that run that way, whatever it begins with; the
    other where it has only letters that do not. A child's name in Latin letters does not turn an Urdu sentence round.
    """
    return [(line, _way(line, page)) for line in words.split("\n")]


def _way(line: str, page: str) -> str:
    found = {"rtl" if kind in _RIGHT_TO_LEFT else "ltr" for kind in map(unicodedata.bidirectional, line) if kind in {*_RIGHT_TO_LEFT, "L"}}
    return page if page in found or not found else found.pop()


_PAGES.globals["directed"] = directed


def headers_of(hub: Hub) -> dict[str, str]:
    secure = hub.public_url.startswith("https://")
    return _HEADERS | ({"Strict-Transport-Security": f"max-age={_YEAR}; includeSubDomains"} if secure else {})


def page(hub: Hub, template: str, values: Mapping[str, object], status: int = 200) -> Response:
    return HTMLResponse(_PAGES.get_template(template).render(**values), status, headers=headers_of(hub))


def said(reader: Reader, phrase: Phrase) -> str:
    """On a page the direction is an attribute, not a letter."""
    return render(phrase, reader).lstrip("\u200f")


def frame(reader: Reader) -> dict[str, object]:
    return {
        "lang": reader.locale.replace("_", "-"),
        "dir": "rtl" if reader.right_to_left else "ltr",
        "title": said(reader, say("page.title")),
        "school": reader.facts["school"],
    }


def keep(hub: Hub, answer: Response, token: str, session: str, seconds: int) -> Response:
    """The browser that has shown who it is keeps so, for this one address."""
    secure = hub.public_url.startswith("https://")
    answer.set_cookie(COOKIE, session, max_age=seconds, path=f"/p/{token}", secure=secure, httponly=True, samesite="lax")
    return answer


def stranger(request: Request, language: str | None = None) -> Reader:
    """Somebody of whom nothing is known but what their browser asks for."""
    hub: Hub = request.app.state.hub
    facts = {"school": "", "office_phone": "", "out_of_hours": ""}
    return Reader(language or _asked_for(request), "UTC", hub.now(), lambda _: "", facts)


def _asked_for(request: Request) -> str:
    known = {locale.split("_")[0] for locale in LANGUAGES}
    wanted = (one.split(";")[0].split("-")[0].strip() for one in request.headers.get("accept-language", "").split(","))
    return next((one for one in wanted if one in known), "en")


def closed(request: Request) -> Response:
    """The same words for an address that never was: nobody learns from it that there is a child (M17)."""
    hub, reader = request.app.state.hub, stranger(request)
    return page(hub, "closed.html", frame(reader) | {"words": said(reader, say("page.dead"))}, 404)
