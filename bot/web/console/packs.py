"""What a pack to print or hand on is made of: headings, lines, tables; on a page and as one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.web.console import safety
from bot.web.console.door import Values
from bot.web.console.rendering import page
from bot.web.console.visit import Look

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with lines, or a table. `missing` stands out: what is still to be done."""

    heading: str
    columns: Row = ()
    rows: Sequence[Row] = ()
    lines: Sequence[str] = ()
    missing: Sequence[str] = ()


def values(look: Look, title: str, path: str, sections: list[Section]) -> dict[str, object]:
    made = f"{look.now.astimezone(look.zone):%-d %B %Y, %H:%M}"
    return {"title": title, "path": path, "sections": sections, "made": made}


def file(look: Look, shown: Values, name: str) -> Response:
    made = page("pack-alone", 200, {**shown, "school": look.visitor.policy.school.name})
    made.headers.update(safety.HEADERS | {"Content-Disposition": f'attachment; filename="{name}-{look.day.isoformat()}.html"'})
    return made
