"""Two ways in one chat: what a parent and the teacher write to each other, and what goes to the class (LT1, PH6, DPIA53)."""

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


async def test_M17_a_teaching_assistant_who_is_not_enrolled_sees_nothing_of_the_school_and_it_is_on_record(
    school: Opens,
) -> None:
    """The forwarded link of the clause is opened in test_private_page."""
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


async def test_BNV33_a_teaching_assistant_posts_to_their_class_and_has_no_inbox(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say("P2", "Ada cannot find her reading book")
        await bentley.hears("T4")
        (opens,) = await bentley.listed("T4")
        assert not await bentley.waits_for("A4", "reading book")
        bentley.mark()
        bentley.forge("A4", opens)
        assert "not yours" in await bentley.only("A4")
        bentley.mark()
        await desk.announce(bentley, "A4", "Please bring a coat on Friday", "Tue 5 Mar 2024 10:10")
        for who in ("P1", "P1b", "P2", "PBen", "PCal"):
            got = await bentley.only(who)
            assert "Please bring a coat on Friday" in got
        assert "Alex Helper" in (await bentley.heard("P1b"))[0]  # under the helper's own name
        await bentley.silent("P3")


async def test_PH6_a_teacher_agrees_to_the_acceptable_use_before_a_post(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        added = await desk.told(papworth, "staff", "add", "Nia New", "07700 900410", "--teaches", "Y4")
        papworth.town.sandbox.add_phone("NEW", user_id=8050, number="+447700900410", opens="oak_lane_staff_bot")
        papworth.town.sandbox.start("NEW")
        papworth.town.say("NEW", added["code"])
        await papworth.town.sees("NEW", "share your phone number")
        papworth.town.sandbox.share_contact("NEW")
        await papworth.town.sees("NEW", "linked to the staff bot")
        papworth.town.say("NEW", "/announce Please bring a coat")
        assert "please agree" in await papworth.town.sees("NEW", "acceptable use|please agree")
        assert await desk.told(papworth, "consent", "show", "Nia New", "--staff") == []
        await papworth.at("Tue 5 Mar 2024 10:05")
        await papworth.silent("P1", "P2")
        papworth.town.press("NEW", "I agree")
        await papworth.town.sees("NEW", "on record")
        (signed,) = await desk.told(papworth, "consent", "show", "Nia New", "--staff")
        assert signed["version"] == "1"
        assert signed["time"].startswith("2024-03-05T10:05")
        await desk.announce(papworth, "NEW", "Please bring a coat", "Tue 5 Mar 2024 10:20")
        assert "coat" in await papworth.only("P2")


async def test_DPIA53_a_new_teacher_without_a_manual_sends_a_reminder_in_two_taps_after_the_text(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        added = await desk.told(greenfield, "staff", "add", "Tess Six", "07700 900410", "--teaches", "Y4")
        greenfield.town.sandbox.add_phone("T6", user_id=8050, number="+447700900410", opens="oak_lane_staff_bot")
        greenfield.town.sandbox.start("T6")
        greenfield.town.say("T6", added["code"])
        await greenfield.town.sees("T6", "share your phone number")
        greenfield.town.sandbox.share_contact("T6")
        await greenfield.town.sees("T6", "linked to the staff bot")
        await greenfield.town.sees("T6", "asked to be seen by the person")
        await greenfield.press("T6", "I understand")  # what they write may be asked to be seen (DPIA39)
        noted = ("--of", "Tess Six", "--detail", "online course", "--by", "Dot Data")
        await desk.ok(greenfield, "papers", "note", "training", *noted)
        await greenfield.say("T6", "PE is tomorrow, please bring kit")  # the text as it comes to mind, no command
        shown = greenfield.town.screen("T6")[-1]
        await greenfield.press("T6", next(label for label in shown.labels if "Y4" in label))
        preview = greenfield.town.texts("T6")[-1]
        for part in ("Y4", "5 family adults", "Polish", "English", "PE is tomorrow, please bring kit"):
            assert part in preview
        await desk.send(greenfield, "T6", "Tue 5 Mar 2024 10:10")  # the second press, and that was all
        for who in ("P1b", "P2", "PBen", "PCal"):
            assert "PE is tomorrow, please bring kit" in await greenfield.only(who)
