"""Search at the console: words and their beginnings, in what is one's own to read and nothing else."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot import searching
from storage import finding, tables
from storage.db import Db
from tests.town import TUESDAY, Town, town
from tests.translation.stub import serving
from tests.web.browser import Browser, at_console

SAID = "کل اپنی تیراکی کی چیزیں لائے"
COMPLAINT = "I want to make a formal complaint about Miss Harrow, she shouted at Ola, aubergine"


async def _find(made: Town, browser: Browser, words: str) -> Browser:
    await searching.run_once(made.hub)
    await browser.get("/console/search")
    await browser.send("/console/search", search=words)
    return browser


async def test_each_finds_in_any_language_what_is_theirs_to_read_and_nobody_the_complaint_about_them(
    database_url: str, tmp_path: Path
) -> None:
    with serving() as stub:
        stub.translate = lambda text: text.replace(SAID, "bring swimming things tomorrow")
        async with town(database_url, tmp_path, translator_url=stub.url) as made, at_console(made) as at:
            made.say("sana", f"کیا زین {SAID}؟ شکریہ")
            made.say("marta", "Ola forgot her reading book today, sorry")
            await made.settled()
            await made.at(TUESDAY + timedelta(minutes=5))
            made.say("marta", COMPLAINT)
            await made.settled()
            tess, orla, theo, hollis = await at("t3"), await at("office"), await at("t5"), await at("head")
            assert "not opened yet" in await _seen(made, tess, "forgo")
            await tess.open("Ola Zielona")
            await tess.send("/console/item", text="Thank you, the peacock folder has a spare one.")
            await made.settled()
            assert "Ola forgot her reading book" in await _seen(made, tess, "forgot READ")
            assert "the peacock folder has a spare one" in await _seen(made, tess, "peaco")
            assert "Nothing that is yours" in await _seen(made, tess, "forgot swimming")
            await tess.get("/console")
            await tess.open("Zain Qamar")
            for _ in range(40):  # translated aside
                if "swimming" in tess.seen:
                    break
                await tess.get(tess.seen.path)
            assert "1 found" in await _seen(made, tess, "swimm")
            assert 'lang="ur" dir="rtl">کیا زین' in (await _find(made, tess, "تیراکی")).seen.raw
            assert "Zain Qamar" in await _seen(made, tess, "qam")
            assert "first three letters" in await _seen(made, tess, "x")
            assert "Nothing that is yours" in await _seen(made, theo, "forgot")  # another class
            asked = {name: await _seen(made, browser, "auberg") for name, browser in (("t3", tess), ("t5", theo))}
            assert not [name for name, text in asked.items() if "Nothing that is yours" not in text]
            assert "Ola Zielona" in await _seen(made, orla, "auberg") + await _seen(made, hollis, "auberg")


async def _seen(made: Town, browser: Browser, words: str) -> str:
    return (await _find(made, browser, words)).seen.text


async def test_what_is_damaged_keeps_nobody_from_finding_the_rest(database_url: str, tmp_path: Path) -> None:
    async with town(database_url, tmp_path) as made, at_console(made) as at:
        tess = await at("t3")
        said = {"marta": "Ola has the papaya book", "sana": "Zain has the papaya bag", "piotr": "Ola has the papaya coat"}
        for who, text in said.items():
            made.say(who, text)
            await made.settled()
            await tess.get("/console")
            await tess.open("Zain Qamar" if who == "sana" else "Ola Zielona")
            await tess.press("Seen")
        await made.hub.write(lambda db: _damage(made, db))
        found = await _seen(made, tess, "papaya")
        assert "1 found" in found, found
        assert "Ola has the papaya coat" in found
        assert not await made.read(lambda db: finding.wanted(db, 10))  # nothing is stuck


async def test_what_only_looks_alike_is_gone_through_to_what_was_asked_for_and_no_further_than_the_cap(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only some beginnings of a word are kept: "papayaxi" is looked up as "papay", which six newer items begin with as well."""
    monkeypatch.setattr(searching, "_FIRST", 1)
    monkeypatch.setattr(searching, "_FEW", 2)
    async with town(database_url, tmp_path) as made, at_console(made) as at:
        tess = await at("t3")
        for number, fruit in enumerate(("papayaxi", *["papaya"] * 6)):
            await made.at(TUESDAY + timedelta(minutes=5 * number))
            made.say("marta", f"Ola forgot her {fruit} reading book today, sorry")
            await made.settled()
            await tess.get("/console")
            await tess.open("Ola Zielona")
            await tess.press("Seen")
        assert "1 found" in await _seen(made, tess, "papayaxi")
        assert "7 found" in await _seen(made, tess, "papay")
        monkeypatch.setattr(searching, "MOST_CANDIDATES", 5)
        assert "Older ones were not looked at" in await _seen(made, tess, "papayaxi")
        found = await _seen(made, tess, "papay")
        assert "5 newest found" in found
        assert "There may be more" in found
        assert "papayaxi" not in found.split("found", 1)[1]


def _damage(made: Town, db: Db) -> None:
    """One child's name, and the words of another's message."""
    pupil, message, thread = tables.pupil, tables.message, tables.thread
    of_marta = select(thread.c.id).where(thread.c.guardian_id == made.cast.guardians["marta"])
    for target, column, where in (
        (pupil, "first_name", pupil.c.id == made.cast.pupils["zain"]),
        (message, "body", message.c.thread_id.in_(of_marta)),
    ):
        for row in db.all(select(target.c.id, target.c[column].label("sealed")).where(where)):
            broken = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
            db.run(update(target).where(target.c.id == row.id).values({column: broken}))


async def test_the_list_of_messages_shows_when_the_last_of_each_could_be_read_and_all_that_waits(database_url: str, tmp_path: Path) -> None:
    async with town(database_url, tmp_path) as made, at_console(made) as at:
        made.say("marta", "How much is the dinner money for Ola this week?")
        await made.settled()
        for minutes in (5, 10, 15):
            await made.at(TUESDAY + timedelta(minutes=minutes))
            made.say("marta", f"Ola has her reading book, page {minutes}")
            await made.settled()
        tess, orla = await at("t3"), await at("office")
        listed = (await tess.get("/console/threads")).text
        assert "today at 10:15" in listed and "3 waiting" in listed
        await orla.get("/console")
        await orla.open("Ola Zielona")
        await made.at(TUESDAY + timedelta(minutes=40))
        await orla.press("Not for us")
        await made.settled()
        listed = (await tess.get("/console/threads")).text
        assert "today at 10:40" in listed and "4 waiting" in listed, listed
