"""What a post did not bring home goes another way, and the post is not done until it has (DPIA49)."""

from __future__ import annotations

import re

import pytest

from bot import presets
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_private_page import fetch


async def test_DPIA49_families_a_post_did_not_reach_are_told_on_paper_and_ticked_off(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await desk.ok(greenfield, "rights", "object", "Cora Reed", "--purpose", "news", "--by", "Dot Data")
        greenfield.town.sandbox.block("PBen")
        greenfield.town.sandbox.block("P1")  # her child's other adult still gets it
        await greenfield.town.settled()
        await greenfield.say("T4", "/announce PE is on Friday 8 March. Please send PE kit.")
        await desk.send(greenfield, "T4", "Tue 5 Mar 2024 10:10")
        report = next(text for text in reversed(greenfield.town.texts("T4")) if " reached." in text)
        assert "2 of 4 reached." in report
        assert "4 to be told another way; the office has the names." in report
        listed = await greenfield.sees("OFF", "did not reach 4 adults of 4")
        assert "print, letter, phone" in listed
        assert "Kim Lowe (Y4): Kit Lowe, English, has no account" in listed
        assert "Ben Tully (Y4): Bea Tully, English" in listed
        assert "Cal Reed (Y4): Cora Reed, English, does not want the hub's news" in listed
        assert "Ada Kowalska (Y4): Anna Kowalska, Polish" in listed
        assert "To print, in Polish:\nWF jest: pt., 8 marca. Prosimy dać strój na WF." in listed
        assert not any(bubble.file for bubble in greenfield.town.screen("OFF"))  # words alone, no picture
        assert "To print, in English:\nPE is on Friday 8 March. Please send PE kit." in listed
        await greenfield.press("OFF", "Told: Kit Lowe")
        await greenfield.press("OFF", "Told: Cora Reed")
        await greenfield.sees("OFF", "did not reach 2 adults of 4")
        await greenfield.press("OFF", "Told: Anna Kowalska")
        await greenfield.say("T4", "/pages")
        assert "1 to be told another way" in greenfield.town.texts("T4")[-1]
        await greenfield.press("OFF", "Told: Bea Tully")
        await greenfield.say("T4", "/pages")
        assert "4 told another way, the last on 5 March." in greenfield.town.texts("T4")[-1]
        greenfield.forge("T4", "handed.1.2")  # whose work it is not
        await greenfield.town.settled()
        assert "not yours" in greenfield.town.texts("T4")[-1]


@pytest.mark.one_database
async def test_whoever_reads_the_news_in_a_browser_gets_no_second_copy_on_paper(school: Opens) -> None:
    text = 'channels = ["telegram", "sms", "web"]\n' + presets.read("greenfield")
    async with school("own", "Tue 5 Mar 2024 10:00", policy=text) as greenfield:
        await greenfield.say("P1b", "/unlink")
        page, cookie = await _joins_in_a_browser(greenfield, "Kit Lowe", "Kim, Y4")
        other, key = await _joins_in_a_browser(greenfield, "Adam Kowalski", "Ada, Y4")
        await desk.announce(greenfield, "T4", "Bring a hat", "Tue 5 Mar 2024 10:10")
        listed = await greenfield.sees("OFF", "did not reach 1 adult")
        assert "Kim Lowe (Y4): Kit Lowe" in listed
        assert "Adam" not in listed  # Anna has it, and he has it on his page
        assert "Bring a hat" in (await fetch(page, cookie=cookie))[2].decode()
        await greenfield.town.settled()
        assert not any("Kit Lowe" in text for text in greenfield.town.texts("OFF"))  # the list is changed where it stands
        assert "Bring a hat" in (await fetch(other, cookie=key))[2].decode()


async def _joins_in_a_browser(school: School, adult: str, child: str) -> tuple[str, str]:
    await desk.paper(school, adult)
    made = await desk.told(school, "invites", "--adult", adult, "--handed-over", "--all")
    school.town.hub.public_url = school.town.address
    form = {"joining": str(made["invites"][0]["code"]), "child": child}
    status, headers, body = await fetch(school.town.address + "/join", form=form)
    assert status == 200
    page = re.search(r'href="(http://[^"]+/p/\w+)"', body.decode())
    assert page
    return page[1], headers["set-cookie"].split(";")[0]
