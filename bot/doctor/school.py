"""The school: dates, people in the roles the policy sends messages to, classes somebody reads, the policy's warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.doctor.results import Fault, Finding, Ok, Result
from bot.domain.calendar import Calendar, in_term
from bot.domain.people import DutyKind, Role, SchoolClass
from bot.domain.policy import Policy
from bot.policyfile import warnings
from bot.policyfile.english import ROLE_WORDS
from storage.staffing import Member

AHEAD = timedelta(days=42)
_CHANGE = "`bookbag policy show --toml > policy.toml`, edit, `bookbag policy set policy.toml --reason …`"


def dates_known(calendars: Iterable[Calendar], today: date) -> Result:
    """Without term dates nobody knows whether a day is holiday, and parents are told so."""
    days = [today + timedelta(days=step) for step in range(AHEAD.days)]
    if any(in_term(calendar, day) is None for calendar in calendars for day in days):
        return Fault(
            "term dates are missing for the coming weeks: parents will hear that the next opening is not known",
            "`bookbag dates FILE` with the terms of this and the next school year",
        )
    return Ok("term dates are known for the coming weeks")


def needed_roles(policy: Policy) -> tuple[Role, ...]:
    """Every role the policy gives something to, the office and the head always; the class teacher is per class."""
    places = (*policy.routing.places.values(), policy.routing.default, policy.routing.doubtful)
    wanted = [
        *policy.safeguarding.lead,
        Role.OFFICE,
        Role.HEAD,
        *policy.safeguarding.deputy,
        *(one.role for one in places),
    ]
    return tuple(dict.fromkeys(role for role in wanted if role is not Role.CLASS_TEACHER))


def role_held(role: Role, staff: Iterable[Member]) -> Result:
    """Held by somebody, and by somebody who has joined the staff bot."""
    words, holders = ROLE_WORDS.get(role, str(role)), [one for one in staff if role in one.roles]
    if not holders:
        return Fault(f"nobody is {words}", f"`bookbag staff add NAME MOBILE --role {role}`, or import the staff list")
    if not any(one.joined for one in holders):
        return Fault(
            f"{words} has not joined the staff bot: nothing reaches them",
            "`bookbag invites --staff --out FOLDER`, and have the code sent to the staff bot",
        )
    return Ok(f"{words}: {sum(one.joined for one in holders)} joined")


def class_taught(school_class: SchoolClass, staff: Iterable[Member]) -> Result:
    """Somebody teaches the class, and has joined."""
    name = school_class.name
    teachers = [one for one in staff if (DutyKind.TEACHES, name) in one.classes]
    if not teachers:
        return Fault(
            f"class {name} has no teacher",
            f"`bookbag staff add NAME MOBILE --teaches {name}`, or import the staff list",
        )
    if not any(one.joined for one in teachers):
        return Fault(f"no teacher of class {name} has joined the staff bot", "`bookbag invites --staff --out FOLDER`")
    return Ok(f"class {name} has a teacher")


def classes_imported(classes: Iterable[SchoolClass]) -> Result:
    if not any(True for _ in classes):
        return Fault("no pupils and classes yet", "`bookbag import FILE`")
    return Ok("classes are there")


def policy_warnings(policy: Policy) -> Iterator[Finding]:
    for sentence in warnings(policy):
        yield Finding("policy", Fault(sentence.rstrip("."), _CHANGE))


def about_school(
    policy: Policy, calendars: Iterable[Calendar], staff: list[Member], classes: tuple[SchoolClass, ...], today: date
) -> Iterator[Finding]:
    """Everything of this file, the most pressing first."""
    for role in needed_roles(policy):
        yield Finding(f"role_{role}", role_held(role, staff))
    yield Finding("term_dates", dates_known(calendars, today))
    yield Finding("classes", classes_imported(classes))
    for school_class in classes:
        yield Finding("class_teacher", class_taught(school_class, staff))
    yield from policy_warnings(policy)
