"""What is urgent is never taken for one more line of a chat, wherever the school sends it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot import presets
from tests.town import town

LATE = datetime(2024, 3, 5, 16, 30, tzinfo=UTC)  # the teachers read until five, the office until four
EVENING = datetime(2024, 3, 5, 20, 0, tzinfo=UTC)


async def test_what_is_urgent_rings_and_is_answered_even_after_a_note_of_the_same_minute_or_the_same_evening(
    database_url: str, tmp_path: Path
) -> None:
    document = presets.read("demo").replace('urgent = "office"', 'urgent = "class_teacher"')
    assert document != presets.read("demo")
    async with town(database_url, tmp_path, policy=document) as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", r"Message · 3B\. Tap Open")
        school.say("beth", "My sister will collect Finn today, not me")  # the same minute
        await school.sees("t3", r"URGENT · 3B\. Tap Open")
        assert "01632 960100" in await school.sees("beth", "Please ring the office now")
        await school.at(LATE)
        school.say("marta", "My sister will collect Ola today, not me")
        assert "01632 960100" in await school.sees("marta", "(?s)999.*nauczyciel 3B.*nie wystarczy")
        await school.at(EVENING)
        school.say("omar", "Huda cannot find her reading book")
        await school.sees("omar", "8:00")
        await school.at(EVENING.replace(minute=20))  # the evening's one held notice has gone
        school.say("omar", "Urgent: my sister will collect Huda in the morning, not me")
        await school.sees("omar", "(?s)لا أحد يقرأ.*01632 960100")
