"""A child is away: what the parent hears, what the office sees and confirms, and how reports join. Through the wires."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot import presets
from storage import absences
from storage.absences import AbsenceRow
from tests.town import TUESDAY, Town, town


async def rows(oak_lane: Town, day: date = date(2024, 3, 5)) -> list[AbsenceRow]:
    return await oak_lane.read(lambda db: absences.on_day(oak_lane.cast.scope, db, day))


async def test_an_illness_is_listed_at_once_and_the_parent_hears_which_days_were_understood(both: Town) -> None:
    both.say("beth", "Finn is ill, he will be back on Thursday")
    await both.sees("beth", r"Passed to the school office\.\nFinn away: today - tomorrow\.")
    found = await rows(both) + await rows(both, date(2024, 3, 6))
    assert [(row.session, row.code, row.state) for row in found] == [("am", "I", "reported"), ("pm", "I", "reported")] * 2
    assert await rows(both, date(2024, 3, 7)) == []


async def test_the_office_confirms_with_one_tap_and_the_parent_hears_by_role_that_it_is_noted(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is ill today")
    await oak_lane.sees("office", "Sickness · 3B")
    card = await oak_lane.open_card("office")
    assert "Away today: suggested code I (to confirm)" in card
    oak_lane.press("office", "Confirm absence")
    await oak_lane.sees("beth", r"The school office has noted it\. Finn away: today\.")
    assert {row.state for row in await rows(oak_lane)} == {"confirmed"}
    await oak_lane.sees("office", "absence confirmed")


async def test_the_list_counts_by_class_shows_a_class_and_confirms_it(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is ill today")
    oak_lane.say("lena", "Mira is ill today, fever")
    await oak_lane.sees("lena", r"\?")
    await oak_lane.settled()
    oak_lane.say("office", "/absences")
    await oak_lane.sees("office", r"Away today: 2 children\.\n3B: 1 away, 1 to confirm\n5A: 1 away, 1 to confirm")
    oak_lane.press("office", "3B")
    await oak_lane.sees("office", r"Finn Marlow: whole day, code I, by sms \(to confirm\)")
    oak_lane.press("office", "Confirm 3B")
    await oak_lane.sees("office", "3B: 1 confirmed")
    await oak_lane.sees("beth", "has noted it")
    oak_lane.say("t5", "/absences")
    await oak_lane.sees("t5", "not")


async def test_a_second_adult_joins_the_same_absence_and_differing_reasons_are_flagged(oak_lane: Town) -> None:
    oak_lane.say("piotr", "Ola jest chora i nie przyjdzie dzisiaj do szkoły")
    await oak_lane.sees("piotr", "Ola")
    await oak_lane.settled()
    oak_lane.say("marta", "Ola ma dziś wizytę u dentysty, nie przyjdzie do szkoły")
    await oak_lane.settled()
    found = await rows(oak_lane)
    assert [(row.session, row.differs) for row in found] == [("am", True), ("pm", True)]
    assert len({row.pupil_id for row in found}) == 1
    assert not any("już" in text or "Piotr" in text for text in oak_lane.texts("marta"))


async def test_the_office_adds_a_phoned_absence_in_one_line_and_it_joins_what_was_reported(oak_lane: Town) -> None:
    oak_lane.say("office", "/absent Zain 3B ill today")
    await oak_lane.sees("office", r"Zain Qamar 3B: away today, code I\. Listed\.")
    oak_lane.say("beth", "Finn is ill today")
    await oak_lane.settled()
    oak_lane.say("office", "/absent Finn hospital today")
    await oak_lane.sees("office", r"Finn Marlow 3B: away today, code M\. Joined")
    assert {(row.code, row.differs) for row in await rows(oak_lane)} == {("I", False), ("I", True)}
    oak_lane.say("t3", "/absent Finn ill today")
    await oak_lane.sees("t3", "not")


async def test_not_about_that_takes_the_absence_back_and_counts_the_correction(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is ill and will not be in today")
    await oak_lane.sees("beth", "9 ")
    oak_lane.say("beth", "9")
    await oak_lane.sees("beth", "3B teacher")
    assert await rows(oak_lane) == []


async def test_back_tomorrow_is_asked_and_a_yes_spares_the_morning_question(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is ill today")
    await oak_lane.sees("beth", r"Back tomorrow\?\n1 yes  2 not sure  9 ")
    oak_lane.say("beth", "1")
    await oak_lane.sees("beth", "Thank you. Noted.")
    await oak_lane.at(TUESDAY + timedelta(hours=22))
    await oak_lane.settled()
    assert not any("still away" in text for text in oak_lane.texts("beth"))


async def test_not_sure_is_asked_again_in_the_morning_and_answered_with_one_digit(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is ill today")
    await oak_lane.sees("beth", r"2 not sure")
    oak_lane.say("beth", "2")
    await oak_lane.sees("beth", "We will ask again on the next school morning")
    await oak_lane.at(datetime(2024, 3, 6, 7, 50, tzinfo=UTC))
    await oak_lane.sees("beth", r"Is Finn still away today\?\n1 still away  2 coming in  0 please ring me")
    oak_lane.say("beth", "1")
    await oak_lane.sees("beth", r"Thank you\. Noted\.\nFinn away: today\.")
    assert [row.code for row in await rows(oak_lane, date(2024, 3, 6))] == ["I", "I"]


async def test_two_children_in_one_message_each_have_their_own_days(oak_lane: Town) -> None:
    oak_lane.say("marta", "Ola jest chora i nie przyjdzie dzisiaj, a Jan ma w czwartek rano wizytę u dentysty")
    await oak_lane.settled()
    today, thursday = await rows(oak_lane), await rows(oak_lane, date(2024, 3, 7))
    assert {row.pupil_id for row in today} == {oak_lane.cast.pupils["ola"]}
    assert [(row.pupil_id, row.session) for row in thursday] == [(oak_lane.cast.pupils["jan"], "am")]


async def test_which_child_is_asked_only_when_needed_and_today_is_the_day_it_was_written(oak_lane: Town) -> None:
    oak_lane.say("marta", "Dziecko jest dziś chore, nie przyjdzie")
    await oak_lane.sees("marta", r"\?")
    await oak_lane.settled()
    assert await rows(oak_lane) == []
    await oak_lane.at(TUESDAY + timedelta(hours=23))
    oak_lane.press("marta", "Jan")
    await oak_lane.settled()
    assert {row.pupil_id for row in await rows(oak_lane)} == {oak_lane.cast.pupils["jan"]}


async def test_an_edit_changes_the_days_until_the_school_has_confirmed_them(oak_lane: Town) -> None:
    oak_lane.say("lena", "Міра хворіє, не буде до п'ятниці")
    await oak_lane.settled()
    assert await rows(oak_lane, date(2024, 3, 8))
    mine = next(bubble.id for bubble in reversed(oak_lane.screen("lena")) if bubble.mine)
    oak_lane.sandbox.edit("lena", mine, "Міра хворіє, повернеться в четвер")
    await oak_lane.settled()
    assert await rows(oak_lane, date(2024, 3, 6)) and not await rows(oak_lane, date(2024, 3, 8))


async def test_a_later_message_that_names_an_earlier_return_shortens_the_absence(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn is ill and will be off until Friday")
    await oak_lane.settled()
    await oak_lane.at(TUESDAY + timedelta(hours=6))
    oak_lane.say("beth", "Finn was ill but he is better, he will be back in school on Thursday")
    await oak_lane.settled()
    assert await rows(oak_lane, date(2024, 3, 6)) and not await rows(oak_lane, date(2024, 3, 7))


async def test_an_absence_by_text_alone_is_unconfirmed_where_the_school_asks_for_more(
    sqlite_url: str, tmp_path: Path
) -> None:
    policy = presets.read("demo") + "\n[absence]\nsms_unconfirmed = true\n"
    async with town(sqlite_url, tmp_path, policy=policy) as school:
        school.say("beth", "Finn is ill today")
        await school.sees("beth", "The office may ring you to check")
        assert {row.state for row in await rows(school)} == {"unconfirmed"}
        school.say("office", "/absent Finn 3B ill today")
        await school.sees("office", "Joined")
        assert {row.state for row in await rows(school)} == {"reported"}


async def test_on_which_days_teachers_read_says_nothing_about_when_pupils_are_in(
    sqlite_url: str, tmp_path: Path
) -> None:
    days = 'days = ["Mon", "Tue", "Thu", "Fri", "Sat"]'  # no Wednesdays, but a club on Saturdays
    document = presets.read("demo").replace(
        '[hours]\nopen = "08:00"\nclose = "17:00"\ndays = "Mon-Fri"',
        f'[hours]\nopen = "08:00"\nclose = "17:00"\n{days}',
    )
    assert days in document
    async with town(sqlite_url, tmp_path, policy=document) as school:
        school.say("beth", "Finn is ill today")
        await school.sees("beth", r"Back tomorrow\?")  # a Wednesday
        await school.at(TUESDAY + timedelta(days=3))
        school.say("omar", "Huda is ill today and will be back on Tuesday")
        await school.sees("office", "Sickness · 5A")
        await school.settled()
        away = [len(await rows(school, date(2024, 3, day))) for day in (8, 9, 10, 11, 12)]
        assert away == [2, 0, 0, 2, 0]


async def test_a_lateness_that_is_over_is_for_the_office_to_read_and_marks_no_register(oak_lane: Town) -> None:
    oak_lane.say("beth", "Finn was late on Friday because of the bus, sorry")
    await oak_lane.sees("beth", "Passed to the school office")
    await oak_lane.sees("office", "Late · 3B")
    assert not any("late: today" in text for text in oak_lane.texts("beth"))
    oak_lane.say("office", "/absences")
    await oak_lane.sees("office", "Nobody is reported away")
    await oak_lane.open_card("office")
    shown = {label for bubble in oak_lane.screen("office") for label in bubble.labels}
    assert "Take" in shown
    assert "Confirm absence" not in shown  # there is none to be confirmed
