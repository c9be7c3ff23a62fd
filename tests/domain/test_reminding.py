"""What rings again and when: tables over the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.calendar import Calendar, Term
from bot.domain.people import Role
from bot.domain.policy import Clock, Office, Policy, Replies, Safeguarding
from bot.domain.reminding import Step, promised, reminders
from bot.domain.routing import Calendars, Route
from bot.domain.subjects import Subject

WEEK = frozenset(range(5))
TERMS = (Term(date(2024, 1, 4), date(2024, 5, 24)), Term(date(2024, 6, 3), date(2024, 7, 24)))
OPEN = Calendar(
    zone="Europe/London",
    periods=((WEEK, time(8), time(17)),),
    term_time_only=True,
    terms=TERMS,
    bank_holidays=frozenset({date(2024, 5, 6)}),
)
CALENDARS = Calendars(OPEN, OPEN)


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"2024-{day}T{clock}+00:00")


def route(subject: Subject, role: Role, opened: datetime) -> Route:
    class_id = 3 if role is Role.CLASS_TEACHER else None
    return Route(role=role, class_id=class_id, subject=subject, visible_from=opened, push_at=opened, held=False)


def test_danger_goes_up_the_line_a_quarter_of_an_hour_each_and_then_everybody_hears() -> None:
    night = at("03-05", "22:00")
    planned = reminders(route(Subject.SAFEGUARDING, Role.DSL, night), Policy(), CALENDARS)
    assert [(due.step, due.role, due.at.strftime("%H:%M")) for due in planned] == [
        (Step.ESCALATED, Role.DEPUTY_DSL, "22:15"),
        (Step.ESCALATED, Role.HEAD, "22:30"),
        (Step.UNTAKEN, Role.DSL, "22:45"),
        (Step.UNTAKEN, Role.DEPUTY_DSL, "22:45"),
        (Step.UNTAKEN, Role.HEAD, "22:45"),
    ]


def test_a_school_where_the_head_leads_has_the_deputy_next_and_never_the_head_twice() -> None:
    policy = Policy(safeguarding=Safeguarding(lead=(Role.HEAD,), deputy=(Role.DEPUTY,)))
    planned = reminders(route(Subject.SAFEGUARDING, Role.HEAD, at("03-05", "22:00")), policy, CALENDARS)
    assert [due.role for due in planned if due.step is Step.ESCALATED] == [Role.DEPUTY]


@pytest.mark.parametrize("minutes,times", [(0, []), (5, ["14:55", "15:00", "15:05"])])
def test_an_urgent_matter_rings_again_where_the_school_asks_for_it(minutes: int, times: list[str]) -> None:
    policy = Policy(office=Office(urgent_ack_min=minutes))
    everything = reminders(route(Subject.URGENT, Role.OFFICE, at("03-05", "14:50")), policy, CALENDARS)
    leaders = [(due.step, due.role, due.at.strftime("%H:%M")) for due in everything if due.role is not Role.OFFICE]
    assert leaders == ([(Step.UNHEARD, role, "15:00") for role in (Role.DEPUTY, Role.HEAD)] if minutes else [])
    planned = [due for due in everything if due.role is Role.OFFICE]
    assert [due.at.strftime("%H:%M") for due in planned] == times
    assert all(due.step is Step.AGAIN for due in planned)
    # After an hour without power only the last one rings.
    assert [due.until for due in planned] == [*(due.at for due in planned[1:]), *([None] if times else [])]


def test_the_teacher_is_reminded_before_and_told_when_late_and_so_is_whom_the_school_names() -> None:
    policy = Policy(replies=Replies(promise_hours=24, remind_before_h=4, late_to=(Role.SENIOR_LEADER,)))
    planned = reminders(route(Subject.NOTE, Role.CLASS_TEACHER, at("03-05", "10:00")), policy, CALENDARS)
    assert [(due.step, due.role, due.at) for due in planned] == [
        (Step.SOON, Role.CLASS_TEACHER, at("03-06", "06:00")),
        (Step.LATE, Role.CLASS_TEACHER, at("03-06", "10:00")),
        (Step.LATE, Role.SENIOR_LEADER, at("03-06", "10:00")),
    ]
    assert planned[0].until == planned[1].at  # "due soon" is not said of what is late


@pytest.mark.parametrize("subject,role", [(Subject.SICKNESS, Role.OFFICE), (Subject.NOTE, Role.OFFICE)])
def test_the_office_is_held_to_no_promise(subject: Subject, role: Role) -> None:
    policy = Policy(replies=Replies(promise_hours=24))
    assert reminders(route(subject, role, at("03-05", "10:00")), policy, CALENDARS) == ()


PROMISES = {
    "LT26: Friday 16:00 and a day is Monday 16:00": (24, Clock.SCHOOL_DAY, "03-01", "16:00", "03-04", "16:00"),
    "B3: passed on Monday 8:00, two days are Wednesday 8:00": (48, Clock.WORKING_DAY, "03-04", "08:00", "03-06", "08:00"),
    "BNV15: over a bank holiday": (48, Clock.WORKING_DAY, "05-03", "15:00", "05-08", "15:00"),
    "over half-term": (24, Clock.SCHOOL_DAY, "05-24", "11:00", "06-03", "11:00"),
}


@pytest.mark.parametrize("hours,clock,day,opened,due_day,due", PROMISES.values(), ids=PROMISES)
def test_a_promise_runs_on_the_schools_own_clock(
    hours: int, clock: Clock, day: str, opened: str, due_day: str, due: str
) -> None:
    policy = Policy(replies=Replies(promise_hours=hours, clock=clock))
    assert promised(Role.CLASS_TEACHER, 3, at(day, opened), policy, CALENDARS) == at(due_day, due)


def test_no_promise_is_made_up() -> None:
    promising = Policy(replies=Replies(promise_hours=24))
    unknown = Calendars(replace(OPEN, terms=()), OPEN)
    opened = datetime(2024, 3, 5, 10, tzinfo=UTC)
    assert promised(Role.CLASS_TEACHER, 3, opened, Policy(), CALENDARS) is None  # M14
    assert promised(Role.OFFICE, None, opened, promising, CALENDARS) is None
    assert promised(Role.CLASS_TEACHER, 3, opened, promising, unknown) is None
