"""Nothing a person wrote lies readable anywhere: database, journal, media, key store, logs, backups (PH23, DPIA28, DPIA29)."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School

CANARIES = ("Zephyrine", "quetzalcoatl", "xylophonist", "brouhahaha", "flibbertigibbet", "7700900302")


async def test_PH23_canaries_through_every_door_are_found_in_no_store(
    school: Opens, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.DEBUG):
        async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
            await _through_every_door(papworth)
            await desk.ok(
                papworth, "backup", "--to", str(tmp_path / "copies"), "--keys-to", str(tmp_path / "keycopies")
            )
            await papworth.town.read(_rows_hold_none)
            _files_hold_none(
                papworth.town.hub.data_folder, tmp_path / "keys", tmp_path / "copies", tmp_path / "keycopies", tmp_path
            )
            key = tmp_path / "keys" / "bookbag.key"
            key.chmod(0o644)
            done = await desk.run(papworth, "staff", "list")
            assert done.exit_code == 1
            assert "others can read the key file" in str(done.stderr)
            key.unlink()
            gone = await desk.run(papworth, "staff", "list")
            assert gone.exit_code == 1
            assert "no key file" in str(gone.stderr)
    assert not [one for one in CANARIES if one in caplog.text]


async def _through_every_door(papworth: School) -> None:
    """A name by the roll, words by text message and by Telegram, a photo, a post, a correction, a hold, a breach."""
    await papworth.say("P2", "My husband hits Ada, quetzalcoatl")  # kept, for it may mean danger
    await papworth.say("P1", "He hurts her every night, xylophonist")
    papworth.town.sandbox.attach("P1", "photo", caption="bruises on her arm, brouhahaha")
    await papworth.town.settled()
    await desk.announce(papworth, "T4", "Swimming on Friday, flibbertigibbet", "Tue 5 Mar 2024 10:05")
    by = ("--by", "Dot Data")
    await desk.ok(papworth, "rights", "correct", "Ada Marsh", "--field", "first_name", "--to", "Zephyrine", *by)
    words = ("--reason", "quetzalcoatl", "--until", "2024-06-01")
    await desk.ok(papworth, "rights", "hold", "Mary Marsh", *words, *by)
    await desk.ok(papworth, "breach", "report", "other", "--detail", "xylophonist", *by)
    await desk.ok(papworth, "disclose", "add", "brouhahaha", "--basis", "quetzalcoatl", "--what", "all", *by)


def _rows_hold_none(db: Db) -> None:
    """Either database: every cell of every table as it is stored."""
    for target in SQLModel.metadata.sorted_tables:
        for row in db.connection.execute(select(target)):
            for name, value in row._mapping.items():
                raw = value if isinstance(value, bytes) else str(value).encode()
                assert not [one for one in CANARIES if one.encode() in raw], (target.name, name)


def _files_hold_none(*folders: Path) -> None:
    """Database file, its journal, media, key store, backups."""
    looked = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    assert any(path.suffix == ".backup" for path in looked)
    for path in looked:
        raw = path.read_bytes()
        assert not [one for one in CANARIES if one.encode() in raw], path.name
        if path.suffix in {".key", ".backup"}:
            assert not path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO), path.name
