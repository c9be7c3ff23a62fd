"""What a head types on a phone at six in the morning, and the notice it becomes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.emergency import EMERGENCIES, day_closed, of_notice, offered, read

TUESDAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("words", "meant", "said"),
    [
        ("closed", "closed", "Tuesday 5 March"),
        ("School is shut tomorrow", "closed", "Wednesday 6 March"),
        ("closed tomorrow, snow", "closed_snow", "Wednesday 6 March"),
        ("icy roads, closed on 7 March", "closed_snow", "Thursday 7 March"),
        ("boiler broken, school closed", "closed_building", "Tuesday 5 March"),
        ("early 1:30pm", "closes_early", "Tuesday 5 March, at 13:30"),
        ("we are closing early at 12.15", "closes_early", "at 12:15"),
        ("open again tomorrow 8:50", "opens_again", "Wednesday 6 March at 8:50"),
        ("coach 16:15", "late_coach", "16:15"),
        ("the bus is late, back at 12 pm", "late_coach", "12:00"),
        ("the coach is stuck", "coach_unknown", "do not know yet"),
    ],
)
def test_a_few_words_become_the_notice_they_mean(words: str, meant: str, said: str) -> None:
    body = read(words, TUESDAY)
    found = of_notice(body, TUESDAY)
    assert found is not None
    assert (found[0], said in body) == (meant, True)


@pytest.mark.parametrize("words", ["", "early", "swimming tomorrow", "closed on 1 March", "closed on 31 February", "open"])
def test_what_is_not_surely_one_of_them_is_asked_about(words: str) -> None:
    assert read(words, TUESDAY) == ""


def test_what_needs_no_time_is_one_tap_and_only_a_closure_closes_the_day() -> None:
    taps = offered(TUESDAY)
    assert all(of_notice(body, TUESDAY) for body in taps)
    assert [day_closed(body, TUESDAY) for body in (taps[0], taps[1], taps[-1])] == [TUESDAY, date(2024, 3, 6), None]
    assert {one.word for one in EMERGENCIES.values()} == {"CLOSED", "EARLY", "OPEN", "COACH"}
