"""Everything a school must say before it can start, checked and in one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.calendarfile import SchoolDates
from bot.domain.names import fold_name
from bot.domain.people import Role
from bot.domain.policy import Period, Policy
from bot.founding.reading import Person
from bot.policyfile import dump, load


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the roles they hold: in a small school the head may be the safeguarding lead too."""

    person: Person
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    slug: str
    policy: Policy
    staff: tuple[Member, ...]
    dates: SchoolDates


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolAnswers:
    """What is put into the chosen policy. None leaves what it has."""

    name: str
    short_name: str
    office_phone: str
    controller: str
    out_of_hours_line: str | None = None
    teacher_hours: tuple[Period, ...] | None = None
    office_hours: tuple[Period, ...] | None = None
    languages: tuple[str, ...] | None = None


def fitted(chosen: Policy, answers: SchoolAnswers) -> Policy:
    """The policy with the school's own facts. Raises PolicyProblems when the two do not go together."""
    line = answers.out_of_hours_line
    made = replace(
        chosen,
        school=replace(
            chosen.school,
            name=answers.name,
            short_name=answers.short_name,
            office_phone=answers.office_phone,
            controller=answers.controller,
            languages=answers.languages or chosen.school.languages,
        ),
        hours=chosen.hours if answers.teacher_hours is None else replace(chosen.hours, periods=answers.teacher_hours),
        office_hours=(
            chosen.office_hours
            if answers.office_hours is None
            else replace(chosen.office_hours, periods=answers.office_hours)
        ),
        safeguarding=chosen.safeguarding if line is None else replace(chosen.safeguarding, out_of_hours_line=line),
    )
    return load(dump(made), "answers")


def gathered(holders: Sequence[tuple[Role, Person]]) -> tuple[Member, ...]:
    """One member for each person, however many roles. Raises ValueError for one with two numbers, or two with one."""
    members: dict[str, Member] = {}
    for role, person in holders:
        key = fold_name(person.first_name, person.last_name)
        known = members.get(key)
        if known and known.person.mobile != person.mobile:
            raise ValueError(f"the same name is given with two numbers ({role}): use one, or tell the two people apart")
        roles = (*known.roles, role) if known else (role,)
        members[key] = Member(person, tuple(dict.fromkeys(roles)))
    _one_number_each(members.values())
    return tuple(members.values())


def _one_number_each(members: Iterable[Member]) -> None:
    numbers = [member.person.mobile for member in members]
    if len(set(numbers)) < len(numbers):
        raise ValueError("two people are given the same mobile number: it proves who joins, so each needs their own")
