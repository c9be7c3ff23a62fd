"""Under a post: comments, likes, reports; and a post put right or taken down (M4, LT18, BNV13, BNV22, BNV24, PH9, PH26, DPIA30 …)."""

from __future__ import annotations

from sqlalchemy import select

from bot.sandbox.views import Bubble
from storage import tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_pictures import LISTED, UNDERSTOOD
from tests.clauses.test_private_page import enter, fetch, link_in, post_photo
from tests.clauses.test_ways import count

FAMILY_COMMANDS = (
    "/help", "/list", "/photos", "/events", "HELP", "LANGUAGE", "/announce", "/members", "MENU", "MYDATA", "DIGEST", "PRIVACY",
)  # fmt: skip


def post(school: School, who: str, words: str) -> Bubble:
    """The post on somebody's phone."""
    return next(bubble for bubble in reversed(school.town.screen(who)) if not bubble.mine and words in bubble.text)


async def tap(school: School, who: str, words: str, label: str) -> str:
    """A button under a post; what the phone shows last."""
    school.town.sandbox.press(who, label, message=post(school, who, words).id)
    await school.town.settled()
    return school.town.texts(who)[-1]


async def test_M4_a_reply_to_a_post_is_a_comment_for_the_class_by_the_name_the_school_holds(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson:
        await desk.announce(misson, "T4", "We planted beans", "Wed 6 Mar 2019 11:50")
        await desk.announce(misson, "T5", "Y5 sang", "Wed 6 Mar 2019 12:00")
        await misson.say("P1", "Fasola rośnie w kuchni", reply_to=post(misson, "P1", "beans").id)
        assert "Klasa widzi" in (await misson.heard("P1"))[-1]
        told = (await misson.hears("T4"))[-1]
        assert "Anna Kowalska wrote under your post" in told
        for who in ("P1b", "PBen"):
            seen = await tap(misson, who, "We planted beans", "Comments")
            assert "Anna Kowalska: Fasola rośnie w kuchni" in seen
            assert "+44" not in seen
            assert "7001" not in seen
        assert "No comments yet" in await tap(misson, "P3", "Y5 sang", "Comments")
        assert not any("Fasola" in text for text in misson.town.texts("P3"))
        await desk.taps(misson, "T4", "Take down", "Not about the post")
        assert not any("Fasola" in text for text in misson.town.texts("P1b"))  # the list on the phone too
        await misson.at("Wed 6 Mar 2019 19:00")
        await misson.say("P1b", "Lovely beans", reply_to=post(misson, "P1b", "beans").id)
        assert "tomorrow at 8:00" in (await misson.heard("P1b"))[-1]  # any time, shown in hours
        assert "Lovely" not in await tap(misson, "PBen", "We planted beans", "Comments")
        await misson.at("Thu 7 Mar 2019 08:01")
        assert "Adam Kowalski: Lovely beans" in await tap(misson, "PBen", "We planted beans", "Comments")


async def test_LT18_a_rude_comment_is_taken_down_and_what_follows_is_the_heads_to_say(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:50") as thurrock:
        await desk.announce(thurrock, "T4", "We planted beans", "Tue 5 Mar 2024 10:58")
        await thurrock.say("P1", "Co za bzdura", reply_to=post(thurrock, "P1", "beans").id)
        assert "Co za bzdura" in await tap(thurrock, "P1b", "We planted beans", "Comments")
        await thurrock.at("Tue 5 Mar 2024 11:00")
        await desk.taps(thurrock, "T4", "Take down", "Not respectful")
        await thurrock.at("Tue 5 Mar 2024 11:01")
        assert not any("bzdura" in text for text in thurrock.town.texts("P1b"))
        told = thurrock.town.texts("P1")[-1]
        assert "nie był uprzejmy" in told
        assert "http" in told  # the code
        kept = await desk.told(thurrock, "posts", "comments", "--removed", "--by", "Sue Leader")
        assert [(one["text"], one["reason"]) for one in kept] == [("Co za bzdura", "rude")]
        assert "leaders" in await desk.refused(thurrock, "posts", "comments", "--removed", "--by", "Tara Four")
        asked = thurrock.town.texts("HD")[-1]
        assert "Nothing more happens unless you say so" in asked
        assert await count(thurrock, "comments_blocked") == 0  # never by itself
        await desk.taps(thurrock, "HD", "Stop their comments")
        await thurrock.say("P1", "Co za bzdura znowu", reply_to=post(thurrock, "P1", "beans").id)
        assert "znowu" not in await tap(thurrock, "P1b", "We planted beans", "Comments")


async def test_BNV13_a_like_counts_once_and_a_reply_is_offered_to_the_teacher_alone(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await desk.announce(bentley, "T4", "We planted beans", "Tue 5 Mar 2024 10:05")
        await bentley.say("P1b", "lovely!", reply_to=post(bentley, "P1b", "beans").id)
        assert "give it to the class teacher" in (await bentley.heard("P1b"))[-1]
        assert not await bentley.waits_for("T4", "lovely!")
        await bentley.press("P1b", "give it to the class teacher")
        assert await bentley.waits_for("T4", "lovely!")
        assert not any("lovely!" in text for who in ("P1", "P2", "PBen", "P3") for text in bentley.town.texts(who))

        async def likes() -> int:
            def read(db: Db) -> int:
                return len(db.all(select(tables.post_like.c.at)))

            return await bentley.town.read(read)

        await tap(bentley, "P1b", "beans", "Like")
        assert await likes() == 1
        assert "You like this" in post(bentley, "P1b", "beans").labels
        assert "Like" in post(bentley, "PBen", "beans").labels  # nobody sees a number, of this child or another
        assert "1" not in " ".join(post(bentley, "PBen", "beans").labels) + post(bentley, "PBen", "beans").text
        await tap(bentley, "P1b", "beans", "You like this")
        assert await likes() == 0
        await bentley.say("T4", "/pages")
        assert "Likes: 0" in bentley.town.texts("T4")[-1]


async def test_PH9_PH12_no_message_to_one_parent_no_comment_on_a_page_and_no_family_learns_of_another(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await desk.announce(papworth, "T4", "We planted beans", "Tue 5 Mar 2024 10:05")
        papworth.mark()
        await papworth.say("P1b", "Ada loves beans", reply_to=post(papworth, "P1b", "beans").id)
        told = await papworth.only("P1b")  # the auto-reply, with the policy's way
        assert "01632 960203" in told
        assert "Parent/Carer School Communication Policy" in told
        assert "Comments" not in post(papworth, "PBen", "beans").labels
        assert not any("Ada loves" in text for who in ("P1", "P2", "PBen", "T4") for text in papworth.town.texts(who))
        papworth.mark()
        await papworth.say("T4", "/tell Ada please bring her coat")
        told = await papworth.only("T4")
        assert "do not start a conversation with one parent" in told
        assert "See: Parent/Carer School Communication Policy" in told
        await papworth.silent("P1", "P1b", "P2")
        await papworth.say("T4", "/notice Well done Ben Tully")  # PH12: put right or confirmed, or it stays
        assert '"Ben Tully": no surnames' in papworth.town.texts("T4")[-1]
        assert {"Put it right", "It is meant so"} <= set(desk.shown(papworth, "T4"))
        assert "Well done Ben" in await desk.taps(papworth, "T4", "Put it right")
        await papworth.silent("P1", "P1b", "P2", "PBen")
        await desk.taps(papworth, "T4", "Discard")
        for command in FAMILY_COMMANDS:
            await papworth.say("P1", command)
        for text in papworth.town.texts("P1"):
            for other in ("Marsh", "Tully", "Okafor", "+4477", "Adam Kowalski"):
                assert other not in text


async def test_PH26_a_reported_post_is_taken_down_everywhere_it_can_be(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await post_photo(papworth, "Our hats", "Tue 5 Mar 2024 10:10", "Learning", UNDERSTOOD, LISTED, "Done (0)")
        link, code = link_in(await papworth.only("P2"))
        cookie = await enter(link, code)
        await papworth.at("Tue 5 Mar 2024 11:10")
        assert "The school will look" in await tap(papworth, "P1b", "Our hats", "Report")
        asked = papworth.town.screen("SL")[-1]
        assert "Adam Kowalski reports a post: Our hats" in asked.text
        await papworth.press("SL", "Take down")
        await papworth.at("Tue 5 Mar 2024 11:11")
        told = await papworth.sees("SL", "4 deleted, 0 emptied, 1 told by SMS, 0 left")
        for who in ("P1", "P1b", "PBen", "PCal"):
            assert not any("Our hats" in bubble.text for bubble in papworth.town.screen(who))
        assert any("takes back its news of 5 March" in text for text in papworth.town.texts("P2"))
        assert "Could not be taken back from: Mary Marsh" in told
        assert await count(papworth, "post_removed") == 1
        assert b"hats" not in (await fetch(link, cookie=cookie))[2]  # the link is dead
        await desk.announce(papworth, "T4", "We planted beans", "Tue 5 Mar 2024 11:20")
        await papworth.at("Fri 8 Mar 2024 11:20")  # older than 48 hours: emptied
        await papworth.say("SL", "/pages")
        await papworth.press("SL", "Take down")
        await papworth.at("Fri 8 Mar 2024 11:21")
        assert papworth.town.screen("P1b")[-1].text == "The school has taken this post down."
        await papworth.sees("SL", "0 deleted, 4 emptied, 1 told by SMS")


async def test_DPIA15_DPIA48_a_first_picture_comes_with_a_warning_and_what_a_leader_takes_down_is_gone(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await desk.picture(greenfield, "T4", "Our hats")
        assert "families may save" in greenfield.town.texts("T4")[-1] + await desk.taps(greenfield, "T4", "Class Y4")
        greenfield.town.hub.public_url = greenfield.town.address
        await desk.taps(greenfield, "T4", UNDERSTOOD, LISTED, "Done (0)")
        await desk.send(greenfield, "T4", "Tue 5 Mar 2024 10:10")
        assert await count(greenfield, "acknowledged", "may_be_stored") == 1
        link, code = link_in(await greenfield.only("P2"))
        cookie = await enter(link, code)
        await desk.picture(greenfield, "T4", "Our scarves")
        assert "families may save" not in await desk.taps(greenfield, "T4", "Class Y4")  # once
        await desk.taps(greenfield, "T4", "Discard")
        await greenfield.say("SL", "/pages")
        await greenfield.press("SL", "Take down")
        await greenfield.at("Tue 5 Mar 2024 10:21")
        for who in ("P1", "P1b", "PBen", "PCal"):
            assert not any("Our hats" in bubble.text for bubble in greenfield.town.screen(who))
        assert b"hats" not in (await fetch(link, cookie=cookie))[2]
        (listed,) = await desk.told(greenfield, "posts", "list", "--class", "Y4")
        assert listed["removed"]
        told = greenfield.town.texts("SL")[-1]
        assert "Could not be taken back from: Mary Marsh" in told
        assert await count(greenfield, "post_removed") == 1


async def test_DPIA30_a_correction_changes_every_telegram_copy_and_texts_once(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        sent = greenfield.town.sandbox.type("T4", "/announce Swimming is on Tuesday")
        await greenfield.town.settled()
        await desk.send(greenfield, "T4", "Tue 5 Mar 2024 10:05")
        greenfield.mark()
        greenfield.town.sandbox.edit("T4", sent[0], "/announce Swimming is on Wednesday")
        await greenfield.town.settled()
        assert "1 family on SMS gets one correction" in await greenfield.only("T4")
        await desk.taps(greenfield, "T4", "Correct it for 5 adults")
        for who in ("P1", "P1b", "PBen"):
            shown = greenfield.town.screen(who)[-1]
            assert "Wednesday" in shown.text
            assert shown.edited
            assert ("Poprawiono" if who == "P1" else "Corrected") in shown.text
        got = await greenfield.only("P2")
        assert "Correction of our news:" in got
        assert "Wednesday" in got
        (listed,) = await desk.told(greenfield, "posts", "list", "--class", "Y4")
        assert (listed["text"], listed["version"], listed["earlier"]) == (
            "Swimming is on Wednesday",
            2,
            ["Swimming is on Tuesday"],
        )


async def test_DPIA45_a_note_to_the_wrong_ada_is_recalled_on_the_register_and_drafted_again(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        await greenfield.say("T4", "/tell Ada has read a whole book")
        whose = await greenfield.only("T4")
        assert {"Ada Kowalska", "Ada Marsh"} <= set(desk.shown(greenfield, "T4"))  # both with their surnames
        preview = await desk.taps(greenfield, "T4", "Ada Kowalska")
        assert "Ada Kowalska (Y4): Anna Kowalska and Adam Kowalski" in preview  # and whom it goes to
        assert whose
        await desk.send(greenfield, "T4", "Tue 5 Mar 2024 10:05")
        assert "whole book" in (await greenfield.heard("P1"))[-1]
        asked = await desk.taps(greenfield, "T4", "Wrong recipient")
        assert "Whose family was it for" in asked
        assert desk.shown(greenfield, "T4") == ("Ada Marsh",)
        for who in ("P1", "P1b"):
            assert not any("whole book" in bubble.text for bubble in greenfield.town.screen(who))
        for who in ("HD", "DPO"):
            assert "breach register" in greenfield.town.texts(who)[-1]

        def breaches(db: Db) -> list[str]:
            return [row.what for row in db.all(select(tables.breach.c.what))]

        assert await greenfield.town.read(breaches) == ["wrong_recipient"]
        await desk.taps(greenfield, "T4", "Ada Marsh")
        await greenfield.sees("T4", r"Ada Marsh \(Y4\): Mary Marsh")  # what was taken back may be reported under it
        await desk.send(greenfield, "T4", "Tue 5 Mar 2024 10:20")
        assert "whole book" in await greenfield.only("P2")
        await greenfield.at("Tue 5 Mar 2024 10:25")
        await desk.taps(greenfield, "T4", "Wrong recipient")  # by text message: it says that it cannot be taken back
        await greenfield.at("Tue 5 Mar 2024 10:30")
        assert "Could not be taken back from: Mary Marsh" in (await greenfield.hears("T4"))[-1]


async def test_that_a_childs_pictures_are_down_is_told_when_families_are_up(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await desk.picture(bentley, "T4", "Our hats")
        await desk.taps(bentley, "T4", "Class Y4", UNDERSTOOD, LISTED, "Children", "Ada Kowalska", "Done (1)")
        await desk.send(bentley, "T4", "Tue 5 Mar 2024 10:10")
        await bentley.at("Tue 5 Mar 2024 21:00")
        await desk.told(bentley, "consent", "withdraw", "Anna Kowalska", "--line", "photo", "--by", "Olive Desk")
        await bentley.at("Tue 5 Mar 2024 21:10")
        assert not any("Our hats" in bubble.text for bubble in bentley.town.screen("P1b"))
        assert not any("takes back" in text for text in bentley.town.texts("P1b"))
        await bentley.at("Wed 6 Mar 2024 07:30")
        assert await bentley.sees("P1b", "takes back its news of 5 March")


async def test_BNV22_a_yes_taken_back_at_the_office_pulls_the_posts_that_show_the_child(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        for number, leaves in enumerate(("10:10", "10:20", "10:30")):
            await desk.picture(bentley, "T4", f"Picture number {number}")
            first = ("Class Y4", UNDERSTOOD, LISTED) if number == 0 else ("Class Y4",)
            await desk.taps(bentley, "T4", *first, "Children", "Ada Kowalska", "Done (1)")
            await desk.send(bentley, "T4", f"Tue 5 Mar 2024 {leaves}")
        await bentley.at("Tue 5 Mar 2024 11:00")
        await desk.told(bentley, "consent", "withdraw", "Anna Kowalska", "--line", "photo", "--by", "Olive Desk")
        await bentley.at("Tue 5 Mar 2024 11:01")

        def told() -> int:  # from before the clock moved too: the hub need not wait for that
            return sum("Could not be taken back from: Mary Marsh" in text for text in bentley.town.texts("OFF"))

        await bentley.town.sandbox.until(lambda: told() >= 3, 40.0)
        await bentley.town.settled()
        assert told() == 3
        for who in ("P1", "P1b", "PBen"):
            assert not any("Picture number" in bubble.text for bubble in bentley.town.screen(who))
        own = [text for text in bentley.town.texts("P1b") if "takes back its news of 5 March" in text]
        assert own == ["The school takes back its news of 5 March. Please do not pass it on.\nAbout: Ada.\n"
                       "You can always reach us through the office: 01632 960204."]  # three pictures, one word
        assert sum("Ada" in text for text in bentley.town.texts("PBen")) == 0
        await desk.picture(bentley, "T4", "One more")
        await desk.taps(bentley, "T4", "Class Y4", LISTED, "Children")
        assert "Ada Kowalska cannot appear in photos" in await desk.taps(bentley, "T4", "Ada Kowalska")
