"""Who hears of danger first: the alternate when it is about a lead, whoever has the turn on the rota; false alarms count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot import presets
from storage import corrections, rota
from tests.town import Town, town

POLICY = presets.read("demo").replace("[safeguarding]", '[safeguarding]\nalternate = ["deputy_dsl"]', 1)
DANGER = "covered in bruises, hits her every night"


async def test_what_is_about_the_lead_goes_to_the_alternate_and_not_to_the_lead(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, policy=POLICY) as school:
        school.say("beth", f"Mrs Brook hurt Finn, he is {DANGER}")
        await school.sees("ddsl", "Please open now")
        await school.settled()
        assert not any("open now" in text for text in school.texts("dsl"))


async def test_what_is_about_the_head_never_escalates_to_the_head(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, policy=POLICY) as school:
        school.say("beth", f"The headteacher hits Finn, he is {DANGER}")
        await school.sees("dsl", "Please open now")
        for minutes in (16, 31, 46):
            await school.at(school.hub.now().replace(hour=10, minute=minutes))
            await school.settled()
        await school.sees("ddsl", "nobody has taken it")
        assert not any("open now" in text or "NOBODY" in text for text in school.texts("head"))


async def test_the_rota_decides_who_is_told_first_and_they_may_open_it(both: Town) -> None:
    turn = both.cast.staff["ddsl"]
    days = date(2024, 3, 1), date(2024, 3, 31)
    await both.hub.write(lambda db: rota.add(both.cast.scope, db, turn, *days, both.hub.now()))
    both.say("beth", f"Finn is {DANGER}")
    await both.sees("ddsl", "Please open now")
    assert "bruises" in await both.open_card("ddsl")
    await both.settled()
    assert not any("open now" in text for text in both.texts("dsl"))


async def test_a_false_alarm_is_counted_by_subject_and_language_without_its_text(both: Town) -> None:
    both.say("beth", f"Finn is {DANGER}")
    await both.sees("dsl", "Please open now")
    await both.open_card("dsl")
    both.press("dsl", "Not safeguarding: pass on")
    await both.settled()
    found = await both.read(lambda db: corrections.since(both.cast.scope, db, date(2024, 1, 1)))
    assert [(one.subject, one.language, one.kind, one.by, one.number) for one in found] == [
        ("safeguarding", "en", "wrong", "staff", 1)
    ]


async def test_more_of_the_minute_about_the_lead_reaches_the_lead_no_more_than_its_beginning(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, policy=POLICY) as school:
        school.say("beth", f"Mrs Brook hurt Finn, he is {DANGER}")
        school.say("beth", "I saw it from the gate on my way to work")  # names nobody
        school.say("beth", f"and his sister too, {DANGER}")  # danger by itself
        await school.sees("ddsl", "Please open now")
        await school.settled()
        card = await school.open_card("ddsl")
        assert all(words in card for words in ("Mrs Brook hurt", "from the gate", "his sister too"))
        assert not any("open now" in text for text in school.texts("dsl"))


async def test_more_of_the_minute_after_a_lead_has_passed_it_on_is_the_leads_again_where_it_is_danger(both: Town) -> None:
    both.say("beth", "Finn has a bruise from PE, he says it hurts")
    await both.settled()
    if not any("open now" in text for text in both.texts("dsl")):
        both.say("beth", f"Finn is {DANGER}")
    await both.sees("dsl", "Please open now")
    await both.open_card("dsl")
    both.press("dsl", "Not safeguarding: pass on")
    await both.settled()
    rung = sum("open now" in text for text in both.texts("dsl"))
    both.say("beth", f"my husband hits Finn, he is {DANGER}, zeppelin")
    await both.settled()
    assert sum("open now" in text for text in both.texts("dsl")) == rung + 1
    both.say("t3", "/list")
    await both.settled()
    both.press("t3", both.screen("t3")[-1].labels[0])
    await both.settled()
    assert not any("zeppelin" in text for text in both.texts("t3"))


async def test_a_cry_for_help_or_a_right_in_own_words_in_the_minute_of_danger_is_read_by_the_lead(both: Town) -> None:
    both.say("beth", f"Finn is {DANGER}")
    both.say("beth", "help")
    both.say("beth", "tell the nurse everything you know about him")
    await both.sees("dsl", "Please open now")
    await both.settled()
    card = await both.open_card("dsl")
    assert "help" in card
    assert "tell the nurse" in card
    assert any("by 5 April" in text or "5 April" in text for text in both.texts("beth")), "its clock runs all the same"


async def test_a_stranger_who_is_joining_is_read_by_the_lead_for_the_whole_minute(both: Town) -> None:
    both.sandbox.add_phone("stranger", user_id=9990, number="+447700900999", opens="oak_lane_bot")
    both.sandbox.met("stranger")
    both.say("stranger", f"Finn is {DANGER}")
    both.say("stranger", "ring back soon")  # the shape of a code
    await both.sees("dsl", "Please open now")
    await both.settled()
    assert "ring back soon" in await both.open_card("dsl")


async def test_a_digit_in_the_minute_of_danger_answers_its_question_and_what_follows_is_the_leads(both: Town) -> None:
    both.say("omar", "it is not good what happened yesterday")
    await both.settled()
    both.say("omar", f"Huda is {DANGER}")
    await both.settled()
    both.say("omar", "1")
    await both.settled()
    both.say("omar", "he was drunk again when he came for her, zeppelin")
    await both.settled()
    assert "zeppelin" in await both.open_card("dsl")
    assert not any("zeppelin" in text for text in both.texts("t5"))
