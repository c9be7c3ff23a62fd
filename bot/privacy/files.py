"""An export as files: JSON for machines, CSV for a spreadsheet, HTML to read and print. Written for the owner's eyes only."""

from __future__ import annotations

import csv
import html
import io
import json
import os
from pathlib import Path
from typing import Any

from bot.domain.cells import inert, printable
from bot.privacy.exporting import Export, Section

_KINDS = {"guardian": "adult", "pupil": "child", "staff": "member of staff"}
_ALWAYS = (
    "Names of other people are replaced. A school may look at parts of its records before it gives them out, as the law "
    "allows; whether it does so here is not said. Questions and complaints: the school's data protection officer, or the "
    "Information Commissioner (0303 123 1113)."
)
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;"
    "width:100%;margin:.5rem 0 2rem}th,td{border:1px solid #888;padding:.3rem .5rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}"
)


def as_json(export: Export) -> str:
    return json.dumps(_document(export), ensure_ascii=False, indent=1, default=str)


def _document(export: Export) -> dict[str, Any]:
    return {
        "person": {"kind": _KINDS[export.person.kind], "name": export.person.full},
        "made_at": export.made_at.isoformat(),
        "note": _ALWAYS,
        "data": {one.name: {"what": one.line, "rows": list(one.rows)} for one in export.sections},
    }


def as_csv(export: Export) -> str:
    """One line a value: table, row, field, value."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("table", "row", "field", "value"))
    for section in export.sections:
        for place, row in enumerate(section.rows, 1):
            writer.writerows((section.name, place, name, _plain(value)) for name, value in row.items())
    return out.getvalue()


def _plain(value: Any) -> str:
    """A spreadsheet must not take what somebody wrote for a formula."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return inert(text)


def as_html(export: Export) -> str:
    name, kind = html.escape(printable(export.person.full)), _KINDS[export.person.kind]
    body = "".join(_section(one) for one in export.sections) or "<p>Nothing is held.</p>"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Data held about {name}</title>'
        f"<style>{_STYLE}</style><h1>Data held about {name} ({kind})</h1>"
        f"<p>Made on {export.made_at:%d %B %Y at %H:%M} UTC.</p><p>{html.escape(_ALWAYS)}</p>{body}</html>"
    )


def _section(section: Section) -> str:
    names = list(dict.fromkeys(name for row in section.rows for name in row))
    head = "".join(f'<th scope="col">{html.escape(name.replace("_", " "))}</th>' for name in names)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_shown(row.get(name)))}</td>" for name in names) + "</tr>"
        for row in section.rows
    )
    title = html.escape(section.name.replace("_", " ").capitalize())
    return f"<h2>{title}</h2><p>{html.escape(section.line)}</p><table><tr>{head}</tr>{rows}</table>"


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return printable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def write(export: Export, folder: Path, media: dict[str, bytes]) -> list[Path]:
    """New files of mode 0600 in a folder of mode 0700. Raises FileExistsError: nothing is overwritten."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = [
        _private(folder / "data.json", as_json(export).encode()),
        _private(folder / "data.csv", as_csv(export).encode("utf-8-sig")),
        _private(folder / "data.html", as_html(export).encode()),
    ]
    return made + [_private(folder / name, raw) for name, raw in media.items()]


def _private(path: Path, raw: bytes) -> Path:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)
    return path


def letter(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _private(folder / "letter.txt", text.encode())
