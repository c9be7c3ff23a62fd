"""What is locked is compared with published advisories from a file, and a fault in it ends the command with an error."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.advisories import hits, locked


def _advisory(events: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    ranges = [{"type": "ECOSYSTEM", "events": events}]
    affected = {"package": {"ecosystem": "PyPI", "name": "Jinja_2x"}, "ranges": ranges}
    return {"id": "PYSEC-1", "summary": "a hole", "affected": [affected | more.pop("affected", {})], **more}


@pytest.mark.parametrize(
    "events,version,hit",
    [
        ([{"introduced": "0"}, {"fixed": "3.1.7"}], "3.1.6", True),
        ([{"introduced": "0"}, {"fixed": "3.1.6"}], "3.1.6", False),
        ([{"introduced": "0"}, {"last_affected": "3.1.6"}], "3.1.6", True),
        ([{"introduced": "3.1.7"}], "3.1.6", False),
        ([{"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.0"}, {"fixed": "3.2"}], "3.1.6", True),
        ([{"introduced": "0"}, {"fixed": "2.0"}, {"introduced": "3.0"}, {"fixed": "3.2"}], "2.5", False),
        ([{"introduced": "0"}, {"fixed": "3.1.6rc1"}], "3.1.6", False),
    ],
)
def test_a_version_is_within_what_an_advisory_says_or_not(events: list[dict[str, str]], version: str, hit: bool) -> None:
    assert bool([*hits(_advisory(events), {"jinja-2x": {version}})]) is hit


def test_a_listed_version_counts_and_what_was_withdrawn_or_is_elsewhere_does_not() -> None:
    wanted, listed = {"jinja-2x": {"3.1.6"}}, {"versions": ["3.1.6"]}
    assert [one.line() for one in hits(_advisory([], affected=listed, aliases=["CVE-1"]), wanted)] == [
        "jinja-2x 3.1.6: PYSEC-1 (CVE-1) a hole; not mended yet"
    ]
    assert not [*hits(_advisory([], affected=listed, withdrawn="2026-01-01T00:00:00Z"), wanted)]
    assert not [*hits(_advisory([], affected=listed | {"package": {"ecosystem": "npm", "name": "jinja-2x"}}), wanted)]


def test_the_command_reads_a_zip_and_fails_where_something_is_locked_that_has_a_fault(tmp_path: Path) -> None:
    name, (version, *_) = "sqlalchemy", sorted(locked()["sqlalchemy"])
    for fault, code in ((False, 0), (True, 1)):
        advisory = _advisory([{"introduced": "0"}] if fault else [{"introduced": "0"}, {"fixed": "0.1"}], modified="2026-11-01T00:00:00Z")
        advisory["affected"][0]["package"]["name"] = name
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            archive.writestr("PYSEC-1.json", json.dumps(advisory))
        command = [sys.executable, "-m", "tests.advisories", str(tmp_path / "all.zip")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
        assert done.returncode == code, done.stdout + done.stderr
        assert "the newest of 2026-11-01" in done.stdout
        assert (f"{name} {version}: PYSEC-1" in done.stdout) is fault
