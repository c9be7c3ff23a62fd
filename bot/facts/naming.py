"""Who of the staff a family's text names where it matters: those who would hear of danger, and the child's own teachers."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot import daywordfiles
from bot.domain.access import Scope
from bot.domain.choosing import choose
from bot.domain.cover import on_duty, teacher_of
from bot.domain.daywords import read
from bot.domain.leads import roles_named
from bot.domain.messages import Kind
from bot.domain.names import fold_name
from bot.domain.people import Guardian, Role, Staff
from bot.domain.routing import ROUTE_AT, possible_danger
from bot.domain.spokenof import is_about, speaks_of
from bot.domain.subjects import Subject, Triage
from bot.facts.arrival import Arrival
from bot.rules import standing_on
from storage import roll
from storage.db import Db

_NOTES = frozenset({Subject.NOTE, Subject.OTHER})


def of_leads(scope: Scope, db: Db, arrival: Arrival) -> frozenset[Role]:
    """Only looked for where there may be danger."""
    if possible_danger(arrival.triage) is None:
        return frozenset()
    guarding, text = arrival.rules.policy.safeguarding, arrival.event.text
    wanted = dict.fromkeys((*guarding.lead, *guarding.deputy, *guarding.alternate, Role.HEAD))
    ids = {one for role in wanted for one in roll.holders(scope, db, role, arrival.day)}
    people = [one for staff_id in sorted(ids) if (one := roll.staff(scope, db, staff_id, arrival.day))]
    return roles_named(
        text, read(text, daywordfiles.load(), arrival.conversation.language), people, frozenset(guarding.lead)
    )


def of_teachers(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None) -> bool:
    """Whether a text that would else be the class teacher's speaks of whoever stands before one of the family's children."""
    text, read = arrival.event.text, (arrival.triage, *((arrival.alone,) if arrival.alone else ()))
    if guardian is None or arrival.event.kind is not Kind.TEXT or not text.strip() or not all(map(_may_be_theirs, read)):
        return False
    people = tuple(_teachers(scope, db, arrival, guardian))
    unclear = any(not one.findings or choose(one, arrival.rules.policy.triage).asks for one in read)
    return is_about(text, people) or (unclear and speaks_of(text, people))


def of_teachers_before(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian | None, text: str) -> bool:
    """The same of words whose writer is being asked which child they are about."""
    return guardian is not None and bool(text) and is_about(text, _teachers(scope, db, arrival, guardian))


def _may_be_theirs(triage: Triage) -> bool:
    """Nothing else is found in it that has a way of its own."""
    return all(one.confidence < ROUTE_AT or one.subject in _NOTES for one in triage.findings)


def _teachers(scope: Scope, db: Db, arrival: Arrival, guardian: Guardian) -> Iterator[Staff]:
    """Their own surname names the family itself, whoever else at school has it."""
    own = {fold_name(name) for name in (guardian.last_name, *(pupil.last_name for pupil in guardian.pupils))}
    duties = standing_on(arrival.rules, arrival.day)
    local = arrival.now.astimezone(ZoneInfo(arrival.rules.policy.school.zone))
    classes = {pupil.school_class.id for pupil in guardian.pupils}
    ids = {one for each in classes for one in (*teacher_of(duties, each, arrival.day), *on_duty(duties, each, local))}
    people = (roll.staff(scope, db, one, arrival.day) for one in sorted(ids))
    return (one for one in people if one is not None and fold_name(one.last_name) not in own)
