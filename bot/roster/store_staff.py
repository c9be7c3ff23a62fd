"""Stores what changes for staff and the cover timetable."""

from __future__ import annotations

from bot.domain.people import DutyKind
from bot.roster.changes import Kind, StaffChange
from bot.roster.work import Work, end_contacts, numbers_for, renamed
from storage import roster_write as write
from storage.roster_write import NewDuty, NewPerson


def store_staff(work: Work) -> None:
    changes = work.difference.staff
    new = [one for one in changes if one.id is None]
    made = write.add_people(work.scope, work.db, "staff", [NewPerson(one.first_name, one.last_name) for one in new])
    work.staff.update({one.plan.folded: member for one, (member, _) in zip(new, made, strict=True) if one.plan})
    for one, (member, key) in zip(new, made, strict=True):
        _give(work, one, member, key)
    for one in changes:
        if one.id is not None:
            _changed_staff(work, one, one.id)


def _changed_staff(work: Work, one: StaffChange, member: int) -> None:
    if one.kind in {Kind.LEFT, Kind.RETURNED}:
        write.set_left(work.scope, work.db, "staff", member, work.now if one.kind is Kind.LEFT else None)
    if renamed(one):
        write.rename(work.scope, work.db, "staff", member, one.first_name, one.last_name)
    for role in one.roles_ended:
        write.end_role(work.scope, work.db, role, work.yesterday)
    for duty in one.duties_ended:
        write.end_duty(work.scope, work.db, duty, work.yesterday)
    end_contacts(work, one.contacts)
    _give(work, one, member, write.key_of(work.scope, work.db, "staff", member))


def _give(work: Work, one: StaffChange, member: int, key: int) -> None:
    write.add_roles(work.scope, work.db, [(member, str(role)) for role in one.roles_new])
    duties = [
        NewDuty(staff_id=member, class_id=work.classes[post.class_name], kind=str(post.kind), weekdays=post.weekdays)
        for post in one.posts_new
    ]
    write.add_duties(work.scope, work.db, duties, work.now)
    write.list_numbers(work.scope, work.db, numbers_for(one.contacts, key, staff_id=member), work.now)
    work.record("staff", one.kind, member)


def store_cover(work: Work) -> None:
    for duty in work.difference.cover_ended:
        write.end_duty(work.scope, work.db, duty, work.yesterday)
    duties = [
        NewDuty(
            staff_id=work.staff[slot.staff], class_id=work.classes[slot.class_name], kind=str(DutyKind.COVERS),
            weekdays=slot.weekdays, start=slot.start, end=slot.end, first_day=slot.first_day, last_day=slot.last_day,
            instead_of=work.staff[slot.instead_of] if slot.instead_of else None,
        )
        for slot in work.difference.cover_new
    ]  # fmt: skip
    write.add_duties(work.scope, work.db, duties, work.now)
