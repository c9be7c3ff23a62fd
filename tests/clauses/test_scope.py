"""Whom a school serves: years, a class left out, a trial that ends (M7, M8, M9, BNV9)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain.messages import Address, Carrier
from storage import contacts, people, tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.cast import ROLL
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.roster.files import WIDE, csv_text


async def add_child(school: School, name: str, class_name: str, year: str, adult: str) -> None:
    """A family new on the roll, or (a known adult's name) one child more of theirs; nothing signed."""
    town, first_day = school.town, date(2018, 9, 3)

    def add(db: Db) -> None:
        scope, cast = town.cast.scope, town.cast
        if class_name not in cast.classes:
            cast.classes[class_name] = people.add_class(scope, db, class_name, year)
        first, last = name.split()
        pupil = people.add_pupil(scope, db, first, last, cast.classes[class_name], first_day)
        guardian = cast.guardians.get(adult)
        if guardian is None:
            guardian = cast.guardians[adult] = people.add_guardian(scope, db, adult, last, "en")
            key_id = contacts.person_key(scope, db, guardian_id=guardian, staff_id=None)
            number = Address(Carrier.SMS, f"+4477009004{len(cast.guardians):02}")
            people.list_number(scope, db, town.hub.now(), number, key_id, guardian_id=guardian)
        people.tie(scope, db, guardian, pupil)

    await town.hub.write(add)


async def test_M7_codes_for_years_one_to_six_only(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        for year in ("R", "1", "2", "3", "4", "5", "6"):
            await add_child(misson, f"Child Year{year}", f"Class {year}", year, f"Adult{year}")
            if year != "R":
                await desk.paper(misson, f"Adult{year} Year{year}")
        told = await desk.told(misson, "invites")
        made = {one["guardian_id"] for one in told["invites"]}
        guardians = misson.town.cast.guardians
        assert made == {str(guardians[f"Adult{year}"]) for year in "123456"}
        out = {one["id"]: one["reason"] for one in told["left_out"] if one["reason"] == "not_in_scope"}
        assert out == {str(guardians["AdultR"]): "not_in_scope"}
        assert "not in scope" in await desk.ok(
            misson, "invites", "--all", "--out", str(_folder(misson)), "--bot-username", "x_bot"
        )


def _folder(school: School) -> Path:
    return school.town.hub.data_folder / "sheets"


@pytest.mark.parametrize("who", ["P1", "P2"])
async def test_M8_after_the_last_day_nobody_writes_or_posts_and_the_head_decides(school: Opens, who: str) -> None:
    async with school("misson", "Wed 24 Jul 2019 11:00") as misson:
        await misson.say(who, "Ada cannot find her reading book")  # the last day itself still counts
        assert await misson.waits_for("T4", "reading book")
        await misson.at("Thu 25 Jul 2019 10:00")
        head = await misson.hears("HD")
        assert any("EXTEND" in text and "CLOSE" in text and "deleted" in text for text in head)
        told = await misson.hears(who)
        assert any("24" in text and "01632 960201" in text for text in told)
        misson.mark()
        await misson.say(who, "Ada cannot find her other reading book")
        answer = await misson.only(who)
        assert "24" in answer
        assert "01632 960201" in answer
        assert not await misson.waits_for("T4", "other reading book")
        assert await misson.waits_for("T4", "reading book")  # what was written stays to be read
        misson.mark()
        await misson.say("T4", "/announce See you in September")
        assert "trial ended" in await misson.only("T4")
        await misson.silent(who, "P3")
        await misson.say("T4", "EXTEND 2019-12-20 because we like it")
        assert "Only the head" in (await misson.heard("T4"))[-1]
        await misson.say("HD", "EXTEND 2019-12-20 The families asked for it")
        assert "20" in (await misson.heard("HD"))[-1]
        await misson.at("Thu 5 Sep 2019 10:00")
        await misson.say(who, "Ada cannot find the other reading book")
        assert "Y4" in (await misson.hears("T4"))[-1]
        assert "the other reading book" in await misson.town.open_card("T4")


async def test_M8_only_the_head_can_extend_and_only_with_a_reason(school: Opens) -> None:
    async with school("misson", "Thu 25 Jul 2019 10:00") as misson:
        said = await desk.refused(misson, "trial", "extend", "2019-12-20", "--by", "Olive Desk", "--reason", "Why not")
        assert said.startswith("not allowed: decide_trial")
        said = await desk.refused(misson, "trial", "extend", "2019-12-20", "--by", "Hal Head", "--reason", " ")
        assert "say why" in said
        await desk.ok(misson, "trial", "extend", "2019-12-20", "--by", "Hal Head", "--reason", "The families asked")
        assert "runs until 20 December 2019" in await desk.ok(misson, "trial", "show")


async def test_M9_the_early_years_class_is_left_out_and_a_sibling_is_not(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await add_child(misson, "Tim Lowe", "Y3", "3", "P5")
        await add_child(misson, "Tom Lowe", "Early Years", "R", "P5")
        await _moved_away(misson, "kim")  # Kit Lowe's children are one in Y3, one in the class left out
        for child in ("Tim Lowe", "Tom Lowe"):
            await desk.paper(misson, "Kit Lowe", "--child", child)
        told = await desk.told(misson, "invites", "--class", "Early Years", "--handed-over")
        assert told["invites"] == []
        assert {one["reason"] for one in told["left_out"]} == {"not_in_scope"}
        (made,) = (await desk.told(misson, "invites", "--adult", "Kit Lowe"))["invites"]
        assert made["classes"] == ["Y3"]
        await misson.say("P5", f"JOIN {made['code']}")
        assert "linked for: Tim." in (await misson.heard("P5"))[-1]

        misson.mark()
        for name, minute in (("Y3", 10), ("Y4", 20), ("Y5", 30)):  # all that are in scope, and no more are offered
            await misson.say("HD", "Please bring a coat")
            offered = {one for one in misson.town.screen("HD")[-1].labels if one.startswith("Announce to")}
            assert offered == {"Announce to Y3", "Announce to Y4", "Announce to Y5"}
            known = {who: len(misson.town.texts(who)) for who in ("P5", "P3")}
            await misson.press("HD", f"Announce to {name}")
            await desk.send(misson, "HD", f"Tue 5 Mar 2019 10:{minute}")
            for who, class_of in (("P5", "Y3"), ("P3", "Y5")):
                got = misson.town.texts(who)[known[who] :]
                assert sum("coat" in text for text in got) == (1 if class_of == name else 0)


async def _moved_away(school: School, pupil: str) -> None:
    def end(db: Db) -> None:
        tie = tables.guardianship
        db.run(tie.delete().where(tie.c.pupil_id == school.town.cast.pupils[pupil]))

    await school.town.hub.write(end)


async def test_BNV9_a_nursery_child_is_linked_and_moves_on_with_the_class(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 16 Jul 2024 10:00") as bentley:
        await add_child(bentley, "Nia Small", "Nursery", "N", "P5")
        await desk.paper(bentley, "Kit Lowe", "--child", "Nia Small")
        made = await desk.told(bentley, "invites", "--adult", "Kit Lowe")
        assert made["invites"][0]["classes"] == ["Nursery"]
        await bentley.say("P5", f"JOIN {made['invites'][0]['code']}")
        assert "Nia" in (await bentley.heard("P5"))[-1]
        bentley.mark()
        await _announce(bentley, "Nursery", "Bring wellies", "Tue 16 Jul 2024 10:05")
        assert "Bring wellies" in await bentley.only("P5")
        lists = _next_year(bentley, {"Nia Small": ("P5", "Reception", "R")})
        await desk.ok(bentley, "rollover", "prepare", *lists)
        await bentley.at("Thu 5 Sep 2024 10:00")
        assert (await desk.told(bentley, "rollover", "show"))["state"] == "done"
        bentley.mark()
        await bentley.say("HD", "Bring hats")
        assert "Announce to Nursery" not in bentley.town.screen("HD")[-1].labels  # the old class's news is over
        await bentley.press("HD", "Cancel")
        await _announce(bentley, "6", "Bring scarves", "Thu 5 Sep 2024 10:05")
        await bentley.silent("P5")
        await _announce(bentley, "Reception", "Bring coats", "Thu 5 Sep 2024 10:10")
        assert "Bring coats" in await bentley.only("P5")


async def _announce(school: School, class_name: str, text: str, leaves: str) -> None:
    await school.say("HD", text)
    await school.press("HD", f"Announce to {class_name}")
    await desk.send(school, "HD", leaves)


def _next_year(school: School, more: dict[str, tuple[str, str, str]]) -> list[str]:
    """The office's lists for September: every class goes up a year; `more` children with adult, class and year."""
    folder = school.town.hub.data_folder
    children = {
        key: (f"{first} {last}", {"Y4": ("Y5", "5"), "Y5": ("Y6", "6")}[of])
        for key, (first, last, of) in ROLL.pupils.items()
    }
    adults = {
        name: [key for key, one in ROLL.families.items() if child in one[5]] for child, (name, _) in children.items()
    }
    classes = dict(children.values())
    for name, (adult, class_name, year) in more.items():
        adults[name], classes[name] = [adult], (class_name, year)
    rows = [(*name.split(), *classes[name], *listed(adults[name])) for name in classes]
    (folder / "pupils.csv").write_text(csv_text([WIDE, *rows]))
    (folder / "answers.toml").write_text("whole_school = true\n")
    return [str(folder / "pupils.csv"), "--answers", str(folder / "answers.toml")]


def listed(adults: list[str]) -> list[str]:
    cells: list[str] = []
    for place, (key, (first, last, language, _, value, _)) in enumerate(ROLL.families.items()):
        if key in adults:
            number = value if value.startswith("+") else f"+4477009001{50 + place}"
            cells += [first, last, "Parent", "parental", number, language]
    return [*cells, *[""] * (12 - len(cells))]
