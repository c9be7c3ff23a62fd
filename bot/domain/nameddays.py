"""The days that somebody's words name, and which of them a word such as "back" or "until" is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.daywords import Found, Mark, Said

REACH = 4
"""Words between "back" and its day."""
_AHEAD = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Point:
    """A day and the word that names it."""

    day: date
    found: Found


def points(said: Said, today: date) -> Iterable[Point]:
    """Every day the words name, today or later; a date without a year within the next 300 days."""
    for found in said.marks:
        if found.mark is Mark.DAY:
            yield Point(today + timedelta(days=found.value), found)
        elif found.mark is Mark.WEEKDAY:
            yield Point(_weekday(said, found, today), found)
        elif found.mark is Mark.DATE:
            yield from _dated(found.value // 100, found.value % 100, today, found)
        elif found.mark is Mark.MONTH:
            number = beside(said, found, Mark.NUMBER, 2)
            if number:
                first = replace(found, place=min(found.place, number.place))
                yield from _dated(found.value, number.value, today, first)


def _weekday(said: Said, found: Found, today: date) -> date:
    """The coming one, today included; "next Friday" said on a Tuesday is next week's."""
    monday = today - timedelta(days=today.weekday())
    if beside(said, found, Mark.NEXT, 2) or beside(said, found, Mark.NEXT_WEEK, 3):
        return monday + timedelta(days=7 + found.value)
    coming = monday + timedelta(days=found.value)
    ahead = coming > today or (coming == today and not beside(said, found, Mark.BACK, REACH))
    return coming if ahead else coming + timedelta(days=7)


def _dated(month: int, day: int, today: date, found: Found) -> Iterable[Point]:
    for year in (today.year, today.year + 1):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if today <= made <= today + _AHEAD:
            yield Point(made, found)
            return


def beside(said: Said, found: Found, mark: Mark, reach: int) -> Found | None:
    """The nearest word of a kind in the same sentence, at most `reach` words away."""
    near = (one for one in said.marks if one.mark is mark and one.sentence == found.sentence)
    fits = [one for one in near if 0 < abs(one.place - found.place) <= reach]
    return min(fits, key=lambda one: abs(one.place - found.place), default=None)


def about(said: Said, mark: Mark, named: list[Point], but: Point | None = None) -> Point | None:
    """The day that a word such as "back" is about: behind it, or before it where the language says it so."""
    free = [one for one in named if one is not but]
    for word in (one for one in said.marks if one.mark is mark and not _denied(said, one)):
        reach = 1 if said.close and mark is not Mark.BACK else REACH
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
    return any(0 < word.place - one.place <= 2 for one in near) and not beside(said, word, Mark.UNTIL, REACH)


def _nearest(word: Found, among: list[Point], reach: int, *, before: bool) -> Point | None:
    def distance(one: Point) -> int:
        return (word.place - one.found.place) if before else (one.found.place - word.place)

    near = [one for one in among if one.found.sentence == word.sentence and 0 < distance(one) <= reach]
    return min(near, key=distance, default=None)


def next_to(said: Said, point: Point, mark: Mark) -> bool:
    """Whether such a word stands near the one that names the day."""
    return beside(said, point.found, mark, REACH) is not None
