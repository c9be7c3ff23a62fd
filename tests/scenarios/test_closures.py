"""A day that does not go as the calendar said: the office enters it, and everybody is told the new truth."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot import presets
from tests.clauses import desk
from tests.clauses.school import School
from tests.town import Town, town

NOTE = "Finn cannot find his reading book"


def march(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-03-{day:02}T{clock}").replace(tzinfo=UTC)


async def entered(school: Town, folder: Path, line: str) -> None:
    """As the office does it: one line in a file of dates."""
    (folder / "today.csv").write_text(f"kind,first_day,last_day,closes_at,class\n{line}\n")
    await desk.ok(School(school), "dates", str(folder / "today.csv"))


async def test_an_early_close_holds_what_comes_after_it(database_url: str, tmp_path: Path) -> None:
    async with town(database_url, tmp_path, now=march(5, "12:00")) as school:
        await entered(school, tmp_path, "early_close,2024-03-05,,13:30,")
        await school.at(march(5, "13:29"))
        school.say("beth", NOTE)
        await school.sees("t3", r"Message · 3B\. Tap Open")
        await school.open_card("t3")
        await school.at(march(5, "13:30"))
        rang = len(school.texts("t5"))
        school.say("omar", "Huda has left her reading book at home")
        await school.sees("omar", "8:00")
        card = next(bubble for bubble in school.screen("t3") if bubble.text.startswith("Finn Marlow"))
        school.say("t3", "It is on his desk", reply_to=card.id)
        await school.sees("t3", "Goes tomorrow at 8:00")
        await school.settled()
        assert len(school.texts("t5")) == rang
        assert not any("on his desk" in text for text in school.texts("beth"))
        await school.at(march(6, "08:00"))
        await school.sees("t5", r"Message · 5A\. Tap Open")
        await school.sees("beth", "on his desk")


async def test_one_class_closes_early_and_the_other_does_not(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=march(5, "12:00")) as school:
        await entered(school, tmp_path, "early_close,2024-03-05,,13:30,3B")
        await school.at(march(5, "14:00"))
        school.say("beth", NOTE)
        await school.sees("beth", "tomorrow at 8:00")
        school.say("omar", "Huda has left her reading book at home")
        await school.sees("t5", r"Message · 5A\. Tap Open")
        await school.settled()
        assert not any("Message · 3B" in text for text in school.texts("t3"))


async def test_snow_entered_at_half_past_six_is_the_truth_before_school(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=march(4, "19:00")) as school:
        school.say("beth", NOTE)
        await school.sees("beth", "tomorrow at 8:00")
        await school.at(march(5, "06:30"))
        await entered(school, tmp_path, "snow,2024-03-05,,,")
        await school.at(march(5, "07:45"))
        await school.sees("beth", "opening times have changed")
        await school.sees("beth", "tomorrow at 8:00")
        await school.at(march(5, "10:00"))
        school.say("sana", "Zain ki reading book ghar par hai")
        await school.sees("sana", "8:00")
        await school.settled()
        assert not any("Tap Open" in text for text in school.texts("t3"))
        await school.at(march(6, "08:00"))
        await school.sees("t3", r"Message · 3B\. Tap Open")


async def test_a_school_that_only_announces_takes_the_absence_it_said_it_takes(database_url: str, tmp_path: Path) -> None:
    document = presets.read("demo").replace('mode = "two_way"', 'mode = "announcements_only"')
    document = document.replace("parent_to_teacher = true", 'parent_to_teacher = false\nannouncements_take = ["sickness"]')
    async with town(database_url, tmp_path, now=march(5, "10:00"), policy=document) as school:
        school.say("beth", "Finn has been sick all night and stays at home today")
        school.say("marta", "Ola jest chora, ma gorączkę i nie przyjdzie dziś do szkoły")
        await school.sees("office", "Tap Open")
        await school.sees("beth", "Passed to the school office")
        await school.sees("marta", "sekretariat")
        school.say("sana", "Zain ki reading book ghar par hai")
        await school.settled()
        school.say("office", "/list")
        await school.sees("office", "2 messages wait")
        assert not any("Tap Open" in text for text in school.texts("t3"))
        assert len(school.texts("sana")) == 1  # answered at once with whom to ring; not kept
