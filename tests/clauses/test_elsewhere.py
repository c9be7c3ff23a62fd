"""On another machine: a copied folder says nothing, a new key opens all, a backup goes on, a moved school is the same (DPIA22,
DPIA28, DPIA34).
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot import app, vault
from bot.__main__ import cli
from bot.hub import Hub
from bot.settings import Settings
from storage import rotation
from storage.crypto import Keyring, make_master_key, read_master_key
from storage.engine import make_engine
from storage.keystore import SqlKeyStore
from tests import ledger
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.town import shared_triager


class Machine:
    """A command line somewhere, while no hub runs there."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.data, self.key = folder, folder / "data", folder / "keys" / "bookbag.key"
        self._environment = {
            "BOOKBAG_DATA_FOLDER": str(self.data),
            "BOOKBAG_KEY_FILE": str(self.key),
            "BOOKBAG_DATABASE_URL": url,
        }

    def run(self, *words: str) -> Result:
        """Commands point the root logger at their own standard error, which ends with them."""
        ledger.door(ledger.CLI)
        root = logging.getLogger()
        handlers, level = root.handlers[:], root.level
        try:
            return CliRunner().invoke(cli, list(words), env=self._environment)
        finally:
            root.handlers, root.level = handlers, level

    def told(self, *words: str) -> Any:
        done = self.run(*words, "--json")
        assert done.exit_code == 0, (done.stdout, done.stderr, done.exception)
        return json.loads(done.stdout)

    def media(self) -> list[str]:
        """What is in the files, by hash."""
        store = make_engine(f"sqlite:///{self.key.parent / 'keys.db'}")
        ring = Keyring(read_master_key(self.key), SqlKeyStore(store))
        files = sorted((self.data / "media").glob("*"))
        found = [hashlib.sha256(ring.open_bytes(vault.PLACE, path.read_bytes())).hexdigest() for path in files]
        store.dispose()
        return sorted(found)


@pytest.mark.one_database
async def test_DPIA28_DPIA34_a_copied_folder_is_unreadable_a_new_key_reads_all_and_a_moved_school_is_the_same(
    school: Opens, database_url: str, tmp_path: Path
) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say("P2", "Ada forgot her reading book, marzipan")
        assert await greenfield.waits_for("T4", "marzipan")
        greenfield.town.sandbox.attach("P3", "photo", caption="Sam forgot his reading book")
        await greenfield.town.settled()
        folder = greenfield.town.hub.data_folder / "media"
        await greenfield.town.sandbox.until(lambda: folder.is_dir() and list(folder.glob("*")), 20.0)
        url = greenfield.town.hub.engines.write.url.render_as_string(hide_password=False)
        await desk.ok(greenfield, "papers", "note", "custodian", "--detail", "keeps the key", "--of", "Hal Head", "--by", "Dot Data")
    here = Machine(tmp_path, url)

    elsewhere = Machine(tmp_path / "elsewhere", url)  # DPIA28
    shutil.copytree(here.data, elsewhere.data)
    assert not any(b"marzipan" in path.read_bytes() for path in elsewhere.data.rglob("*") if path.is_file())
    started = elsewhere.run("staff", "list")
    assert (started.exit_code, "no key file" in str(started.stderr)) == (1, True)
    make_master_key(elsewhere.key)
    assert elsewhere.run("staff", "list").exit_code == 1
    old = here.key.read_bytes()
    here.told("keys", "rotate", "--yes")
    assert here.key.read_bytes() != old
    here.told("rights", "correct", "Mary Marsh", "--field", "first_name", "--to", "Marzena", "--by", "Dot Data")
    here.told("export", "subject", "Marzena Marsh", "--into", str(tmp_path / "out"), "--by", "Dot Data")
    told = (tmp_path / "out" / "data.html").read_text()
    assert "marzipan" in told  # written under the old key
    assert "Marzena" in told  # and under the new
    shutil.copytree(here.key.parent, elsewhere.key.parent, dirs_exist_ok=True)
    elsewhere.key.unlink()
    shutil.copy(rotation.old_file(here.key), elsewhere.key)
    assert elsewhere.run("staff", "list").exit_code == 1  # the old key opens nothing any more

    packed = here.told("export", "school", "--into", str(tmp_path / "school.packed"), "--by", "Hal Head")  # DPIA34
    new = Machine(tmp_path / "new")
    (tmp_path / "code.txt").write_text("\n".join(packed["opens_with"]))
    arrived = new.told("import-school", str(tmp_path / "school.packed"), "--code", str(tmp_path / "code.txt"))
    assert arrived["counts"] == packed["counts"]
    assert all(arrived["counts"][name] > 0 for name in ("thread", "message", "slip", "slip_line", "media"))
    assert new.media() == here.media() != []
    new.told("export", "subject", "Marzena Marsh", "--into", str(tmp_path / "again"), "--by", "Dot Data")
    again = json.loads((tmp_path / "again" / "data.json").read_text())["data"]
    before = json.loads((tmp_path / "out" / "data.json").read_text())["data"]
    for part in ("thread", "message", "slip", "slip_line"):
        assert again[part] == before[part], part


@pytest.mark.one_database
async def test_DPIA22_after_a_lost_disk_what_was_held_goes_on_once_and_at_its_time_from_a_clean_machine(
    school: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Settings] = []
    run = app.running

    def running(settings: Settings, hub: Hub) -> AbstractAsyncContextManager[str]:
        kept.append(settings)
        return run(settings, hub)

    monkeypatch.setattr(app, "running", running)
    copies, keys = tmp_path / "copies", tmp_path / "keycopies"
    async with school("greenfield", "Mon 4 Mar 2024 20:00") as greenfield:
        await greenfield.say("P2", "Ada forgot her reading book, marzipan")
        await greenfield.silent("T4")  # held until the morning
        await desk.ok(greenfield, "backup", "--to", str(copies), "--keys-to", str(keys))
        await greenfield.at("Mon 4 Mar 2024 20:30")
        await greenfield.say("P1", "Ada nie może znaleźć książki do czytania, jarzębina")  # after the backup: lost
        town, first = greenfield.town, greenfield.town.hub
        first.stopping.set()
        first.handle_bell.ring()
        first.deliver_bell.ring()
        clean = Machine(tmp_path / "clean")
        make_master_key(clean.key, read_master_key(tmp_path / "keys" / "bookbag.key"))
        clean.told("restore", str(next(keys.glob("*.backup"))))
        clean.told("restore", str(next(copies.glob("*.backup"))))
        settings = kept[0].model_copy(update={"data_folder": clean.data, "key_file": clean.key, "database_url": ""})
        second = app.build(settings, shared_triager())
        async with run(settings, second):
            town.hub = second
            greenfield.mark()
            await greenfield.at("Tue 5 Mar 2024 07:59")
            await greenfield.silent("T4")
            await greenfield.at("Tue 5 Mar 2024 08:05")
            await greenfield.only("T4")
            assert await greenfield.waits_for("T4", "marzipan")
            greenfield.mark()
            await greenfield.at("Tue 5 Mar 2024 10:00")
            await greenfield.silent("T4")
            assert not await greenfield.waits_for("T4", "jarzębina")
            drills = clean.told("papers", "dpia", "--by", "Dot Data")["drills"]
            assert [one["how"] for one in drills] == ["restored"]
