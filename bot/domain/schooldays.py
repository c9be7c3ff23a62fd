"""Counting in school days: the next one, the one before, how many follow one another. Dates are the school's local ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

SchoolDay = Callable[[date], bool]
"""Whether there is school on a date."""
LONGEST = 60
"""School days that one message may mean."""


def on_or_after(day: date, school_day: SchoolDay) -> date:
    """`day` itself where there is school, else the next; `day` again where none is known."""
    later = (day + timedelta(days=count) for count in range(LONGEST))
    return next((one for one in later if school_day(one)), day)


def before(day: date, not_before: date, school_day: SchoolDay) -> date:
    """The last school day before `day`, but not before `not_before`."""
    earlier = (day - timedelta(days=count) for count in range(1, (day - not_before).days + 1))
    return next((one for one in earlier if school_day(one)), not_before)


def count_on(first: date, length: int, school_day: SchoolDay) -> date:
    """The last of `length` school days from `first` on."""
    last = first
    for _ in range(length - 1):
        last = on_or_after(last + timedelta(days=1), school_day)
    return last


def runs(days: list[date], school_day: SchoolDay) -> Iterable[tuple[date, date]]:
    """Days that follow one another, weekends between them not counted, as stretches."""
    first = last = days[0]
    for day in days[1:]:
        if day == on_or_after(last + timedelta(days=1), school_day):
            last = day
        else:
            yield first, last
            first = last = day
    yield first, last


def next_school_day(day: date, school_day: SchoolDay) -> date:
    """The first school day after `day`."""
    return on_or_after(day + timedelta(days=1), school_day)
