"""Nothing a person wrote lies readable anywhere: database, journal, media, key store, logs, backups (PH23, DPIA28, DPIA29)."""

from __future__ import annotations

import io
import logging
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
import structlog
from sqlalchemy import select

from bot import logs
from bot.cli import out
from bot.domain.messages import Carrier
from storage import tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_private_page import fetch
from tests.town import AUTH, PARENTS, TEACHERS
from tests.web.browser import PASSWORD, at_console

CANARIES = ("Zephyrine", "quetzalcoatl", "xylophonist", "brouhahaha", "flibbertigibbet", "7700900302")
# What a log must not have besides: it may not even be in the database as it is there by law or by need.
_NEVER_LOGGED = ("Marsh", "Kowalska", "Tara", "7700900305", PARENTS[7:], TEACHERS[7:], AUTH, PASSWORD)


async def test_PH23_canaries_through_every_door_are_found_in_no_store(
    school: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOKBAG_LOG_LEVEL", "DEBUG")
    with _logged() as written:
        async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
            await _through_every_door(papworth)
            codes = [code async for code in _with_codes(papworth)]
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
        logging.getLogger("a.library").debug("heard")
    assert '"event": "heard"' in written.getvalue()  # whatever a library says at this level would be here
    assert '"event": "forged_webhook"' in written.getvalue()  # and the hub's own lines are
    assert not [one for one in (*CANARIES, *_NEVER_LOGGED, *codes) if one in written.getvalue()]


@contextmanager
def _logged() -> Iterator[io.StringIO]:
    """What the hub and the commands write at DEBUG, by Bookbag's own configuration."""
    written, root, before = io.StringIO(), logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    with mock.patch.object(sys, "stderr", written):
        logs.configure("DEBUG")
    ours = root.handlers[0]

    def configured(of_command: str) -> None:
        logs.configure(of_command)
        root.handlers.append(ours)

    try:
        with mock.patch.object(out, "configure", configured):
            yield written
    finally:
        root.handlers, root.level = handlers, level
        structlog.configure(**before)


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


async def _with_codes(papworth: School) -> AsyncIterator[str]:
    """Somebody joins by a code and signs in to the console with all it asks for; a stranger knocks. Yields what is secret."""
    made = await desk.told(papworth, "invites", "--adult", "Kit Lowe")
    code = str(made["invites"][0]["code"])
    await papworth.say("P5", f"JOIN {code}")
    yield code
    papworth.town.sandbox.inject("oak_lane_bot", {"message": {"text": "quetzalcoatl", "from": "xylophonist"}})
    sms = next(one for one in papworth.town.hub.accounts.values() if one.carrier is Carrier.SMS)
    form = {"From": "+447700900302", "Body": "brouhahaha"}
    assert (await fetch(f"{papworth.town.address}/in/{sms.id}", form=form))[0] == 403
    async with at_console(papworth.town) as at:
        lead = await at("DSL", ceremony=True)
        await lead.get("/console/search")
        await lead.send("/console/search", search="quetzalcoatl")
        await lead.get("/console")
        assert "quetzalcoatl" in (await lead.open("Zephyrine Marsh")).text
        for secret in (lead.secret, *lead.recovery, *lead.cookies.values()):
            yield secret


def _rows_hold_none(db: Db) -> None:
    """Either database: every cell of every table as it is stored."""
    for target in tables.METADATA.sorted_tables:
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
