"""Somebody leaves: they are out that minute, and what waited for them is with whoever is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.domain.people import DutyKind
from tests.cast import OAK_LANE
from tests.clauses import desk
from tests.clauses.school import School
from tests.town import town

NEXT = ("c3", "3B", DutyKind.TEACHES, {"first_day": date(2024, 3, 5)})


def march(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-03-{day:02}T{clock}").replace(tzinfo=UTC)


async def test_what_waits_goes_to_the_classes_next_teacher_with_a_line_each(database_url: str, tmp_path: Path) -> None:
    roll = replace(OAK_LANE, duties=(*OAK_LANE.duties[:3], NEXT))
    async with town(database_url, tmp_path, now=march(4, "10:00"), roll=roll) as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", r"Message · 3B\. Tap Open")
        assert "reading book" in await school.open_card("t3")
        await school.settled()
        await school.at(march(4, "19:00"))
        school.say("sana", "Zain ki reading book ghar par hai")
        await school.sees("sana", "8:00")
        told = await desk.told(School(school), "staff", "leave", "Tess Harrow")
        assert (told["passed_on"], told["to_office"]) == (2, 0)
        shown = len(school.texts("t3"))
        school.say("t3", "/list")
        await school.sees("t3", "This bot is for staff")
        await school.at(march(5, "08:00"))
        await school.sees("c3", r"Message · 3B, on Monday 4 March at 10:00: .*It was opened and not answered")
        await school.sees("c3", r"Message · 3B, on Monday 4 March at 19:00: .*Nobody has opened it")
        assert "reading book ghar" in await school.open_card("c3")
        card = next(bubble for bubble in school.screen("c3") if "ghar par" in bubble.text)
        school.say("c3", "It is on his desk", reply_to=card.id)
        await school.sees("c3", "To Sana Qamar about Zain Qamar")
        await school.at(march(5, "08:02"))
        await school.sees("sana", "It is on his desk")
        await school.settled()
        assert not any("reading book" in text for text in school.texts("t3")[shown:])


async def test_what_the_office_gets_until_the_next_teacher_begins_is_not_counted_as_passed_on(
    sqlite_url: str, tmp_path: Path
) -> None:
    later = ("c3", "3B", DutyKind.TEACHES, {"first_day": date(2024, 3, 6)})
    roll = replace(OAK_LANE, duties=(*OAK_LANE.duties[:3], later))
    async with town(sqlite_url, tmp_path, now=march(5, "10:00"), roll=roll) as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", r"Message · 3B\. Tap Open")
        told = await desk.told(School(school), "staff", "leave", "Tess Harrow")
        assert (told["passed_on"], told["to_office"]) == (0, 1)
        await school.sees("beth", "Passed to the school office")
        assert "reading book" in await school.open_card("office")


async def test_with_nobody_left_the_office_has_it_at_once_and_families_hear_so(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=march(5, "10:00")) as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", r"Message · 3B\. Tap Open")
        told = await desk.told(School(school), "staff", "leave", "Tess Harrow")
        assert (told["passed_on"], told["to_office"], told["taught"]) == (0, 1, ["3B"])
        await school.sees("office", "Nobody is there for 3B now")
        await school.sees("office", r"Message · 3B, today at 10:00: .*the office's")
        await school.sees("beth", "Passed to the school office")
        assert "reading book" in await school.open_card("office")
        # Who writes now is told the truth at once, in hours and out of them.
        school.say("sana", "Zain ki reading book ghar par hai")
        await school.sees("sana", "اسکول آفس")
        await school.sees("office2", r"Message. Tap Open|Message · 3B\. Tap Open")
        await school.at(march(5, "19:00"))
        before = len(school.texts("marta"))
        school.say("marta", "Ola zapomniała książki do czytania")
        await school.settled()
        assert "3B" not in school.texts("marta")[before]
        school.say("office", "/list")
        await school.sees("office", "3 messages wait")


async def test_what_the_leaver_had_taken_at_the_office_is_there_for_the_others(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=march(5, "10:00")) as school:
        school.say("beth", "Finn has been sick all night and stays at home today")
        await school.sees("office", "Tap Open")
        await school.open_card("office")
        school.press("office", "Take")
        await school.sees("office2", "Taken by")
        await desk.ok(School(school), "staff", "leave", "Orla Penn")
        school.say("office2", "/list")
        await school.sees("office2", "1 message waits")
        assert "Taken by" not in await school.open_card("office2")
