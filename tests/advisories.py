"""`make audit ADVISORIES=all.zip`: what is locked against published advisories, from a file, without network.

The file is what OSV publishes for PyPI: a zip, or a folder, of advisories in the OSV format, one JSON document each. It is
fetched on any machine and carried here; nothing is asked of anybody.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from bot.cli.sbom import components

LOCKS = ("requirements.lock", "requirements-dev.lock")
_ROOT = Path(__file__).parents[1]
_LARGEST = 10_000_000  # bytes of one advisory


@dataclass(frozen=True, slots=True)
class Found:
    package: str
    version: str
    advisory: str
    said: str
    mended_in: tuple[str, ...]

    def line(self) -> str:
        mended = f"; mended in {', '.join(self.mended_in)}" if self.mended_in else "; not mended yet"
        return f"{self.package} {self.version}: {self.advisory} {self.said}{mended}"


def locked() -> dict[str, set[str]]:
    """Every version that a lock may install, by canonical name."""
    found: dict[str, set[str]] = {}
    for lock in LOCKS:
        for one in components((_ROOT / lock).read_text("utf-8")):
            found.setdefault(canonicalize_name(one["name"]), set()).add(one["version"])
    return found


def advisories(where: Path) -> Iterator[dict[str, Any]]:
    """Raises OSError, zipfile.BadZipFile, or ValueError for what is not JSON."""
    if where.is_dir():
        yield from (json.loads(path.read_bytes()) for path in sorted(where.rglob("*.json")))
        return
    with zipfile.ZipFile(where) as archive:
        for entry in archive.infolist():
            if entry.filename.endswith(".json") and entry.file_size <= _LARGEST:
                yield json.loads(archive.read(entry))


def hits(advisory: dict[str, Any], wanted: dict[str, set[str]]) -> Iterator[Found]:
    """What of `wanted` the advisory is about; nothing where it was withdrawn."""
    if "withdrawn" in advisory:
        return
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        name = canonicalize_name(str(package.get("name", "")))
        for version in sorted(wanted.get(name, ())) if package.get("ecosystem") == "PyPI" else ():
            if version in affected.get("versions", ()) or _in_ranges(version, affected):
                yield Found(name, version, _names(advisory), str(advisory.get("summary", "")), tuple(_mended(affected)))


def _names(advisory: dict[str, Any]) -> str:
    return " ".join([str(advisory.get("id", "?")), *(f"({one})" for one in advisory.get("aliases", ()))])


def _events(affected: dict[str, Any]) -> Iterator[list[dict[str, str]]]:
    return (one.get("events", []) for one in affected.get("ranges", ()) if one.get("type") == "ECOSYSTEM")


def _mended(affected: dict[str, Any]) -> Iterator[str]:
    return (event["fixed"] for events in _events(affected) for event in events if "fixed" in event)


def _in_ranges(version: str, affected: dict[str, Any]) -> bool:
    return any(_in_range(_version(version), events) for events in _events(affected))


def _in_range(version: Version, events: list[dict[str, str]]) -> bool:
    """OSV, "evaluation": each event turns the answer for what is not older than it; `last_affected` includes itself."""
    inside = False
    for kind, at in sorted(_points(events), key=lambda one: (one[1], one[0] != "introduced")):
        if kind == "introduced" and version >= at:
            inside = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            inside = False
    return inside


def _points(events: list[dict[str, str]]) -> Iterator[tuple[str, Version]]:
    kinds = ("introduced", "fixed", "last_affected")
    return ((kind, _version(event[kind])) for event in events for kind in kinds if kind in event)


def _version(said: str) -> Version:
    """What is no version of Python's is older than any: an advisory is then told rather than missed."""
    try:
        return Version(said)
    except InvalidVersion:
        return Version("0")


def main() -> int:
    if len(sys.argv) != 2:
        sys.stdout.write("make audit ADVISORIES=FILE: a zip or a folder of OSV advisories of PyPI; docs/operations/upgrade.md\n")
        return 2
    read, newest, found, wanted = 0, "", list[Found](), locked()
    for advisory in advisories(Path(sys.argv[1])):
        read, newest = read + 1, max(newest, str(advisory.get("modified", "")))
        found += hits(advisory, wanted)
    sys.stdout.writelines(f"{one.line()}\n" for one in found)
    versions = sum(map(len, wanted.values()))
    sys.stdout.write(f"{len(found)} found; {versions} locked versions against {read} advisories, the newest of {newest[:10] or 'no day'}\n")
    return 1 if found or not read else 0


if __name__ == "__main__":
    sys.exit(main())
