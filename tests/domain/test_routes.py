"""Where a message goes and when: the policy's destinations, the hold, the push."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.calendar import Calendar, Term, build
from bot.domain.people import Duty, DutyKind, Role
from bot.domain.policy import Hours, Place, Policy, Routing, Safeguarding
from bot.domain.routing import (
    LATE,
    Calendars,
    acting_time,
    current_quiet,
    danger_routes,
    possible_danger,
    route_to,
    routes,
    written_before_us,
)
from bot.domain.subjects import Finding, Subject, Triage

WEEK = frozenset(range(5))
TEACHERS = Hours(periods=((WEEK, time(8), time(17)),), closed_on=frozenset({"school_holidays"}))
OFFICE = Hours(periods=((WEEK, time(8), time(16)),))
TERM = (Term(date(2024, 1, 4), date(2024, 3, 28)),)
CALENDARS = Calendars(teachers=build(TEACHERS, "Europe/London", terms=TERM), office=build(OFFICE, "Europe/London"))
POLICY = Policy(
    routing=Routing(
        places={
            Subject.SICKNESS: Place(Role.OFFICE),
            Subject.URGENT: Place(Role.OFFICE, teacher_too=True),
            Subject.PROGRESS: Place(Role.SENCO),
            Subject.COMPLAINT: Place(Role.OFFICE),
        }
    )
)


def tuesday(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 3, 5, hour, minute, tzinfo=UTC)


def found(*findings: tuple[Subject, float]) -> Triage:
    return Triage(tuple(Finding(subject, confidence, ("why",)) for subject, confidence in findings))


def places(triage: Triage, at: datetime) -> list[tuple[Role, int | None, Subject]]:
    return [(r.role, r.class_id, r.subject) for r in routes(triage, 3, POLICY, CALENDARS, at, at)]


@pytest.mark.parametrize(
    "triage,expected",
    [
        (Triage(), [(Role.CLASS_TEACHER, 3, Subject.NOTE)]),
        (found((Subject.NOTE, 0.9)), [(Role.CLASS_TEACHER, 3, Subject.NOTE)]),
        (found((Subject.SICKNESS, 0.95)), [(Role.OFFICE, None, Subject.SICKNESS)]),
        (found((Subject.SICKNESS, 0.3)), [(Role.CLASS_TEACHER, 3, Subject.NOTE)]),
        (
            found((Subject.URGENT, 0.95)),
            [(Role.OFFICE, None, Subject.URGENT), (Role.CLASS_TEACHER, 3, Subject.URGENT)],
        ),
        (found((Subject.PROGRESS, 0.95)), [(Role.SENCO, None, Subject.PROGRESS)]),
        (found((Subject.DINNERS, 0.95)), [(Role.CLASS_TEACHER, 3, Subject.DINNERS)]),
        (
            found((Subject.SICKNESS, 0.95), (Subject.NOTE, 0.9)),
            [(Role.OFFICE, None, Subject.SICKNESS), (Role.CLASS_TEACHER, 3, Subject.NOTE)],
        ),
        (found((Subject.COMPLAINT, 0.95), (Subject.NOTE, 0.9)), [(Role.OFFICE, None, Subject.COMPLAINT)]),
        (found((Subject.SAFEGUARDING, 0.95)), [(Role.CLASS_TEACHER, 3, Subject.NOTE)]),
    ],
)
def test_subjects_go_where_the_policy_says(triage: Triage, expected: list[object]) -> None:
    assert places(triage, tuesday(10)) == expected


def test_an_empty_policy_sends_no_subject_anywhere_special() -> None:
    triage = found((Subject.SICKNESS, 0.95), (Subject.COMPLAINT, 0.95))
    roles = {route.role for route in routes(triage, 3, Policy(), CALENDARS, tuesday(10), tuesday(10))}
    assert roles == {Role.CLASS_TEACHER}


def test_a_teachers_message_is_hidden_until_opening_and_the_offices_is_listed_at_once() -> None:
    evening = tuesday(19)
    teacher = route_to(Role.CLASS_TEACHER, 3, Finding(Subject.NOTE, 1), CALENDARS, evening, evening)
    office = route_to(Role.OFFICE, None, Finding(Subject.SICKNESS, 1), CALENDARS, evening, evening)
    opening = datetime(2024, 3, 6, 8, tzinfo=UTC)
    assert (teacher.visible_from, teacher.push_at, teacher.held) == (opening, opening, True)
    assert (office.visible_from, office.push_at, office.held) == (evening, opening, True)
    assert teacher.place == "class_teacher:3"
    assert teacher.to_teacher
    assert not office.to_teacher


def test_a_text_of_the_last_second_is_in_time_however_late_it_is_read() -> None:
    sent, read = datetime(2024, 3, 5, 16, 59, 59, tzinfo=UTC), datetime(2024, 3, 5, 17, 0, 3, tzinfo=UTC)
    at = acting_time(sent, read)
    assert at == sent
    assert not route_to(Role.CLASS_TEACHER, 3, Finding(Subject.NOTE, 1), CALENDARS, at, read).held
    assert acting_time(sent, sent + LATE + timedelta(seconds=1)) == sent + LATE + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("sent_days", "after_days", "before"),
    [(-1, 0, True), (1, 0, False), (1, 30, True), (31, 30, False)],
    ids=["before the school", "since", "before a number added later", "since that"],
)
def test_what_was_written_to_an_account_before_it_was_the_schools(sent_days: int, after_days: int, before: bool) -> None:
    founded, after = tuesday(9), timedelta(days=after_days)
    now, sent = founded + timedelta(days=40), founded + timedelta(days=sent_days)
    assert written_before_us(sent, now, founded, founded + after, after) is before
    assert not written_before_us(sent, founded - timedelta(days=1), founded, founded + after, after)  # a clock put back


def test_nobody_knows_the_next_opening_so_the_office_sees_it_at_once() -> None:
    summer = datetime(2024, 7, 30, 10, tzinfo=UTC)
    route = route_to(Role.CLASS_TEACHER, 3, Finding(Subject.NOTE, 1), CALENDARS, summer, summer)
    assert (route.role, route.class_id, route.visible_from, route.push_at) == (Role.OFFICE, None, summer, summer)
    assert route.opens_at is None
    assert route.held


def test_a_class_that_nobody_stands_at_when_it_opens_is_the_offices_affair_at_once() -> None:
    teaches = Duty(staff_id=1, class_id=3, kind=DutyKind.TEACHES, weekdays=frozenset({1}))  # Tuesdays only
    calendars = replace(CALENDARS, duties=(teaches,))
    kept = route_to(Role.CLASS_TEACHER, 3, Finding(Subject.NOTE, 1), calendars, tuesday(10), tuesday(10))
    assert (kept.role, kept.class_id) == (Role.CLASS_TEACHER, 3)
    evening = route_to(Role.CLASS_TEACHER, 3, Finding(Subject.NOTE, 1), calendars, tuesday(19), tuesday(19))
    assert (evening.role, evening.class_id, evening.visible_from) == (Role.OFFICE, None, tuesday(19))
    assert calendars.stood_at(None, tuesday(10))
    assert not calendars.stood_at(4, tuesday(10))
    assert CALENDARS.stood_at(4, tuesday(10))  # nobody asked who stands where


def test_a_school_that_does_not_hold_hands_messages_on_at_any_hour() -> None:
    calendars = Calendars(CALENDARS.teachers, CALENDARS.office, holds=False)
    night = tuesday(23)
    assert not route_to(Role.CLASS_TEACHER, 3, Finding(Subject.NOTE, 1), calendars, night, night).held
    assert route_to(Role.OFFICE, None, Finding(Subject.NOTE, 1), calendars, night, night).held


def test_possible_danger_is_told_on_weak_evidence_and_at_once() -> None:
    assert possible_danger(Triage()) is None
    finding = possible_danger(found((Subject.NOTE, 0.9), (Subject.SAFEGUARDING, 0.13)))
    assert finding is not None
    policy = Policy(safeguarding=Safeguarding(lead=(Role.DSL, Role.HEAD)))
    made = danger_routes(finding, policy, tuesday(23))
    assert [(route.role, route.visible_from, route.held) for route in made] == [
        (Role.DSL, tuesday(23), False),
        (Role.HEAD, tuesday(23), False),
    ]


def test_one_quiet_period_has_one_beginning() -> None:
    evening, night = tuesday(19), tuesday(23)
    route = route_to(Role.CLASS_TEACHER, 3, Finding(Subject.NOTE, 1), CALENDARS, evening, evening)
    first, later = current_quiet(CALENDARS, route, evening), current_quiet(CALENDARS, route, night)
    assert first is not None
    assert later is not None
    assert first.start == later.start
    assert CALENDARS.of(Role.CLASS_TEACHER, None) == CALENDARS.teachers
    assert isinstance(CALENDARS.of(Role.CLASS_TEACHER, 3), Calendar)


@pytest.mark.parametrize("at,ends", [(tuesday(10), tuesday(12)), (tuesday(12, 30), None), (tuesday(19), None)])
def test_a_lesson_that_is_on_ends_when_lessons_do(at: datetime, ends: datetime | None) -> None:
    lessons = build(Hours(periods=((WEEK, time(9), time(12)),)), "Europe/London", terms=TERM)
    calendars = Calendars(CALENDARS.teachers, CALENDARS.office, lessons=lessons)
    assert calendars.lesson_end(3, at) == ends
    assert CALENDARS.lesson_end(3, at) is None
