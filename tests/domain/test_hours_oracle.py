"""The fast answers against the slow ones of `oracle.py`, for every shipped preset and for harder hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from bot import presets
from bot.calendarfile import bank_holidays
from bot.domain.calendar import build
from bot.domain.policy import Hours
from bot.policyfile import load
from tests.domain.oracle import Oracle, Walk, closures, terms

EVERY_DAY = frozenset(range(7))
AWKWARD = Hours(
    periods=(
        (EVERY_DAY, time(0, 45), time(1, 30)),  # inside the hour that is skipped or comes twice
        (EVERY_DAY, time(1, 30), time(2, 15)),
        (frozenset({2, 3}), time(12), time(13, 15)),
        (frozenset({4}), time(22), time(0)),  # into Saturday's first period? no: that begins 00:45
    )
)
CASES = {
    **{name: load(presets.read(name), name).hours for name in presets.names() if name != "papworth-hall"},
    "papworth-hall's office": load(presets.read("papworth-hall"), "papworth-hall").office_hours,
    "awkward": AWKWARD,
}
# Days at whose edges calendars go wrong, of 2026: clock changes, half-terms, bank holidays, INSET, snow, early close.
EDGES = [
    (1, 4), (2, 2), (2, 12), (3, 26), (3, 28), (4, 2), (5, 3), (5, 28), (7, 21), (9, 1), (10, 23), (10, 24), (12, 16),
]  # fmt: skip


def walk(hours: Hours, first_year: int, last_year: int, step: timedelta, probe_every: int) -> Walk:
    days, holidays = (first_year - 1, last_year + 1), bank_holidays(first_year - 1, last_year + 1)
    calendar = build(hours, "Europe/London", terms=terms(*days), closures=closures(*days), bank_holidays=holidays)
    return Walk(calendar, Oracle(hours, terms(*days), closures(*days), holidays), step, probe_every)


@pytest.mark.untraced
@pytest.mark.parametrize("name", CASES)
def test_every_minute_around_every_edge_of_2026_is_as_the_clock_on_the_wall_says(name: str) -> None:
    for month, day in EDGES:
        first = datetime(2026, month, day, tzinfo=UTC)
        minutes = walk(CASES[name], 2026, 2026, timedelta(minutes=1), probe_every=60)
        assert list(minutes.differences(first, first + timedelta(days=3))) == []


@pytest.mark.untraced
@pytest.mark.parametrize("name", CASES)
def test_a_year_of_quarters_of_an_hour_opens_and_closes_when_the_walk_says(name: str) -> None:
    quarters = walk(CASES[name], 2026, 2026, timedelta(minutes=15), probe_every=40)
    assert list(quarters.differences(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))) == []


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", CASES)
def test_ten_years_of_minutes_have_no_difference(name: str, record_property: Callable[[str, object], None]) -> None:
    first, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
    minutes = walk(CASES[name], 2026, 2035, timedelta(minutes=1), probe_every=60)
    assert list(minutes.differences(first, last)) == []
    count = (last - first) // timedelta(minutes=1)
    record_property("promise", f"hours of {name}: {count:,} minutes of 2026 to 2035 against an oracle, 0 differences")
