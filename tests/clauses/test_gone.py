"""Gone means gone: no row, file, search hit, export, copy or backup holds a leaver, and no page calls anybody else (BNV7)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import searching
from bot.privacy import copies
from storage import tables
from storage.db import Db
from storage.subject import opened
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_data_rights import exported
from tests.clauses.test_retention import leaves, night
from tests.web.browser import Browser, at_console


@pytest.mark.one_database
async def test_BNV7_a_leaver_is_in_no_row_file_search_export_copy_or_backup_and_no_page_calls_a_third_party(
    school: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOKBAG_BACKUP_KEYS_FOLDER", str(tmp_path / "keycopies"))
    async with school("bentley-new-village", "Tue 23 Jul 2024 10:00") as bentley, at_console(bentley.town) as at:
        await bentley.say("P1", "Ada nie może znaleźć książki do czytania, mandarynka")
        assert await bentley.waits_for("T4", "mandarynka")
        bentley.town.sandbox.attach("P1b", "photo", caption="Ada forgot her reading book, mandarynka")
        await bentley.town.settled()
        await bentley.town.sandbox.until(lambda: _files(bentley), 20.0)
        tara = await at("T4")
        assert "Ada Kowalska" in await _searched(bentley, tara)
        await desk.ok(bentley, "backup", "--to", str(tmp_path / "copies"), "--keys-to", str(tmp_path / "keycopies"))
        await leaves(bentley, "ada_k", date(2024, 7, 23))
        await night(bentley, "Wed 24 Jul 2024 09:00")
        assert _files(bentley)
        await night(bentley, "Fri 23 Aug 2024 09:00")
        while await copies.run_once(bentley.town.hub):
            pass

        await bentley.town.read(_holds_none)
        assert not _files(bentley)
        assert "Ada Kowalska" not in await _searched(bentley, tara)
        for who in ("Ada Kowalska", "Anna Kowalska", "Adam Kowalski"):
            told, _ = await exported(bentley, tmp_path / who, who)
            assert not told["held"], who
        assert not any("mandarynka" in text for text in bentley.town.texts("T4"))  # the carrier's copy of the card
        certificates = await desk.told(bentley, "erase", "list", "--by", "Hal Head")
        assert [one["reason"] for one in certificates] == ["leaver"] * 3
        one = await desk.told(bentley, "erase", "certificate", certificates[0]["id"], "--by", "Hal Head")
        assert one["finished"]
        backup = next((tmp_path / "copies").glob("bookbag-data-*.backup"))
        restored = await desk.told(bentley, "restore", str(backup), "--into", str(tmp_path / "drill"))
        assert restored["erased_again"] == 3
        assert not list((tmp_path / "drill" / "media").glob("*"))
        for path in ("/console", "/console/threads", "/console/search", "/console/announce"):
            await tara.get(path)
            assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//[^\"']*", tara.seen.raw) == [], path
            assert "http" not in tara.seen.headers["Content-Security-Policy"]


def _files(school: School) -> list[Path]:
    folder = school.town.hub.data_folder / "media"
    return list(folder.glob("*")) if folder.is_dir() else []


async def _searched(school: School, who: Browser) -> str:
    await searching.run_once(school.town.hub)
    await who.get("/console/search")
    await who.send("/console/search", search="mandarynka")
    return who.seen.text


def _holds_none(db: Db) -> None:
    """Every cell, sealed ones opened."""
    for target in tables.METADATA.sorted_tables:
        for row in db.connection.execute(select(target)):
            for name, value in row._mapping.items():
                text = str(opened(db.keys, target.name, name, value))
                assert not [one for one in ("Kowalsk", "mandarynka") if one in text], (target.name, name)
