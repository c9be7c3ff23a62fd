"""What families put on a class page, where the school lets them (DPIA14); and keys of the policy that no clause of a preset shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import presets
from tests import ledger
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.test_pictures import LISTED, UNDERSTOOD, refuse
from tests.clauses.test_reviews import change


@pytest.mark.one_database
async def test_DPIA14_a_parents_picture_waits_for_the_teacher_and_for_the_children_in_it(school: Opens, tmp_path: Path) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await change(greenfield, tmp_path, "greenfield", "parent_posts = false", "parent_posts = true")
        await refuse(greenfield, "Bea Tully", "photo")
        ledger.door(ledger.TELEGRAM)
        greenfield.town.sandbox.attach("P1", "photo", caption="Nasz ogród")
        await greenfield.town.settled()
        await greenfield.press("P1", "na stronę klasy")
        assert "Najpierw obejrzy to nauczyciel" in (await greenfield.heard("P1"))[-1]
        await greenfield.silent("P1b", "PBen", "P2")
        await greenfield.open_all("T4")
        first = await desk.taps(greenfield, "T4", "Put on the class page")
        assert "families may save" in first
        asked = await desk.taps(greenfield, "T4", UNDERSTOOD, LISTED, "Ben Tully")
        assert "Ben Tully cannot appear in photos" in asked
        await greenfield.silent("P1b", "PBen", "P2")
        await desk.taps(greenfield, "T4", "Ada Kowalska", "Done (1)")
        await desk.send(greenfield, "T4", "Tue 5 Mar 2024 10:10")
        assert any("Nasz ogród" in text for text in await greenfield.heard("P1b"))
        assert any("Nasz ogród" in text for text in await greenfield.heard("PBen"))
        await greenfield.silent("P3")


@pytest.mark.one_database
async def test_a_yes_to_pictures_taken_back_in_the_chat_counts_at_once_and_the_office_hears(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say("P1b", "CONSENT")
        await bentley.press("P1b", "yes")  # the school may use the family's information
        assert "photos of my child" in (await bentley.heard("P1b"))[-1]
        await bentley.press("P1b", "no")
        assert await bentley.waits_for("OFF", "A yes to pictures taken back")
        await desk.picture(bentley, "T4", "Our hats")
        assert "Ada Kowalska: not in photos" in await desk.taps(bentley, "T4", "Class Y4", UNDERSTOOD)


@pytest.mark.one_database
async def test_a_school_may_write_by_text_message_alone_and_ring_no_phone_of_its_staff(school: Opens) -> None:
    text = presets.read("bentley-new-village")
    for before, after in (
        ('channels = ["telegram", "sms", "web"]', 'channels = ["sms"]'),
        ('push = "hours_only"', 'push = "never"'),
    ):
        assert before in text
        text = text.replace(before, after)
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00", policy=text) as bentley:
        await bentley.say("P2", "Ada forgot her reading book, persimmon")
        await bentley.silent("T4")
        assert await bentley.waits_for("T4", "persimmon")
        await bentley.say("P2", "urgent, who is collecting Ada today")
        assert await bentley.hears("OFF")  # what is urgent rings all the same
        await desk.announce(bentley, "T4", "We planted beans", "Tue 5 Mar 2024 10:05")
        assert any("beans" in text for text in await bentley.heard("P2"))
        await bentley.silent("P1", "P1b", "PBen")
