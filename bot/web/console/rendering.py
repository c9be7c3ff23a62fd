"""Templates → pages: one environment, escaped by default; what a school or a person wrote is never markup."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.web.console.safety import HEADERS

HERE = Path(__file__).parent
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


def direction(tag: str | None) -> str:
    return "rtl" if (tag or "en").split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["direction"] = direction
    return made


_PAGES = _environment()


def page(template: str, status: int = 200, values: Mapping[str, object] | None = None, **more: object) -> HTMLResponse:
    text = _PAGES.get_template(f"{template}.html").render({**(values or {}), **more})
    return HTMLResponse(text, status, headers=HEADERS)
