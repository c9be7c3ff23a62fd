"""A machine with 5 GB is lost: how long until a clean one serves again, from what was shipped and from the night's backup."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import vault
from tests.operations.big_store import grow_to
from tests.operations.conftest import ONE_DATABASE, counts_in
from tests.torture.killing import opened
from tests.torture.rig import SEED, Rig, rig, running
from tests.torture.starting import REPOSITORY

GIGABYTES = float(os.environ.get("BOOKBAG_TEST_GIGABYTES", "5"))
_AS_IT_WAS = ("media", "guardian", "pupil", "contact", "policy_version")


@dataclass(slots=True)
class Machine:
    """A hub's folders on an empty disk; `bookbag` runs a command there as an operator would, and is timed."""

    environment: dict[str, str]
    folder: Path
    took: dict[str, float] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'data' / 'bookbag.db'}"

    @property
    def key_file(self) -> Path:
        return self.folder / "keys" / "bookbag.key"

    def bookbag(self, *words: str) -> dict[str, object]:
        began = time.monotonic()
        command = [sys.executable, "-m", "bot", *words, "--json"]
        done = subprocess.run(command, cwd=REPOSITORY, env=os.environ | self.environment, capture_output=True, text=True)
        self.took[words[0]] = self.took.get(words[0], 0.0) + time.monotonic() - began
        assert done.returncode == 0, done.stderr
        found: dict[str, object] = json.loads(done.stdout)
        return found


def machine(made: Rig, name: str, elsewhere: Path) -> Machine:
    folder = made.folder / name
    own = {
        "BOOKBAG_DATA_FOLDER": str(folder / "data"), "BOOKBAG_DATABASE_URL": "", "BOOKBAG_KEY_FILE": str(folder / "keys" / "bookbag.key"),
        "BOOKBAG_BACKUP_FOLDER": str(elsewhere / "nights"), "BOOKBAG_BACKUP_KEYS_FOLDER": str(elsewhere / "keys"),
        "BOOKBAG_BACKUP_CHANGES_FOLDER": str(elsewhere / "changes"),
    }  # fmt: skip
    return Machine(made.environment | own, folder)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Twenty gigabytes are not left for the next run."""
    yield tmp_path
    for path in tmp_path.iterdir():
        shutil.rmtree(path, ignore_errors=True)


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.usefixtures("durable")
@ONE_DATABASE
def test_a_clean_machine_serves_again_from_what_was_shipped_and_from_the_nights_backup(
    database_url: str, disk: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    async def run() -> str:
        async with rig(f"sqlite:///{disk / 'data' / 'bookbag.db'}", disk, monkeypatch) as made:
            lost = machine(made, ".", disk / "elsewhere")
            size, counts, files = await asyncio.to_thread(_filled_and_copied, lost)
            key = lost.key_file.read_bytes()  # what the sheet in the safe holds
            for folder in ("data", "keys"):
                shutil.rmtree(disk / folder)
            said, shipped, night = [], disk / "elsewhere" / "changes", next((disk / "elsewhere" / "nights").iterdir())
            for notes, (what, copy) in enumerate({"what was shipped": shipped, "the backup of the night": night}.items(), 1):
                new = machine(made, f"clean{notes}", disk / "nowhere")
                said.append(f"from {what} {await _back(made, new, key, copy, counts['message'] + notes):.1f} min")
                _is_whole(new, counts, files, notes)
                shutil.rmtree(new.folder)
            return f"{size / 1e9:.1f} GB ({counts['message']} messages, {len(files)} files) on SQLite, lost: serving again {', '.join(said)}"

    record_property("promise", asyncio.run(run()))


def _filled_and_copied(lost: Machine) -> tuple[int, dict[str, int], dict[str, str]]:
    """What was there: its size, its rows, and what each file holds."""
    engines, keys = opened(lost.url, lost.key_file)
    engines.dispose()
    grow_to(lost.url, keys, lost.folder / "data" / "media", int(GIGABYTES * 1e9), SEED)
    lost.bookbag("backup", "--changes")
    made = lost.bookbag("backup")
    assert made["data"]["verified"]  # type: ignore[index]
    files = {path.name: _digest(path) for path in (lost.folder / "data" / "media").iterdir()}
    size = sum(path.stat().st_size for path in (lost.folder / "data").rglob("*") if path.is_file())
    return size, counts_in(lost.url), files


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def _back(made: Rig, new: Machine, key: bytes, copy: Path, messages: int) -> float:
    """Minutes from an installed machine with the key typed in until a parent's note has reached the teacher's phone."""
    new.key_file.parent.mkdir(parents=True, mode=0o700)
    new.key_file.write_bytes(key)
    new.key_file.chmod(0o600)
    began, heard = time.monotonic(), len(made.sandbox.received("t3"))
    keys = max((made.folder / "elsewhere" / "keys").iterdir())
    assert (await asyncio.to_thread(new.bookbag, "restore", str(keys)))["warnings"] == []
    assert (await asyncio.to_thread(new.bookbag, "restore", str(copy)))["warnings"] == []
    hub = made.hub()
    hub.environment |= new.environment
    async with running(hub):
        made.sandbox.type("beth", f"Finn forgot his reading book {copy.name}")
        await made.sandbox.until(lambda: len(made.sandbox.received("t3")) > heard, 120.0)
        took = time.monotonic() - began
        await asyncio.to_thread(_holds, new, messages)
        assert await hub.stop(signal.SIGTERM) == 0, made.log.read_text()[-3000:]
    return took / 60


def _holds(new: Machine, messages: int) -> None:
    """Waits for the notes there must be besides: Twilio gives again what the machine before got."""
    for _ in range(120):
        if counts_in(new.url)["message"] == messages:
            return
        time.sleep(0.5)
    pytest.fail(f"{counts_in(new.url)['message']} messages, not {messages}")


def _is_whole(new: Machine, counts: dict[str, int], files: dict[str, str], notes: int) -> None:
    """Every row and every byte of every file, and the files open under the keys that came back."""
    there = counts_in(new.url)
    assert there["message"] == counts["message"] + notes
    assert {name: there[name] for name in _AS_IT_WAS} == {name: counts[name] for name in _AS_IT_WAS}
    assert {path.name: _digest(path) for path in (new.folder / "data" / "media").iterdir()} == files
    engines, keys = opened(new.url, new.key_file)
    engines.dispose()
    for name in sorted(files)[:20]:
        assert keys.open_bytes(vault.PLACE, (new.folder / "data" / "media" / name).read_bytes())
