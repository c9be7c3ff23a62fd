"""Pictures and films: who may be in them, who must know it, and what stands under them (M1, M18, M23, M26, LT9, PH10 …)."""

from __future__ import annotations

import re

import pytest

from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_ways import count

LISTED = "I have read the list"
UNDERSTOOD = "I understand"
_CARE = re.compile(r"\b(?:in |of |social )?care\b|looked.after", re.IGNORECASE)


async def refuse(school: School, who: str, *lines: str) -> None:
    """The office records that an adult said no to these lines."""
    day = school.town.hub.now().date().isoformat()
    words = [word for line in lines for word in ("--refused", line)]
    signed = ("--agreed", "all", "--signer", who, "--signed-on", day, "--by", "Olive Desk")
    await desk.told(school, "consent", "record", who, *signed, *words)


def bubbles(school: School, who: str) -> list[str]:
    """Kinds of what reached a phone since the mark: "photo", "text" …"""
    return [bubble.kind for bubble in school.town.screen(who) if not bubble.mine][school.marks.get(who, 0) :]


async def test_M1_M18_M23_M26_a_class_photo_with_its_purpose_goes_to_the_class_and_nobody_else(
    school: Opens,
) -> None:
    async with school("misson", "Tue 5 Mar 2019 15:10") as misson:
        await refuse(misson, "Bea Tully", "images")  # Ben
        await refuse(misson, "Cora Reed", "group_photos")  # images yes: "Dee" of the clause
        misson.mark()
        await desk.picture(misson, "T4", "Our volcano erupted")
        assert "Who is it for" in misson.town.texts("T4")[-1]
        assert "What is the picture for" in await desk.taps(misson, "T4", "Class Y4")
        once = await desk.taps(misson, "T4", "Learning")
        assert "families may save" in once  # DPIA15: once, and on record
        listed = await desk.taps(misson, "T4", UNDERSTOOD)
        assert "Ben Tully: not in photos" in listed
        assert "Who can be recognised" in await desk.taps(misson, "T4", LISTED)
        assert await count(misson, "acknowledged", "may_be_stored") == 1
        assert "Ben Tully cannot appear in photos. Nothing was sent." in (
            await desk.taps(misson, "T4", "Ben Tully")
        ).replace("\n", " ")
        assert "Cal Reed cannot appear in group photos" in await desk.taps(misson, "T4", "Cal Reed")
        assert "Our volcano erupted" in await desk.taps(misson, "T4", "Ada Kowalska", "Done (1)")
        await misson.silent("P1", "P2", "P3")
        await desk.send(misson, "T4", "Tue 5 Mar 2019 15:20")
        got = await misson.only("P1")
        shown = next(bubble for bubble in reversed(misson.town.screen("P1")) if not bubble.mine)
        assert (shown.kind, shown.protected) == ("photo", True)
        assert "Our volcano erupted" in got
        assert got.splitlines()[-1] == "Prosimy nie przekazywać tego dalej i nigdzie nie publikować."
        assert "Our volcano erupted" in await misson.only("P2")
        await misson.silent("P3")
        assert misson.town.texts("P5") == []
        listed_once = await desk.told(misson, "posts", "list", "--class", "Y4")
        assert [(one["class"], one["text"], one["files"]) for one in listed_once] == [("Y4", "Our volcano erupted", 1)]
        assert await desk.told(misson, "posts", "list", "--class", "Y5") == []

        misson.mark()  # M26: the same child's picture to their own adult alone
        await desk.picture(misson, "T4", "Cal read a whole book")
        await desk.taps(misson, "T4", "One child's family", "Cal Reed", "Learning", "Cal Reed", "Done (1)")
        await desk.send(misson, "T4", "Tue 5 Mar 2019 15:30")
        assert "whole book" in await misson.only("PCal")
        await misson.silent("P1", "P1b", "P2", "PBen", "P3")
        assert await count(misson, "acknowledged", "may_be_stored") == 1  # said once
        misson.mark()  # M23: words without a picture need no permission
        await desk.announce(misson, "T4", "Ben brought shells from the beach", "Tue 5 Mar 2019 15:40")
        assert "shells" in await misson.only("PBen")


async def test_LT9_LT10_LT25_BNV37_the_list_is_read_anew_when_it_changes_and_nobody_learns_why(
    school: Opens, capsys: pytest.CaptureFixture[str]
) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 09:00") as thurrock:
        slip = (await desk.told(thurrock, "consent", "show", "Cora Reed"))[0]
        assert slip["answers"]["images_work_comments"] == "yes"  # Cal's says yes
        await desk.ok(thurrock, "photos", "never", "Cal Reed", "--by", "Hal Head")
        await desk.picture(thurrock, "T4", "Assembly")
        await desk.taps(thurrock, "T4", "Class Y4", UNDERSTOOD, LISTED)
        await desk.taps(thurrock, "T4", "Discard")
        await thurrock.at("Tue 5 Mar 2024 10:00")
        await refuse(thurrock, "Bea Tully", "images_work_comments")  # withdrawn at 10:00
        await thurrock.at("Tue 5 Mar 2024 10:05")
        await desk.picture(thurrock, "T4", "Our assembly")
        listed = await desk.taps(thurrock, "T4", "Class Y4")
        assert "Ben Tully: do not show" in listed
        assert "Cal Reed: do not show" in listed
        await desk.taps(thurrock, "T4", LISTED)
        acks = await desk.told(thurrock, "photos", "acknowledged")
        (mine,) = [one for one in acks if one["staff"] == "Tara Four"]
        assert (mine["class"], mine["read"], mine["at"][:16]) == ("Y4", True, "2024-03-05T10:05")
        assert mine["version"]
        assert {one["staff"] for one in acks if not one["read"]} >= {"Alex Helper"}
        thurrock.mark()
        await thurrock.say("SL", "/photos")
        assert "Not read yet by:" in await thurrock.only("SL")
        said = {who: await desk.taps(thurrock, "T4", who) for who in ("Ben Tully", "Cal Reed")}
        assert said["Ben Tully"].replace("Ben Tully", "X") == said["Cal Reed"].replace("Cal Reed", "X")
        assert "cannot appear" in said["Cal Reed"]
        await desk.taps(thurrock, "T4", "Ada Kowalska", "Done (1)")
        await desk.send(thurrock, "T4", "Tue 5 Mar 2024 10:20")
        got = await thurrock.only("P1")
        shown = next(bubble for bubble in reversed(thurrock.town.screen("P1")) if not bubble.mine)
        assert shown.protected  # LT25
        assert "Little Thurrock Primary School" in got
        for who in ("T4", "P1", "PCal", "SL"):
            assert not any(_CARE.search(text) for text in thurrock.town.texts(who))
        thurrock.mark()
        await thurrock.say("P1", "/photos")
        assert not any("Reed" in text for text in thurrock.town.texts("P1"))
    logged = "".join(capsys.readouterr())
    assert not re.search(r"\b(?:care|looked.after)\b", logged, re.IGNORECASE)


async def test_BNV37_BNV39_support_staff_see_who_is_not_to_appear_and_the_preview_cannot_be_passed_on(
    school: Opens,
) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await desk.ok(bentley, "photos", "never", "Cal Reed", "--by", "Hal Head")
        await bentley.say("A4", "/photos")
        listed = await bentley.only("A4")
        assert "Cal Reed: do not show" in listed
        assert "care" not in listed.casefold().split()
        await bentley.say("P1", "/photos")
        assert not any("Cal" in text for text in bentley.town.texts("P1"))
        await bentley.say("A4", "/announce Please bring a coat")
        preview = bentley.town.screen("A4")[-1]
        assert "coat" in preview.text
        assert preview.protected
        await desk.send(bentley, "A4", "Tue 5 Mar 2024 10:10")  # BNV33: under the helper's own name
        assert "Alex Helper" in await bentley.only("P1b")


async def test_PH2_PH10_PH11_a_film_with_sound_needs_a_yes_to_sound(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 14:00") as papworth:
        await refuse(papworth, "Bea Tully", "audio")  # photo yes, video yes, audio no: "Eli" of the clause
        papworth.mark()
        await desk.picture(papworth, "T4", "Our song", kind="video", seconds=20)
        await desk.taps(papworth, "T4", "Learning", UNDERSTOOD)
        assert "please read who is not to appear" in papworth.town.texts("T4")[-1]
        assert "Ben Tully: not in sound recordings" in papworth.town.texts("T4")[-1]
        unread = await desk.told(papworth, "photos", "acknowledged")
        assert {one["staff"] for one in unread if not one["read"]} >= {"Tara Four"}  # PH11: leaders see who has not
        await desk.taps(papworth, "T4", LISTED, "With sound")
        assert "Ben Tully cannot appear in sound recordings" in await desk.taps(papworth, "T4", "Ben Tully")
        await desk.taps(papworth, "T4", "Discard")
        await desk.picture(papworth, "T4", "Our dance", kind="video", seconds=20)
        await desk.taps(papworth, "T4", "Learning", "Muted", "Ben Tully", "Done (1)")
        assert "Our dance" in papworth.town.texts("T4")[-1]
        await desk.send(papworth, "T4", "Tue 5 Mar 2024 14:15")
        assert "Our dance" in await papworth.only("P1b")
        assert bubbles(papworth, "P1b") == ["video"]
        await desk.picture(papworth, "T4", "Our hats")
        await desk.taps(papworth, "T4", "Learning", "Ben Tully", "Done (1)")
        assert "Our hats" in papworth.town.texts("T4")[-1]


async def test_BNV38_work_and_a_name_in_a_post_need_a_yes_of_their_own(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await refuse(bentley, "Bea Tully", "work_sample", "message")  # "Fay": photo yes
        await desk.picture(bentley, "T4", "Look at this sum")
        await desk.taps(bentley, "T4", "Class Y4", UNDERSTOOD, LISTED, "Work only")
        assert "Ben Tully cannot appear in examples of work" in await desk.taps(bentley, "T4", "Ben Tully")
        await desk.taps(bentley, "T4", "Discard")
        await bentley.say("T4", "/celebrate Well done Ben for counting to 1000")
        said = await desk.taps(bentley, "T4", "Class Y4")
        assert "Ben Tully cannot appear in messages to the class by name" in said
        assert "Nothing was sent" in said
        await bentley.say("T4", "/celebrate Well done Ben for counting to 1000")
        await desk.taps(bentley, "T4", "One child's family", "Ben Tully")
        await desk.send(bentley, "T4", "Tue 5 Mar 2024 10:20")
        assert "counting to 1000" in await bentley.only("PBen")
        await bentley.silent("P1", "P1b", "P2", "PCal", "P3")
