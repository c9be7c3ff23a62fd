"""The hub's roll against the files' plan → what would change, and the questions only this comparison can raise."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.people import Role
from bot.domain.roster import Roll
from bot.roster.answers import Answers
from bot.roster.changes import Difference, GuardianChange, Kind, PupilChange, StaffChange
from bot.roster.diff_families import compare_classes, compare_guardians, compare_pupils
from bot.roster.diff_staff import compare_cover, compare_staff, staff_ids, without_heir
from bot.roster.findings import NOWHERE, Ledger
from bot.roster.matching import Matches, match
from bot.roster.plan import RosterPlan

_FEW = 5
_MANY = 0.25  # more leavers than a year group's worth: perhaps the file is only one class
_NEEDED = (Role.HEAD, Role.OFFICE, Role.DSL)


def compare(roll: Roll, plan: RosterPlan, answers: Answers) -> Difference:
    """Pure. A part the files did not bring (staff, cover, pupils) is left as it is."""
    ledger = Ledger()
    matches = match(roll, plan, answers, ledger)
    ids = staff_ids(roll, matches, plan.staff)
    cover_new, cover_ended = compare_cover(roll, plan.cover, ids) if plan.cover is not None else ((), ())
    pupils = tuple(compare_pupils(roll, plan.pupils, matches)) if plan.pupils is not None else ()
    staying = without_heir(roll, plan.staff or ()) if not answers.whole_school else frozenset()
    staff = tuple(compare_staff(roll, plan.staff, matches, staying)) if plan.staff is not None else ()
    _check_names(roll, plan, ids, ledger)
    if not answers.whole_school:
        _ask_whole(pupils, sum(not one.left for one in roll.pupils), "pupils", ledger)
        _ask_whole(staff, sum(not one.left for one in roll.staff), "staff", ledger)
    if plan.staff is not None:
        _list_empty_roles(plan, staying, ledger)
        _list_staying(roll, staying, ledger)
        _list_returning(staff, ledger)
    return Difference(
        classes=tuple(compare_classes(roll.classes, plan.classes)) if plan.classes is not None else (),
        pupils=pupils,
        guardians=_guardians(roll, plan, matches, ledger),
        staff=staff,
        cover_new=cover_new,
        cover_ended=cover_ended,
        known_pupils={key: one.id for key, one in matches.pupils.items()},
        known_staff=ids,
        findings=ledger.findings,
    )


def _guardians(roll: Roll, plan: RosterPlan, matches: Matches, ledger: Ledger) -> tuple[GuardianChange, ...]:
    return tuple(compare_guardians(roll, plan.guardians, matches, ledger)) if plan.pupils is not None else ()


def _check_names(roll: Roll, plan: RosterPlan, ids: dict[str, int], ledger: Ledger) -> None:
    """Without a list of pupils (or staff) in the same import, names must be ones the hub knows."""
    if plan.classes is None:
        known = {one.name for one in roll.classes if not one.ended}
        posts = [(one.place, post.class_name) for one in plan.staff or () for post in one.posts]
        for place, name in [*posts, *((slot.place, slot.class_name) for slot in plan.cover or ())]:
            if name not in known:
                ledger.error(place, "class_unknown", "the hub has no such class: import the pupils first", name)
    if plan.staff is None:
        for slot in plan.cover or ():
            for who in (slot.staff, slot.instead_of):
                if who and who not in ids:
                    ledger.error(
                        slot.place, "staff_unknown", "nobody of this name works here: import the staff first", who
                    )


def _ask_whole(changes: Iterable[PupilChange | StaffChange], here: int, what: str, ledger: Ledger) -> None:
    leavers = sum(change.kind is Kind.LEFT for change in changes)
    if leavers > _FEW and leavers > _MANY * here:
        reason = (
            f"{leavers} of {here} {what} are not in the file and would be marked as leavers: is it the whole school?"
        )
        ledger.ask(NOWHERE, "whole_school", reason)


def _list_staying(roll: Roll, staying: frozenset[Role], ledger: Ledger) -> None:
    for one in roll.staff:
        for role in sorted(staying & {held.role for held in one.roles if not one.left}):
            lacking = f"nobody on the staff list has the role {role.replace('_', ' ')}"
            reason = f"{lacking}: whoever has it stays. If they have left: `bookbag staff leave`"
            ledger.note(NOWHERE, "lead_stays", reason, f"{one.first_name} {one.last_name}")


def _list_empty_roles(plan: RosterPlan, staying: frozenset[Role], ledger: Ledger) -> None:
    held = {role for one in plan.staff or () for role in one.roles} | staying
    for role in _NEEDED:
        if role not in held:
            ledger.note(NOWHERE, "role_empty", f"nobody on the staff list has the role {role.replace('_', ' ')}")


def _list_returning(staff: Iterable[StaffChange], ledger: Ledger) -> None:
    """A stale list must not quietly give somebody back what the office took away (DPIA55)."""
    for change in staff:
        if change.kind is Kind.RETURNED and change.plan is not None:
            reason = "this member of staff had left and is on the list again: their access returns"
            ledger.note(change.plan.place, "staff_back", reason, f"{change.first_name} {change.last_name}")
