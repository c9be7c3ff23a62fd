"""Opening hours as the five schools write them: M13, LT6, LT16, BNV14, BNV15, LT26 and B1 to B3."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendar import Calendar, Closure, ClosureKind, Term, build, for_class, narrow
from bot.domain.hours import (
    LONG_AGO,
    QuietPeriod,
    add_working_hours,
    closes_at,
    is_open,
    next_family_time,
    next_opening,
    quiet_period,
)
from bot.domain.policy import Clock, FamilyHours, Hours, Period

LONDON = ZoneInfo("Europe/London")
SCHOOL_DAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
CLOSED_ON = frozenset({"school_holidays", "bank_holidays"})
TERMS = (
    Term(date(2023, 9, 4), date(2023, 12, 20)),
    Term(date(2024, 1, 8), date(2024, 3, 28)),
    Term(date(2024, 4, 15), date(2024, 5, 24)),
    Term(date(2024, 6, 3), date(2024, 7, 22)),
)
MAY_DAY = frozenset({date(2024, 5, 6)})


def at(text: str) -> datetime:
    """Local wall time in London as a moment; of a time that comes twice the first."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def period(opens: int | time, closes: int | time, days: frozenset[int] = SCHOOL_DAYS) -> Period:
    as_time = [hour if isinstance(hour, time) else time(hour) for hour in (opens, closes)]
    return (days, as_time[0], as_time[1])


def school(closes: time = time(17, 30), closed_on: frozenset[str] = CLOSED_ON) -> Calendar:
    hours = Hours(periods=(period(8, closes),), closed_on=closed_on)
    return build(hours, "Europe/London", terms=TERMS, bank_holidays=MAY_DAY)


def always_in_term(*periods: Period, zone: str = "Europe/London") -> Calendar:
    return build(Hours(periods=periods), zone)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2024-03-01 07:59:59", False),
        ("2024-03-01 08:00:00", True),
        ("2024-03-01 17:29:59", True),
        ("2024-03-01 17:29:59.999999", True),
        ("2024-03-01 17:30:00", False),
        ("2024-03-02 12:00:00", False),
        ("2024-03-04 07:59:59", False),
        ("2024-05-06 12:00:00", False),
        ("2024-05-28 12:00:00", False),
        ("2024-06-03 08:00:00", True),
    ],
)
def test_lt6_opening_hours_are_half_open_on_term_weekdays(wall: str, *, expected: bool) -> None:
    assert is_open(school(), at(wall)) is expected


@pytest.mark.parametrize(
    ("closes", "wall", "opens"),
    [
        (time(17, 30), "2024-03-01 17:29:59", "2024-03-01 17:29:59"),  # LT6: still open
        (time(17, 30), "2024-03-01 17:30:00", "2024-03-04 08:00"),  # LT6
        (time(17, 30), "2024-03-04 07:59:59", "2024-03-04 08:00"),
        (time(17, 30), "2024-05-24 17:31", "2024-06-03 08:00"),  # LT16: not Monday 27 May
        (time(17), "2024-03-01 17:01", "2024-03-04 08:00"),  # BNV14
        (time(17), "2024-05-03 17:00", "2024-05-07 08:00"),  # a bank holiday on Monday
        (time(17), "2024-03-28 20:00", "2024-04-15 08:00"),  # Easter
    ],
)
def test_the_next_opening_is_the_one_a_parent_is_told(closes: time, wall: str, opens: str) -> None:
    assert next_opening(school(closes), at(wall)) == at(opens)


def test_m13_a_message_held_over_the_spring_clock_change_is_passed_on_at_eight_summer_time() -> None:
    misson = always_in_term(period(8, 18))
    assert is_open(misson, at("2019-03-29 17:59:59"))
    assert not is_open(misson, at("2019-03-29 18:00:00"))
    assert next_opening(misson, at("2019-03-29 18:00:00")) == datetime(2019, 4, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("friday_evening", "monday_opening"),
    [
        ("2026-03-27 17:31", datetime(2026, 3, 30, 7, tzinfo=UTC)),
        ("2026-10-23 17:31", datetime(2026, 10, 26, 8, tzinfo=UTC)),
    ],
)
def test_both_2026_clock_changes_leave_opening_at_eight_on_the_wall(
    friday_evening: str, monday_opening: datetime
) -> None:
    assert next_opening(always_in_term(period(8, time(17, 30))), at(friday_evening)) == monday_opening


def test_an_opening_inside_the_hour_that_does_not_exist_begins_when_the_clock_jumps() -> None:
    calendar = always_in_term(period(time(1, 30), 3, EVERY_DAY))
    assert next_opening(calendar, datetime(2026, 3, 29, 0, 10, tzinfo=UTC)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert closes_at(calendar, datetime(2026, 3, 29, 1, 5, tzinfo=UTC)) == datetime(2026, 3, 29, 2, tzinfo=UTC)


def test_a_window_wholly_inside_the_missing_hour_does_not_happen_that_day() -> None:
    calendar = always_in_term(period(time(1, 10), time(1, 50), EVERY_DAY))
    opens = next_opening(calendar, datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
    assert opens == datetime(2026, 3, 30, 0, 10, tzinfo=UTC)


def test_a_window_inside_the_hour_that_comes_twice_opens_twice() -> None:
    calendar = always_in_term(period(time(1, 10), time(1, 50), EVERY_DAY))
    between = datetime(2026, 10, 25, 0, 55, tzinfo=UTC)  # 01:55 summer time, closed
    assert not is_open(calendar, between)
    assert next_opening(calendar, between) == datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert quiet_period(calendar, between) == QuietPeriod(
        datetime(2026, 10, 25, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    )


def test_an_opening_across_the_hour_that_comes_twice_is_one_and_lasts_an_hour_longer() -> None:
    calendar = always_in_term(period(0, 3, EVERY_DAY))
    assert closes_at(calendar, datetime(2026, 10, 24, 23, 30, tzinfo=UTC)) == datetime(2026, 10, 25, 3, tzinfo=UTC)


def test_b2_friday_evening_to_monday_morning_is_one_quiet_period() -> None:
    weekend = QuietPeriod(at("2024-03-01 17:30"), at("2024-03-04 08:00"))
    for wall in ("2024-03-01 17:30", "2024-03-02 12:00", "2024-03-03 23:59", "2024-03-04 07:59:59"):
        assert quiet_period(school(), at(wall)) == weekend
    assert quiet_period(school(), at("2024-03-04 08:00")) is None


def test_each_night_is_a_quiet_period_of_its_own() -> None:
    monday, tuesday = (quiet_period(school(), at(f"2024-03-0{day} 20:00")) for day in (4, 5))
    assert monday
    assert tuesday
    assert monday.start != tuesday.start


def test_several_periods_a_day_leave_a_quiet_lunch() -> None:
    calendar = always_in_term(period(8, 12), period(13, 17))
    assert closes_at(calendar, at("2024-03-04 09:00")) == at("2024-03-04 12:00")
    assert next_opening(calendar, at("2024-03-04 12:00")) == at("2024-03-04 13:00")
    assert quiet_period(calendar, at("2024-03-04 12:30")) == QuietPeriod(at("2024-03-04 12:00"), at("2024-03-04 13:00"))


def test_an_evening_s_quiet_begins_at_the_last_close_of_the_day() -> None:
    quiet = quiet_period(always_in_term(period(8, 12), period(13, 17)), at("2024-03-04 20:00"))
    assert quiet == QuietPeriod(at("2024-03-04 17:00"), at("2024-03-05 08:00"))


def test_periods_that_touch_or_overlap_are_one_opening() -> None:
    calendar = always_in_term(period(13, 17), period(8, 12), period(12, 14))
    assert closes_at(calendar, at("2024-03-04 08:30")) == at("2024-03-04 17:00")


def test_hours_that_end_at_midnight_run_on_into_a_day_that_begins_with_it() -> None:
    calendar = always_in_term(period(20, time(), frozenset({0})), period(0, 2, frozenset({1})))
    assert is_open(calendar, at("2024-03-04 23:59:59"))
    assert closes_at(calendar, at("2024-03-04 21:00")) == at("2024-03-05 02:00")


def test_a_line_that_never_closes_has_no_closing_time() -> None:
    assert closes_at(always_in_term(period(0, time(), EVERY_DAY)), at("2024-03-04 21:00")) is None


def test_a_closed_line_has_no_closing_time() -> None:
    assert closes_at(school(), at("2024-03-02 12:00")) is None


def test_a_calendar_without_hours_never_opens() -> None:
    nothing = always_in_term()
    assert next_opening(nothing, at("2024-03-04 12:00")) is None
    assert quiet_period(nothing, at("2024-03-04 12:00")) == QuietPeriod(LONG_AGO, None)


def test_unknown_term_dates_are_admitted_never_invented() -> None:
    unknown = build(Hours(periods=(period(8, 17),), closed_on=CLOSED_ON), "Europe/London")
    assert not is_open(unknown, at("2024-03-04 12:00"))
    assert next_opening(unknown, at("2024-03-04 12:00")) is None
    assert add_working_hours(unknown, at("2024-03-04 12:00"), 24, Clock.SCHOOL_DAY) is None


def test_after_the_last_term_that_was_entered_nobody_knows_the_next_opening() -> None:
    assert next_opening(school(), at("2024-07-22 17:30")) is None
    quiet = quiet_period(school(), at("2024-09-10 12:00"))
    assert quiet == QuietPeriod(at("2024-07-22 17:30"), None)


def test_the_weeks_before_the_first_term_are_its_holiday() -> None:
    assert next_opening(school(), at("2023-08-20 12:00")) == at("2023-09-04 08:00")
    assert quiet_period(school(), at("2023-08-20 12:00")) == QuietPeriod(LONG_AGO, at("2023-09-04 08:00"))


def test_the_months_before_the_first_term_are_unknown() -> None:
    assert next_opening(school(), at("2023-03-06 12:00")) is None


def test_a_gap_in_which_a_term_must_have_been_forgotten_is_unknown() -> None:
    spring_forgotten = build(
        Hours(periods=(period(8, 17),), closed_on=CLOSED_ON), "Europe/London", terms=(TERMS[0], TERMS[2])
    )
    assert next_opening(spring_forgotten, at("2024-02-05 12:00")) is None
    assert is_open(spring_forgotten, at("2024-04-15 12:00"))


def test_a_school_may_list_its_holidays_instead_of_its_terms() -> None:
    half_term = Closure(kind=ClosureKind.HOLIDAY, first_day=date(2024, 5, 27), last_day=date(2024, 5, 31))
    hours = Hours(periods=(period(8, time(17, 30)),), closed_on=CLOSED_ON)
    calendar = build(hours, "Europe/London", closures=(half_term,))
    assert next_opening(calendar, at("2024-05-24 17:31")) == at("2024-06-03 08:00")
    assert next_opening(calendar, at("2024-03-01 18:00")) == at("2024-03-04 08:00")
    assert next_opening(calendar, at("2024-09-02 09:00")) is None  # the year after is not listed


def test_holidays_close_nobody_who_works_through_them() -> None:
    half_term = Closure(kind=ClosureKind.HOLIDAY, first_day=date(2024, 5, 27), last_day=date(2024, 5, 31))
    office = build(Hours(periods=(period(8, 16),)), "Europe/London", terms=TERMS, closures=(half_term,))
    assert is_open(office, at("2024-05-28 12:00"))


def test_bank_holidays_close_only_where_the_policy_says_so() -> None:
    assert is_open(school(closed_on=frozenset({"school_holidays"})), at("2024-05-06 12:00"))


def test_weekends_close_when_the_policy_says_so_whatever_the_days() -> None:
    hours = Hours(periods=(period(8, 17, EVERY_DAY),), closed_on=frozenset({"weekends"}))
    calendar = build(hours, "Europe/London")
    assert next_opening(calendar, at("2024-03-01 17:00")) == at("2024-03-04 08:00")


@pytest.mark.parametrize("kind", [ClosureKind.INSET, ClosureKind.SNOW, ClosureKind.OTHER])
def test_a_closed_day_is_quiet(kind: ClosureKind) -> None:
    closure = Closure(kind=kind, first_day=date(2024, 3, 4), last_day=date(2024, 3, 5))
    calendar = build(Hours(periods=(period(8, 17),)), "Europe/London", closures=(closure,))
    assert next_opening(calendar, at("2024-03-01 18:00")) == at("2024-03-06 08:00")


def test_the_office_may_answer_on_inset_days() -> None:
    closure = Closure(kind=ClosureKind.INSET, first_day=date(2024, 3, 4), last_day=date(2024, 3, 4))
    office = Hours(periods=(period(8, 16),), open_on=frozenset({"inset_days"}))
    assert is_open(build(office, "Europe/London", closures=(closure,)), at("2024-03-04 12:00"))


def test_an_early_close_ends_the_day_then() -> None:
    noon = Closure(
        kind=ClosureKind.EARLY_CLOSE, first_day=date(2024, 3, 4), last_day=date(2024, 3, 4), start=time(12, 0)
    )
    calendar = build(Hours(periods=(period(8, 10), period(11, 17))), "Europe/London", closures=(noon,))
    assert closes_at(calendar, at("2024-03-04 11:30")) == at("2024-03-04 12:00")
    assert next_opening(calendar, at("2024-03-04 12:00")) == at("2024-03-05 08:00")


def test_a_class_may_have_hours_and_closures_of_its_own() -> None:
    trip = Closure(kind=ClosureKind.OTHER, first_day=date(2024, 3, 5), last_day=date(2024, 3, 5), class_id=7)
    calendar = build(
        Hours(periods=(period(8, 17),)), "Europe/London", class_periods={7: (period(9, 12),)}, closures=(trip,)
    )
    nursery, other = for_class(calendar, 7), for_class(calendar, 8)
    assert next_opening(nursery, at("2024-03-04 12:00")) == at("2024-03-06 09:00")
    assert closes_at(other, at("2024-03-05 10:00")) == at("2024-03-05 17:00")
    assert is_open(calendar, at("2024-03-05 10:00"))


def test_rows_replace_the_hours_of_the_policy() -> None:
    calendar = build(Hours(periods=(period(8, 17),)), "Europe/London", periods=(period(9, 15),))
    assert not is_open(calendar, at("2024-03-04 08:30"))


def test_lt7_staff_may_widen_quiet_hours_and_never_shorten_them() -> None:
    own = narrow(school(), (period(7, time(16, 30)), period(18, 20)))
    assert next_opening(own, at("2024-03-04 06:00")) == at("2024-03-04 08:00")
    assert closes_at(own, at("2024-03-04 08:00")) == at("2024-03-04 16:30")
    assert not is_open(own, at("2024-03-04 19:00"))
    assert narrow(school(), ()) == school()


def test_narrowing_twice_leaves_what_both_allow() -> None:
    own = narrow(narrow(school(), (period(9, 15),)), (period(8, 12),))
    assert (next_opening(own, at("2024-03-04 08:00")), closes_at(own, at("2024-03-04 09:00"))) == (
        at("2024-03-04 09:00"),
        at("2024-03-04 12:00"),
    )


@pytest.mark.parametrize(
    ("written", "hours", "clock", "due"),
    [
        ("2024-03-01 16:00", 24, Clock.SCHOOL_DAY, "2024-03-04 16:00"),  # LT26
        ("2024-05-03 16:00", 48, Clock.WORKING_DAY, "2024-05-08 16:00"),  # BNV15: bank holiday on Monday
        ("2024-03-01 17:31", 48, Clock.WORKING_DAY, "2024-03-06 08:00"),  # B3: held, so from Monday 08:00
        ("2024-03-04 10:00", 5, Clock.SCHOOL_DAY, "2024-03-04 15:00"),
        ("2024-05-24 16:00", 24, Clock.SCHOOL_DAY, "2024-06-03 16:00"),  # over half-term
        ("2024-03-01 10:00", 14, Clock.SCHOOL_DAY, "2024-03-02 00:00"),  # the very end of Friday
        ("2024-03-04 10:00", 0, Clock.SCHOOL_DAY, "2024-03-04 10:00"),
        ("2024-03-28 10:00", 24, Clock.SCHOOL_DAY, "2024-04-15 10:00"),  # over Easter and the clock change
    ],
)
def test_b3_a_promise_runs_on_days_that_count(written: str, hours: int, clock: Clock, due: str) -> None:
    assert add_working_hours(school(), at(written), hours, clock) == at(due)


def test_b3_a_working_day_clock_runs_on_inset_days_and_a_school_day_clock_does_not() -> None:
    inset = Closure(kind=ClosureKind.INSET, first_day=date(2024, 3, 4), last_day=date(2024, 3, 4))
    calendar = build(Hours(periods=(period(8, 17),)), "Europe/London", closures=(inset,))
    assert add_working_hours(calendar, at("2024-03-01 16:00"), 24, Clock.WORKING_DAY) == at("2024-03-04 16:00")
    assert add_working_hours(calendar, at("2024-03-01 16:00"), 24, Clock.SCHOOL_DAY) == at("2024-03-05 16:00")


def test_b3_a_day_that_closes_before_it_opens_does_not_count() -> None:
    shut = Closure(kind=ClosureKind.SNOW, first_day=date(2024, 3, 4), last_day=date(2024, 3, 4), start=time(8))
    calendar = build(Hours(periods=(period(8, 17),)), "Europe/London", closures=(shut,))
    assert add_working_hours(calendar, at("2024-03-01 16:00"), 24, Clock.SCHOOL_DAY) == at("2024-03-05 16:00")


def test_a_promise_that_would_fall_into_unknown_term_dates_has_no_time() -> None:
    assert add_working_hours(school(), at("2024-07-22 16:00"), 24, Clock.SCHOOL_DAY) is None


def test_a_promise_longer_than_the_calendar_can_see_has_no_time() -> None:
    assert add_working_hours(always_in_term(period(8, 17)), at("2024-03-04 10:00"), 24 * 400, Clock.SCHOOL_DAY) is None


@pytest.mark.parametrize(
    ("wall", "reaches"),
    [
        ("2024-03-02 12:00", "2024-03-02 12:00"),
        ("2024-03-02 20:00", "2024-03-03 07:30"),
        ("2024-03-03 07:29", "2024-03-03 07:30"),
        ("2026-03-28 22:00", "2026-03-29 07:30"),
    ],
)
def test_announcements_wait_for_the_families_morning_weekends_included(wall: str, reaches: str) -> None:
    assert next_family_time(FamilyHours(), "Europe/London", at(wall)) == at(reaches)


def test_families_hours_that_never_open_hold_nothing_back() -> None:
    backwards = FamilyHours(start=time(20), end=time(8))
    assert next_family_time(backwards, "Europe/London", at("2024-03-02 12:00")) == at("2024-03-02 12:00")


def test_answers_are_in_utc_whatever_zone_the_question_is_in() -> None:
    noon = datetime(2024, 7, 1, 12, tzinfo=LONDON)
    opens = next_opening(school(), noon)
    assert opens is not None
    assert opens.utcoffset() == timedelta()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        is_open(school(), datetime(2024, 3, 4, 12))  # noqa: DTZ001


def test_a_zone_east_of_every_other_keeps_its_own_days() -> None:
    calendar = always_in_term(period(8, 16), zone="Pacific/Kiritimati")
    assert next_opening(calendar, datetime(2024, 3, 3, 12, tzinfo=UTC)) == datetime(2024, 3, 3, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    "clock,hours,due",
    [
        (Clock.EVERY_HOUR, 24, datetime(2024, 3, 6, 10, tzinfo=UTC)),
        (Clock.OPEN_HOURS, 4, datetime(2024, 3, 5, 14, tzinfo=UTC)),
        (Clock.OPEN_HOURS, 10, datetime(2024, 3, 6, 11, tzinfo=UTC)),
    ],
)
def test_hours_by_the_clock_on_the_wall_and_hours_in_which_somebody_reads(
    clock: Clock, hours: int, due: datetime
) -> None:
    calendar = build(Hours(periods=((SCHOOL_DAYS, time(8), time(17)),)), "Europe/London", terms=TERMS)
    assert add_working_hours(calendar, datetime(2024, 3, 5, 10, tzinfo=UTC), hours, clock) == due


def test_open_hours_end_where_nobody_knows_the_term_dates() -> None:
    hours = Hours(periods=((SCHOOL_DAYS, time(8), time(17)),), closed_on=frozenset({"school_holidays"}))
    calendar = build(hours, "Europe/London", terms=TERMS)
    last = datetime(2024, 3, 28, 10, tzinfo=UTC)
    assert add_working_hours(calendar, last, 5000, Clock.OPEN_HOURS) is None


def test_a_promise_beyond_the_years_looked_at_has_no_end() -> None:
    calendar = build(Hours(periods=((SCHOOL_DAYS, time(8), time(17)),)), "Europe/London")
    assert add_working_hours(calendar, datetime(2024, 3, 28, 10, tzinfo=UTC), 500_000, Clock.OPEN_HOURS) is None
