"""September: prepared in July, shown, taken back or carried out on its day; what waits follows the child."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from storage import people
from storage.db import Db
from tests.cast import FAMILIES, OAK_LANE, PUPILS, STAFF
from tests.clauses import desk
from tests.clauses.school import School
from tests.roster.files import WIDE, csv_text
from tests.town import Town, town

LAST_DAY = datetime(2024, 7, 24, 17, 30, tzinfo=UTC)  # 18:30 on the wall
KNOWN = replace(OAK_LANE, terms=(*OAK_LANE.terms, (date(2024, 9, 4), date(2024, 10, 25))))
NEW_CLASSES = {"ola": "4B", "zain": "4B", "jan": "6A", "mira": "6A", "huda": "6A"}  # Finn leaves
ROLES = {"t3": ("Class teacher", "3B"), "c3": ("Class teacher", "4B"), "t5": ("Class teacher", "6A")}


def lists(folder: Path, *, staff: bool = True) -> list[str]:
    """Next year's lists as the office exports them, and its answers."""
    rows = [_pupil(child, new) for child, new in NEW_CLASSES.items()]
    rows.append(("Kit", "Marlow", "3B", "3", "Beth", "Marlow", "Parent", "parental", "+447700900104", "en", *[""] * 6))
    (folder / "pupils.csv").write_text(csv_text([WIDE, *rows]))
    (folder / "staff.csv").write_text(csv_text([("First name", "Last name", "Roles", "Classes", "Days", "Phone"), *_staff()]))
    (folder / "answers.toml").write_text("whole_school = true\n")
    files = [str(folder / "pupils.csv"), *([str(folder / "staff.csv")] if staff else [])]
    return [*files, "--answers", str(folder / "answers.toml")]


def _pupil(child: str, new: str) -> tuple[str, ...]:
    first, last, _ = PUPILS[child]
    adults: list[str] = []
    for place, (given, family, language, _, value, children) in enumerate(FAMILIES.values()):
        if child in children:
            number = value if value.startswith("+") else f"+4477009001{50 + place}"
            adults += [given, family, "Parent", "parental", number, language]
    return (first, last, new, new[0], *adults, *[""] * (12 - len(adults)))


def _staff() -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = []
    for place, (key, (first, last, _, roles)) in enumerate(STAFF.items()):
        role, classes = ROLES.get(key, (", ".join(str(one) for one in roles) or "Teaching assistant", ""))
        made.append((first, last, role, classes or ("3B" if key == "a3" else ""), "", f"+4477009002{50 + place}"))
    return made


async def _written_on_the_last_evening(school: Town) -> None:
    school.say("sana", "Zain ki reading book ghar par hai")
    await school.sees("sana", "4 ستمبر")
    school.say("beth", "Finn cannot find his reading book")
    await school.sees("beth", "on Wednesday 4 September at 8:00")


async def test_what_waits_over_the_summer_opens_with_the_new_classes_teacher(database_url: str, tmp_path: Path) -> None:
    async with town(database_url, tmp_path, now=LAST_DAY, roll=KNOWN) as school:
        await _written_on_the_last_evening(school)
        office, files = School(school), lists(tmp_path)
        shown = await desk.told(office, "rollover", "prepare", *files, "--dry-run")
        assert (shown["prepared"], shown["day"], shown["changes"]["pupils"]["moved"]) == (False, "2024-09-04", 5)
        assert (shown["messages_follow"], shown["messages_to_office"]) == (1, 1)
        assert (await desk.told(office, "rollover", "show")) == {"state": "none"}
        assert "Prepared for Wednesday 04 September 2024" in await desk.ok(office, "rollover", "prepare", *files)
        assert "class 4B: new" in await desk.ok(office, "rollover", "show")
        assert "Taken back" in await desk.ok(office, "rollover", "undo")
        assert "nothing is prepared" in await desk.refused(office, "rollover", "undo")
        told = await desk.told(office, "rollover", "prepare", *files, "--on", "2024-09-01")
        assert (told["prepared"], told["first_read"]) == (True, "2024-09-04T08:00:00+01:00")
        quiet = len(school.texts("t3"))

        await school.at(datetime(2024, 9, 1, 9, 0, tzinfo=UTC))
        await school.settled()
        assert (await desk.told(office, "rollover", "show"))["state"] == "done"
        await school.sees("sana", "4B")
        await school.sees("beth", "Passed to the school office")

        await school.at(datetime(2024, 9, 4, 7, 0, tzinfo=UTC))
        await school.sees("c3", r"Message · 4B, on Wednesday 24 July at 18:30: written in 3B, before the child changed class")
        card = await school.open_card("c3")
        assert "Zain Qamar · 4B" in card
        assert "Written in 3B, on Wednesday 24 July at 18:30" in card
        assert "reading book ghar" in card
        await school.sees("office", r"Message · 3B, on Wednesday 24 July at 18:30: the child has left")
        await school.settled()
        assert not any("Message" in text for text in school.texts("t3")[quiet:])
        school.say("t3", "/list")
        await school.sees("t3", "Nothing waits for you")


async def test_term_dates_that_nobody_entered_are_not_made_up(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=LAST_DAY) as school:
        school.say("sana", "Zain ki reading book ghar par hai")
        await school.sees("sana", "معلوم نہیں|پتا نہیں|اسکول")
        office, files = School(school), lists(tmp_path)
        assert "give the day with --on" in await desk.refused(office, "rollover", "prepare", *files)
        assert "No term date is known for then" in await desk.ok(
            office, "rollover", "prepare", *files, "--on", "2024-09-02"
        )
        assert (await desk.told(office, "rollover", "show"))["first_read"] is None


async def test_lists_that_fit_no_more_on_the_day_change_nothing_and_people_hear_so(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with town(sqlite_url, tmp_path, now=LAST_DAY, roll=KNOWN) as school:
        office = School(school)
        rows = [_pupil(child, NEW_CLASSES.get(child, "4B")) for child in PUPILS]
        (tmp_path / "pupils.csv").write_text(csv_text([WIDE, *rows]))
        await desk.ok(office, "rollover", "prepare", str(tmp_path / "pupils.csv"))
        await school.hub.write(lambda db: _many_start(db, school))  # they would all be taken for leavers
        await school.at(datetime(2024, 9, 4, 7, 0, tzinfo=UTC))
        await school.sees("head", "lists prepared do not fit any more")
        await school.sees("office", "nothing was changed")
        assert (await desk.told(office, "rollover", "show"))["state"] == "stopped"


def _many_start(db: Db, school: Town) -> None:
    for place in range(12):
        people.add_pupil(school.cast.scope, db, f"New{place}", "Starter", school.cast.classes["5A"], date(2024, 8, 20))


async def test_a_child_who_changes_class_in_the_year_takes_open_messages_along(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, roll=KNOWN) as school:
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", r"Message · 3B\. Tap Open")
        rows = [_pupil(child, {"finn": "5A"}.get(child, PUPILS[child][2])) for child in PUPILS]
        (tmp_path / "pupils.csv").write_text(csv_text([WIDE, *rows]))
        await desk.ok(School(school), "import", str(tmp_path / "pupils.csv"))
        await school.sees("t5", "written in 3B, before the child changed class")
        await school.sees("beth", "Passed to the 5A teacher")
        await school.sees("t3", r"This is with the 5A teacher now|is with")
