"""The page of what is held about one adult: readable parts, one file with everything, files they sent (BNV8, DPIA34)."""

from __future__ import annotations

from datetime import datetime

from bot.hub import Hub
from bot.privacy import own, packing
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
        return "application/zip", packing.packed(exports, hub.data_folder, hub.keys)
    place, _, form = name.partition(".")
    if form not in _PLAIN or not place.isdecimal() or not 0 < int(place) <= len(exports):
        return None
    return _PLAIN[form], packing.written(exports[int(place) - 1], form)
