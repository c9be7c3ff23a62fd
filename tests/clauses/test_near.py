"""Who sees a message: its sender and the staff it is for (M5), the cover in their slot (BNV16), its school alone (DPIA12)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import searching
from bot.sandbox.views import Bubble
from storage import tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.schools import NEXT_DOOR
from tests.web.browser import at_console

_WORDS = {
    "P1": ("zeszyt do matematyki", "worek na buty", "książka do czytania", "zeszyt do przyrody"),
    "P2": ("maths folder", "shoe bag", "library book", "spelling book"),
}


def _about(parent: str, thing: str) -> str:
    return f"Ada zapomniała dziś: {thing}" if parent == "P1" else f"Ada forgot her {thing}"


async def _item_of(school: School, who: str, thing: str) -> str:
    """The data of the Open button that led this person to the card."""

    def shown() -> int:
        return sum(thing in text for text in school.town.texts(who))

    for data in await school.listed(who):
        await school.listed(who)  # an opened card takes the list's place
        before = shown()
        school.town.sandbox.press(who, data)
        await school.town.settled()
        if shown() > before:
            return data
    raise AssertionError(f"{who} has no card with {thing!r}")


async def _card(school: School, who: str, thing: str) -> Bubble:
    await school.open_all(who)
    return next(bubble for bubble in reversed(school.town.screen(who)) if thing in bubble.text and not bubble.mine)


async def _forged(school: School, who: str, data: str) -> str:
    """Press a button that was never shown to this person: a client may send any data it likes."""
    school.mark()
    school.forge(who, data)
    await school.town.settled()
    return await school.only(who)


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_BNV16_in_the_slot_the_cover_has_it_after_it_the_teacher_and_what_was_begun_is_finished(
    school: Opens, parent: str
) -> None:
    before, answered, first, then = _WORDS[parent]
    async with school("bentley-new-village", "Wed 6 Mar 2024 09:00") as bentley:
        await bentley.say(parent, _about(parent, before))
        await bentley.hears("T4")
        history = await _item_of(bentley, "T4", before)
        await bentley.at("Wed 6 Mar 2024 09:20")
        await bentley.say(parent, _about(parent, answered))
        await bentley.say("T4", "It was handed in", reply_to=(await _card(bentley, "T4", answered)).id)

        await bentley.at("Wed 6 Mar 2024 13:20")
        await bentley.say(parent, _about(parent, first))
        await bentley.hears("C4")
        await bentley.silent("T4")
        assert await bentley.waits_for("C4", first)
        assert await bentley.waits_for("T4", first)
        shown = (await _card(bentley, "C4", first)).text  # the thread's last exchange and what was promised, no more
        assert answered in shown
        assert re.search(r"Tara Four answered today at 9:\d\d:\nIt was handed in", shown)
        assert "The family was told: an answer on Friday at 13:20 or before." in shown
        if parent == "P2":  # in a browser the same
            async with at_console(bentley.town) as at:
                await (cass := await at("C4")).get("/console")
                await cass.open("Ada Marsh")
                for words in (first, answered, "It was handed in", "an answer on Friday at 13:20 or before"):
                    assert words in cass.seen.text
                assert before not in cass.seen.text
        assert not await bentley.waits_for("C4", before)
        assert "not yours" in await _forged(bentley, "C4", history)

        await bentley.at("Wed 6 Mar 2024 15:16")
        assert "Y4 while it was covered: 1 message came, 1 still open" in await bentley.only("T4")
        bentley.mark()
        await bentley.say(parent, _about(parent, then))
        await bentley.hears("T4")
        await bentley.silent("C4")
        second = await _item_of(bentley, "T4", then)
        for not_theirs in (history, second):
            assert "not yours" in await _forged(bentley, "C4", not_theirs)
        assert not await bentley.waits_for("C4", then, before)

        card = await _card(bentley, "C4", first)
        await bentley.say("C4", "It is on the peg by the door", reply_to=card.id)
        await bentley.at("Wed 6 Mar 2024 15:20")
        assert any("peg by the door" in text for text in await bentley.hears(parent))
        await bentley.at("Thu 7 Mar 2024 09:00")
        assert not await bentley.waits_for("C4", first, then, before)
        assert "not yours" in await _forged(bentley, "C4", second)


def _written(folder: Path) -> str:
    """All that an export says."""
    files = (path for path in folder.rglob("*") if path.suffix in {".json", ".csv", ".html"})
    return "".join(path.read_text(errors="replace") for path in files)


@pytest.mark.parametrize("other", ["P1b", "P2"])
async def test_M5_no_other_parent_finds_a_trace_not_even_the_childs_other_adult(
    school: Opens, other: str, tmp_path: Path
) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        before = misson.town.texts(other)
        await misson.say("P1", "Ada boi się basenu, proszę o tym pamiętać")
        assert await misson.waits_for("T4", "boi się basenu")
        card = next(bubble for bubble in reversed(misson.town.screen("T4")) if "basenu" in bubble.text)
        await misson.say("T4", "I will stay beside her in the pool", reply_to=card.id)
        await misson.at("Tue 5 Mar 2019 10:05")
        assert any("in the pool" in text for text in await misson.hears("P1"))

        assert misson.town.texts(other) == before  # nobody told them anything
        for asks in ("help", "/list", "history", "export", "my data", "data"):
            await misson.say(other, asks)
        await misson.say(other, "What did Ada's father or mother write?")
        await misson.at("Wed 6 Mar 2019 10:00")
        shown = "\n".join(misson.town.texts(other)).casefold()
        for trace in ("basen", "pool", "anna", "kowalska", "beside her"):
            assert trace not in shown

        name = {"P1b": "Adam Kowalski", "P2": "Mary Marsh"}[other]
        export = ("export", "subject", name, "--into", str(tmp_path / "out"), "--by", "Hal Head", "--school", "oak-lane")
        await desk.ok(misson, *export)
        written = _written(tmp_path / "out").casefold()
        assert name.casefold() in written
        for trace in ("basen", "beside her", "anna kowalska"):
            assert trace not in written


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_DPIA12_each_school_on_a_host_sees_its_own_and_a_parent_of_two_sees_which_is_which(
    school: Opens, parent: str, tmp_path: Path
) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00", neighbour=("bentley-new-village", NEXT_DOOR)) as both:
        if parent == "P1":  # Start leaves open which school is meant
            both.town.sandbox.start("P1")
            await both.sees("P1", "Which school|szko")
            await both.press("P1", next(one for b in both.town.screen("P1") for one in b.labels if "Greenfield" in one))
            await both.sees("P1", "01632 960205")
        await both.at("Tue 5 Mar 2024 10:20")
        here, there = ("Ada", "Zoe") if parent == "P1" else ("Ada", "Max")
        await both.say(parent, f"{here} cannot find the reading book")
        answer = await both.only(parent)
        assert answer.startswith("Greenfield")
        assert await both.waits_for("T4", "reading book")
        await both.silent("E-T")

        await both.at("Tue 5 Mar 2024 10:30")
        await both.say(parent, f"{there} cannot find the homework sheet")
        answer = await both.only(parent)
        assert answer.startswith("Bentley NV")
        assert await both.waits_for("E-T", "homework sheet")
        await both.silent("T4")

        for who in ("SL", "HD", "OFF", "T4"):
            assert not await both.waits_for(who, "homework sheet", "Zoe", "Max")
        theirs = await _item_of(both, "E-T", "homework sheet")
        for who in ("SL", "HD", "T4"):
            assert "not yours" in await _forged(both, who, theirs)

        for teacher, words, name in (("T4", "reading book", "Greenfield"), ("E-T", "homework sheet", "Bentley NV")):
            card = next(bubble for bubble in reversed(both.town.screen(teacher)) if words in bubble.text)
            both.mark()
            await both.say(teacher, f"I have found the {words}", reply_to=card.id)
            await both.town.at(both.town.hub.now().replace(minute=both.town.hub.now().minute + 2))
            letter = await both.only(parent)
            assert letter.startswith(name)
            assert f"found the {words}" in letter
        if parent == "P1":
            await _search_export_and_keys(both, tmp_path)


async def _search_export_and_keys(both: School, folder: Path) -> None:
    """A leader finds nothing of the school next door, its export has nothing of it, and no key is shared."""
    await searching.run_once(both.town.hub)
    async with at_console(both.town) as at:
        for who, words, found in (("SL", "homework", False), ("HD", "Zoe", False), ("T4", "homework", False), ("T4", "reading", True)):
            browser = await at(who)
            await browser.get("/console/search")
            await browser.send("/console/search", search=words)
            assert ("Nothing that is yours" not in browser.seen.text) is found, (who, words)
    export = ("export", "subject", "Anna Kowalska", "--into", str(folder / "out"), "--by", "Hal Head", "--school", "oak-lane")
    await desk.ok(both, *export)
    written = _written(folder / "out")
    assert "reading book" in written
    assert "homework sheet" not in written
    assert "Zoe" not in written

    def keys(db: Db) -> list[tuple[int, int]]:
        return [(row.school_id, row.key_id) for row in db.all(select(tables.thread.c.school_id, tables.thread.c.key_id))]

    of = await both.town.read(keys)
    by_school = [{key for school_id, key in of if school_id == one} for one in {school_id for school_id, _ in of}]
    assert len(by_school) == 2
    assert not by_school[0] & by_school[1]
