"""The sheet for the safe: the master key as a square to scan and as lines to type, on one A4 page."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

import segno
from jinja2 import Environment, Template

from bot.domain.recoverycode import fingerprint, lines_of, square_of


def sheet(key: bytes, hub: str, day: date) -> str:
    """HTML that asks nobody for anything. `hub` is how people call the installation."""
    square = segno.make(square_of(key), error="q", micro=False).svg_inline(border=4, omitsize=True)
    return _template().render(
        hub=hub, lines=lines_of(key), square=square, number=fingerprint(key), day=f"{day:%d %B %Y}"
    )


@cache
def _template() -> Template:
    source = (files(__package__ or "bot.sheets") / "recovery.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source)
