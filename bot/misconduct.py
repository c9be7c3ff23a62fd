"""Use case: a rule was broken. Whoever the policy names decides, with a reason; anybody else's word is a proposal (BNV42, law 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot import office
from bot.domain.access import Action, Facts, Scope, may
from bot.domain.conduct import BREACHES, Outcome
from bot.domain.effects.items import OpenItem
from bot.domain.inviting import Invitee
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.sending import Parcel, Teaser, Verdict
from bot.domain.subjects import Subject
from bot.office import CannotChange
from storage import audit, books, conduct, feed, items, outbox
from storage.db import Db
from storage.ids import new_id
from storage.staffing import Member

KINDS = ("image_breach", "sharing", "breach")
_ON_REGISTER = frozenset({"image_breach", "sharing"})


@dataclass(frozen=True, slots=True)
class Said:
    """What the policy has for it, and whether this person decides; `decided` once it has taken hold."""

    outcome: Outcome
    decides: bool
    decided: bool


def outcome_of(policy: Policy, kind: str) -> Outcome:
    """Raises CannotChange where the school's policy lays nothing down for this."""
    wanted = {
        "image_breach": policy.conduct.image_breach,
        "sharing": policy.conduct.sharing,
        "breach": policy.conduct.breach,
    }[kind]
    found = BREACHES.get(wanted)
    if found is None:
        raise CannotChange("the policy lays nothing down for this: see [conduct]")
    return found


def _as(scope: Scope, member: Member) -> Scope:
    """The record names who did it, from whichever door (M19)."""
    return replace(scope, actor_id=member.id)


def decides(scope: Scope, policy: Policy, member: Member, now: datetime) -> bool:
    roles = set(member.roles) & set(policy.conduct.decider)
    facts = Facts(holds_role=True)
    return any(may(Scope(scope.school_id, member.id, role), Action.JUDGE_CONDUCT, facts, now) for role in roles)


def record(
    scope: Scope, db: Db, now: datetime, policy: Policy, adult: Invitee, member: Member, kind: str, reason: str, *, confirm: bool
) -> Said:  # fmt: skip
    """Confirmed by whoever decides it takes hold at once; otherwise nothing changes for the family. Raises CannotChange."""
    if not reason.strip():
        raise CannotChange("say why: the reason goes on record")
    outcome = outcome_of(policy, kind)
    if not decides(scope, policy, member, now):
        _propose(_as(scope, member), db, now, policy, adult, kind, reason)
        return Said(outcome, decides=False, decided=False)
    if not confirm:
        return Said(outcome, decides=True, decided=False)
    conduct.record(scope, db, adult.guardian_id, outcome, now, staff_id=member.id, item_id=None)
    feed.end_pages(scope, db, adult.guardian_id, now)
    audit.record(_as(scope, member), db, now, f"conduct_{outcome}", "guardian", adult.guardian_id, reason=kind, detail=reason)
    if kind in _ON_REGISTER:
        books.open_breach(replace(scope, actor_id=member.id), db, now, "disclosed", reason, 1)
    _tell(scope, db, adult.guardian_id, outcome, now)
    return Said(outcome, decides=True, decided=True)


def _tell(scope: Scope, db: Db, guardian_id: int, outcome: Outcome, now: datetime) -> None:
    """One notice, which names the way that stays open; nothing after it."""
    parcel = Parcel(content=Verdict(outcome), due_at=now, guardian_id=guardian_id, intent=f"verdict:{guardian_id}:{now}")
    outbox.add(scope, db, parcel, new_id(), now)


def _propose(scope: Scope, db: Db, now: datetime, policy: Policy, adult: Invitee, kind: str, reason: str) -> None:
    role, made = policy.conduct.decider[0], new_id()
    because = f"{kind.replace('_', ' ')}: {reason}"
    item = OpenItem(
        id=made, role=role, subject=Subject.ABUSE, visible_from=now, guardian_id=adult.guardian_id, because=because, kind="proposal"
    )
    items.open_item(scope, db, item, now)
    outbox.add(scope, db, Parcel(content=Teaser(made), due_at=now, role=role, intent=f"notify:{made}:{made}"), new_id(), now)
    audit.record(scope, db, now, "conduct_proposed", "guardian", adult.guardian_id, reason=kind, detail=reason)


def lift(scope: Scope, db: Db, now: datetime, policy: Policy, adult: Invitee, member: Member, reason: str) -> None:
    """The link is as it was, without a new code (BNV28). Raises CannotChange."""
    if not decides(scope, policy, member, now):
        raise CannotChange("only whoever decides by the policy may lift it")
    if not adult.suspended:
        raise CannotChange("nothing is held against this adult")
    conduct.record(scope, db, adult.guardian_id, Outcome.LIFTED, now, staff_id=member.id, item_id=None)
    audit.record(_as(scope, member), db, now, "conduct_lifted", "guardian", adult.guardian_id, reason="lifted", detail=reason)
    _tell(scope, db, adult.guardian_id, Outcome.LIFTED, now)


def remove_staff(scope: Scope, db: Db, now: datetime, policy: Policy, target: Member, member: Member, reason: str) -> None:
    """A colleague's access ends that minute (PH29). Raises CannotChange, NotAllowed."""
    if not reason.strip():
        raise CannotChange("say why: the reason goes on record")
    if policy.conduct.breach == "none" or not decides(scope, policy, member, now):
        raise CannotChange("only whoever decides by the policy may end a colleague's access")
    office.end_staff(Scope(scope.school_id, member.id, Role.OFFICE, "misconduct"), db, now, target.id)
    audit.record(_as(scope, member), db, now, "access_removed", "staff", target.id, reason="misconduct", detail=reason)


