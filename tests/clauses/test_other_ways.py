"""What a post did not bring home goes another way, and the post is not done until it has (DPIA49)."""

from __future__ import annotations

from tests.clauses import desk
from tests.clauses.conftest import Opens


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
