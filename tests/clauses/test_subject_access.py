"""Everything held about one person, and what "nothing held" says (DPIA38)."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from bot.sandbox.views import Bubble
from storage import roster_write
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_data_rights import exported
from tests.clauses.test_feed import post
from tests.clauses.test_processors import engines
from tests.clauses.test_retention import sibling
from tests.web.browser import Browser, at_console


@pytest.mark.one_database
async def test_DPIA38_all_is_found_others_are_taken_out_and_none_held_is_an_answer(school: Opens, tmp_path: Path) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        engines(greenfield, {"wiśnia": "cherry"})
        await greenfield.say("P1", "Ada miała kłótnię z Benem, a mama Ben Tully o tym wie")
        await sibling(greenfield, "P1", "Zosia", "Kowalska")  # a second thread, with another teacher
        await desk.paper(greenfield, "Anna Kowalska", "--child", "Zosia", "--signed-on", "2024-03-05")
        await greenfield.at("Tue 5 Mar 2024 10:10")
        await greenfield.say("P1", "Zosia nie może znaleźć książki do czytania, wiśnia")
        card = (await _opens(greenfield, "T5", "wiśnia")).id
        await greenfield.say("T5", "It is in her drawer, walnut", reply_to=card)  # answered: out of everybody's list
        await greenfield.at("Tue 5 Mar 2024 10:20")
        await greenfield.say("P1", "I want to make a complaint about the school, quince")
        await greenfield.at("Tue 5 Mar 2024 10:30")
        await greenfield.say("P1", "My husband hits Ada, zeppelin")
        await desk.ok(
            greenfield, "rights", "hold", "Anna Kowalska", "--what", "safeguarding", "--reason", "hornet",
            "--until", "2024-06-30", "--by", "Dot Data",
        )  # fmt: skip
        await greenfield.say("P1b", "Adam here: Ada is with me, orchard")
        await desk.announce(greenfield, "T4", "We planted beans", "Tue 5 Mar 2024 10:40")
        for at, words in (("10:50", "Piękna fasola, tulipan"), ("10:55", "Kiedy zbiory, żonkil"), ("19:00", "Brawo, krokus")):
            await greenfield.at(f"Tue 5 Mar 2024 {at}")
            await greenfield.say("P1", words, reply_to=post(greenfield, "P1", "beans").id)

        done, text = await exported(greenfield, tmp_path / "one", "Anna Kowalska")
        data = json.loads((tmp_path / "one" / "data.json").read_text())["data"]
        assert len(data["thread"]["rows"]) == 2
        assert [row["body"].split()[-1] for row in data["post_comment"]["rows"]] == ["tulipan", "żonkil", "krokus"]  # held till 8:00
        for word in ("miała kłótnię", "wiśnia", "walnut", "cherry", "slip_line", "commented"):
            assert word in text, word
        for word in ("Tully", "Adam", "orchard", "zeppelin", "quince", "hornet", "safeguarding"):  # others; and what waits
            assert word not in text, word
        assert "[another person]" in text
        number = done["request"]
        assert set(done["to_review"]) == {"safeguarding", "complaint"}
        decide = ("rights", "review", number, "--why", "safeguarding", "--decision", "release")
        await desk.refused(greenfield, *decide, "--by", "Dot Data")
        await desk.ok(greenfield, *decide, "--by", "Dana Safe")
        _, again = await exported(greenfield, tmp_path / "two", "Anna Kowalska", "--request", number)
        assert "zeppelin" in again
        assert "orchard" not in again
        child, told = await exported(greenfield, tmp_path / "child", "Ada Kowalska", "--for", "Adam Kowalski")
        assert "orchard" in told
        assert "kłótnię" not in told
        assert child["to_review"]["third_party"] > 0
        none, letter = await exported(greenfield, tmp_path / "none", "Former Parent")
        assert not none["held"]
        assert "Nothing is held about Former Parent" in letter


async def _opens(school: School, who: str, words: str) -> Bubble:
    assert await school.waits_for(who, words)
    return next(one for one in reversed(school.town.screen(who)) if not one.mine and words in one.text)


async def test_who_is_officer_and_safeguarding_lead_in_one_decides_on_both_from_the_command_line(
    school: Opens, tmp_path: Path
) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        cast = greenfield.town.cast
        await greenfield.town.hub.write(lambda db: roster_write.add_roles(cast.scope, db, [(cast.staff["DPO"], "dsl")]))
        await greenfield.say("P1", "I want to make a complaint about the school, quince")
        await greenfield.at("Tue 5 Mar 2024 10:10")
        await greenfield.say("P1", "My husband hits Ada, zeppelin")
        done, _ = await exported(greenfield, tmp_path / "one", "Anna Kowalska")
        for why in ("safeguarding", "complaint"):
            decide = ("rights", "review", done["request"], "--why", why, "--decision", "release")
            assert (await desk.told(greenfield, *decide, "--by", "Dot Data"))["decided"] > 0
        _, again = await exported(greenfield, tmp_path / "two", "Anna Kowalska", "--request", done["request"])
        assert "zeppelin" in again
        assert "quince" in again


async def test_DPIA38_in_two_taps_the_officer_has_everything_and_what_waits_is_decided_at_the_console(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        await greenfield.say("P1", "Ada zgubiła książkę, wiśnia")
        await greenfield.say("P1b", "Adam here: Ada is with me, orchard")
        await greenfield.at("Tue 5 Mar 2024 10:20")
        await greenfield.say("P1", "I want to make a complaint about the school, quince")
        await greenfield.at("Tue 5 Mar 2024 10:30")
        await greenfield.say("P1", "My husband hits Ada, zeppelin")
        await greenfield.at("Tue 5 Mar 2024 10:40")
        await greenfield.say("P1", "Proszę o wszystkie dane, które o mnie macie")
        dot, dana, olive = await at("DPO"), await at("DSL"), await at("OFF")
        await dot.open("Data requests")
        assert "Anna Kowalska, adult" in dot.seen
        told = _archive(await _everything(dot))
        assert {"wiśnia" in told, "Anna Kowalska" in told, "Ada Kowalska" in told} == {True}
        for word in ("orchard", "quince", "zeppelin", "safeguarding"):
            assert word not in told, word
        assert any("waits for your decision" in text for text in await greenfield.heard("DSL"))

        await dot.open("To release")
        assert "Of a complaint" in dot.seen
        assert "safety" not in dot.seen.text.split("Of a complaint")[1]  # not the officer's to decide, nor to know
        await dot.press("Withhold")
        await dana.open("To release")
        assert "About a child's safety" in dana.seen
        await dana.open("For the safeguarding lead")
        assert "zeppelin" in dana.seen
        await dana.get("/console/release")
        await dana.press("Release")
        assert "Nothing waits." in dana.seen
        await dot.open("Data requests")
        again = _archive(await _everything(dot))
        assert "zeppelin" in again
        assert "quince" not in again

        assert "Download everything" not in (await olive.get("/console/data")).text  # the office sees who asked, not what is held
        csrf, number = olive.form("/console/data/end").fields["csrf"], olive.form("/console/data/end").fields["request"]
        assert (await olive.post("/console/data/file", {"csrf": csrf, "request": number})).status == 403
        await olive.get("/console/data")
        await olive.press("Answered")
        assert "Nobody asks." in olive.seen
        about = await desk.told(greenfield, "audit", "about", "Anna Kowalska", "--by", "Dot Data")
        assert {"rights_asked", "exported"} <= {one["action"] for one in about}


async def test_DPIA33_DPIA38_the_office_notes_who_asked_at_the_desk_and_puts_a_name_to_a_stranger(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        greenfield.town.sandbox.add_phone("stranger", user_id=9990, number="+447700900999", opens="oak_lane_bot")
        greenfield.town.sandbox.met("stranger")
        greenfield.town.say("stranger", "I am Mary Marsh, send me everything you hold on me")
        await greenfield.town.settled()
        olive, hal = await at("OFF"), await at("HD")
        await olive.open("Data requests")
        assert "Somebody whom nobody has checked yet" in olive.seen
        number = olive.form("/console/data/end").fields["request"]
        await olive.get("/console/data?search=Nobody+Here")
        assert "Nothing is held about anybody of that name" in olive.seen
        await olive.get("/console/data?search=Mary+Marsh")
        kept = next(one for one in olive.seen.forms if one.action == "/console/data" and "whom" in one.fields)
        await olive.post("/console/data", {**kept.fields, "request": number})
        assert "Checked, and on record" in olive.seen
        assert "Mary Marsh, adult" in olive.seen
        assert (await olive.post("/console/data", {**kept.fields, "request": number})).status == 404  # whose it is is known
        await olive.get("/console/data?search=Anna+Kowalska")
        await olive.press("I have checked: note it")
        assert "to be answered by 5 April" in olive.seen
        await hal.open("Data requests")
        assert "Mary Marsh" in _archive(await _everything(hal))
        for wrong in ("", "7", "99999999999999999999999", "x"):
            assert (await hal.post("/console/data/file", {**kept.fields, "csrf": await _csrf(hal), "request": wrong})).status == 404, wrong


async def _csrf(browser: Browser) -> str:
    await browser.get("/console/data")
    return browser.form("/console/data").fields.get("csrf") or browser.form("/console/sign-out").fields["csrf"]


async def _everything(browser: Browser) -> bytes:
    seen = await browser.press("Download everything")
    assert seen.headers["Content-Disposition"].startswith("attachment")
    await browser.get("/console/data")  # a download leaves the page where it is
    return seen.body


def _archive(raw: bytes) -> str:
    """Every word of the files in it."""
    with zipfile.ZipFile(io.BytesIO(raw)) as pack:
        return "\n".join(pack.read(name).decode("utf-8-sig") for name in pack.namelist() if "data." in name)
