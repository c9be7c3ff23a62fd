"""The page of what is held about one adult: readable parts, one file with everything, files they sent (BNV8, DPIA34)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

from bot import vault
from bot.hub import Hub
from bot.privacy import files, own
from bot.privacy.exporting import Export
from bot.rules import local_day
from bot.web.family.guard import Visit
from storage.db import Db

ALL = "everything.zip"
_PLAIN = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8"}


def made(db: Db, found: Visit, now: datetime) -> tuple[Export, ...]:
    return own.exports(found.scope, db, now, local_day(found.rules.policy, now), found.guardian_id)


def listed(exports: tuple[Export, ...]) -> list[tuple[str, str]]:
    """A name to read beside the file's name, for each person."""
    return [(one.person.full, f"{place}.html") for place, one in enumerate(exports, 1)]


def file(hub: Hub, exports: tuple[Export, ...], name: str) -> tuple[str, bytes] | None:
    """Its type and bytes; None for a name that is not on the page."""
    if name == ALL:
        return "application/zip", _packed(hub, exports)
    place, _, form = name.partition(".")
    if form not in _PLAIN or not place.isdecimal() or not 0 < int(place) <= len(exports):
        return None
    return _PLAIN[form], _written(exports[int(place) - 1], form)


def _written(one: Export, form: str) -> bytes:
    writers = {"html": files.as_html, "json": files.as_json, "csv": files.as_csv}
    return writers[form](one).encode("utf-8-sig" if form == "csv" else "utf-8")


def _packed(hub: Hub, exports: tuple[Export, ...]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for place, one in enumerate(exports, 1):
            for form in _PLAIN:
                pack.writestr(f"{place}/data.{form}", _written(one, form))
            for name, raw in _sent(hub, one):
                pack.writestr(f"{place}/{name}", raw)
    return out.getvalue()


def _sent(hub: Hub, one: Export) -> Iterator[tuple[str, bytes]]:
    """Files that came with messages; one that is not there any more is left out."""
    for blob, mime in one.media:
        path = hub.data_folder / "media" / blob
        if path.is_file():
            yield f"{blob}.{mime.rpartition('/')[2] or 'bin'}", hub.keys.open_bytes(vault.PLACE, path.read_bytes())
