"""What is counted once an hour: for whom, until when, and under which rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from unittest import mock

from bot.counted import Counted

NOW = datetime(2024, 3, 5, 10, tzinfo=UTC)
RULES, OTHERS = object(), object()


def test_it_is_counted_again_after_an_hour_under_other_rules_for_another_and_when_the_clock_went_back() -> None:
    kept, numbers = Counted(), count(1)

    def asked(what: str = "ours", rules: object = RULES, after: timedelta = timedelta()) -> int:
        return kept.of(what, rules, NOW + after, lambda: next(numbers))

    assert [asked(), asked(after=timedelta(minutes=59)), asked("theirs")] == [1, 1, 2]
    assert [asked(after=timedelta(hours=1)), asked(rules=OTHERS, after=timedelta(hours=1))] == [3, 4]
    assert [asked(after=timedelta(hours=1)), asked(after=timedelta(minutes=30))] == [5, 6]
    assert asked("theirs") == 2


def test_who_asks_for_ever_more_begins_anew() -> None:
    kept, numbers = Counted(), count(1)
    with mock.patch("bot.counted._MOST", 2):
        found = [kept.of(what, RULES, NOW, lambda: next(numbers)) for what in "abcca"]
    assert found == [1, 2, 3, 3, 4]
