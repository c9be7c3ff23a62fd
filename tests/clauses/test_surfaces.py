"""Two ways in one chat: what a parent and the teacher write to each other, and what goes to the class (LT1, BNV33)."""

from __future__ import annotations

import pytest

from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.test_ways import count

_NOTE = {"P1": "Ada nie może znaleźć książki do czytania", "P2": "Ada cannot find her reading book"}


@pytest.mark.parametrize("parent", ["P1", "P2"])
async def test_LT1_a_note_is_between_two_and_a_post_is_for_the_class(school: Opens, parent: str) -> None:
    note = _NOTE[parent]
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say(parent, note)
        assert await thurrock.waits_for("T4", note)
        card = next(bubble for bubble in reversed(thurrock.town.screen("T4")) if note in bubble.text)
        await thurrock.say("T4", "It is under the bench", reply_to=card.id)
        others = {"P1", "P1b", "P2", "P3", "PBen", "PCal"} - {parent}
        await thurrock.silent(*others, "T5", "C4", "A4", "SL", "DH", "HD", "OFF")
        await thurrock.at("Tue 5 Mar 2024 10:05")
        assert "under the bench" in await thurrock.only(parent)
        await thurrock.silent(*others, "T5", "C4", "A4", "SL", "DH", "HD", "OFF")
        for who in ("T5", "C4", "A4", "SL", "DH", "HD", "OFF"):
            assert not await thurrock.waits_for(who, note, "under the bench")

        thurrock.mark()
        await desk.announce(thurrock, "T4", "Please bring a coat on Friday", "Tue 5 Mar 2024 10:15")
        for who in ("P1", "P1b", "P2", "PBen", "PCal"):  # everybody linked to Y4
            assert "Please bring a coat on Friday" in await thurrock.only(who)
        await thurrock.silent("P3")
        assert thurrock.town.texts("P5") == []


async def test_a_teaching_assistant_who_is_not_enrolled_sees_nothing_of_the_school_and_it_is_on_record(
    school: Opens,
) -> None:
    """M17 but for a forwarded link to a post, which waits for the page such a link would open."""
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await misson.say("P2", "Ada cannot find her reading book")
        await misson.hears("T4")
        misson.town.sandbox.add_phone("TA", user_id=8070, number="+447700900412", opens="oak_lane_staff_bot")
        misson.town.sandbox.start("TA")
        for words in ("/list", "/announce Hello", "/meet"):
            misson.town.say("TA", words)
            await misson.town.settled()
        assert set(misson.town.texts("TA")) == {"This bot is for staff. Ask the school office for a code."}
        assert await count(misson, "staff_bot_refused") >= 3
