"""Who stands in is said in two taps, and what waits follows: the person who is there gets it, and hands it back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.town import Town, town

SUNDAY = datetime(2024, 3, 3, 19, 0, tzinfo=UTC)


def march(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-03-{day:02}T{clock}+00:00")


async def test_a_teacher_ill_at_ten_to_eight_names_who_covers_and_sundays_note_goes_there(
    database_url: str, tmp_path: Path
) -> None:
    async with town(database_url, tmp_path, now=SUNDAY) as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("beth", "will see it tomorrow at 8:00")
        await school.at(march(4, "07:50"))
        school.say("t3", "/cover")
        await school.sees("t3", "Who covers 3B")
        school.press("t3", "Cass Weir")
        await school.sees("t3", "Cass Weir covers 3B that day, starting today at 8:00")
        await school.at(march(4, "08:00"))
        await school.sees("c3", "You cover 3B today")
        await school.sees("c3", r"Message · 3B\. Tap Open")
        await school.settled()
        assert not any("Message · 3B" in text for text in school.texts("t3"))
        assert "reading book" in await school.open_card("c3")
        await school.at(march(5, "08:00"))
        await school.sees("t3", r"3B while it was covered: 1 message came, 1 still open")


async def test_a_supply_teacher_without_a_phone_is_valid_cover_and_the_office_has_the_messages(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with town(sqlite_url, tmp_path, now=march(5, "09:00")) as school:
        school.say("head", "/cover")
        await school.sees("head", "Which class is covered")
        school.press("head", "3B")
        await school.sees("head", "Who covers 3B")
        school.press("head", "A supply teacher, no phone")
        await school.sees("head", "A supply teacher covers 3B")
        await school.sees("office", "supply teacher without a phone covers 3B today")
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("office", r"Message · 3B\. Tap Open")
        assert "reading book" in await school.open_card("office")
        await school.settled()
        school.say("t3", "/list")
        await school.sees("t3", "1 message waits")  # back tomorrow, the class's own teacher still has it
        school.press("head", "End cover")
        await school.sees("head", "cover for 3B has ended")
        await school.sees("t3", "3B while it was covered: 1 message came, 1 still open")
        school.say("sana", "Zain ki reading book ghar par hai")
        await school.sees("t3", r"Message · 3B\. Tap Open")


async def test_cover_lasts_one_day_more_with_one_tap_and_skips_the_weekend(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=march(8, "07:50")) as school:
        school.say("t3", "/cover")
        await school.sees("t3", "Who covers 3B")
        school.press("t3", "Cass Weir")
        await school.sees("t3", "starting today at 8:00")
        school.press("t3", "The next day too")
        await school.sees("t3", "starting on Monday at 8:00")
        school.press("t3", "The next day too")
        await school.sees("t3", "starting on Tuesday at 8:00")
        school.press("t3", "End cover")  # Tuesday's: she is back by then, and nobody is told of it
        await school.sees("t3", "cover for 3B has ended")
        for day in (8, 11):
            await school.at(march(day, "09:00"))
            school.say("beth", "Finn cannot find his reading book")
            await school.settled()
        assert sum("You cover 3B today" in text for text in school.texts("c3")) == 2
        assert "while it was covered" not in "".join((*school.texts("c3"), *school.texts("t3")))
        await school.at(march(12, "08:00"))
        await school.sees("t3", "3B while it was covered: 2 messages came, 2 still open")
        await school.at(march(13, "08:00"))
        await school.settled()
        assert sum("while it was covered" in text for text in school.texts("t3")) == 1
        assert sum("You cover 3B today" in text for text in school.texts("c3")) == 2


async def test_only_those_who_may_set_cover(oak_lane: Town) -> None:
    oak_lane.say("a3", "/cover")
    await oak_lane.sees("a3", "Cover is set by the class's teacher, the office, the deputy or the head")
    oak_lane.say("office", "/cover")
    await oak_lane.sees("office", "Which class is covered")


async def test_a_colleague_who_was_to_cover_and_is_ill_too_names_who_does_it_instead(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=march(4, "07:40")) as school:
        school.say("t3", "/cover")
        await school.sees("t3", "Who covers 3B")
        school.press("t3", "Cass Weir")
        await school.sees("t3", "Cass Weir covers 3B")
        for day, hears, writes in ((4, "08:00", "08:10"), (6, "13:00", "13:20")):  # the whole Monday; on Wednesdays a slot
            await school.at(march(day, "07:50"))
            school.say("c3", "/cover")
            await school.settled()
            school.press("c3", "Theo Fenn")
            await school.sees("c3", f"Theo Fenn covers 3B that day, starting today at {hears.removeprefix('0')}")
            await school.at(march(day, writes))
            await school.settled()
            known = {who: len(school.texts(who)) for who in ("t3", "c3", "t5")}
            assert not any("You cover" in text for text in school.texts("c3"))  # she has handed it on
            assert "You cover 3B today" in "".join(school.texts("t5"))
            school.say("beth", "Finn cannot find his reading book")
            await school.settled()
            assert [len(school.texts(who)) - known[who] for who in ("t3", "c3", "t5")] == [0, 0, 1]
            assert "reading book" in await school.open_card("t5")
