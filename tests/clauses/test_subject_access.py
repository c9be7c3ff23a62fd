"""Everything held about one person, and what "nothing held" says (DPIA38)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.sandbox.views import Bubble
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_data_rights import exported
from tests.clauses.test_feed import post
from tests.clauses.test_processors import engines
from tests.clauses.test_retention import sibling


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
