"""Times as staff type them, and the numbers a family answers with (LT14)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.meetings import Meeting, free_digit, read_times
from bot.domain.people import Role

LONDON = "Europe/London"
TUESDAY = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)


def times(text: str, now: datetime = TUESDAY) -> list[str]:
    return [f"{one:%a %d %b %Y %H:%M}" for one in read_times(text, now, LONDON)]


@pytest.mark.parametrize(
    "text,wanted",
    [
        ("Thu 15:30 or Fri 08:15", ["Thu 07 Mar 2024 15:30", "Fri 08 Mar 2024 08:15"]),
        ("thursday at 3.30pm", ["Thu 07 Mar 2024 15:30"]),
        ("Fri 12am; Fri 12 pm", ["Fri 08 Mar 2024 00:00", "Fri 08 Mar 2024 12:00"]),
        ("today 15:30", ["Tue 05 Mar 2024 15:30"]),
        ("tomorrow at 8:00?", ["Wed 06 Mar 2024 08:00"]),
        ("Tue 8:00", ["Tue 12 Mar 2024 08:00"]),  # this morning is over
        ("Tue 11:00, Tue 11:00", ["Tue 05 Mar 2024 11:00"]),
        ("15th March 9:00", ["Fri 15 Mar 2024 09:00"]),
        ("2 Feb 9:00", ["Sun 02 Feb 2025 09:00"]),
        ("Mon 1 April 9:00", ["Mon 01 Apr 2024 08:00"]),  # the clocks have changed by then
    ],
)
def test_a_time_is_the_next_such_moment_by_the_clock_on_the_schools_wall(text: str, wanted: list[str]) -> None:
    assert times(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "15:30", "next week", "Xyz 15:30", "Thu 25:00", "Thu 15:75", "Thu 13 o'clock", "31 Feb 9:00", "4 Nix 9:00",
     "Thu 15:30 or when you like", "today 8:00", "5 March 9:00", "Mon 9:00,Tue 9:00,Wed 9:00,Thu 9:00,Fri 9:00,Mon 10:00,Tue 10:00"],
)  # fmt: skip
def test_what_is_no_time_to_come_or_too_many_is_not_offered(text: str) -> None:
    assert times(text) == []


def meeting(first_digit: int, count: int) -> Meeting:
    offered = read_times("Wed 9:00, Thu 9:00, Fri 9:00", TUESDAY, LONDON)[:count]
    return Meeting(
        id=1, item_id=2, guardian_id=3, pupil_id=4, class_id=5, role=Role.CLASS_TEACHER, state="offered", times=offered,
        first_digit=first_digit,
    )  # fmt: skip


def test_a_number_picks_a_time_of_its_offer_and_of_no_other() -> None:
    first = meeting(free_digit(()), 3)
    second = meeting(free_digit((first,)), 2)
    assert (first.first_digit, first.none_digit, second.first_digit) == (21, 24, 31)
    assert first.picked(22) == first.times[1]
    assert first.picked(24) is None
    assert second.picked(22) is None
    assert second.picked(31) == second.times[0]
