"""Staff at a browser without a phone: teachers, the office and those who watch over classes."""

from __future__ import annotations

import re

import aiohttp
import pytest
from sqlalchemy import select, update

from bot import searching
from bot.domain.messages import Carrier, Side
from bot.web.console import mine
from bot.web.server import create_app, listening
from storage import audit, contacts, inbox, tables
from storage.db import Db
from storage.subject import of_metadata
from tests import ledger
from tests.clauses import desk
from tests.clauses.conftest import Opens
from tests.clauses.school import School
from tests.web.browser import PASSWORD, Browser, at_console


async def no_phone(school: School, *people: str) -> None:
    """Their link to the staff bot ends: they have a browser and nothing else."""
    town = school.town

    def unit(db: Db) -> None:
        for who in people:
            for one in contacts.of_staff(town.cast.scope, db, town.cast.staff[who]):
                assert one.side is Side.STAFF
                contacts.set_state(town.cast.scope, db, one.id, "ended", town.hub.now())

    await town.hub.write(unit)


async def to_do(school: School, browser: Browser) -> str:
    await school.town.settled()
    return (await browser.get("/console")).text


async def test_LT2_a_teacher_does_everything_in_a_browser_and_a_phone_is_silent_all_weekend(school: Opens) -> None:
    async with school("little-thurrock", "Sat 2 Mar 2024 10:00") as thurrock, at_console(thurrock.town) as at:
        await no_phone(thurrock, "T4")
        tara = await at("T4", ceremony=True)
        await thurrock.say("P1", "Ada zapomniała książki, czy może ją przynieść w poniedziałek?")
        await thurrock.say("PBen", "Ben left his coat, can he look for it on Monday")
        await thurrock.say("P3", "Sam forgot his reading book, sorry")
        assert "Nothing waits for you." in await to_do(thurrock, tara)
        assert "No messages yet." in (await tara.get("/console/threads")).text
        await thurrock.silent("T4", "T5")
        await thurrock.at("Mon 4 Mar 2024 07:59")
        await thurrock.silent("T4", "T5")
        assert "Nothing waits for you." in await to_do(thurrock, tara)
        await thurrock.at("Mon 4 Mar 2024 08:00")
        await thurrock.hears("T5")
        await thurrock.silent("T4")
        await everything(thurrock, tara)
        await thurrock.silent("T4")


async def everything(school: School, tara: Browser) -> None:
    """Read, answer and undo, forward, ask to phone, announce and undo, own hours, cover: without a phone."""
    shown = await to_do(school, tara)
    assert "Ada Kowalska" in shown
    assert "Ben Tully" in shown
    await tara.open("Ada Kowalska")
    assert 'lang="pl" dir="ltr">Ada zapomniała' in tara.seen.raw
    await tara.send("/console/item/", text="Yes, please bring it.")
    assert "Done: answered." in tara.seen
    await tara.press("Undo")
    assert "Done: answered." not in tara.seen
    await tara.send("/console/item/", text="Yes, on Monday please.")
    await school.at("Mon 4 Mar 2024 08:05")
    assert any("Yes, on Monday please." in text for text in await heard_since(school, "P1"))
    await to_do(school, tara)
    await tara.open("Ben Tully")
    await tara.press("To office")
    assert "Ben Tully" not in await to_do(school, tara)
    assert any("office" in text.casefold() for text in await heard_since(school, "PBen"))
    await school.say("PCal", "Cal has no pencil case this week, is that all right")
    await to_do(school, tara)
    await tara.open("Cal Reed")
    await tara.press("Please phone")
    await school.town.settled()
    assert any("phone" in text or "ring" in text for text in await heard_since(school, "PCal"))
    await tara.get("/console/announce")
    await tara.send("/console/announce", text="Swimming is on Thursday: bring a towel.")
    assert "Swimming is on Thursday: bring a towel." in tara.seen
    await press_starting(tara, "Send to ")
    await tara.get(tara.seen.path)
    await tara.press("Undo: do not send it")
    await tara.get("/console/hours")
    await tara.send("/console/hours", **{"from": "08:30", "to": "16:00"})
    assert "You read 8:30 to 16:00." in tara.seen
    await tara.press("As the school again")
    await tara.get("/console/cover")
    cast = school.town.cast
    await tara.send("/console/cover", **{"class": cast.classes["Y4"]}, staff=cast.staff["C4"])
    assert "Y4: Chris Cover" in tara.seen
    await tara.press("End")
    assert "Y4: Chris Cover" not in tara.seen
    assert "Yes, on Monday please." in (await tara.get("/console/threads")).raw or await _in_thread(tara)


async def _in_thread(tara: Browser) -> bool:
    await tara.open("Ada Kowalska")
    return "Yes, on Monday please." in tara.seen


async def heard_since(school: School, who: str) -> list[str]:
    await school.town.settled()
    return school.town.texts(who)


async def press_starting(browser: Browser, words: str) -> None:
    await browser.press(next(label for label in browser.labels if label.startswith(words)))


async def test_BNV40_a_school_day_at_the_console_sends_nothing_to_the_teachers_phone(school: Opens) -> None:
    async with school("bentley-new-village", "Mon 4 Mar 2024 08:30") as bentley, at_console(bentley.town) as at:
        await no_phone(bentley, "T4")
        tara = await at("T4")
        await bentley.say("P2", "Ada left her coat, can she look for it")
        await to_do(bentley, tara)
        await tara.open("Ada Marsh")
        await tara.send("/console/item/", text="It is on her peg.")
        await bentley.at("Mon 4 Mar 2024 09:00")
        assert any("It is on her peg." in text for text in await heard_since(bentley, "P2"))
        await bentley.say("PBen", "Ben is poorly with a temperature")
        assert "Ben Tully" not in await to_do(bentley, tara)
        await tara.get("/console/announce")
        await tara.send("/console/announce", text="We made bread today.")
        await press_starting(tara, "Send to ")
        await bentley.at("Mon 4 Mar 2024 16:00")
        assert any("We made bread today." in text for text in await heard_since(bentley, "PCal"))
        await tara.get("/console/announce")
        await tara.open("Y4")
        assert "reached" in tara.seen
        await bentley.at("Mon 4 Mar 2024 18:00")
        assert bentley.town.texts("T4") == []


async def test_PH5_a_teacher_without_a_phone_posts_from_the_console_end_to_end(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth, at_console(papworth.town) as at:
        await no_phone(papworth, "T4")
        tara = await at("T4")
        await tara.get("/console/announce")
        await tara.send("/console/announce", text="PE is on Friday this week.")
        await tara.press("Reminder")  # the school's rules ask what kind of post it is
        assert "PE is on Friday this week." in tara.seen
        await press_starting(tara, "Send to ")
        await papworth.at("Tue 5 Mar 2024 10:05")
        for parent in ("P1", "P2", "PBen", "PCal"):
            assert any("PE is on Friday this week." in text for text in await papworth.heard(parent)), parent
        await papworth.silent("P3", "T4")
        await tara.get("/console/announce")
        await tara.open("Y4")
        assert re.search(r"\d of \d reached", tara.seen.text), tara.seen.text


async def test_LT13_what_came_to_the_desk_waits_for_the_teachers_hours_and_says_so(school: Opens) -> None:
    async with school("little-thurrock", "Fri 1 Mar 2024 17:40") as thurrock, at_console(thurrock.town) as at:
        await no_phone(thurrock, "T4")
        olive, tara = await at("OFF"), await at("T4")
        await olive.get("/console/log?search=kim")
        await olive.send("/console/log", whom=_choice(olive, "Kit Lowe"), way="logdesk", text="PE kit lost")
        assert "for the Y4 teacher, who sees it on Monday at 8:00, marked as coming via the front office" in olive.seen
        assert "Nothing waits for you." in await to_do(thurrock, tara)
        await thurrock.at("Mon 4 Mar 2024 07:59")
        assert "Nothing waits for you." in await to_do(thurrock, tara)
        await thurrock.at("Mon 4 Mar 2024 08:00")
        assert "Message via the front office" in await to_do(thurrock, tara)
        await tara.open("Kim Lowe")
        assert "PE kit lost" in tara.seen
        assert "at the front desk, via the office" in tara.seen
        await thurrock.say("P2", "help")
        shown = "\n".join(await thurrock.hears("P2"))
        assert "01632 960202" in shown
        assert "admin@little-thurrock.example" in shown


def _choice(browser: Browser, adult: str) -> str:
    found = re.search(rf'value="(\d+\.\d+)"[^>]*> {adult}, about', browser.seen.raw)
    assert found, browser.seen.text
    return found[1]


async def test_what_may_mean_danger_at_the_desk_goes_to_the_lead_at_once(school: Opens) -> None:
    async with school("little-thurrock", "Fri 1 Mar 2024 17:40") as thurrock, at_console(thurrock.town) as at:
        olive, dana, tara = await at("OFF"), await at("DSL"), await at("T4")
        await olive.get("/console/log?search=kim")
        words = "he says his dad hits him and he is scared to go home"
        await olive.send("/console/log", whom=_choice(olive, "Kit Lowe"), way="logphone", text=words)
        assert "the safeguarding lead has been told now" in olive.seen
        await dana.get("/console/safeguarding")
        assert "Kim Lowe" in dana.seen
        await dana.press("I have it")
        assert words in dana.seen
        for other in (olive, tara):
            assert "Kim Lowe" not in await to_do(thurrock, other)
            assert (await other.get(dana.seen.path)).status == 404
        await thurrock.at("Mon 4 Mar 2024 09:00")
        assert "Kim Lowe" not in await to_do(thurrock, tara)
        assert (await tara.get("/console/safeguarding")).status == 403


@pytest.mark.meaning
async def test_LT19_PH20_leaders_look_at_every_class_on_record_and_at_a_thread_for_a_reason(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock, at_console(thurrock.town) as at:
        await thurrock.say("P2", "Ada left her coat, can she look for it")
        sue, hal, tara = await at("SL"), await at("HD"), await at("T4")
        await sue.get("/console/classes")
        assert "Not looked at in time: Early Years, Y4, Y5." in sue.seen
        await sue.open("Y4")
        assert "That is on record" in sue.seen
        await sue.open("Ada Marsh")
        assert "Ada left her coat" not in sue.seen
        await sue.send("/console/classes/thread/", reason="A complaint about tone")
        assert "Ada left her coat" in sue.seen
        await sue.get("/console/classes")
        assert "Not looked at in time: Early Years, Y5." in sue.seen
        shown = await to_do(thurrock, tara)  # it is as unseen as it was
        assert "Ada Marsh" in shown
        assert "A message of today at 10:00 that nobody has opened" in (await _thread(tara, "Ada Marsh"))
        await hal.get("/console/trail?search=Ada%20Marsh")
        assert "Sue Leader" in hal.seen
        assert "thread viewed" in hal.seen
        assert "A complaint about tone" in hal.seen
        await hal.get("/console/trail?search=Sue%20Leader")
        assert "class page viewed" in hal.seen
        await thurrock.at("Wed 20 Mar 2024 10:00")
        sue = await at("SL")
        assert "Not looked at in time: Early Years, Y4, Y5." in (await sue.get("/console/classes")).text
        await sue.open("Y5")
        assert "Not looked at in time: Early Years, Y4." in (await sue.get("/console/classes")).text


async def _thread(browser: Browser, child: str) -> str:
    await browser.get("/console/threads")
    await browser.open(child)
    return browser.seen.text


@pytest.mark.meaning
async def test_M6_the_weeks_load_is_counts_by_class_and_nothing_else(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson, at_console(misson.town) as at:
        hal = await at("HD")
        for number in range(20):
            misson.town.say("P2", f"Ada has her reading book, page {number}")
        await misson.at("Tue 5 Mar 2019 20:00")
        for number in range(6):
            misson.town.say("P2", f"Ada liked the story, page {number}")
        await misson.at("Wed 6 Mar 2019 10:00")
        for number in range(5):
            misson.town.say("PBen", f"Ben has his reading book, page {number}")
        await misson.town.settled()
        tara = await at("T4")
        await tara.open("Ben Tully")
        await tara.press("To office")
        await hal.get("/console/reports")
        row = re.search(r"Y4\n.*?4 March 2019\n(\d+)\n(\d+)\n(\d+)\n(\d+)", hal.seen.text)
        assert row is not None, hal.seen.text
        assert row.groups() == ("31", "20", "6", "5")
        assert 'aria-label="Messages by week. 4 Mar: 31."' in hal.seen.raw
        sheet = (await hal.get("/console/reports.csv")).raw
        assert "Y4,2019-03-04,31,20,6,5" in sheet
        for words in ("reading", "Ada", "Marsh", "Mary", "changed", "Tully"):
            assert words not in sheet
            assert words not in (await hal.get("/console/reports")).text


async def test_a_teacher_has_proof_of_what_was_answered_in_time_and_nobody_else_has(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock, at_console(thurrock.town) as at:
        thurrock.town.say("P2", "Ada has her papaya book")
        await thurrock.town.settled()
        tara, theo = await at("T4"), await at("T5")
        assert "Not yet" in (await tara.get("/console/mine")).text
        await tara.get("/console")
        await tara.open("Ada Marsh")
        await thurrock.at("Tue 5 Mar 2024 11:10")
        await tara.send(tara.seen.path + "/reply", text="So she has.")
        await thurrock.at("Tue 5 Mar 2024 11:30")
        shown = (await tara.get("/console/mine")).text
        assert re.search(r"4 March 2024\n1\n1\n1 of 1\n1 h", shown), shown
        assert re.search(r"Tue 5 Mar 2024 10:00\nAda.*?\nY4\nTue 5 Mar 2024 10:00\n.*?\nTue 5 Mar 2024 11:1\d.*\bin time", shown, re.DOTALL), shown
        assert "papaya" not in shown
        await thurrock.say("T4", "/late")
        assert "1 message came to you. Answers due: 1, in time: 1." in thurrock.town.texts("T4")[-1]
        assert "No message came to you" in (await theo.get("/console/mine")).text
        await thurrock.at("Wed 13 Mar 2024 10:00")
        thurrock.town.say("P2", "Ada has her mango book")
        await thurrock.town.settled()
        newest = (await tara.get("/console/mine")).text
        assert "Each message, week of 11 March 2024" in newest and "Tue 5 Mar 2024" not in newest
        before = (await tara.open("4 March 2024")).text
        assert "Each message, week of 4 March 2024" in before and "Tue 5 Mar 2024 10:00" in before
        assert "week of 11 March 2024" in (await tara.get("/console/mine?week=yesterday")).text


async def test_ones_own_answers_are_shown_some_at_a_time_and_the_week_shown_is_always_as_of_now(
    school: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mine, "_FIRST", 2)
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock, at_console(thurrock.town) as at:
        for number in range(3):
            thurrock.town.say("P2", f"Ada has her papaya book, page {number}")
            await thurrock.town.settled()
            await thurrock.at(f"Tue 5 Mar 2024 10:{number + 2}0")
        tara = await at("T4")
        few = await tara.get("/console/mine")
        assert "The newest 2 are here." in few.text and few.text.count("Ada Marsh") == 2
        assert "Tue 5 Mar 2024 10:00" not in few.text
        every = await tara.open("Show all 3 of this week")
        assert "Tue 5 Mar 2024 10:00" in every.text and every.text.count("Ada Marsh") == 3 and "Show all" not in every.text
        await thurrock.at("Mon 11 Mar 2024 10:00")
        assert re.search(r"4 March 2024\n3\n0\n", (await tara.get("/console/mine")).text)
        await tara.get("/console")
        await tara.open("Ada Marsh")
        await tara.send(tara.seen.path + "/reply", text="So she has.")
        assert re.search(r"4 March 2024\n3\n[1-3]\n", (await tara.get("/console/mine?week=2024-03-04")).text)


async def test_a_week_that_is_over_is_counted_anew_each_hour(school: Opens) -> None:
    async with school("misson", "Tue 5 Mar 2019 10:00") as misson, at_console(misson.town) as at:
        for number in range(2):
            misson.town.say("PBen", f"Ben has his reading book, page {number}")
            await misson.town.settled()
            await misson.at(f"Tue 5 Mar 2019 10:{number + 2}0")
        await misson.at("Wed 13 Mar 2019 10:00")
        hal, tara = await at("HD"), await at("T4")
        assert "Y4,2019-03-04,2,2,0,0" in (await hal.get("/console/reports.csv")).raw
        await tara.open("Ben Tully")
        await tara.press("To office")
        await misson.town.settled()
        assert "Y4,2019-03-04,2,2,0,0" in (await hal.get("/console/reports.csv")).raw
        await misson.at("Wed 13 Mar 2019 11:01")
        assert "Y4,2019-03-04,2,1,0,1" in (await hal.get("/console/reports.csv")).raw


async def test_LT3_LT20_PH21_a_terms_reach_by_class_says_who_is_unreached_and_blames_nobody(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock, at_console(thurrock.town) as at:
        sue, theo = await at("SL"), await at("T5")
        await theo.get("/console/announce")
        await theo.send("/console/announce", text="The museum was wonderful.")
        await press_starting(theo, "Send to ")
        await thurrock.at("Tue 5 Mar 2024 12:00")
        thurrock.mark()
        sheet = (await sue.get("/console/reports.csv")).raw
        header, *rows = [line for line in sheet.splitlines() if line.startswith(("Class,Adults", "Y4,", "Y5,"))]
        assert header == "Class,Adults,Telegram,SMS,Unreached,Announcements,Messages,Redirected,Answers due,In time"
        y4, y5 = (row.split(",") for row in rows)
        assert y4[:6] == ["Y4", "6", "4", "1", "1", "0"]  # P5 has no account
        assert y5[:6] == ["Y5", "1", "1", "0", "0", "1"]
        assert "Language,Adults,Telegram,SMS,Unreached\nEnglish,6,4,1,1\nPolish,1,1,0,0" in sheet.replace("\r", "")
        for words in ("museum", "Ada", "Kowalska", "Okafor", "Sam"):
            assert words not in sheet
        page = (await sue.get("/console/reports")).text
        assert re.search(r"By language\nLanguage\nAdults.*English\n6\n4\n1\n1\nPolish\n1\n1\n0\n0", page, re.DOTALL)
        assert re.search(r'aria-label="Adults reached, by class\. [^"]*Y4: 5 of 6; Y5: 1 of 1', sue.seen.raw)
        line = next(part for part in sue.seen.raw.split("<tr>") if ">Y4<" in part)
        assert "warn" not in line
        pack = (await sue.get("/console/reports/governors/file")).text
        assert re.search(r"\bY4\n6\n5\n0\n0\n0\nnone due", pack), pack
        for words in ("museum", "Ada", "Kowalska", "Okafor", "Sam", "Tara"):
            assert words not in pack
        await thurrock.silent("T4")


async def test_PH24_one_password_of_two_colleagues_makes_two_salted_hashes_and_is_nowhere_in_the_clear(
    school: Opens, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth, at_console(papworth.town) as at:
        with caplog.at_level("DEBUG"):
            for who in ("T4", "T5"):
                await at(who, ceremony=True)
        rows = await papworth.town.read(lambda db: db.all(select(of_metadata("console_account"))))
        kept = [row.password_hash for row in rows]
        assert len(set(kept)) == 2
        assert all(one.startswith("$argon2id$") for one in kept)
        assert len({one.split("$")[4] for one in kept}) == 2  # the salts
        everything = await papworth.town.read(_all_rows)
        assert PASSWORD not in everything
        assert PASSWORD not in caplog.text
        assert PASSWORD not in "".join(capfd.readouterr())
        assert not [text for who in papworth.town.people for text in papworth.town.texts(who) if PASSWORD in text]


def _all_rows(db: Db) -> str:
    """Every cell of every table, as it is stored."""
    return repr([tuple(row) for one in tables.METADATA.sorted_tables for row in db.all(select(one))])


async def test_PH27_a_second_account_and_a_password_without_its_second_key_are_refused_and_on_record(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth, at_console(papworth.town) as at:
        code = (await desk.told(papworth, "invites", "--adult", "Kit Lowe"))["invites"][0]["code"]
        await papworth.say("P5", f"JOIN {code}")
        papworth.town.sandbox.add_phone("X", carrier=Carrier.SMS, number="+447700900399", opens="+447700900001")
        papworth.town.say("X", f"JOIN {code}")
        await papworth.town.settled()
        assert "does not work" in papworth.town.texts("X")[-1]
        await at("T4", ceremony=True)
        other = await at()
        await other.get("/console/sign-in")
        await other.send("/console/sign-in", login="tara.four", password=PASSWORD)
        await other.send("/console/sign-in/code", code="123456")
        assert other.seen.status == 401
        assert (await other.get("/console")).path.startswith("/console/sign-in")
        actions = await recorded(papworth)
        assert {"code_refused", "second_factor_failed"} <= actions


async def test_DPIA23_a_password_alone_opens_nothing_and_five_wrong_tries_lock(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        tara, other = await at("T4", ceremony=True), await at()
        await other.get("/console/sign-in")
        await other.send("/console/sign-in", login="tara.four", password=PASSWORD)
        assert _asks_code(other)
        assert (await other.get("/console")).path.startswith("/console/sign-in")
        for number in range(5):
            await other.send("/console/sign-in", login="tara.four", password=f"a guess, number {number}")
        await other.send("/console/sign-in", login="tara.four", password=PASSWORD)
        assert not _asks_code(other)
        assert "console_locked" in await recorded(greenfield)
        assert any("locked until" in text for text in await greenfield.heard("T4"))
        assert (await tara.get("/console")).status == 200


async def recorded(school: School) -> set[str]:
    rows = tables.audit
    found = await school.town.read(lambda db: db.all(select(rows.c.action)))
    return {row.action for row in found}


def _asks_code(browser: Browser) -> bool:
    return any(one.action == "/console/sign-in/code" for one in browser.seen.forms)


async def test_LT37_what_is_said_of_a_colleague_is_nowhere_in_their_console(school: Opens) -> None:
    async with school("little-thurrock", "Tue 5 Mar 2024 10:00") as thurrock, at_console(thurrock.town) as at:
        olive, tara, sue, hal = await at("OFF"), await at("T4"), await at("SL"), await at("HD")
        words = "It is a question about Ms Four"
        await thurrock.say("P2", words)
        await thurrock.press("P2", "a member of staff")
        assert "About a member of staff" in await to_do(thurrock, olive)
        await olive.open("Mary Marsh" if "Mary Marsh" in olive.seen else "Ada Marsh")
        assert words in olive.seen
        there = olive.seen.path
        for other in (tara, sue):
            assert "Nothing waits for you." in await to_do(thurrock, other)
            assert (await other.get(there)).status == 404
        await tara.get("/console/threads")
        assert "Marsh" not in tara.seen.text
        await searching.run_once(thurrock.town.hub)
        for one, found in ((tara, False), (sue, False), (olive, True)):
            await one.get("/console/search")
            await one.send("/console/search", search="question")
            assert ("Nothing that is yours" not in one.seen.text) is found
        for path in ("/console/trail?search=Marsh", "/console/reports.csv", "/console/absences.csv"):  # nor in a list or an export
            assert (await tara.get(path)).status == 403, path
        line = next(one for one in (await sue.get("/console/reports.csv")).raw.splitlines() if one.startswith("Y4,"))
        assert line.split(",")[6:8] == ["0", "0"]
        await olive.get(there)
        await olive.press("Give to")
        await olive.press("Head teacher")
        assert "About a member of staff" in await to_do(thurrock, hal)
        assert "About a member of staff" not in await to_do(thurrock, olive)
        assert "moved" in await recorded(thurrock)
        assert "Nothing waits for you." in await to_do(thurrock, tara)


async def test_DPIA25_who_looked_at_a_child_is_listed_with_time_and_reason_and_cannot_be_altered(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        await greenfield.say("P1", "Ada zapomniała książki, przepraszam")
        sue, dot = await at("SL"), await at("DPO")
        await sue.get("/console/classes")
        await sue.open("Y4")
        await sue.open("Ada Kowalska")
        await sue.send("/console/classes/thread/", reason="Asked by the governors")
        await dot.get("/console/trail?search=Ada%20Kowalska")
        assert re.search(r"Tue 5 Mar 2024 10:00\nSue Leader\nthread viewed\npupil\nAsked by the governors", dot.seen.text)
        hub, school_id = greenfield.town.hub, greenfield.town.cast.school_id
        await hub.write(lambda db: audit.chain(db, school_id))
        assert await hub.read(lambda db: audit.broken_at(db, school_id)) is None
        rows = tables.audit
        altered = update(rows).where(rows.c.action == "thread_viewed").values(action="read")
        await hub.write(lambda db: db.run(altered))
        assert await hub.read(lambda db: audit.broken_at(db, school_id)) is not None


async def test_PH25_the_console_is_there_over_https_alone_and_a_forged_text_is_not_taken(school: Opens) -> None:
    async with school("papworth-hall", "Tue 5 Mar 2024 10:00") as papworth:
        hub, public = papworth.town.hub, "https://bookbag.example"
        text = next(one.id for one in hub.accounts.values() if one.carrier is Carrier.SMS)
        before = await hub.read(inbox.counts)
        async with listening(create_app(hub, public), "127.0.0.1", 0) as address, aiohttp.ClientSession() as http:
            ledger.door(ledger.BROWSER)
            async with http.get(f"{address}/console/sign-in", allow_redirects=False) as plain:
                assert (plain.status, plain.headers["Location"]) == (308, f"{public}/console/sign-in")
            async with http.post(f"{address}/console/sign-in", data={"login": "x"}) as plain:
                assert plain.status == 403
            async with http.get(f"{address}/console/sign-in", headers={"X-Forwarded-Proto": "https"}) as secure:
                assert secure.status == 200
                assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000")
            forged = {"MessageSid": "SM" + "1" * 32, "From": "+447700900302", "Body": "hello", "To": "+447700900001"}
            async with http.post(f"{address}/in/{text}", data=forged, headers={"X-Twilio-Signature": "bm8="}) as answer:
                assert answer.status == 403
        assert await hub.read(inbox.counts) == before


async def test_that_there_is_a_safeguarding_matter_is_not_in_the_trail_of_others(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield, at_console(greenfield.town) as at:
        await greenfield.say("P2", "my husband hits me and Ada is scared to come home")
        dana, dot = await at("DSL"), await at("DPO")
        await dana.get("/console/safeguarding")
        await dana.press("I have it")
        await dot.get("/console/trail?search=Ada%20Marsh")
        assert "Dana Safe" not in dot.seen
