"""A roll as the hub would hold it after importing a plan, for comparing without a database."""

from __future__ import annotations

from bot.domain.people import DutyKind
from bot.domain.roster import (
    Roll,
    RollClass,
    RollContact,
    RollDuty,
    RollGuardian,
    RollPupil,
    RollRole,
    RollStaff,
    RollTie,
)
from bot.roster.phones import Phone, Use
from bot.roster.plan import PlanCover, PlanGuardian, PlanStaff, RosterPlan


def roll_of(plan: RosterPlan) -> Roll:
    """Ids are plan keys plus 100 (classes: place in the list plus 1)."""
    classes = {one.name: place for place, one in enumerate(plan.classes or (), start=1)}
    staff = {one.folded: one.key + 100 for one in plan.staff or ()}
    return Roll(
        classes=tuple(RollClass(classes[one.name], one.name, one.year) for one in plan.classes or ()),
        pupils=tuple(
            RollPupil(one.key + 100, one.first_name, one.last_name, classes[one.class_name])
            for one in plan.pupils or ()
        ),
        guardians=tuple(_guardian(one) for one in plan.guardians),
        staff=tuple(_staff(one, classes, staff, plan.cover or ()) for one in plan.staff or ()),
    )


def _contacts(base: int, phones: tuple[Phone, ...]) -> tuple[RollContact, ...]:
    return tuple(
        RollContact(base * 10 + place, "sms" if phone.use is Use.SMS else "phone", phone.e164, "listed", "roll")
        for place, phone in enumerate(phones)
    )


def _guardian(one: PlanGuardian) -> RollGuardian:
    ties = tuple(
        RollTie(
            (one.key + 100) * 10 + place, tie.pupil + 100, str(tie.relation), str(tie.responsibility), tie.priority,
            bool(tie.restricted),
        )
        for place, tie in enumerate(one.ties)
    )  # fmt: skip
    return RollGuardian(
        id=one.key + 100, first_name=one.first_name, last_name=one.last_name, language=one.language,
        contacts=_contacts(one.key + 100, one.phones), ties=ties,
    )  # fmt: skip


def _staff(one: PlanStaff, classes: dict[str, int], ids: dict[str, int], cover: tuple[PlanCover, ...]) -> RollStaff:
    base = (one.key + 100) * 100
    posts = [
        RollDuty(id=base + place, class_id=classes.get(post.class_name, 0), kind=post.kind, weekdays=post.weekdays)
        for place, post in enumerate(one.posts)
    ]
    slots = [
        RollDuty(
            id=base + 50 + place, class_id=classes.get(slot.class_name, 0), kind=DutyKind.COVERS, weekdays=slot.weekdays,
            start=slot.start, end=slot.end, first_day=slot.first_day, last_day=slot.last_day,
            instead_of=ids.get(slot.instead_of or ""),
        )
        for place, slot in enumerate(cover)
        if slot.staff == one.folded
    ]  # fmt: skip
    return RollStaff(
        id=one.key + 100, first_name=one.first_name, last_name=one.last_name, contacts=_contacts(one.key + 100, one.phones),
        roles=tuple(RollRole(base + place, role) for place, role in enumerate(sorted(one.roles))),
        duties=(*posts, *slots),
    )  # fmt: skip
