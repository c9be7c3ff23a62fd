"""Nobody took it, nobody answered it: who hears, when, and what silences it. Through the wires."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.town import Town, town

DANGER = "He hits her every night, she is covered in bruises"


def tuesday(clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-03-05T{clock}+00:00")


async def test_danger_that_nobody_takes_goes_to_the_deputy_then_the_head_then_shows_as_untaken(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=tuesday("22:00")) as oak_lane:
        oak_lane.say("beth", DANGER)
        await oak_lane.sees("dsl", "Please open now")
        await oak_lane.settled()
        assert not any("open now" in text for who in ("ddsl", "head") for text in oak_lane.texts(who))
        await oak_lane.at(tuesday("22:15"))
        await oak_lane.sees("ddsl", r"came today at 22:00, nobody has taken it")
        await oak_lane.settled()
        assert not any("open now" in text for text in oak_lane.texts("head"))
        await oak_lane.at(tuesday("22:30"))
        await oak_lane.sees("head", "nobody has taken it")
        await oak_lane.at(tuesday("22:45"))
        for who in ("dsl", "ddsl", "head"):
            await oak_lane.sees(who, "NOBODY HAS TAKEN THIS")
        assert not any("bruises" in text or "Finn" in text for who in ("ddsl", "head") for text in oak_lane.texts(who))
        assert "bruises" in await oak_lane.open_card("head")  # those it was escalated to may read it


async def test_a_take_silences_the_line_and_the_deputy_sees_nothing(oak_lane: Town) -> None:
    oak_lane.say("beth", DANGER)
    await oak_lane.sees("dsl", "Please open now")
    await oak_lane.open_card("dsl")
    oak_lane.press("dsl", "Take")
    await oak_lane.settled()
    await oak_lane.at(tuesday("11:00"))
    await oak_lane.settled()
    assert not any("open now" in text or "NOBODY" in text for who in ("ddsl", "head") for text in oak_lane.texts(who))
    assert not any("NOBODY" in text for text in oak_lane.texts("dsl"))


async def test_an_answer_comes_by_a_time_and_late_is_said_to_the_teacher_and_to_whom_the_school_names(
    database_url: str, tmp_path: Path
) -> None:
    friday = datetime(2024, 3, 1, 16, 0, tzinfo=UTC)
    async with town(database_url, tmp_path, now=friday, preset="little-thurrock") as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("beth", r"You will have an answer on Monday at 16:00 or before\.")
        await school.sees("t3", "Message · 3B")
        await school.at(datetime(2024, 3, 4, 9, 0, tzinfo=UTC))
        school.say("beth", "Which pages of his reading book should Finn read tonight?")
        await school.sees("beth", r"You will have an answer today at 16:00 or before\.")  # writing again moves nothing
        await school.at(datetime(2024, 3, 4, 12, 0, tzinfo=UTC))
        await school.sees("t3", "an answer is due soon")
        await school.at(datetime(2024, 3, 4, 16, 0, tzinfo=UTC))
        await school.sees("t3", "the answer is late")
        await school.settled()
        school.say("t3", "/late")
        await school.sees("t3", r"3B: 1 answer is late; it came")
        school.say("t3", "/list")
        await school.sees("t3", "2")
        school.say("t5", "/late")
        await school.sees("t5", "No answer is late")


async def test_an_answered_note_is_never_late(sqlite_url: str, tmp_path: Path) -> None:
    monday = datetime(2024, 3, 4, 10, 0, tzinfo=UTC)
    async with town(sqlite_url, tmp_path, now=monday, preset="little-thurrock") as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", "Message · 3B")
        await school.open_card("t3")
        card = next(bubble.id for bubble in reversed(school.screen("t3")) if "Finn Marlow" in bubble.text)
        school.say("t3", "It is in his tray", reply_to=card)
        await school.settled()
        await school.at(datetime(2024, 3, 5, 12, 0, tzinfo=UTC))
        await school.settled()
        assert not any("is late" in text or "due soon" in text for text in school.texts("t3"))


async def test_an_urgent_matter_rings_again_until_somebody_takes_it(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=tuesday("14:50"), preset="bentley-new-village") as school:
        school.say("beth", "my sister will collect Finn today")
        await school.sees("office", "URGENT")
        await school.settled()
        await school.at(tuesday("14:55"))
        await school.sees("office", r"URGENT.*came today at 14:50\. Nobody has taken it yet")
        await school.open_card("office")
        school.press("office", "Take")
        await school.settled()
        before = len(school.texts("office2"))
        await school.at(tuesday("15:01"))
        await school.settled()
        assert len(school.texts("office2")) == before
