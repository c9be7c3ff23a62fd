"""`python -m bot.cli.sbom`: what an installation is made of, as a CycloneDX 1.6 list made from the lock file alone."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[2] / "requirements.lock"
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^]]*])?==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]*))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """Each pinned package with the hashes its files may have. Raises ValueError for a line that pins nothing."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace():
            found[-1]["hashes"] += [{"alg": "SHA-256", "content": one} for one in _HASH.findall(line)]
            continue
        found.append(_component(line))
    return found


def _component(line: str) -> dict[str, Any]:
    pinned = _PINNED.match(line)
    if pinned is None:
        raise ValueError(f"not pinned: {line}")
    name, version = pinned["name"], pinned["version"]
    where = [{"name": "bookbag:where", "value": pinned["marker"].strip()}] if pinned["marker"] else []
    reference = f"pkg:pypi/{name.lower()}@{version}"
    made = {"type": "library", "bom-ref": reference, "name": name, "version": version, "purl": reference}
    return {**made, "hashes": [], **({"properties": where} if where else {})}


def document(lock: str, version: str) -> dict[str, Any]:
    """The same lock gives the same list: no time and no random number is in it."""
    ours = {"type": "application", "bom-ref": "bookbag", "name": "bookbag", "version": version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": ours},
        "components": components(lock),
        "dependencies": [{"ref": "bookbag", "dependsOn": [one["bom-ref"] for one in components(lock)]}],
    }


def main() -> None:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        version = installed("bookbag")
    except PackageNotFoundError:  # run from the repository
        version = "0"
    sys.stdout.write(json.dumps(document(LOCK.read_text("utf-8"), version), indent=1) + "\n")


if __name__ == "__main__":
    main()
