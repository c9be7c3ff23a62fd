"""Carries a difference out: every row of it, in the caller's transaction, each changed person on the audit trail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from bot.roster.changes import GuardianChange, Kind, PupilChange
from bot.roster.following import follow, losing_readers
from bot.roster.report import counts
from bot.roster.store_staff import store_cover, store_staff
from bot.roster.work import Work, end_contacts, numbers_for, renamed
from storage import audit
from storage import roster_write as write
from storage.roster_write import NewNumber, NewPerson, NewTie

_YEAR_BEGINS = (9, 1)


def store(work: Work) -> None:
    """In the order of who needs whom: classes, pupils, guardians, staff, cover."""
    losing = losing_readers(work)
    work.pupils.update(work.difference.known_pupils)
    work.staff.update(work.difference.known_staff)
    _classes(work)
    _pupils(work)
    _guardians(work)
    store_staff(work)
    store_cover(work)
    follow(work, losing)
    detail = json.dumps(counts(work.difference))
    audit.record(
        work.scope, work.db, work.now, "roster_imported", "school", work.scope.school_id, reason=work.scope.reason,
        detail=detail,
    )  # fmt: skip


def _classes(work: Work) -> None:
    work.classes.update({one.name: one.id for one in work.roll.classes if not one.ended})
    new = [one for one in work.difference.classes if one.id is None]
    made = write.add_classes(work.scope, work.db, [(one.plan.name, one.plan.year) for one in new])
    work.classes.update(zip((one.plan.name for one in new), made, strict=True))
    for one in work.difference.classes:
        if one.id is not None:
            ended = work.day if one.kind is Kind.LEFT else None
            write.set_class(work.scope, work.db, one.id, one.plan.year, ended)
            work.classes[one.plan.name] = one.id


def _pupils(work: Work) -> None:
    changes = work.difference.pupils
    new = [one for one in changes if one.kind is Kind.NEW]
    made = write.add_people(work.scope, work.db, "pupil", [NewPerson(one.first_name, one.last_name) for one in new])
    work.pupils.update({one.key: pupil for one, (pupil, _) in zip(new, made, strict=True) if one.key is not None})
    for pupil, _ in made:
        work.record("pupil", Kind.NEW, pupil)
    for one in changes:
        if one.id is not None:
            _changed_pupil(work, one, one.id)
    _enrol(work, new, first_day=work.day if work.roll.pupils else _school_year(work.day))
    _enrol(work, [one for one in changes if one.kind in {Kind.MOVED, Kind.RETURNED}], first_day=work.day)


def _changed_pupil(work: Work, one: PupilChange, pupil: int) -> None:
    if one.kind in {Kind.MOVED, Kind.RETURNED, Kind.LEFT}:
        write.end_enrolment(work.scope, work.db, pupil, work.yesterday)
    if one.kind in {Kind.RETURNED, Kind.LEFT}:
        write.set_left(work.scope, work.db, "pupil", pupil, work.day if one.kind is Kind.LEFT else None)
    if renamed(one):
        write.rename(work.scope, work.db, "pupil", pupil, one.first_name, one.last_name)
    work.record("pupil", one.kind, pupil)


def _enrol(work: Work, changes: Iterable[PupilChange], first_day: date) -> None:
    places = [
        (work.pupils[one.key], work.classes[one.class_name])
        for one in changes
        if one.key is not None and one.class_name is not None
    ]
    write.enrol(work.scope, work.db, places, first_day)


def _school_year(day: date) -> date:
    """The first import cannot know since when: they have been in class since 1 September, say."""
    begins = date(day.year, *_YEAR_BEGINS)
    return begins if begins <= day else date(day.year - 1, *_YEAR_BEGINS)


def _guardians(work: Work) -> None:
    changes = work.difference.guardians
    new = [one for one in changes if one.id is None]
    made = write.add_people(
        work.scope, work.db, "guardian", [NewPerson(one.first_name, one.last_name, one.language) for one in new]
    )
    numbers: list[NewNumber] = []
    ties: list[NewTie] = []
    for one, (guardian, key) in zip(new, made, strict=True):
        numbers += numbers_for(one.contacts, key, guardian_id=guardian)
        ties += _ties(work, one, guardian)
        work.record("guardian", one.kind, guardian)
    for one in changes:
        if one.id is not None:
            numbers += _changed_guardian(work, one, one.id)
            ties += _ties(work, one, one.id)
    write.list_numbers(work.scope, work.db, numbers, work.now)
    write.add_ties(work.scope, work.db, ties)


def _changed_guardian(work: Work, one: GuardianChange, guardian: int) -> Sequence[NewNumber]:
    if one.kind in {Kind.LEFT, Kind.RETURNED}:
        write.set_left(work.scope, work.db, "guardian", guardian, work.day if one.kind is Kind.LEFT else None)
    if renamed(one):
        write.rename(work.scope, work.db, "guardian", guardian, one.first_name, one.last_name)
    if any(field_.field == "language" for field_ in one.fields):
        write.set_language(work.scope, work.db, guardian, one.language)
    for change in one.ties_changed:
        tie = change.tie
        write.change_tie(
            work.scope, work.db, change.id, relation=str(tie.relation), responsibility=str(tie.responsibility),
            priority=tie.priority, restricted=bool(tie.restricted),
        )  # fmt: skip
    for tie_id in one.ties_ended:
        write.end_tie(work.scope, work.db, tie_id, work.day)
    end_contacts(work, one.contacts)
    work.record("guardian", one.kind, guardian)
    if not one.contacts.new:
        return ()
    return numbers_for(one.contacts, write.key_of(work.scope, work.db, "guardian", guardian), guardian_id=guardian)


def _ties(work: Work, one: GuardianChange, guardian: int) -> Sequence[NewTie]:
    return [
        NewTie(
            guardian_id=guardian, pupil_id=work.pupils[tie.pupil], relation=str(tie.relation),
            responsibility=str(tie.responsibility), priority=tie.priority, restricted=bool(tie.restricted),
        )
        for tie in one.ties_new
    ]  # fmt: skip
