"""How shipped files are called and which belong together: chain's beginning, number, moment."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.backup.manifest import about_from
from storage.backup.sealing import BackupProblem

_NAME = re.compile(r"bookbag-changes-(\d{8}T\d{6}Z)-(\d{4})-(\d{8}T\d{6}Z)\.backup")
_STAMP = "%Y%m%dT%H%M%SZ"
MEDIA = "media"


@dataclass(frozen=True, slots=True)
class Link:
    """One file. `made_at` is aware UTC, from the name."""

    path: Path
    number: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Chain:
    """Its files in order; a missing number ends it there."""

    began_at: datetime
    links: tuple[Link, ...]

    @property
    def made_at(self) -> datetime:
        return self.links[-1].made_at

    @property
    def size(self) -> int:
        """Bytes of all that came after the base."""
        return sum(link.path.stat().st_size for link in self.links[1:])


def name_for(began_at: datetime, number: int, made_at: datetime) -> str:
    return f"bookbag-changes-{began_at.astimezone(UTC):{_STAMP}}-{number:04}-{made_at.astimezone(UTC):{_STAMP}}.backup"


def chains(folder: Path) -> list[Chain]:
    """Oldest first; only those that have their base."""
    found: dict[datetime, list[Link]] = defaultdict(list)
    for path in folder.glob("bookbag-changes-*.backup") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            found[_moment(match[1])].append(Link(path, int(match[2]), _moment(match[3])))
    made = [Chain(began_at, _unbroken(links)) for began_at, links in found.items()]
    return sorted((one for one in made if one.links), key=lambda one: one.began_at)


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def _unbroken(links: list[Link]) -> tuple[Link, ...]:
    ordered = sorted(links, key=lambda link: link.number)
    return tuple(link for place, link in enumerate(ordered) if link.number == place)


@dataclass(frozen=True, slots=True)
class Place:
    """What a shipped file says of itself: where it stands in which chain, and the shape of the database after it."""

    number: int
    before: str  # SHA-256 of the file before it; empty for the base
    page_size: int
    pages: int
    revision: str
    made_at: datetime

    def to_json(self) -> bytes:
        facts = {"format": 1, "kind": "changes", "revision": self.revision, "database": "sqlite"}
        more = {"number": self.number, "before": self.before, "page_size": self.page_size, "pages": self.pages}
        return json.dumps({**facts, **more, "made_at": self.made_at.isoformat()}).encode()


def place_from(raw: bytes) -> Place:
    """Raises BackupProblem for anything `Place.to_json` did not write."""
    about = about_from(raw)
    facts = json.loads(raw)
    if about.kind != "changes":
        raise BackupProblem("this is a whole backup among shipped changes: move it to a folder of its own")
    return Place(
        facts["number"], facts["before"], facts["page_size"], facts["pages"], about.revision, about.made_at
    )
