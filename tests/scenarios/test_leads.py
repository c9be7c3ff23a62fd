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
