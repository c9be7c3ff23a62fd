"""By when staff answer, on each school's own clock, and what is then late (LT26, BNV15, M14, B3)."""

from __future__ import annotations

import re

import pytest

from tests.clauses.conftest import Opens

NOTE, AGAIN = "Ada cannot find her reading book", "Ada still has no reading book"


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_LT26_a_day_on_the_school_day_clock_and_writing_again_moves_nothing(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Fri 1 Mar 2024 16:00") as thurrock:
        await thurrock.say(parent, NOTE)
        await thurrock.at("Mon 4 Mar 2024 09:00")
        await thurrock.say(parent, AGAIN)
        assert ("today at 16:00" if parent == "P2" else "dziś o 16:00") in await thurrock.only(parent)
        assert await thurrock.hears("T4")  # delivered, never blocked
        await thurrock.at("Mon 4 Mar 2024 15:59")
        await thurrock.say("T4", "/late")
        assert "No answer is late" in (await thurrock.heard("T4"))[-1]
        await thurrock.at("Mon 4 Mar 2024 16:00")
        await thurrock.sees("T4", "the answer is late")
        for who in ("T4", "SL"):
            await thurrock.say(who, "/late")
            assert "Y4: 1 answer is late" in (await thurrock.heard(who))[-1]
        await thurrock.say(parent, "Ada has it again, thank you")
        assert await thurrock.waits_for("T4", "has it again")


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_BNV15_two_working_days_over_a_bank_holiday(school: Opens, parent: str) -> None:
    async with school("bentley-new-village", "Fri 3 May 2024 16:00") as bentley:
        await bentley.say(parent, NOTE)
        told = await bentley.only(parent)
        assert "16:00" in told
        assert "Wednesday" in told or "środa" in told  # 8 May
        assert re.search(r"end of the day|koniec dnia", told)
        await bentley.at("Tue 7 May 2024 16:00")
        await bentley.say("T4", "/late")
        assert "No answer is late" in (await bentley.heard("T4"))[-1]
        await bentley.at("Wed 8 May 2024 15:59")
        assert "an answer is due soon" in await bentley.only("T4")
        await bentley.at("Wed 8 May 2024 16:00")
        await bentley.sees("T4", "the answer is late")
        await bentley.say("SL", "/late")
        assert "Y4: 1 answer is late" in (await bentley.heard("SL"))[-1]


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_M14_no_text_names_a_reply_time_and_nothing_is_ever_late(school: Opens, parent: str) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say(parent, NOTE)
        told = await misson.only(parent)
        assert re.search(r"maybe not today|może nie dziś|nie dzisiaj", told)
        assert not re.search(r"\d+ (hour|godzin)", told)
        await misson.at("Tue 19 Mar 2019 10:00")
        await misson.say("T4", "/late")
        assert (await misson.heard("T4"))[-1] == "No answer is late."
