"""When staff read: held outside hours, told honestly, delivered at the opening (M13, LT6, LT15, LT16, BNV14, B2)."""

from __future__ import annotations

import pytest

from tests.clauses.conftest import Opens

POLISH_PARENT, TEXTING_PARENT = "P1", "P2"


async def test_M13_before_six_it_is_delivered_at_once_on_the_texting_phone(school: Opens) -> None:
    async with school("misson", "Fri 29 Mar 2019 17:50") as misson:
        await misson.at("Fri 29 Mar 2019 17:59:59", still=True)
        await misson.say(TEXTING_PARENT, "Ada cannot find her reading book")
        assert "Monday" not in await misson.only(TEXTING_PARENT)
        assert await misson.waits_for("T4", "reading book")  # there to be read; a phone does not ring after six


@pytest.mark.parametrize("parent", [POLISH_PARENT, TEXTING_PARENT])
async def test_M13_from_six_it_is_held_to_monday_eight_across_the_clock_change(school: Opens, parent: str) -> None:
    words = (
        "Ada nie może znaleźć książki do czytania" if parent == POLISH_PARENT else "Ada cannot find her reading book"
    )
    async with school("misson", "Fri 29 Mar 2019 18:00:00") as misson:
        await misson.say(parent, words)
        told = await misson.only(parent)
        assert "8:00" in told.replace("08:00", "8:00")
        assert "poniedziałek" in told or "Monday" in told
        await misson.at("Mon 1 Apr 2019 07:59:59", still=True)  # 06:59:59 UTC: British Summer Time began on Sunday
        await misson.silent("T4")
        assert not await misson.waits_for("T4", "książki do czytania", "reading book")
        await misson.at("Mon 1 Apr 2019 08:00:00")
        assert "Y4" in await misson.only("T4")
        assert not await misson.heard("T5")


@pytest.mark.parametrize(("before", "after"), [("P1", "P2"), ("P2", "P1")], ids=["held-by-text", "held-in-Polish"])
async def test_LT6_half_past_five_is_quiet_and_early_monday_too(school: Opens, before: str, after: str) -> None:
    words = {"P1": "Ada nie może znaleźć książki do czytania", "P2": "Ada cannot find her reading book"}
    early, late = words[before], words[after]
    async with school("little-thurrock", "Fri 1 Mar 2024 17:20") as thurrock:
        await thurrock.at("Fri 1 Mar 2024 17:29:59", still=True)
        await thurrock.say(before, early)
        assert await thurrock.waits_for("T4", early)
        await thurrock.at("Fri 1 Mar 2024 17:30:00")
        await thurrock.say(after, late)
        told = await thurrock.only(after)
        assert ("poniedziałek" if after == "P1" else "Monday") in told
        assert "8:00" in told
        await thurrock.silent("T4")
        assert not await thurrock.waits_for("T4", late)
        await thurrock.at("Mon 4 Mar 2024 07:59:59", still=True)
        await thurrock.say("P3", "Sam cannot find his reading book")
        assert "8:00" in await thurrock.only("P3")
        await thurrock.silent("T4", "T5")
        for teacher in ("T4", "T5"):
            assert not await thurrock.waits_for(teacher, late, "his reading book")
            assert not await thurrock.finds(teacher, late.split()[-1])
        await thurrock.at("Mon 4 Mar 2024 08:00:00")
        assert await thurrock.waits_for("T4", late)
        assert await thurrock.waits_for("T5", "his reading book")


@pytest.mark.meaning
@pytest.mark.parametrize("parent", [POLISH_PARENT, TEXTING_PARENT])
async def test_LT15_one_notice_for_each_parent_and_quiet_period(school: Opens, parent: str) -> None:
    async with school("little-thurrock", "Thu 29 Feb 2024 18:00") as thurrock:
        await thurrock.say(parent, "Ada cannot find her reading book")
        await thurrock.only(parent)
        await thurrock.at("Thu 29 Feb 2024 18:30")
        await thurrock.say(parent, "It is blue")
        await thurrock.silent(parent)


@pytest.mark.parametrize("parent", ["P3", TEXTING_PARENT])
async def test_LT15_an_answer_written_at_night_leaves_at_eight(school: Opens, parent: str) -> None:
    teacher, child = ("T5", "Sam") if parent == "P3" else ("T4", "Ada")
    async with school("little-thurrock", "Thu 29 Feb 2024 17:00") as thurrock:
        await thurrock.say(parent, f"{child} cannot find the reading book")
        await thurrock.sees(teacher, "Tap Open")
        card = await thurrock.town.open_card(teacher)
        shown = next(bubble for bubble in thurrock.town.screen(teacher) if bubble.text == card)
        await thurrock.at("Thu 29 Feb 2024 20:00")
        await thurrock.say(teacher, "Found it in the hall", reply_to=shown.id)
        await thurrock.silent(parent)
        assert any("8:00" in text for text in await thurrock.heard(teacher))
        await thurrock.at("Fri 1 Mar 2024 07:59:59", still=True)
        await thurrock.silent(parent)
        await thurrock.at("Fri 1 Mar 2024 08:00:00")
        assert "Found it in the hall" in await thurrock.only(parent)


@pytest.mark.parametrize("parent", ["P3", TEXTING_PARENT])
async def test_LT16_over_half_term_it_is_the_monday_after(school: Opens, parent: str) -> None:
    teacher, child = ("T5", "Sam") if parent == "P3" else ("T4", "Ada")
    async with school("little-thurrock", "Fri 24 May 2024 17:31") as thurrock:
        await thurrock.say(parent, f"{child} cannot find the reading book")
        told = await thurrock.only(parent)
        assert "3 June" in told
        assert "27 May" not in told
        assert "8:00" in told
        await thurrock.at("Mon 27 May 2024 08:00")
        await thurrock.silent(teacher)
        await thurrock.at("Mon 3 Jun 2024 08:00")
        assert await thurrock.hears(teacher)


@pytest.mark.parametrize("parent", [POLISH_PARENT, TEXTING_PARENT])
async def test_BNV14_just_after_five_it_is_held_where_another_school_would_read(school: Opens, parent: str) -> None:
    words = (
        "Ada nie może znaleźć książki do czytania" if parent == POLISH_PARENT else "Ada cannot find her reading book"
    )
    async with school("bentley-new-village", "Fri 1 Mar 2024 17:01") as bentley:
        await bentley.say(parent, words)
        told = await bentley.only(parent)
        assert "poniedziałek" in told or "Monday" in told
        assert "8:00" in told.replace("08:00", "8:00")
        await bentley.at("Mon 4 Mar 2024 07:59:59", still=True)
        await bentley.silent("T4")
        assert not await bentley.waits_for("T4", "książki do czytania", "reading book")
        bentley.mark()
        await bentley.at("Mon 4 Mar 2024 08:00")
        assert await bentley.hears("T4")


async def test_BNV14_at_little_thurrock_the_same_minute_is_open(school: Opens) -> None:
    async with school("little-thurrock", "Fri 1 Mar 2024 17:01") as thurrock:
        await thurrock.say(TEXTING_PARENT, "Ada cannot find her reading book")
        assert await thurrock.hears("T4")
