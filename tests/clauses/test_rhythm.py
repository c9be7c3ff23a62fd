"""How often: reminders that come again in term time, a private word where the school set a number, nothing where it did not."""

from __future__ import annotations

import re

import pytest

from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School

READ = ("I understand", "I have read the list")


async def photo(school: School, who: str, caption: str, *taps: str, leaves: str) -> None:
    await desk.picture(school, who, caption)
    await desk.taps(school, who, *taps)
    await desk.send(school, who, leaves)


async def test_LT4_a_weekly_reminder_rests_at_half_term_and_goes_on_after_it(school: Opens) -> None:
    async with school("little-thurrock", "Mon 20 May 2024 09:00") as thurrock:
        await thurrock.say("T4", "/remind")
        assert "swimming, pe, home learning, trip, assembly" in await thurrock.only("T4")
        await thurrock.say("T4", "/remind Mon 15:00 pe")
        preview = thurrock.town.texts("T4")[-1]
        assert "Every Monday at 15:00, in term time." in preview
        assert "PE is tomorrow" in preview
        await desk.taps(thurrock, "T4", "Send to 5 adults")
        await thurrock.at("Mon 20 May 2024 15:00:30")
        await thurrock.at("Mon 20 May 2024 15:02")
        assert "PE kit" in await thurrock.only("P2")
        await thurrock.at("Mon 27 May 2024 15:01")
        await thurrock.at("Mon 27 May 2024 18:00")
        await thurrock.silent("P1", "P2")
        await thurrock.at("Mon 3 Jun 2024 15:00:30")  # in teachers' hours, and families'
        await thurrock.at("Mon 3 Jun 2024 15:02")
        assert "PE kit" in await thurrock.only("P2")
        await thurrock.say("T4", "/remind")
        await desk.taps(thurrock, "T4", "Stop Monday 15:00")
        await thurrock.at("Mon 10 Jun 2024 15:02")
        await thurrock.silent("P2")


async def test_M10_one_private_word_below_two_pictures_and_a_question_above_five(school: Opens) -> None:
    async with school("misson", "Tue 26 Feb 2019 10:00") as misson:
        await photo(misson, "T4", "One", "Class Y4", "Learning", *READ, "Done (0)", leaves="Tue 26 Feb 2019 10:10")
        await misson.at("Fri 1 Mar 2019 13:59")
        await misson.silent("T4")
        await misson.at("Fri 1 Mar 2019 14:00:30")
        told = await misson.only("T4")
        assert "1 picture this week; your school aims at 2 or more" in told
        await misson.silent("P1", "HD", "SL")
        await misson.at("Fri 1 Mar 2019 15:00")
        await misson.silent("T4")  # once
        for number, leaves in ((4, "Fri 1 Mar 2019 15:10"), (1, "Fri 1 Mar 2019 15:20")):
            misson.town.sandbox.send_photos("T4", number, caption="More")
            await misson.town.settled()
            said = await desk.taps(misson, "T4", "Class Y4", "Learning", "Done (0)")
            if number == 1:
                assert "Over 5 pictures this week. Post anyway?" in said
                await desk.taps(misson, "T4", "Post anyway")
            await desk.send(misson, "T4", leaves)
        assert await misson.hears("P1")  # it is never blocked


async def test_PH7_a_class_below_the_minimum_is_reported_and_its_teacher_told_in_hours(school: Opens) -> None:
    async with school("papworth-hall", "Mon 22 Jan 2024 09:00") as papworth:
        for who, name in (("T4", "Y4"), ("T5", "Y5")):
            await papworth.say(who, f"/reminder {name}: library books are due")
            await desk.send(papworth, who, "Mon 22 Jan 2024 09:10" if who == "T4" else "Mon 22 Jan 2024 09:20")
        await papworth.at("Fri 9 Feb 2024 10:00")
        below = {one["class"] for one in await desk.told(papworth, "posts", "report") if one["below_minimum"]}
        assert below & {"Y4", "Y5"} == set()
        await papworth.say("T5", "/reminder Swimming is on Monday")
        await desk.send(papworth, "T5", "Fri 9 Feb 2024 10:10")
        await papworth.at("Tue 20 Feb 2024 07:00")
        await papworth.silent("T4")
        await papworth.at("Tue 20 Feb 2024 10:00")  # 16 school days
        assert any("no reminder for over 14 school days" in text for text in await papworth.hears("T4"))
        await papworth.silent("T5", "P1")
        told = {one["class"]: one["below_minimum"] for one in await desk.told(papworth, "posts", "report")}
        assert (told["Y4"], told["Y5"]) == (True, False)
        papworth.mark()
        await papworth.say("SL", "/posts")
        assert "Y4: 0 posts, below minimum" in await papworth.only("SL")


@pytest.mark.parametrize("preset", ["little-thurrock", "bentley-new-village"])
async def test_LT3_BNV25_where_posting_is_the_teachers_choice_counts_are_only_counts(school: Opens, preset: str) -> None:
    async with school(preset, "Tue 5 Mar 2024 10:00") as quiet:
        for number in range(1, 10):
            await desk.announce(quiet, "T5", f"We sang song {number}", f"Tue 5 Mar 2024 10:{5 * number:02}")
        quiet.mark()
        for day in ("Fri 8 Mar 2024 14:00:30", "Tue 19 Mar 2024 10:00"):
            await quiet.at(day)
            await quiet.silent("T4", "P1")
        told = {one["class"]: one for one in await desk.told(quiet, "posts", "report")}
        assert (told["Y4"]["posts"], told["Y4"]["below_minimum"]) == (0, False)
        await quiet.say("SL", "/posts")
        counts = await quiet.only("SL")
        assert "Y4: 0 posts" in counts
        assert "Y5: 9 posts" in counts
        assert not re.search(r"below|few|behind|late|!|⚠", counts)
        await quiet.say("P1b", "/posts")
        assert not any("Y5" in text for text in quiet.town.texts("P1b"))
