"""What a school's own rules change for the people: its offices, its appointments, whom staff write to, what they see first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot import presets
from storage import tables
from tests.cast import OAK_LANE
from tests.town import Town, town

_audit = tables.audit
TUESDAY_8 = datetime(2024, 3, 5, 8, 10, tzinfo=UTC)
DESKS = """
[[office.desks]]
name = "Infant office"
phone = "01632 960111"
years = [3]
open = "9:00"
close = "15:00"
[[office.desks]]
name = "Junior office"
phone = "01632 960112"
years = [5]
"""


def demo(change: str = "", **replaced: str) -> str:
    text = presets.read("demo")
    for old, new in replaced.items():
        assert old in text
        text = text.replace(old, new)
    return text + change


async def test_each_of_two_offices_is_told_of_with_its_own_number_and_hours(sqlite_url: str, tmp_path: Path) -> None:
    async with town(sqlite_url, tmp_path, now=TUESDAY_8, policy=demo(DESKS)) as school:
        school.say("beth", "Finn has been sick all night and stays at home today")
        told = await school.sees("beth", "today at 9:00")  # Year 3: the infant office is closed until nine
        assert "01632 960111" in told
        school.say("omar", "help")
        assert "01632 960112" in await school.sees("omar", "01632")
        school.say("marta", "help")  # a child at each: the school's own number
        assert "01632 960100" in await school.sees("marta", "01632")


async def test_staff_who_may_not_start_a_conversation_cannot_pick_one_parent(sqlite_url: str, tmp_path: Path) -> None:
    document = presets.read("demo").replace("direct_messages = true", "direct_messages = false")
    async with town(sqlite_url, tmp_path, policy=document) as school:
        await _pick(school, "Beth Marlow")
        school.press("t3", "Send to 1 adult")
        await school.sees("t3", "do not start a conversation with one parent")
        school.press("t3", "Sana Qamar")
        await school.sees("t3", "To 2 adults of the class")
        school.press("t3", "Send to 2 adults")
        await school.sees("t3", "Goes to 2 adults")


async def _pick(school: Town, adult: str) -> None:
    school.say("t3", "/announce Please bring a coat tomorrow")
    await school.sees("t3", "Please bring a coat")
    school.press("t3", "Choose parents")
    await school.sees("t3", "Tap to choose")
    school.press("t3", adult)
    await school.sees("t3", "To 1 adult of the class")


async def test_a_school_without_previews_sees_how_many_and_no_more(sqlite_url: str, tmp_path: Path) -> None:
    document = presets.read("demo") + "\n[send]\npreview = false\nconfirm_recipient = false\n"
    async with town(sqlite_url, tmp_path, policy=document) as school:
        school.say("t3", "/announce Please bring a coat tomorrow")
        shown = await school.sees("t3", "To 4 family adults of 3B")
        assert "coat" not in shown
        assert "Languages" not in shown
        school.say("beth", "Finn cannot find his reading book")
        await school.sees("t3", r"Message · 3B\. Tap Open")
        await school.open_card("t3")
        card = next(bubble for bubble in school.screen("t3") if bubble.text.startswith("Finn Marlow"))
        school.say("t3", "It is in the class box", reply_to=card.id)
        echo = await school.sees("t3", "Goes today at")
        assert "Beth" not in echo


async def test_with_some_people_only_the_office_makes_appointments(sqlite_url: str, tmp_path: Path) -> None:
    document = presets.read("demo").replace('via = "office"', 'via = "class_teacher"\nby_appointment = ["head"]')
    async with town(sqlite_url, tmp_path, policy=document, roll=OAK_LANE) as school:
        school.say("beth", "I want to complain about how Finn was treated, it is a complaint")
        await school.sees("office", "Tap Open")
        await school.open_card("office")
        school.press("office", "Give to")
        await school.sees("office", "Who deals with this")
        school.press("office", "Head teacher")
        await school.sees("head", "Tap Open")
        await school.open_card("head")
        school.press("head", "Meeting")
        await school.sees("office", "A parent asks to meet")
        assert "the head asks to meet" in await school.open_card("office")


async def test_a_role_is_called_what_the_school_calls_it(sqlite_url: str, tmp_path: Path) -> None:
    """In English. Who reads another language reads the role in that language."""
    document = demo('\n[titles]\noffice = "the front desk"\n')
    async with town(sqlite_url, tmp_path, policy=document) as school:
        school.say("beth", "Finn has been sick all night and stays at home today")
        await school.sees("beth", "Passed to the front desk")
        school.say("marta", "Ola jest chora i nie przyjdzie dzisiaj do szkoły")
        assert "front desk" not in await school.sees("marta", "sekretariat")


async def test_where_staff_have_no_quiet_hours_nothing_waits_for_the_morning(sqlite_url: str, tmp_path: Path) -> None:
    document = demo("", **{'direct_messages = true\n': 'direct_messages = true\nquiet_hours = "off"\n'})
    async with town(sqlite_url, tmp_path, now=datetime(2024, 3, 5, 20, 0, tzinfo=UTC), policy=document) as school:
        school.say("beth", "Finn cannot find his reading book")
        told = await school.sees("beth", "Passed to the 3B teacher")
        assert "will see it" not in told
        assert "999" in told  # the office is closed at 20:00 all the same
        school.say("t3", "/list")  # there to be read; when a phone rings is `staff.push`
        await school.sees("t3", "1 message waits")
        school.press("t3", school.screen("t3")[-1].labels[0])
        card = await school.sees("t3", "reading book")
        shown = next(bubble for bubble in school.screen("t3") if bubble.text == card)
        school.say("t3", "It is in the class box", reply_to=shown.id)
        await school.settled()
        await school.at(school.hub.now() + timedelta(minutes=1))  # until then it could be taken back
        await school.sees("beth", "It is in the class box")
        school.say("t3", "/hours 9:00-15:00")
        await school.sees("t3", "keeps the same hours for everybody")


async def test_a_school_that_holds_nothing_tells_an_evening_writer_once_and_truly(sqlite_url: str, tmp_path: Path) -> None:
    """The teacher has it at once and the phone rings in the morning: that is no change of hours (law 5)."""
    document = presets.read("greenfield")
    evening = datetime(2024, 3, 5, 20, 0, tzinfo=UTC)
    async with town(sqlite_url, tmp_path, now=evening, policy=document) as school:
        school.say("beth", "Finn cannot find his reading book")
        assert "999" in await school.sees("beth", "3B teacher")  # closed hours, so whom to ring
        await school.settled()
        for later in (evening + timedelta(minutes=2), evening + timedelta(minutes=4), evening + timedelta(hours=12, minutes=5)):
            await school.at(later)
            await school.settled()
        await school.sees("t3", "3B. Tap Open")
        assert len(school.texts("beth")) == 1
        reheld = select(func.count()).select_from(_audit).where(_audit.c.action == "reheld")
        assert await school.read(lambda db: db.value(reheld)) == 0
