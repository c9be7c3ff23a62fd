"""The values of a difference: who is new, changed, moved, returning or leaving. Leavers are marked, never deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.people import Role
from bot.domain.roster import RollContact
from bot.roster.findings import Finding
from bot.roster.phones import Phone, Use
from bot.roster.plan import PlanClass, PlanCover, PlanGuardian, PlanPost, PlanStaff, PlanTie

_PLAN_OF = {Use.SMS: "sms", Use.RING: "phone"}
_OVER = frozenset({"ended", "quarantined"})


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"  # a pupil in another class
    RETURNED = "returned"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ClassChange:
    """NEW, CHANGED (year), RETURNED (a name used again) or LEFT (no pupils any more); `id` is None for a new one."""

    kind: Kind
    id: int | None
    plan: PlanClass
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilChange:
    """`key` is the plan's (None for a leaver); `class_name` where the pupil is from now on (None for a leaver)."""

    kind: Kind
    id: int | None
    key: int | None
    first_name: str
    last_name: str
    class_name: str | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactChanges:
    """Numbers to list, and contacts to end (unproved) or to set aside (proved by a number the school no longer has)."""

    new: tuple[Phone, ...] = ()
    ended: tuple[int, ...] = ()
    quarantined: tuple[int, ...] = ()
    kept: int = 0  # numbers the office wrote in the hub that the file does not have

    def __bool__(self) -> bool:
        return bool(self.new or self.ended or self.quarantined)


@dataclass(frozen=True, slots=True)
class TieChange:
    """What a guardianship becomes; `tie.restricted` is what holds after the import."""

    id: int
    tie: PlanTie
    fields: tuple[FieldChange, ...]
    reopened: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianChange:
    """`plan` is None for one who left: every tie ends, the contacts stay as proof and lead nowhere."""

    kind: Kind
    id: int | None
    plan: PlanGuardian | None
    first_name: str
    last_name: str
    language: str | None = None
    fields: tuple[FieldChange, ...] = ()
    contacts: ContactChanges = ContactChanges()
    ties_new: tuple[PlanTie, ...] = ()
    ties_changed: tuple[TieChange, ...] = ()
    ties_ended: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        touched = self.fields or self.contacts or self.ties_new or self.ties_changed or self.ties_ended
        return self.kind is not Kind.CHANGED or bool(touched)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChange:
    kind: Kind
    id: int | None
    plan: PlanStaff | None
    first_name: str
    last_name: str
    fields: tuple[FieldChange, ...] = ()
    contacts: ContactChanges = ContactChanges()
    roles_new: tuple[Role, ...] = ()
    roles_ended: tuple[int, ...] = ()
    posts_new: tuple[PlanPost, ...] = ()
    duties_ended: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        touched = (
            self.fields or self.contacts or self.roles_new or self.roles_ended or self.posts_new or self.duties_ended
        )
        return self.kind is not Kind.CHANGED or bool(touched)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Empty tuples everywhere: the hub already has what the files say. `findings` of this step may ask or refuse.

    `known_pupils` (plan key → id) and `known_staff` (folded name → id) are those the hub has already.
    """

    classes: tuple[ClassChange, ...] = ()
    pupils: tuple[PupilChange, ...] = ()
    guardians: tuple[GuardianChange, ...] = ()
    staff: tuple[StaffChange, ...] = ()
    cover_new: tuple[PlanCover, ...] = ()
    cover_ended: tuple[int, ...] = ()
    known_pupils: Mapping[int, int] = field(default_factory=dict)
    known_staff: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def stopped(self) -> bool:
        return any(finding.stops for finding in self.findings)

    def __bool__(self) -> bool:
        return bool(self.classes or self.pupils or self.guardians or self.staff or self.cover_new or self.cover_ended)


def changed_fields(**pairs: tuple[object, object]) -> tuple[FieldChange, ...]:
    """`field=(old, new)` for each pair that differs."""
    return tuple(
        FieldChange(name, "" if old is None else str(old), "" if new is None else str(new))
        for name, (old, new) in pairs.items()
        if old != new
    )


def numbers_of(phones: Iterable[Phone]) -> list[tuple[str, str]]:
    """(carrier, E.164) as the hub stores them."""
    return [(_PLAN_OF[phone.use], phone.e164) for phone in phones]


def compare_contacts(phones: Iterable[Phone], contacts: Iterable[RollContact]) -> ContactChanges:
    """A number the file no longer has is ended; proved by texting from it, it is set aside, since it may have a new owner.

    What the school said in the hub outlives a spreadsheet that has not heard of it: contacts the office or the child's class
    proved, numbers the office wrote in, ended ones that a stale file still has, and anybody's "stop".
    """
    planned = {(_PLAN_OF[phone.use], phone.e164): phone for phone in phones}
    numbers = [one for one in contacts if one.carrier in _PLAN_OF.values()]
    held = [one for one in numbers if one.state not in _OVER]
    by_office = {
        (one.carrier, one.value) for one in held if one.state == "listed" and one.proof is None
    } - planned.keys()
    over = {(one.carrier, one.value) for one in numbers if one.state in _OVER}
    news = planned.keys() - {(one.carrier, one.value) for one in held}
    stale = {key for key in news & over if any(carrier == key[0] for carrier, _ in by_office)}
    replaced = {carrier for carrier, _ in news - stale}
    kept = planned.keys() | {key for key in by_office if key[0] not in replaced}
    gone = [one for one in held if (one.carrier, one.value) not in kept]
    return ContactChanges(
        new=tuple(phone for key, phone in planned.items() if key in news - stale),
        ended=tuple(one.id for one in gone if one.state == "listed"),
        quarantined=tuple(one.id for one in gone if one.state == "verified" and one.proof == "sender_number"),
        kept=len(kept - planned.keys()),
    )
