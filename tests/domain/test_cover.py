"""Who stands at a class at a moment, as a school would tell it. Wednesday is 6 March 2024."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from bot.domain.cover import on_duty, standing_later, teacher_of, teachers_of
from bot.domain.people import Duty, DutyKind

Y4, Y5 = 4, 5
T4, T4B, C4, SUPPLY, DEPUTY, T5, ASSISTANT = 41, 42, 43, 91, 92, 51, 99
MON, TUE, WED, THU, FRI = range(5)
TODAY = date(2024, 3, 6)


def made(day: int, hour: int = 8) -> datetime:
    return datetime(2024, 3, day, hour, tzinfo=UTC)


def teaches(staff_id: int, *days: int, class_id: int = Y4, last: date | None = None) -> Duty:
    return Duty(staff_id=staff_id, class_id=class_id, kind=DutyKind.TEACHES, weekdays=frozenset(days), last_day=last)


def ppa(staff_id: int, when: datetime | None = None, day: int = WED) -> Duty:
    return Duty(
        staff_id=staff_id,
        class_id=Y4,
        kind=DutyKind.COVERS,
        weekdays=frozenset({day}),
        start=time(13),
        end=time(15, 15),
        made_at=when,
    )


def covers(
    staff_id: int,
    instead_of: int | None = None,
    when: datetime | None = None,
    hours: tuple[time | None, time | None] = (None, None),
    class_id: int = Y4,
) -> Duty:
    return Duty(
        staff_id=staff_id,
        class_id=class_id,
        kind=DutyKind.COVERS,
        first_day=TODAY,
        last_day=TODAY,
        start=hours[0],
        end=hours[1],
        instead_of=instead_of,
        made_at=when,
    )


class Case(NamedTuple):
    sentence: str
    duties: list[Duty]
    at: str
    expected: tuple[int, ...]
    day: date = TODAY


AFTER_NOON = covers(DEPUTY, SUPPLY, hours=(time(12), None))
EARLY = covers(DEPUTY, T4, made(4), (time(9), time(11)))
CASES = [
    Case("the class teacher stands at the class", [teaches(T4)], "10:00", (T4,)),
    Case("nobody stands where nobody was named", [], "10:00", ()),
    Case("another class's teacher does not", [teaches(T5, class_id=Y5)], "10:00", ()),
    Case("support staff never read", [Duty(staff_id=ASSISTANT, class_id=Y4, kind=DutyKind.SUPPORTS)], "10:00", ()),
    Case("job shares: on Wednesday it is she", [teaches(T4, MON, TUE), teaches(T4B, WED, THU)], "10:00", (T4B,)),
    Case("job shares: on Monday it is he", [teaches(T4, MON), teaches(T4B, WED)], "10:00", (T4,), date(2024, 3, 4)),
    Case("both on the day they share", [teaches(T4B, WED, THU), teaches(T4, MON, WED)], "10:00", (T4, T4B)),
    Case("nobody on a day no one shares", [teaches(T4, MON)], "10:00", ()),
    Case("a teacher who left is gone", [teaches(T4, last=date(2024, 3, 5))], "10:00", ()),
    Case("on the last day the teacher is still there", [teaches(T4, last=TODAY)], "17:00", (T4,)),
    Case("BNV16: in the PPA slot it is the cover", [teaches(T4), ppa(C4)], "13:20", (C4,)),
    Case("the slot begins on the minute", [teaches(T4), ppa(C4)], "13:00", (C4,)),
    Case("the slot ends before its end", [teaches(T4), ppa(C4)], "15:15", (T4,)),
    Case("BNV16: at 15:16 it is the teacher", [teaches(T4), ppa(C4)], "15:16", (T4,)),
    Case("BNV35: on another day the slot means nothing", [teaches(T4), ppa(C4, day=THU)], "13:20", (T4,)),
    Case("a slot given to two in one go is shared", [teaches(T4), ppa(C4, made(1)), ppa(T5, made(1))], "14:00", (C4, T5)),
    Case("of two covers of a slot the later made wins", [ppa(C4, made(1)), ppa(T5, made(2))], "14:00", (T5,)),
    Case("a dated cover made later takes the slot", [ppa(C4, made(1)), covers(DEPUTY, when=made(5), hours=(time(13), time(16)))], "14:00", (DEPUTY,)),
    Case("sick cover stands for the whole day", [teaches(T4), covers(SUPPLY, T4)], "10:00", (SUPPLY,)),
    Case("not on the day after", [teaches(T4), covers(SUPPLY, T4)], "10:00", (T4,), date(2024, 3, 7)),
    Case("not on the day before", [teaches(T4), covers(SUPPLY, T4)], "10:00", (T4,), date(2024, 3, 5)),
    Case("sick cover for the class works without a name", [teaches(T4), covers(SUPPLY)], "10:00", (SUPPLY,)),
    Case("the PPA slot stands while the teacher is covered", [teaches(T4), ppa(C4), covers(SUPPLY, T4)], "13:20", (C4,)),
    Case("also when the class was covered for the day", [teaches(T4), ppa(C4), covers(SUPPLY, when=made(6))], "13:20", (C4,)),
    Case("cover of a cover", [teaches(T4), covers(SUPPLY, T4), covers(DEPUTY, SUPPLY)], "10:00", (DEPUTY,)),
    Case("cover of the PPA cover", [teaches(T4), ppa(C4), covers(DEPUTY, C4)], "13:20", (DEPUTY,)),
    Case("cover of the PPA cover leaves the teacher alone", [teaches(T4), ppa(C4), covers(DEPUTY, C4)], "10:00", (T4,)),
    Case("a supply who leaves at noon is covered", [teaches(T4), covers(SUPPLY, T4), AFTER_NOON], "12:00", (DEPUTY,)),
    Case("and stands until then", [teaches(T4), covers(SUPPLY, T4), AFTER_NOON], "11:59", (SUPPLY,)),
    Case("the later of two sick covers wins", [teaches(T4), covers(SUPPLY, T4, made(5)), covers(DEPUTY, T4, made(6))], "10:00", (DEPUTY,)),
    Case("a timed cover beats a whole day", [teaches(T4), covers(SUPPLY, T4, made(5)), EARLY], "10:00", (DEPUTY,)),
    Case("one of a job share is covered, the other stays", [teaches(T4, WED), teaches(T4B, WED), covers(SUPPLY, T4)], "10:00", (T4B, SUPPLY)),
    Case("cover for someone who would not be there means nothing", [teaches(T4B, WED), teaches(T4, MON), covers(SUPPLY, T4)], "10:00", (T4B,)),
    Case("a teacher who came back stands again", [teaches(T4), covers(SUPPLY, T4, made(5)), covers(T4, SUPPLY, made(6))], "10:00", (T4,)),
    Case("covering oneself changes nothing", [teaches(T4), covers(T4, T4)], "10:00", (T4,)),
    Case("three covering in a circle end somewhere", [teaches(T4), covers(SUPPLY, T4), covers(DEPUTY, SUPPLY), covers(T4, DEPUTY)], "10:00", (T4,)),
    Case("two teachers swap classes: here", [teaches(T4), teaches(T5, class_id=Y5), covers(T5, T4), covers(T4, T5, class_id=Y5)], "10:00", (T5,)),
    Case("support staff may be named as cover", [teaches(T4), covers(ASSISTANT, T4)], "10:00", (ASSISTANT,)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.sentence)
def test_the_person_on_duty(case: Case) -> None:
    moment = datetime.combine(case.day, time.fromisoformat(case.at), ZoneInfo("Europe/London"))
    assert on_duty(case.duties, Y4, moment) == case.expected
    assert on_duty(case.duties[::-1], Y4, moment) == case.expected, "the order of rows means nothing"


def test_a_swap_of_classes_holds_in_the_other_class_too() -> None:
    duties = [teaches(T4), teaches(T5, class_id=Y5), covers(T5, T4), covers(T4, T5, class_id=Y5)]
    assert on_duty(duties, Y5, datetime(2024, 3, 6, 10, tzinfo=ZoneInfo("Europe/London"))) == (T4,)


def test_the_class_s_own_teachers_stay_its_own_whoever_covers() -> None:
    duties = [teaches(T4, MON, WED), teaches(T4B, WED), ppa(C4), covers(SUPPLY, T4)]
    assert teacher_of(duties, Y4, TODAY) == (T4, T4B)
    assert teacher_of(duties, Y4, date(2024, 3, 4)) == (T4,)
    assert teacher_of(duties, Y5, TODAY) == ()
    assert teachers_of(duties, Y4, date(2024, 3, 8)) == {T4, T4B}, "whoever's day it is"
    assert teachers_of([teaches(T4, last=date(2024, 3, 5))], Y4, TODAY) == frozenset()


@pytest.mark.parametrize(
    ("duties", "at", "expected"),
    [
        ([teaches(T4), covers(SUPPLY), ppa(C4, made(1))], "08:00", {SUPPLY, C4}),
        ([teaches(T4), covers(SUPPLY), ppa(C4, made(1))], "15:15", {SUPPLY}),
        ([teaches(T4), covers(SUPPLY, T4), covers(DEPUTY, SUPPLY)], "08:00", {DEPUTY}),
        ([teaches(T4), ppa(C4), covers(DEPUTY, C4)], "08:00", {T4, DEPUTY}),
        ([teaches(T5, class_id=Y5)], "08:00", set()),
    ],
    ids=["a cover and a slot to come", "the slot is over", "handed on", "the slot handed on", "nobody"],
)
def test_who_stands_there_from_now_to_the_end_of_the_day(duties: list[Duty], at: str, expected: set[int]) -> None:
    moment = datetime.combine(TODAY, time.fromisoformat(at), ZoneInfo("Europe/London"))
    assert standing_later(duties, Y4, moment) == expected
