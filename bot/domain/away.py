"""Which sessions a child is away, as a parent says it: "today", "back on Monday", "Thursday and Friday", "dentist at 10".

Days are the school's local dates. A school day has two sessions, morning and afternoon. What was not said is not
invented: a message without a day means the next session that has not passed, and its end stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.daywords import Found, Mark, Said

SchoolDay = Callable[[date], bool]
NEARLY_OVER = time(15, 0)
"""From now on "ill", without a day, means the next school day."""
LONGEST = 60  # school days one message may mean
_REACH = 4  # words between "back" and its day
_AHEAD = timedelta(days=300)


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
_LONG = timedelta(days=35)  # "until" a day farther off than this, without a first day, means that day alone


@dataclass(frozen=True, slots=True)
class _Point:
    day: date
    found: Found


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
    if usual in {Reason.ILLNESS, Reason.MEDICAL, Reason.LATE}:
        return True
    kinds = {found.mark for found in said.marks if found.mark is not Mark.DAY or found.value >= 0}
    if kinds & _TELLING:
        return True
    return not asks and not said.has(Mark.DAY) and not said.has(Mark.MONTH)


def away(said: Said, why: Reason, now: datetime, school_day: SchoolDay) -> tuple[Away, ...]:
    """`now` is local to the school. At least one stretch, in order of days."""
    today = now.date()
    points = list(_points(said, today))
    back = _of(said, Mark.BACK, points)
    end = _of(said, Mark.UNTIL, points, but=back)
    past = _of(said, Mark.SINCE, points, but=back)
    start = _of(said, Mark.FROM, points, but=back or end)
    if end and _next_to(said, end, Mark.BACK):
        back, end = end, None
    if start and why is Reason.ILLNESS and not end:
        past, start = start, None  # "ill since Monday", in languages that have one word for since and from
    roles = {id(one) for one in (back, end, past) if one}
    if end and end.day - today > _LONG and not start:
        roles.remove(id(end))  # "to Poland on 18 December": the day itself
        end = None
    days = [one.day for one in points if id(one) not in roles and today <= one.day and school_day(one.day)]
    undated = _first_undated(now, school_day)
    return _spans(
        said, why, _Days(sorted(set(days)), back.day if back else None, end.day if end else None, undated), school_day
    )


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
        return (Away(first, _before(days.back, first, school_day), Part.ALL, _on_or_after(days.back, school_day)),)
    if days.end and days.end >= first:
        return (Away(first, days.end),)
    length = _length(said)
    if length and length > 1 and len(days.said) < 2:
        return (Away(first, _count(first, length, school_day)),)
    if not days.said:
        return (Away(first, first, _part(said, why), open=True),)
    runs = list(_runs(days.said, school_day))
    if len(runs) == 1 and runs[0][0] == runs[0][1]:
        return (Away(*runs[0], _part(said, why), open=runs[0][0] <= days.undated),)
    return tuple(Away(one, last) for one, last in runs)


def _points(said: Said, today: date) -> Iterable[_Point]:
    for found in said.marks:
        if found.mark is Mark.DAY:
            yield _Point(today + timedelta(days=found.value), found)
        elif found.mark is Mark.WEEKDAY:
            yield _Point(_weekday(said, found, today), found)
        elif found.mark is Mark.DATE:
            yield from _dated(found.value // 100, found.value % 100, today, found)
        elif found.mark is Mark.MONTH:
            number = _beside(said, found, Mark.NUMBER, 2)
            if number:
                first = replace(found, place=min(found.place, number.place))
                yield from _dated(found.value, number.value, today, first)


def _weekday(said: Said, found: Found, today: date) -> date:
    """The coming one, today included; "next Friday" said on a Tuesday is next week's."""
    monday = today - timedelta(days=today.weekday())
    if _beside(said, found, Mark.NEXT, 2) or _beside(said, found, Mark.NEXT_WEEK, 3):
        return monday + timedelta(days=7 + found.value)
    coming = monday + timedelta(days=found.value)
    ahead = coming > today or (coming == today and not _beside(said, found, Mark.BACK, _REACH))
    return coming if ahead else coming + timedelta(days=7)


def _dated(month: int, day: int, today: date, found: Found) -> Iterable[_Point]:
    for year in (today.year, today.year + 1):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if today <= made <= today + _AHEAD:
            yield _Point(made, found)
            return


def _beside(said: Said, found: Found, mark: Mark, reach: int) -> Found | None:
    near = (one for one in said.marks if one.mark is mark and one.sentence == found.sentence)
    fits = [one for one in near if 0 < abs(one.place - found.place) <= reach]
    return min(fits, key=lambda one: abs(one.place - found.place), default=None)


def _of(said: Said, mark: Mark, points: list[_Point], but: _Point | None = None) -> _Point | None:
    """The day that a word such as "back" is about: behind it, or before it where the language says it so."""
    free = [one for one in points if one is not but]
    for word in (one for one in said.marks if one.mark is mark and not _denied(said, one)):
        reach = 1 if said.close and mark is not Mark.BACK else _REACH
        found = _nearest(word, free, reach, before=mark in said.day_first)
        if found is None and mark is Mark.BACK:
            found = _nearest(word, free, reach, before=mark not in said.day_first)
        if found:
            return found
    return None


def _denied(said: Said, word: Found) -> bool:
    """ "Won't be back today" names no day of return; "won't be back until Monday" does."""
    if word.mark is not Mark.BACK:
        return False
    near = (one for one in said.marks if one.mark is Mark.NOT and one.sentence == word.sentence)
    return any(0 < word.place - one.place <= 2 for one in near) and not _beside(said, word, Mark.UNTIL, _REACH)


def _nearest(word: Found, points: list[_Point], reach: int, *, before: bool) -> _Point | None:
    def distance(one: _Point) -> int:
        return (word.place - one.found.place) if before else (one.found.place - word.place)

    near = [one for one in points if one.found.sentence == word.sentence and 0 < distance(one) <= reach]
    return min(near, key=distance, default=None)


def _next_to(said: Said, point: _Point, mark: Mark) -> bool:
    return _beside(said, point.found, mark, _REACH) is not None


def _week(said: Said, days: _Days, school_day: SchoolDay) -> Away | None:
    """ "All week", "off next week"; beside a weekday, or with a day of return, the week is not the length."""
    if days.said or days.end:
        return None
    next_week, back = said.has(Mark.NEXT_WEEK), said.has(Mark.BACK)
    if next_week and back:
        monday = _on_or_after(_friday(days.undated) + timedelta(days=3), school_day)
        return Away(days.undated, _before(monday, days.undated, school_day), Part.ALL, monday)
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
        number = _beside(said, word, Mark.NUMBER, 1) or _beside(said, word, Mark.COUNT, 1)
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
    """ "Dentist at 2": a bare number that belongs to no month and no "days"."""
    if why is not Reason.MEDICAL:
        return
    for one in said.marks:
        alone = not _beside(said, one, Mark.MONTH, 2) and not _beside(said, one, Mark.DAYS, 1)
        if one.mark is Mark.NUMBER and alone and 1 <= one.value <= 12:
            yield (one.value + (12 if one.value <= 6 else 0)) * 60


def _first_undated(now: datetime, school_day: SchoolDay) -> date:
    """Today while there is still school, else the next school day."""
    day = now.date()
    if school_day(day) and now.time() < NEARLY_OVER:
        return day
    return _on_or_after(day + timedelta(days=1), school_day)


def _on_or_after(day: date, school_day: SchoolDay) -> date:
    later = (day + timedelta(days=count) for count in range(LONGEST))
    return next((one for one in later if school_day(one)), day)


def _before(day: date, not_before: date, school_day: SchoolDay) -> date:
    earlier = (day - timedelta(days=count) for count in range(1, (day - not_before).days + 1))
    return next((one for one in earlier if school_day(one)), not_before)


def _count(first: date, length: int, school_day: SchoolDay) -> date:
    last = first
    for _ in range(length - 1):
        last = _on_or_after(last + timedelta(days=1), school_day)
    return last


def _runs(days: list[date], school_day: SchoolDay) -> Iterable[tuple[date, date]]:
    """Days that follow one another, weekends between them not counted, as stretches."""
    first = last = days[0]
    for day in days[1:]:
        if day == _on_or_after(last + timedelta(days=1), school_day):
            last = day
        else:
            yield first, last
            first = last = day
    yield first, last


def next_school_day(day: date, school_day: SchoolDay) -> date:
    """The first school day after `day`."""
    return _on_or_after(day + timedelta(days=1), school_day)


def days_of(one: Away, school_day: SchoolDay) -> tuple[date, ...]:
    """The school days of a stretch, at most LONGEST."""
    length = min((one.last - one.first).days, 2 * LONGEST) + 1
    every = (one.first + timedelta(days=count) for count in range(length))
    return tuple(day for day in every if school_day(day) or day == one.first)[:LONGEST]
