"""First-day calling: who is asked about a child missing without notice, by which way, and what each answer does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot import presets
from storage import absences, asks, tables
from storage.asks import AskRow
from tests.town import TUESDAY, Town, town

POLICY = presets.read("demo") + '\n[absence]\nfirst_day_question = true\nregister_by = "09:15"\n'


@pytest.fixture
async def asking(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    async with town(database_url, tmp_path, policy=POLICY) as made:
        yield made


async def missing(school: Town, line: str) -> None:
    """Six children are on roll: any list is over a tenth of the school and asks for its number."""
    school.say("office", f"/missing {line}")
    await school.sees("office", "type how many children you listed")
    school.say("office", str(line.count(",") + 1))
    await school.sees("office", "one adult at a time")
    await school.at(school.hub.now() + timedelta(minutes=1))


async def the_asks(school: Town) -> list[AskRow]:
    return await school.read(lambda db: asks.on_day(school.cast.scope, db, date(2024, 3, 5)))


async def test_one_adult_is_asked_then_the_next_and_silence_becomes_the_call_list(asking: Town) -> None:
    await missing(asking, "Ola 3B")
    await asking.sees("marta", "Ola")
    await asking.settled()
    assert not any("Ola" in text for text in asking.texts("piotr"))  # one at a time, by priority
    await asking.at(TUESDAY + timedelta(minutes=12))
    await asking.sees("piotr", "Ola")
    await asking.at(TUESDAY + timedelta(minutes=30))
    await asking.sees("office", r"Not in class, nobody answered: please ring · 3B")
    (ask,) = await the_asks(asking)
    assert (ask.state, ask.outcome) == ("silent", "no_answer")
    card = await asking.open_card("office")
    assert "Number: +44" in card
    asking.press("piotr", "choroba")  # late, but an answer: nobody need ring any more
    await asking.settled()
    (ask,) = await the_asks(asking)
    assert (ask.state, ask.outcome) == ("answered", "illness")
    asking.say("office", "/list")
    await asking.sees("office", "[Nn]othing")


async def test_a_digit_closes_it_and_is_a_report_like_any_other(asking: Town) -> None:
    await missing(asking, "Finn 3B")
    await asking.sees("beth", r"Finn: not in class this morning.*\n1 ill  2 late, on the way  3 should be at school")
    asking.say("beth", "1")
    await asking.sees("beth", r"Noted\.\nFinn away: today\.")
    (ask,) = await the_asks(asking)
    assert (ask.state, ask.outcome) == ("answered", "illness")
    found = await asking.read(lambda db: absences.on_day(asking.cast.scope, db, date(2024, 3, 5)))
    assert [row.code for row in found] == ["I", "I"]


async def test_a_reason_in_words_goes_to_the_office_and_closes_it(asking: Town) -> None:
    await missing(asking, "Finn 3B")
    await asking.sees("beth", "not in class")
    asking.say("beth", "Sorry, Finn has a fever, he will be back on Thursday")
    await asking.sees("beth", "Finn away: today - tomorrow")
    (ask,) = await the_asks(asking)
    assert ask.state == "answered"


@pytest.mark.parametrize("words", ["But he left at 8", "3"])
async def test_but_he_left_at_8_is_urgent_for_office_and_lead_at_once(asking: Town, words: str) -> None:
    await missing(asking, "Finn 3B")
    await asking.sees("beth", "not in class")
    asking.say("beth", words)
    await asking.sees("beth", "Please ring the office now")
    await asking.sees("office", "URGENT · 3B")
    await asking.sees("dsl", "Please open now")
    assert "left for school, not in class" in await asking.open_card("dsl")


async def test_words_that_nobody_understands_are_urgent_for_the_office_alone(asking: Town) -> None:
    await missing(asking, "Finn 3B")
    await asking.sees("beth", "not in class")
    asking.say("beth", "ok let me think about that")
    await asking.sees("office", "URGENT · 3B")
    await asking.settled()
    assert not any("open now" in text for text in asking.texts("dsl"))


async def test_nobody_is_asked_about_a_child_with_a_notice_or_a_sign_in(asking: Town) -> None:
    asking.say("beth", "Finn is ill today")
    await asking.sees("beth", "Finn away")
    asking.say("office", "/in Zain 3B")
    await asking.sees("office", "In school now")
    asking.say("office", "/missing Finn 3B, Zain 3B")
    await asking.sees("office", "type how many")
    asking.say("office", "2")
    await asking.sees("office", r"Asking the families of 0 children, one adult at a time\. 2 known already")
    assert await the_asks(asking) == []


async def test_a_sign_in_between_the_list_and_the_question_stops_it(asking: Town) -> None:
    asking.say("office", "/missing Finn 3B")
    await asking.sees("office", "type how many")
    asking.say("office", "1")
    asking.say("office", "/in Finn 3B")
    await asking.sees("office", "In school now")
    await asking.at(TUESDAY + timedelta(minutes=5))
    await asking.settled()
    assert not any("not in class" in text for text in asking.texts("beth"))


async def test_a_restricted_adult_is_never_asked(asking: Town) -> None:
    tie = tables.guardianship
    court_order = update(tie).where(tie.c.guardian_id == asking.cast.guardians["marta"]).values(restricted=True)
    await asking.hub.write(lambda db: db.run(court_order))
    await missing(asking, "Ola 3B")
    await asking.sees("piotr", "Ola")
    await asking.settled()
    assert not any("Ola" in text for text in asking.texts("marta"))


async def test_a_wrong_number_asks_nobody_and_a_name_nobody_has_is_said(asking: Town) -> None:
    asking.say("office", "/missing Finn 3B, Nobody 5A")
    await asking.sees("office", "Not clear: Nobody 5A")
    asking.say("office", "/missing Finn 3B")
    await asking.sees("office", "type how many")
    asking.say("office", "25")
    await asking.sees("office", "Nobody was asked")
    assert await the_asks(asking) == []


async def test_a_school_that_asks_no_family_gets_its_call_list_at_once(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path) as school:
        school.say("office", "/missing Finn 3B")
        await school.sees("office", "type how many")
        school.say("office", "1")
        await school.settled()
        await school.at(TUESDAY + timedelta(minutes=1))
        await school.sees("office", "please ring · 3B")
        assert not any("not in class" in text for text in school.texts("beth"))
