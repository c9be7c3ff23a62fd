"""What is asked of staff who have access: training in date, and each term a notice that they acknowledge (DPIA46, DPIA39)."""

from __future__ import annotations

import pytest

from bot.privacy import tick
from storage import tables
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.web.browser import at_console

_BY = ("--by", "Dot Data")


async def last_trained(school: School, who: str, name: str, day: str) -> None:
    """On record with this day and no later one."""
    entry, staff_id = tables.register_entry, school.town.cast.staff[who]
    await school.town.hub.write(lambda db: db.run(entry.delete().where(entry.c.book == "training", entry.c.staff_id == staff_id)))
    await desk.ok(school, "papers", "note", "training", "--detail", "online course", "--of", name, "--on", day, *_BY)


@pytest.mark.one_database
async def test_DPIA46_lapsed_training_lets_a_teacher_read_for_a_fortnight_and_post_nothing(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await last_trained(greenfield, "T4", "Tara Four", "2023-03-05")
        await greenfield.say("T4", "/announce Swimming is on Tuesday")
        send = next(label for shown in greenfield.town.screen("T4") for label in shown.labels if "Send to" in label)  # its last day
        await greenfield.at("Wed 6 Mar 2024 10:00")
        await tick.run_once(greenfield.town.hub)
        assert any("Tara Four" in text and "lapsed" in text for text in await greenfield.heard("SL"))
        await greenfield.say("T4", "/announce Swimming is on Wednesday")
        told = "".join(await greenfield.heard("T4"))
        assert "not possible while your data protection training is out of date" in told
        assert "https://greenfield.example/training" in told
        await greenfield.press("T4", send)  # shown the day before
        assert sum("out of date" in text for text in await greenfield.heard("T4")) == 2
        await greenfield.silent("P2", "P3")
        await greenfield.say("P2", "Ada forgot her reading book, persimmon")
        assert await greenfield.waits_for("T4", "persimmon")
        await greenfield.say("SL", "/training")
        listed = next(text for text in await greenfield.heard("SL") if "Out of date:" in text)
        assert "Tara Four" in listed
        assert "Theo Five" not in listed
        register = {one["name"]: one["state"] for one in await desk.told(greenfield, "papers", "training", *_BY)}
        assert (register["Tara Four"], register["Theo Five"]) == ("lapsed", "in_date")
        await greenfield.at("Wed 20 Mar 2024 10:00")
        assert not await greenfield.waits_for("T4", "persimmon")
        await desk.ok(greenfield, "papers", "note", "training", "--detail", "online course", "--of", "Tara Four", *_BY)
        assert await greenfield.waits_for("T4", "persimmon")


@pytest.mark.one_database
async def test_DPIA39_with_a_new_term_staff_see_that_what_they_write_may_be_asked_for_and_say_so(school: Opens) -> None:
    async with school("greenfield", "Fri 12 Apr 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        await greenfield.say("T4", "/list")
        assert not any("asked to be seen" in text for text in await greenfield.heard("T4"))
        await greenfield.at("Mon 15 Apr 2024 09:00")  # the first day of the summer term
        await greenfield.say("T4", "/list")
        assert sum("asked to be seen by the person it is about" in text for text in await greenfield.heard("T4")) == 1
        await greenfield.say("T4", "/list")
        assert sum("asked to be seen" in text for text in await greenfield.heard("T4")) == 1  # not with every press
        assert "on record" in await desk.taps(greenfield, "T4", "I understand")
        trail = await desk.told(greenfield, "audit", "about", "Tara Four", *_BY)
        assert [one["at"][:10] for one in trail if one["action"] == "noted_sar_notice"] == ["2024-04-15"]
        await greenfield.at("Tue 16 Apr 2024 09:00")
        await greenfield.say("T4", "/list")
        assert not any("asked to be seen" in text for text in await greenfield.heard("T4"))
        theo = await at("T5")
        assert "asked to be seen" in (await theo.get("/console")).text
        await theo.press("I have read this")
        assert "asked to be seen" not in (await theo.get("/console")).text
