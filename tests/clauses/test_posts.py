"""Posts: kinds, audiences, and what must not be said of a child on a page (LT5, LT22, PH8, PH12, PH28, BNV21, BNV34, DPIA47)."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot import presets
from bot.domain.refs import button, pressed
from storage import announcements, tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School, opened
from tests.clauses.test_pictures import LISTED, UNDERSTOOD
from tests.clauses.test_private_page import enter, fetch, link_in, post_photo
from tests.clauses.test_ways import count


async def kept_words(school: School) -> list[str]:
    """Every text of a post or a draft that the hub still holds."""

    def read(db: Db) -> list[str]:
        posts = [db.keys.open(announcements.BODY, row.body) for row in db.all(select(tables.announcement.c.body))]
        drafts = select(tables.message.c.body).where(tables.message.c.kind == "draft")
        return posts + [db.keys.open("message.body", row.body) for row in db.all(drafts)]

    return await school.town.read(read)


async def test_LT5_an_individual_celebration_reaches_the_childs_own_adults_and_no_page(school: Opens) -> None:
    async with school("little-thurrock", "Fri 8 Mar 2024 14:00") as thurrock:
        await thurrock.say("T4", "/celebrate Ada wrote a wonderful poem")
        assert {"Class Y4", "One child's family"} <= set(desk.shown(thurrock, "T4"))  # both audiences
        preview = await desk.taps(thurrock, "T4", "One child's family", "Ada Kowalska")
        assert "Ada Kowalska (Y4): " in preview
        assert "Anna Kowalska" in preview
        await desk.send(thurrock, "T4", "Fri 8 Mar 2024 14:10")
        for who in ("P1", "P1b"):
            assert "wonderful poem" in await thurrock.only(who)
        await thurrock.silent("P2", "P3", "PBen", "PCal")
        on_page = await desk.told(thurrock, "posts", "list", "--class", "Y4")
        assert [one["audience"] for one in on_page] == ["child"]
        taps = ("Class Y4", UNDERSTOOD, LISTED, "Done (0)")
        await post_photo(thurrock, "Well done all for the poems", "Fri 8 Mar 2024 14:20", *taps)
        link, code = link_in(await thurrock.only("P2"))
        page = (await fetch(link, cookie=await enter(link, code)))[2].decode()
        assert "Well done all for the poems" in page  # the class page, and no word of one child's on it
        assert "wonderful" not in page


async def test_LT22_BNV1_the_deputy_writes_to_every_family_once_and_a_teacher_may_not(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock:
        await thurrock.say("T4", "/school Hello everybody")
        assert "head, deputy write to the whole school" in await thurrock.only("T4")
        await thurrock.say("DH", "/school The summer fair is on Friday")
        preview = thurrock.town.texts("DH")[-1]
        assert "6 family adults of the whole school" in preview
        assert "Polish" in preview
        await desk.taps(thurrock, "DH", "Send to 6 adults")
        thurrock.mark()
        await thurrock.at("Tue 5 Mar 2024 10:02")
        await thurrock.silent("P1", "P3")  # a second person looks at what goes to everybody
        asked = next(bubble for bubble in reversed(thurrock.town.screen("HD")) if "summer fair" in bubble.text)
        assert "Dev Deputy asks" in asked.text
        await thurrock.press("HD", "Agree, send to 6 adults")
        await thurrock.at("Tue 5 Mar 2024 10:10")
        for who in ("P1", "P1b", "P2", "P3", "PBen", "PCal"):
            assert "summer fair" in await thurrock.only(who)  # one copy each
        assert "Wiadomości dla wszystkich rodzin" in (await thurrock.heard("P1"))[0]


async def test_where_the_number_is_typed_the_second_person_is_asked_all_the_same(sqlite_url: str, tmp_path: Path) -> None:
    policy = presets.read("little-thurrock") + "\n[send]\nconfirm_above = 2\n"
    async with opened("little-thurrock", sqlite_url, tmp_path, "Tue 5 Mar 2024 10:00", policy=policy) as thurrock:
        await thurrock.say("DH", "/school The new gate is open")
        await desk.taps(thurrock, "DH", "Send to 6 adults")
        assert "Type the number" in thurrock.town.texts("DH")[-1]
        await thurrock.say("DH", "6")
        thurrock.mark()
        await thurrock.at("Tue 5 Mar 2024 10:10")
        await thurrock.silent("P1", "P3")
        await thurrock.press("HD", "Agree, send to 6 adults")
        await thurrock.at("Tue 5 Mar 2024 10:20")
        for who in ("P1", "P3"):
            assert "new gate" in await thurrock.only(who)


async def test_BNV1_a_class_story_a_school_story_and_a_private_thread(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await desk.announce(bentley, "T4", "We planted beans", "Tue 5 Mar 2024 10:05")
        for who in ("P1", "P1b", "P2", "PBen", "PCal"):
            assert "beans" in await bentley.only(who)
        await bentley.silent("P3")
        await bentley.say("HD", "/school Our school is five years old")
        await desk.taps(bentley, "HD", "Send to 6 adults")
        await bentley.press("DH", "Agree, send to 6 adults")
        await bentley.at("Tue 5 Mar 2024 10:15")
        for who in ("P1", "P1b", "P2", "P3", "PBen", "PCal"):
            assert "five years old" in await bentley.only(who)
        bentley.mark()
        await bentley.say("P1", "Ada has lost her water bottle")
        assert await bentley.waits_for("T4", "water bottle")
        for who in ("T5", "HD", "DH", "A4", "OFF"):
            assert not await bentley.waits_for(who, "water bottle")
        await bentley.silent("P1b", "P2", "P3")


async def test_PH1_PH8_PH28_a_post_has_a_kind_and_a_celebration_goes_to_the_page_alone(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await papworth.say("P1", "/help")
        menu = await papworth.only("P1")
        assert "wiadomości od szkoły" in menu  # what comes, one's language, one's data
        for word in ("LANGUAGE", "EVENTS", "MYDATA"):
            assert word in menu
        assert "nauczyciel" not in menu  # nothing offers a message to the teacher
        await papworth.say("T4", "/help")
        menu = await papworth.only("T4")
        assert "/announce" in menu
        assert "/list" not in menu
        papworth.mark()
        await papworth.say("T4", "/list")
        assert "Nothing waits" in await papworth.only("T4")
        papworth.mark()
        await papworth.say("T4", "/post Well done everybody")
        assert "What kind of post" in await papworth.only("T4")
        assert set(desk.shown(papworth, "T4")) >= {"Reminder", "Event", "Celebration", "Learning", "Notice"}
        preview = await desk.taps(papworth, "T4", "Celebration")
        labels = desk.shown(papworth, "T4")
        assert "One child's family" not in labels
        assert "Choose parents" not in labels  # PH8: the one-parent audience is not there
        assert "5 family adults of Y4" in preview
        keys = [key.data for row in papworth.town.screen("T4")[-1].keys for key in row]
        papworth.forge("T4", button("pa", pressed(keys[0])[1][0], 1))
        await papworth.town.settled()
        assert "not yours" in papworth.town.texts("T4")[-1]
        await papworth.press("T4", "Send to 5 adults")
        await papworth.at("Tue 5 Mar 2024 10:20")
        assert await papworth.only("P1b") == "News for class Y4 from Tara Four:\nWell done everybody"  # and no word of others
        by_kind = await desk.told(papworth, "posts", "report")  # PH28: by type, for leaders
        (mine,) = [one for one in by_kind if one["class"] == "Y4"]
        assert mine["kinds"] == {"celebration": 1}


async def test_BNV34_first_names_only_and_a_letter_where_two_share_one(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:

        async def says(words: str) -> str:
            await bentley.say("T4", f"/announce {words}")
            return bentley.town.texts("T4")[-1]

        stopped = await says("Well done Ada Kowalska")
        assert "no surnames" in stopped
        assert "Put right: Well done Ada K" in stopped
        assert "Well done Ada K" in await desk.taps(bentley, "T4", "Put it right")
        await desk.send(bentley, "T4", "Tue 5 Mar 2024 10:05")
        assert "Well done Ada K" in await bentley.only("P1b")
        assert "Kowalska" not in (await bentley.heard("P1b"))[0]
        assert "which one? Ada K, Ada M" in await says("Ada")
        assert "To 5 family adults" in await desk.taps(bentley, "T4", "Ada M")
        assert "To 5 family adults" in await says("Well done Ada K")
        assert "Put right: Ben" in await says("Ben T")
        assert "no surnames" in await says("WELL DONE ada-kowalska!")  # case and hyphen
        assert "To 5 family adults" in await says("Adam and Benjamin came")  # longer names
        await desk.picture(bentley, "T4", "Our garden\nalt: Ben Tully with a spade", name="Ben Tully.jpg")
        said = await desk.taps(bentley, "T4", "Class Y4", "I understand", "I have read the list", "Children", "Done (0)")
        assert '"Ben Tully": no surnames' in said  # captions and descriptions
        await desk.picture(bentley, "T4", "The letter", kind="document", name="Ada Kowalska.pdf")
        await desk.taps(bentley, "T4", "Done (0)")
        await desk.send(bentley, "T4", "Tue 5 Mar 2024 10:30")
        await bentley.only("P1b")
        files = [one.name for one in bentley.town.sandbox.store.files.all() if "Kowalska" in one.name]
        assert len(files) == 1  # the teacher's own; what families get has a name of ours


async def test_BNV21_a_private_matter_never_goes_to_a_page_and_its_words_are_not_kept(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say("T4", "/announce Ada K forgot her inhaler")
        stopped = await bentley.only("T4")
        assert "Stopped" in stopped
        assert "Ada Kowalska (Y4): Anna Kowalska and Adam Kowalski" in stopped
        assert desk.shown(bentley, "T4") == ("Write to Ada Kowalska's family",)
        assert await count(bentley, "post_stopped", "private_matter") == 1
        assert not any("inhaler" in words for words in await kept_words(bentley))
        await desk.taps(bentley, "T4", "Write to Ada Kowalska's family")
        await bentley.say("T4", "Ada forgot her inhaler, it is in her tray")
        await desk.send(bentley, "T4", "Tue 5 Mar 2024 10:10")
        for who in ("P1", "P1b"):
            assert "in her tray" in await bentley.only(who)
        await bentley.silent("P2", "P3", "PBen", "PCal")
        bentley.mark()
        await desk.announce(bentley, "T4", "Please remember inhalers for the trip", "Tue 5 Mar 2024 10:20")  # no child
        assert "inhalers" in await bentley.only("P2")


async def test_DPIA47_numbers_and_surnames_are_shown_to_the_author_and_drafts_are_not_kept(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        words = "Thank Ada Kowalska's mum, 07700 900123, for the cakes"
        await greenfield.say("T4", f"/announce {words}")
        shown = await greenfield.only("T4")
        assert '"Ada Kowalska": no surnames' in shown
        assert '"07700 900123": a telephone number' in shown
        greenfield.mark()
        await desk.taps(greenfield, "T4", "Discard")
        assert not any("07700" in one for one in await kept_words(greenfield))
        await greenfield.say("T4", f"/announce {words}")
        fixed = await desk.taps(greenfield, "T4", "Put it right")  # one tap
        assert "07700" not in fixed
        assert "Kowalska" not in fixed
        await desk.send(greenfield, "T4", "Tue 5 Mar 2024 10:10")
        assert "07700" not in await greenfield.only("P2")
        assert not any("07700" in one for one in await kept_words(greenfield))
        await greenfield.say("T4", "/announce Kowalska's Bakery gives us bread")
        await desk.taps(greenfield, "T4", "It is meant so")  # or confirmed, and that is on record
        assert await count(greenfield, "post_confirmed_words") == 1


async def test_PH3_a_trip_is_on_the_list_of_events_and_a_school_story_reaches_each_adult_once(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await papworth.say("T4", "/event Trip to the museum on 12 March")
        assert "Day: 12 March" in papworth.town.texts("T4")[-1]
        await desk.send(papworth, "T4", "Tue 5 Mar 2024 10:10")
        assert "12 marca" in (await papworth.hears("P1"))[-1]
        papworth.mark()
        await papworth.say("P1", "/events")
        listed = await papworth.only("P1")
        assert "Data: 12 marca" in listed
        assert "Trip to the museum" in listed
        await papworth.say("P3", "EVENTS")
        assert "No events are planned" in await papworth.only("P3")  # of another class
        await papworth.say("HD", "/school We won the cup")
        await desk.taps(papworth, "HD", "Celebration", "Send to 6 adults")
        await papworth.press("DH", "Agree, send to 6 adults")
        await papworth.at("Tue 5 Mar 2024 10:20")
        for who in ("P1", "P1b", "P2", "P3", "PBen", "PCal"):
            assert sum("We won the cup" in text for text in await papworth.hears(who)) == 1
        await papworth.at("Wed 13 Mar 2024 10:00")
        await papworth.say("P1b", "/events")
        assert "No events are planned" in await papworth.only("P1b")


async def test_a_notice_written_by_hand_reaches_every_family_in_its_language_without_a_machine(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await bentley.say("T4", "/announce Don't forget PE kit on 12 March please")
        assert "Ready in every language, without a machine: PE is on Tuesday 12 March" in bentley.town.texts("T4")[-1]
        assert "Written by hand" in await desk.taps(bentley, "T4", "Use the ready text")
        await desk.send(bentley, "T4", "Tue 5 Mar 2024 10:10")
        got = await bentley.only("P1")
        assert "WF jest: wt., 12 marca. Prosimy dać strój na WF." in got
        assert "PE" not in got.replace("PE kit", "")
        assert "PE is on Tuesday 12 March. Please send PE kit." in await bentley.only("P1b")
