"""Staff, their classes and the cover timetable: the hub's against the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time

from bot.domain.people import DutyKind, Role
from bot.domain.roster import Roll, RollDuty, RollStaff
from bot.roster.changes import ContactChanges, Kind, StaffChange, changed_fields, compare_contacts
from bot.roster.matching import Matches, folded
from bot.roster.plan import PlanCover, PlanPost, PlanStaff

_LEADS = (Role.HEAD, Role.OFFICE, Role.DSL, Role.DEPUTY_DSL)
_STANDING = frozenset({DutyKind.TEACHES, DutyKind.SUPPORTS})
CoverKey = tuple[int, str, frozenset[int], time | None, time | None, date | None, date | None, int | None]


def without_heir(roll: Roll, planned: Iterable[PlanStaff]) -> frozenset[Role]:
    """Leads' roles that somebody here has and nobody on the list: many exports know no safeguarding lead, and a list
    that is silent must not leave danger, the office or the head without anybody (law 6).
    """
    listed = {role for member in planned for role in member.roles}
    held = {role.role for one in roll.staff if not one.left for role in one.roles}
    return frozenset(role for role in _LEADS if role in held and role not in listed)


def compare_staff(
    roll: Roll, planned: Iterable[PlanStaff], matches: Matches, staying: frozenset[Role] = frozenset()
) -> Iterator[StaffChange]:
    """`staying`: roles that end for nobody, because the list names no successor."""
    class_of = {one.id: one.name for one in roll.classes}
    for member in planned:
        one = matches.staff.get(member.key)
        change = _kept(member, one, class_of, staying) if one else _new(member)
        if change:
            yield change
    here = {one.id for one in matches.staff.values()}
    for one in roll.staff:
        if one.id not in here and not one.left and not staying & {role.role for role in one.roles}:
            yield StaffChange(kind=Kind.LEFT, id=one.id, plan=None, first_name=one.first_name, last_name=one.last_name)


def _new(member: PlanStaff) -> StaffChange:
    return StaffChange(
        kind=Kind.NEW, id=None, plan=member, first_name=member.first_name, last_name=member.last_name,
        contacts=ContactChanges(new=member.phones), roles_new=tuple(sorted(member.roles)), posts_new=member.posts,
    )  # fmt: skip


def _kept(member: PlanStaff, one: RollStaff, class_of: Mapping[int, str], staying: frozenset[Role]) -> StaffChange:
    """Dated and timed duties were made in the hub and are not the file's to end."""
    held = {role.role for role in one.roles}
    standing = {_post(duty, class_of): duty.id for duty in one.duties if _is_standing(duty)}
    return StaffChange(
        kind=Kind.RETURNED if one.left else Kind.CHANGED,
        id=one.id,
        plan=member,
        first_name=member.first_name,
        last_name=member.last_name,
        fields=changed_fields(
            first_name=(one.first_name, member.first_name), last_name=(one.last_name, member.last_name)
        ),
        contacts=compare_contacts(member.phones, one.contacts),
        roles_new=tuple(sorted(member.roles - held)),
        roles_ended=tuple(role.id for role in one.roles if role.role not in member.roles | staying),
        posts_new=tuple(post for post in member.posts if post not in standing),
        duties_ended=tuple(duty for post, duty in standing.items() if post not in member.posts),
    )


def _is_standing(duty: RollDuty) -> bool:
    return duty.kind in _STANDING and duty.start is None and duty.last_day is None


def _post(duty: RollDuty, class_of: Mapping[int, str]) -> PlanPost:
    return PlanPost(class_of.get(duty.class_id, ""), duty.kind, duty.weekdays)


def compare_cover(
    roll: Roll, planned: Iterable[PlanCover], staff_ids: Mapping[str, int]
) -> tuple[tuple[PlanCover, ...], tuple[int, ...]]:
    """New slots, and weekly slots the timetable no longer has. Dated cover is the hub's own and stays."""
    class_of = {one.id: one.name for one in roll.classes}
    held = {
        _key(one, duty, class_of): duty
        for one in roll.staff
        for duty in one.duties
        if duty.kind is DutyKind.COVERS and not one.left
    }
    wanted = {_wanted(slot, staff_ids): slot for slot in planned}
    new = tuple(slot for key, slot in wanted.items() if key not in held)
    ended = tuple(
        duty.id for key, duty in held.items() if key not in wanted and duty.first_day is None and duty.last_day is None
    )
    return new, ended


def _key(one: RollStaff, duty: RollDuty, class_of: Mapping[int, str]) -> CoverKey:
    name = class_of.get(duty.class_id, "")
    return (one.id, name, duty.weekdays, duty.start, duty.end, duty.first_day, duty.last_day, duty.instead_of)


def _wanted(slot: PlanCover, staff_ids: Mapping[str, int]) -> CoverKey:
    """Staff who are new have no id yet and no slot either: minus their place keeps the keys apart."""
    who = staff_ids.get(slot.staff, -slot.place.line if slot.place.line else 0)
    instead = staff_ids.get(slot.instead_of, -1) if slot.instead_of else None
    return (who, slot.class_name, slot.weekdays, slot.start, slot.end, slot.first_day, slot.last_day, instead)


def staff_ids(roll: Roll, matches: Matches, planned: Iterable[PlanStaff] | None) -> dict[str, int]:
    """Folded name → id of staff the hub already has and who will be here after the import."""
    if planned is None:
        return {folded(one): one.id for one in roll.staff if not one.left}
    return {member.folded: matches.staff[member.key].id for member in planned if member.key in matches.staff}
