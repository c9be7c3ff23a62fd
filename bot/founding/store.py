"""Stores a school's answers: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot import inviting, office, termdates
from bot.domain.access import Action, Scope
from bot.domain.faults import Mendable
from bot.domain.people import Role
from bot.founding.answers import Answers, Member
from bot.inviting import Issued
from bot.office import Newcomer
from bot.permit import demand
from bot.policyfile import dump
from bot.roster.phones import Phone, Use
from storage import accounts, audit, policies
from storage.accounts import SchoolRow
from storage.db import Db

REASON = "set-up"


@dataclass(frozen=True, slots=True)
class Founded:
    """`codes`: one joining code for each of the staff."""

    school: SchoolRow
    policy_version: int
    codes: tuple[tuple[Member, Issued], ...]


class AlreadySetUp(Mendable):
    """There is a school here: set-up runs once."""


def refuse_second(slug: str | None) -> None:
    """`slug` is the school already there. Raises AlreadySetUp."""
    if slug is not None:
        raise AlreadySetUp(
            f"this installation is set up already ({slug}): change it with `bookbag policy set`, `bookbag staff` and"
            " `bookbag dates`, or use another data folder"
        )


def found(db: Db, answers: Answers, now: datetime, day: date) -> Founded:
    """`day` is the school's date. Raises AlreadySetUp."""
    refuse_second(next((one.slug for one in accounts.schools(db)), None))
    school = accounts.add_school(db, answers.slug, now)
    head, desk = (Scope(school.id, None, role, REASON) for role in (Role.HEAD, Role.OFFICE))
    demand(head, Action.CHANGE_POLICY, now)
    version = policies.add_version(head, db, dump(answers.policy), now, REASON, in_force_from=now)
    audit.record(head, db, now, "policy_changed", "policy_version", version, reason=REASON)
    if answers.dates.terms or answers.dates.closures:
        termdates.put(head, db, now, answers.dates)
    codes = tuple((member, _join(desk, db, now, day, member, answers)) for member in answers.staff)
    audit.record(head, db, now, "school_founded", "school", school.id, reason=REASON)
    return Founded(school, version, codes)


def _join(scope: Scope, db: Db, now: datetime, day: date, member: Member, answers: Answers) -> Issued:
    person = member.person
    made = office.add_staff(
        scope,
        db,
        now,
        day,
        Newcomer(
            first_name=person.first_name,
            last_name=person.last_name,
            phone=Phone(person.mobile, Use.SMS),
            roles=member.roles,
        ),
    )
    return inviting.issue_staff(scope, db, now, answers.policy.enrol.code_days, made, person.name)
