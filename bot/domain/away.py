"""Which sessions a child is away, as a parent says it: "today", "back on Monday", "Thursday and Friday", "dentist at 10".

Days are the school's local dates. A school day has two sessions, morning and afternoon. What was not said is not
invented: a message without a day means the next session that has not passed, and its end stays open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.daywords import Found, Mark, Said
from bot.domain.nameddays import REACH, Point, about, beside, next_to, points
from bot.domain.schooldays import LONGEST, SchoolDay, before, count_on, on_or_after, runs

NEARLY_OVER = time(15, 0)
"""From now on "ill", without a day, means the next school day."""


class Part(StrEnum):
    ALL = "all"
    AM = "am"
    PM = "pm"


class Reason(StrEnum):
    """The category: health details stay in the parent's own words, for the office only."""

    ILLNESS = "illness"
    MEDICAL = "medical"
    LEAVE = "leave"
    RELIGIOUS = "religious"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Away:
    """Away from the first to the last day, both included. `back`: the day of return, where it was said.

    `open`: nobody has said how long it will last.
    """

    first: date
    last: date
    part: Part = Part.ALL
    back: date | None = None
    open: bool = False


_TELLING = frozenset(
    {Mark.DAY, Mark.WEEKDAY, Mark.DATE, Mark.THIS_WEEK, Mark.NEXT_WEEK, Mark.BACK, Mark.DAYS}
)
_LAST_HOUR = 17  # of a school day, as "at 17" names it
_LONG = timedelta(days=35)  # "until" a day farther off than this, without a first day, means that day alone


def reason(said: Said, usual: Reason) -> Reason:
    """What triage said, unless the words name another reason: "not in tomorrow, hospital" is medical."""
    if usual in {Reason.ILLNESS, Reason.LATE}:
        return usual
    for mark in (Mark.MEDICAL, Mark.RELIGIOUS, Mark.LEAVE, Mark.LATE, Mark.ILLNESS):
        if said.has(mark):
            return Reason(mark.value)
    return usual


def tells(said: Said, usual: Reason, *, asks: bool) -> bool:
    """Whether it tells of an absence at all: "what does code O mean?" and "why was he marked late yesterday" do not.

    `usual` is what triage was sure of; `asks`: it has a question mark. A doubt leaves the words with the office.
    """
    if usual is Reason.LATE:
        return not _is_over(said)
    if usual in {Reason.ILLNESS, Reason.MEDICAL}:
        return True
    kinds = {found.mark for found in said.marks if found.mark is not Mark.DAY or found.value >= 0}
    if kinds & _TELLING:
        return True
    return not asks and not said.has(Mark.DAY) and not said.has(Mark.MONTH)


def _is_over(said: Said) -> bool:
    """ "Was late on Friday", "late home yesterday": every day it names has passed. A register that is closed is not marked anew."""
    named = [one for one in said.marks if one.mark in {Mark.DAY, Mark.WEEKDAY, Mark.DATE}]
    return bool(named) and all(_has_passed(said, one) for one in named)


def _has_passed(said: Said, day: Found) -> bool:
    if day.mark is Mark.DAY:
        return day.value < 0
    since = beside(said, day, Mark.SINCE, REACH)
    return since is not None and since.place < day.place


def away(said: Said, why: Reason, now: datetime, school_day: SchoolDay) -> tuple[Away, ...]:
    """`now` is local to the school. At least one stretch, in order of days."""
    today = now.date()
    named = list(points(said, today))
    back = None if _same_day(said, why, named) else about(said, Mark.BACK, named)
    end = about(said, Mark.UNTIL, named, but=back)
    past = about(said, Mark.SINCE, named, but=back)
    start = about(said, Mark.FROM, named, but=back or end)
    if end and next_to(said, end, Mark.BACK):
        back, end = end, None
    if start and why is Reason.ILLNESS and not end:
        past, start = start, None  # "ill since Monday", in languages that have one word for since and from
    roles = {id(one) for one in (back, end, past) if one}
    if end and end.day - today > _LONG and not start:
        roles.remove(id(end))  # "to Poland on 18 December": the day itself
        end = None
    days = [one.day for one in named if id(one) not in roles and today <= one.day and school_day(one.day)]
    undated = _first_undated(now, school_day)
    return _spans(
        said, why, _Days(sorted(set(days)), back.day if back else None, end.day if end else None, undated), school_day
    )


def _same_day(said: Said, why: Reason, named: list[Point]) -> bool:
    """ "Dentist tomorrow at 9, back by 11": the one day named is the appointment's."""
    if why not in {Reason.MEDICAL, Reason.LATE} or len(named) != 1:
        return False
    backs = [one for one in said.marks if one.mark is Mark.BACK]
    return any(beside(said, one, hour, REACH) for one in backs for hour in (Mark.TIME, Mark.NUMBER))


@dataclass(frozen=True, slots=True)
class _Days:
    said: list[date]
    back: date | None
    end: date | None
    undated: date


def _spans(said: Said, why: Reason, days: _Days, school_day: SchoolDay) -> tuple[Away, ...]:
    first = days.said[0] if days.said else days.undated
    weeks = _week(said, days, school_day)
    if weeks is not None:
        return (weeks,)
    if days.back and days.back > first:
        return (Away(first, before(days.back, first, school_day), Part.ALL, on_or_after(days.back, school_day)),)
    if days.end and days.end >= first:
        return (Away(first, days.end),)
    length = _length(said)
    if length and length > 1 and len(days.said) < 2:
        return (Away(first, count_on(first, length, school_day)),)
    if not days.said:
        return (Away(first, first, _part(said, why), open=True),)
    stretches = list(runs(days.said, school_day))
    if len(stretches) == 1 and stretches[0][0] == stretches[0][1]:
        return (Away(*stretches[0], _part(said, why), open=stretches[0][0] <= days.undated),)
    return tuple(Away(one, last) for one, last in stretches)


def _week(said: Said, days: _Days, school_day: SchoolDay) -> Away | None:
    """ "All week", "off next week"; beside a weekday, or with a day of return, the week is not the length."""
    if days.said or days.end:
        return None
    next_week, back = said.has(Mark.NEXT_WEEK), said.has(Mark.BACK)
    if next_week and back:
        monday = on_or_after(_friday(days.undated) + timedelta(days=3), school_day)
        return Away(days.undated, before(monday, days.undated, school_day), Part.ALL, monday)
    if next_week and not days.back:
        monday = _friday(days.undated) + timedelta(days=3)
        return Away(monday, monday + timedelta(days=4))
    if said.has(Mark.THIS_WEEK) and not days.back:
        return Away(days.undated, max(_friday(days.undated), days.undated))
    return None


def _friday(day: date) -> date:
    return day + timedelta(days=4 - day.weekday())


def _length(said: Said) -> int | None:
    """ "Three days", unless it tells how long it has lasted."""
    if said.has(Mark.SINCE):
        return None
    for word in (one for one in said.marks if one.mark is Mark.DAYS):
        number = beside(said, word, Mark.NUMBER, 1) or beside(said, word, Mark.COUNT, 1)
        if number and 1 <= number.value <= LONGEST:
            return number.value
    return None


def _part(said: Said, why: Reason) -> Part:
    """An illness is for the whole day; an appointment for the half it is in."""
    if why is Reason.ILLNESS:
        return Part.ALL
    times = [one.value for one in said.marks if one.mark is Mark.TIME] or list(_hours(said, why))
    if why is not Reason.LEAVE and times:
        return Part.AM if times[0] < 12 * 60 else Part.PM
    morning, afternoon = said.has(Mark.MORNING), said.has(Mark.AFTERNOON)
    if morning != afternoon:
        return Part.AM if morning else Part.PM
    return Part.AM if why is Reason.LATE else Part.ALL


def _hours(said: Said, why: Reason) -> Iterable[int]:
    """ "Dentist at 2": a bare number that belongs to no month and no "days". Half Europe says "today at 14"; a lone 14
    without a day beside it is rather the fourteenth.
    """
    if why is not Reason.MEDICAL:
        return
    numbers = [one for one in said.marks if one.mark is Mark.NUMBER]
    latest = _LAST_HOUR if len(numbers) == 1 and said.has(Mark.DAY) else 12
    for one in numbers:
        alone = not beside(said, one, Mark.MONTH, 2) and not beside(said, one, Mark.DAYS, 1)
        if alone and 1 <= one.value <= latest:
            yield (one.value + (12 if one.value <= 6 else 0)) * 60


def _first_undated(now: datetime, school_day: SchoolDay) -> date:
    """Today while there is still school, else the next school day."""
    day = now.date()
    if school_day(day) and now.time() < NEARLY_OVER:
        return day
    return on_or_after(day + timedelta(days=1), school_day)


def days_of(one: Away, school_day: SchoolDay) -> tuple[date, ...]:
    """The school days of a stretch, at most LONGEST."""
    length = min((one.last - one.first).days, 2 * LONGEST) + 1
    every = (one.first + timedelta(days=count) for count in range(length))
    return tuple(day for day in every if school_day(day) or day == one.first)[:LONGEST]
