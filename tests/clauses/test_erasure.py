"""Erased means erased: rows, files, carriers' copies, backups; and what is out of reach is said (DPIA21, B14)."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import searching
from bot.domain.messages import Carrier
from bot.privacy import copies, tick
from bot.sandbox.views import Bubble
from storage.db import Db
from storage.subject import of_metadata
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.web.browser import at_console


def _count(db: Db, table: str) -> int:
    return int(db.value(select(func.count()).select_from(of_metadata(table))))


async def _carriers_done(school: School) -> None:
    await tick.run_once(school.town.hub)
    while await copies.run_once(school.town.hub):
        pass


async def _note(school: School, who: str, text: str) -> None:
    """A note for the class teacher; asked what it is about, the parent says so."""
    await school.say(who, text)
    if "note for the teacher" in school.town.texts(who)[-1] + str(_shown(school, who)[-1].labels):
        await school.press(who, "note for the teacher")


def _shown(school: School, who: str) -> list[Bubble]:
    return [one for one in school.town.screen(who) if not one.mine]


async def _found(school: School, words: str) -> str:
    """What the class teacher's search at the console shows."""
    await searching.run_once(school.town.hub)
    async with at_console(school.town) as at:
        browser = await at("T4")
        await browser.get("/console/search")
        return (await browser.send("/console/search", search=words)).text


async def test_DPIA21_a_child_is_gone_from_every_store_and_a_backup_brings_nobody_back(
    school: Opens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOKBAG_BACKUP_KEYS_FOLDER", str(tmp_path / "keycopies"))
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await _note(greenfield, "P2", "Ada forgot her flute, marzipan")
        assert await greenfield.waits_for("T4", "marzipan")
        card = next(one for one in reversed(_shown(greenfield, "T4")) if "marzipan" in one.text)
        await greenfield.say("T4", "It is here, caramel", reply_to=card.id)
        await greenfield.at("Tue 5 Mar 2024 10:05")
        await greenfield.sees("P2", "caramel")
        assert "Ada Marsh" in await _found(greenfield, "marzip")
        await desk.ok(greenfield, "backup", "--to", str(tmp_path / "copies"), "--keys-to", str(tmp_path / "keycopies"))
        await greenfield.at("Fri 8 Mar 2024 10:00")  # more than 48 hours: Telegram deletes nothing any more
        done = await desk.told(greenfield, "erase", "person", "Ada Marsh", "--yes", "--by", "Dot Data")
        assert len(done["erased"]) == 2  # the child, and the adult who has no other child here
        await _carriers_done(greenfield)
        assert "Nothing that is yours" in await _found(greenfield, "marzip")
        assert await greenfield.town.read(lambda db: _count(db, "search_token")) == 0
        texts = [
            one.body
            for account in greenfield.town.sandbox.store.accounts.values()
            for one in account.messages.values()
        ]
        assert not [text for text in texts if "marzipan" in text or "caramel" in text]
        on_phone = [one.text for one in _shown(greenfield, "T4")]
        assert not [text for text in on_phone if "marzipan" in text]
        assert "What stood here was deleted." in on_phone
        told = [
            await desk.told(greenfield, "erase", "certificate", one, "--by", "Dot Data") for one in done["erased"]
        ]
        assert all(one["finished"] for one in told)
        outside = "\n".join(line for one in told for line in one["outside_control"])
        assert "edited as they cannot be deleted" in outside
        assert "text messages on people's own phones" in outside
        gone = await desk.run(greenfield, "audit", "about", "Ada Marsh", "--by", "Dot Data")
        assert gone.exit_code == 1
        backup = next((tmp_path / "copies").glob("bookbag-data-*.backup"))
        restored = await desk.told(greenfield, "restore", str(backup), "--into", str(tmp_path / "drill"))
        assert restored["erased_again"] == 2
        drilled = (tmp_path / "drill" / "bookbag.db").read_bytes()
        assert b"marzipan" not in drilled
        assert len(list((tmp_path / "keycopies").glob("*.backup"))) == 1  # the older key store's copy is replaced


async def test_one_separated_parent_is_erased_and_the_other_ones_thread_stays(school: Opens, tmp_path: Path) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say("P1", "Ada ma nowy rower, bakłażan")
        await _note(greenfield, "P1b", "Ada forgot her reading book, aubergine")
        await desk.ok(greenfield, "erase", "person", "Anna Kowalska", "--yes", "--by", "Dot Data")
        await _carriers_done(greenfield)
        out = tmp_path / "adam"
        words = ("--into", str(out), "--by", "Dot Data")
        assert (await desk.told(greenfield, "export", "subject", "Adam Kowalski", *words))["held"]
        assert "aubergine" in (out / "data.html").read_text()
        assert await greenfield.waits_for("T4", "aubergine"), (greenfield.town.texts("P1b"), greenfield.town.texts("T4"))
        assert not await greenfield.waits_for("T4", "bakłażan")
        await greenfield.say("P1", "Halo?")
        assert "nie" in (await greenfield.heard("P1"))[-1] or "do not know" in (await greenfield.heard("P1"))[-1]


async def test_a_hold_stops_an_erasure_with_its_reason_owner_and_end(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        words = ("--reason", "complaint of February", "--until", "2024-06-30", "--by", "Hal Head")
        held = await desk.told(greenfield, "rights", "hold", "Anna Kowalska", *words)
        said = await desk.refused(greenfield, "erase", "person", "Anna Kowalska", "--yes", "--by", "Dot Data")
        assert "30 June 2024" in said
        assert "Hal Head" in said
        assert "complaint of February" in said
        await desk.ok(greenfield, "rights", "release", held["hold"], "--by", "Hal Head")
        await desk.ok(greenfield, "erase", "person", "Anna Kowalska", "--yes", "--by", "Dot Data")


async def test_a_colleague_is_erased_and_families_keep_what_the_school_wrote(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await _note(greenfield, "P3", "Sam has a question about the walk")
        assert await greenfield.waits_for("T5", "the walk")
        card = next(one for one in reversed(_shown(greenfield, "T5")) if "the walk" in one.text)
        await greenfield.say("T5", "We walk on Friday", reply_to=card.id)
        await desk.ok(greenfield, "staff", "leave", "Theo Five")
        await desk.ok(greenfield, "erase", "person", "Theo Five", "--yes", "--by", "Dot Data")
        found = await greenfield.town.read(lambda db: _count(db, "message"))
        assert found >= 2
        assert (await desk.run(greenfield, "audit", "by", "Theo Five", "--by", "Dot Data")).exit_code == 1
        assert greenfield.town.sandbox.phone("P3").carrier is Carrier.TELEGRAM
