"""Hours that are not everybody's: one teacher's, a year's, and the lessons in which phones stay silent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot import presets
from tests.town import Town, town

LESSONS = (
    '[hours]\nlessons = [{ days = "Mon-Fri", open = "09:00", close = "10:30" }, '
    '{ days = "Mon-Fri", open = "10:45", close = "12:00" }]\n'
)


def march(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-03-{day:02}T{clock}+00:00")


async def test_lt7_a_teacher_may_keep_shorter_hours_never_longer_and_families_are_told_the_real_time(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=march(5, "10:00"), preset="little-thurrock") as school:
        school.say("t3", "/hours 19:00")
        await school.sees("t3", r"never longer: 8:00 to 17:30\. Nothing was changed")
        school.say("t3", "/hours 16:30")
        await school.sees("t3", "Your hours are 8:00 to 16:30 now")
        await school.at(march(5, "16:45"))
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("beth", "will see it tomorrow at 8:00")
        school.say("omar", "Huda cannot find her reading book")
        await school.sees("t5", r"Message · 5A\. Tap Open")  # the others keep the school's hours
        await school.settled()
        assert not any("Message · 3B" in text for text in school.texts("t3"))
        await school.at(march(6, "08:00"))
        await school.sees("t3", r"Message · 3B\. Tap Open")


async def test_in_lessons_phones_stay_silent_and_one_message_tells_at_their_end(
    sqlite_url: str, tmp_path: Path
) -> None:
    document = _with_lessons(presets.read("demo"))
    async with town(sqlite_url, tmp_path, now=march(5, "09:30"), policy=document) as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("beth", "The 3B teacher will see it today at 10:30")
        school.say("sana", "Zain ki homework copy ghar par reh gayi hai")
        await school.settled()
        assert not any("3B" in text for text in school.texts("t3"))
        school.say("t3", "/list")  # whoever looks sees them
        await school.sees("t3", "messages wait")
        await school.at(march(5, "10:30"))
        await school.sees("t3", "2 messages came for 3B during the lesson")
        await school.settled()
        assert not any("Tap Open" in text for text in school.texts("t3"))
        school.say("beth", "Finn needs his glasses for reading")
        await school.sees("t3", r"Message · 3B\. Tap Open")  # at break a note rings by itself


async def test_danger_and_hurry_ring_in_lessons_all_the_same(sqlite_url: str, tmp_path: Path) -> None:
    document = _with_lessons(presets.read("demo"))
    async with town(sqlite_url, tmp_path, now=march(5, "09:30"), policy=document) as school:
        school.say("beth", "He hits her every night, she is covered in bruises")
        await school.sees("dsl", "Please open now")
        school.say("omar", "my sister will collect Huda today, not me")
        await school.sees("office", "URGENT")


async def test_hours_are_explained_and_given_back(oak_lane: Town) -> None:
    oak_lane.say("t3", "/hours")
    await oak_lane.sees("t3", r"To keep shorter hours write, for example, /hours 8:00-16:00")
    oak_lane.say("t3", "/hours half past four")
    await oak_lane.sees("t3", "The school reads from 8:00")
    oak_lane.say("t3", "/hours 9.00-15.00")
    await oak_lane.sees("t3", "Your hours are 9:00 to 15:00 now")
    oak_lane.say("t3", "/hours school")
    await oak_lane.sees("t3", "You keep the school's hours again")
    await oak_lane.at(datetime(2024, 3, 5, 15, 30, tzinfo=UTC))
    oak_lane.say("beth", "Finn cannot find his reading book")
    await oak_lane.sees("t3", r"Message · 3B\. Tap Open")


def _with_lessons(document: str) -> str:
    return document.replace("[hours]\n", LESSONS, 1)
