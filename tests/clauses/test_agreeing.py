"""Agreements in the chat: asked before anything is shown, renewed, reviewed; staff too (LT23, PH13, PH14, BNV36, BNV41)."""

from __future__ import annotations

import pytest

from storage import people
from storage.db import Db
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.clauses.test_feed import post, tap


async def _one_child_more(school: School, adult: str, name: str, class_name: str) -> None:
    town = school.town

    def add(db: Db) -> None:
        scope, cast = town.cast.scope, town.cast
        first, last = name.split()
        pupil = people.add_pupil(scope, db, first, last, cast.classes[class_name], town.hub.now().date())
        people.tie(scope, db, cast.guardians[adult], pupil)

    await town.hub.write(add)


async def _yes(school: School, who: str, times: int) -> None:
    for _ in range(times):
        await school.say(who, "1")


async def test_PH13_nothing_before_I_agree_and_the_feed_after(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        made = await desk.told(papworth, "invites", "--adult", "Kit Lowe")
        await papworth.say("P5", f"JOIN {made['invites'][0]['code']}")
        asked = (await papworth.heard("P5"))[-1]
        assert "I want to use this service for my child" in asked
        assert "1 yes  2 no" in asked
        await desk.announce(papworth, "T4", "Swimming is on Friday", "Tue 5 Mar 2024 10:05")
        await papworth.silent("P5")  # nothing sent
        await papworth.say("P5", "Hello")
        assert "Swimming" not in (await papworth.heard("P5"))[-1]  # nothing shown
        for _ in range(6):
            await papworth.say("P5", "1")
        assert any("linked for: Kim" in text for text in papworth.town.texts("P5"))
        papworth.mark()
        await desk.announce(papworth, "T4", "Bring a coat", "Tue 5 Mar 2024 10:15")
        assert "Bring a coat" in await papworth.only("P5")
        signed = await desk.told(papworth, "consent", "show", "Kit Lowe")
        assert {one["version"] for one in signed} == {"1"}
        assert {one["channel"] for one in signed} == {"sms"}
        assert {one["language"] for one in signed} == {"en"}
        assert all(one["time"].startswith("2024-03-05") for one in signed)


async def test_PH13_on_telegram_it_is_asked_in_the_parents_own_language(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await papworth.say("P1", "/unlink")
        await desk.ok(papworth, "consent", "withdraw", "Anna Kowalska", "--line", "no_child_access")
        made = await desk.told(papworth, "invites", "--adult", "Anna Kowalska", "--all")
        papworth.mark()
        await papworth.say("P1", f"/start {made['invites'][0]['link']}")
        papworth.town.sandbox.share_contact("P1")
        asked = (await papworth.hears("P1"))[-1]
        await papworth.town.settled()
        asked = papworth.town.texts("P1")[-1]
        assert "Moje dziecko nie" in asked
        assert "Czy wyrażają Państwo zgodę?" in asked
        await papworth.press("P1", "tak")
        await papworth.sees("P1", "Ada")
        shown = (await desk.told(papworth, "consent", "show", "Anna Kowalska"))[-1]
        assert (shown["language"], shown["channel"]) == ("pl", "telegram")


async def test_PH14_consent_for_one_of_two_children(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        await _one_child_more(papworth, "P5", "Tom Lowe", "Y5")
        made = await desk.told(papworth, "invites", "--adult", "Kit Lowe")
        await papworth.say("P5", f"JOIN {made['invites'][0]['code']}")
        for _ in range(14):
            asked = papworth.town.texts("P5")[-1]
            if "1 yes" not in asked:
                break
            refuses = "About: Tom" in asked and "use this service" in asked
            await papworth.say("P5", "2" if refuses else "1")
        assert "linked for: Kim" in papworth.town.texts("P5")[-1]
        await papworth.say("HD", "News of Y5")
        await papworth.press("HD", "Announce to Y5")
        await desk.send(papworth, "HD", "Tue 5 Mar 2024 10:20")
        await papworth.silent("P5")
        assert await papworth.heard("P3")
        listed = await desk.told(papworth, "families", "--without-account", "--class", "Y5")
        assert [(one["adult"], one["child"]) for one in listed] == [("Kit Lowe", "Tom Lowe")]
        assert await desk.told(papworth, "families", "--without-account", "--class", "Y4") == []
        await papworth.say("P5", "CONSENT")  # refusable, and withdrawable at any time
        assert "change your answers" in (await papworth.heard("P5"))[-1]
        await papworth.say("P5", "2")
        for _ in range(14):
            if "1 yes" not in papworth.town.texts("P5")[-1]:
                break
            await papworth.say("P5", "2")
        assert "You are not linked" in papworth.town.texts("P5")[-1]
        papworth.mark()
        await desk.announce(papworth, "T4", "Bring a coat", "Tue 5 Mar 2024 10:40")
        await papworth.silent("P5")


@pytest.mark.parametrize("who", ["P1", "P2"])
async def test_LT23_a_new_version_is_asked_at_the_next_opening_with_two_reminders(school: Opens, who: str) -> None:
    changed = "Umowa" if who == "P1" else "agreement has changed"
    waiting = "Nadal czekamy" if who == "P1" else "still waiting"
    async with school("little-thurrock", "Tue 5 Mar 2024 17:00") as thurrock:
        await desk.announce(thurrock, "T4", "We planted beans", "Tue 5 Mar 2024 17:05")
        await thurrock.at("Tue 5 Mar 2024 18:00")
        await desk.ok(thurrock, "consent", "publish", "2025-02", "--by", "Hal Head")
        await thurrock.at("Wed 6 Mar 2024 07:59")
        await thurrock.silent(who)
        await thurrock.at("Wed 6 Mar 2024 08:01")
        await _hears(thurrock, who)
        asked = await thurrock.only(who)
        assert changed in asked
        await desk.announce(thurrock, "T4", "Swimming is on Friday", "Wed 6 Mar 2024 10:05")
        await thurrock.silent(who)  # class news waits for the answer
        if who == "P1":  # by text message nobody can answer one post
            await thurrock.say(who, "Piękna fasola", reply_to=post(thurrock, who, "beans").id)
            assert changed in (await thurrock.heard(who))[-1]
            assert "fasola" not in await tap(thurrock, "P1b", "beans", "Comments")
        await thurrock.say("HD", "The school closes at noon: snow")
        await thurrock.press("HD", "Announce to Y4")
        await desk.send(thurrock, "HD", "Wed 6 Mar 2024 10:15")
        assert any("snow" in text for text in await thurrock.heard(who))  # what is for safety does not
        await thurrock.say(
            who, "Ada cannot find her reading book" if who == "P2" else "Ada nie może znaleźć książki do czytania"
        )
        assert await thurrock.waits_for("T4", "reading book", "książki do czytania")  # messages to school go on
        await thurrock.at("Wed 13 Mar 2024 08:01")
        await _hears(thurrock, who)
        assert waiting in await thurrock.only(who)
        await thurrock.at("Wed 20 Mar 2024 08:01")
        await _hears(thurrock, who)
        assert waiting in await thurrock.only(who)
        await thurrock.at("Wed 27 Mar 2024 09:00")
        await thurrock.silent(who)  # two reminders and no more
        await thurrock.say(who, "CONSENT")
        for _ in range(10):
            await _agree(thurrock, who)
        await desk.announce(thurrock, "T4", "Bring a coat", "Wed 27 Mar 2024 10:05")
        assert "Bring a coat" in (await thurrock.heard(who))[-1]
        name = "Anna Kowalska" if who == "P1" else "Mary Marsh"
        signed = await desk.told(thurrock, "consent", "show", name)
        assert {one["version"] for one in signed} == {"1", "2025-02"}


async def _hears(school: School, who: str) -> bool:
    return bool(await school.hears(who))


async def _agree(school: School, who: str) -> None:
    if who == "P2":
        await school.say(who, "1")
    else:
        await school.press(who, "tak")


async def test_BNV36_new_staff_agree_before_anything_else(school: Opens) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        added = await desk.told(bentley, "staff", "add", "Nia New", "07700 900410", "--teaches", "Y5")
        bentley.town.sandbox.add_phone("NEW", user_id=8050, number="+447700900410", opens="oak_lane_staff_bot")
        bentley.town.sandbox.start("NEW")
        bentley.town.say("NEW", added["code"])
        await bentley.town.settled()
        bentley.town.sandbox.share_contact("NEW")
        await bentley.town.sees("NEW", "linked to the staff bot")
        bentley.town.say("NEW", "/list")
        asked = await bentley.town.sees("NEW", "personal matters")
        assert "please agree" in asked
        bentley.town.say("NEW", "/announce Hello Y5")
        await bentley.town.settled()
        assert "family adults" not in bentley.town.texts("NEW")[-1]
        bentley.town.press("NEW", "I agree")
        await bentley.town.sees("NEW", "I have read the code of conduct and will keep")
        bentley.town.press("NEW", "I agree")
        await bentley.town.sees("NEW", "on record")
        bentley.town.say("NEW", "/list")
        await bentley.town.sees("NEW", "Nothing waits for you")
        signed = await desk.told(bentley, "consent", "show", "Nia New", "--staff")
        lines = {line: (answer, one["version"]) for one in signed for line, answer in one["answers"].items()}
        assert lines == {"staff_code_of_conduct": ("yes", "1"), "code_of_conduct": ("yes", "1")}
        assert all(one["time"].startswith("2024-03-05") and one["channel"] == "telegram" for one in signed)


@pytest.mark.parametrize("who", ["P1", "P2"])
async def test_BNV41_a_new_code_of_conduct_is_asked_of_families_and_of_staff(school: Opens, who: str) -> None:
    async with school("bentley-new-village", "Tue 5 Mar 2024 10:00") as bentley:
        await desk.ok(bentley, "consent", "publish", "v2", "--by", "Hal Head")
        await desk.ok(bentley, "consent", "publish", "v2", "--for", "staff", "--by", "Hal Head")
        asked = await bentley.hears(who)
        assert ("Umowa" if who == "P1" else "agreement has changed") in asked[-1]
        await bentley.say("T4", "/list")
        assert "please agree" in (await bentley.heard("T4"))[-1]
        await bentley.press("T4", "I agree")
        await bentley.press("T4", "I agree")
        assert "on record" in (await bentley.heard("T4"))[-1]
        theirs = await desk.told(bentley, "consent", "show", "Tara Four", "--staff")
        renewed = {line for one in theirs if one["version"] == "v2" for line in one["answers"]}
        assert renewed == {"staff_code_of_conduct", "code_of_conduct"}
        for _ in range(6):
            await _agree(bentley, who)
        name = "Anna Kowalska" if who == "P1" else "Mary Marsh"
        signed = await desk.told(bentley, "consent", "show", name)
        assert {line for one in signed if one["version"] == "v2" for line in one["answers"]} >= {"code_of_conduct"}
        bentley.mark()
        await desk.announce(bentley, "T4", "Bring a coat", "Tue 5 Mar 2024 10:15")
        assert any("Bring a coat" in text for text in await bentley.heard(who))
