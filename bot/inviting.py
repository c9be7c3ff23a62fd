"""Use case: joining codes for families and staff, each asked of `may`, recorded, and shown once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.access import Action, Scope
from bot.domain.inviting import Invitee, NoCode, Wanted, sift
from bot.permit import demand
from storage import adults, audit, invites, roll, staffing
from storage.db import Db
from storage.invites import NewInvite
from storage.staffing import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A fresh code and whom it is for. The plain code exists here and on the sheet only."""

    invite: NewInvite
    guardian_id: int | None
    staff_id: int | None
    name: str
    language: str | None
    classes: tuple[str, ...]
    handed_over: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom a run would invite, and who is left out with the reason."""

    families: tuple[Invitee, ...] = ()
    staff: tuple[Member, ...] = ()
    left_out: tuple[tuple[int, NoCode], ...] = ()

    @property
    def ending(self) -> int:
        """How many codes that still work would stop working."""
        return sum(adult.has_code for adult in self.families)


class NoSuchClass(Exception):  # noqa: N818 - the operator reads this as one plain line
    """A class was named that the school does not have."""


def class_ids(scope: Scope, db: Db, names: Collection[str]) -> frozenset[int]:
    """The classes called that, letter case aside. Raises NoSuchClass naming those there are."""
    known = {one.name.casefold(): one for one in roll.classes(scope, db)}
    missing = sorted(name for name in names if name.strip().casefold() not in known)
    if missing:
        there = ", ".join(sorted(one.name for one in known.values())) or "none yet: run `bookbag import` first"
        raise NoSuchClass(f"no class {', '.join(missing)}; classes: {there}")
    return frozenset(known[name.strip().casefold()].id for name in names)


def plan_families(
    scope: Scope, db: Db, now: datetime, day: date, wanted: Wanted, max_adults: int, classes: frozenset[int]
) -> Plan:
    """`classes` empty means all. Raises NotAllowed."""
    demand(scope, Action.READ_ROSTER, now)
    chosen, others = sift(adults.invitees(scope, db, now, day), wanted, max_adults)
    return Plan(
        families=tuple(adult for adult in chosen if _touches(adult, classes)),
        left_out=tuple((adult.guardian_id, why) for adult, why in others if not classes or _touches(adult, classes)),
    )


def _touches(adult: Invitee, classes: frozenset[int]) -> bool:
    return not classes or any(tie.school_class.id in classes for tie in adult.responsible_for)


def plan_staff(scope: Scope, db: Db, now: datetime, day: date, *, again: bool) -> Plan:
    """Staff who have not joined; their own shared number is the only second fact there is. Raises NotAllowed."""
    demand(scope, Action.READ_ROSTER, now)
    invited: list[Member] = []
    left_out: list[tuple[int, NoCode]] = []
    for member in staffing.members(scope, db, day):
        if member.joined and not again:
            left_out.append((member.id, NoCode.JOINED))
        elif not member.has_mobile:
            left_out.append((member.id, NoCode.NO_MOBILE))
        else:
            invited.append(member)
    return Plan(staff=tuple(invited), left_out=tuple(left_out))


def issue_family(scope: Scope, db: Db, now: datetime, days: int, adult: Invitee, *, handed_over: bool) -> Issued:
    """Their earlier unused codes stop working. Raises NotAllowed."""
    demand(scope, Action.ISSUE_CODE, now)
    ties = adult.responsible_for
    made = invites.issue(
        scope,
        db,
        now,
        days,
        guardian_id=adult.guardian_id,
        pupil_id=ties[0].pupil_id if ties else None,
        handed_over=handed_over,
    )
    audit.record(scope, db, now, "code_issued", "guardian", adult.guardian_id, reason=scope.reason)
    return Issued(
        invite=made,
        guardian_id=adult.guardian_id,
        staff_id=None,
        name=f"{adult.first_name} {adult.last_name}".strip(),
        language=adult.language,
        classes=tuple(dict.fromkeys(tie.school_class.name for tie in ties)),
        handed_over=handed_over,
    )


def issue_staff(scope: Scope, db: Db, now: datetime, days: int, staff_id: int, name: str) -> Issued:
    """Raises NotAllowed."""
    demand(scope, Action.ISSUE_CODE, now)
    made = invites.issue(scope, db, now, days, staff_id=staff_id)
    audit.record(scope, db, now, "code_issued", "staff", staff_id, reason=scope.reason)
    return Issued(
        invite=made, guardian_id=None, staff_id=staff_id, name=name, language="en", classes=(), handed_over=False
    )
