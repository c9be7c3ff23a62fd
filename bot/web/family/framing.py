"""How families' pages are made: their headers, their frame, and the closed page that is the same for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from bot.domain.wording import Phrase, say
from bot.hub import Hub
from bot.phrases import Reader, render

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


def closed(hub: Hub) -> Response:
    """The same words for an address that never was: nobody learns from it that there is a child (M17)."""
    plain = Reader("en", "UTC", hub.now(), lambda _: "", {"school": "", "office_phone": "", "out_of_hours": ""})
    return page(hub, "closed.html", frame(plain) | {"words": said(plain, say("page.dead"))}, 404)
