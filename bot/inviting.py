"""Use case: joining codes for families and staff, each asked of `may`, recorded, and shown once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.access import Action, Scope
from bot.domain.conversation import Asked, Conversation, Question
from bot.domain.faults import Mendable
from bot.domain.inviting import Invitee, LeftOut, NoCode, Tie, Wanted, linkable, sift
from bot.domain.messages import Address, Carrier, Side
from bot.domain.policy import Policy
from bot.domain.sending import Lane, Parcel, Words
from bot.domain.wording import say
from bot.permit import demand
from storage import accounts, adults, audit, contacts, conversations, inbox, invites, joining, outbox, roll, staffing
from storage.accounts import AccountRow
from storage.db import Db
from storage.ids import new_id
from storage.invites import NewInvite
from storage.staffing import Member

WHY = {
    NoCode.NOT_RESPONSIBLE: "without parental or care responsibility, or not among those the policy lets join",
    NoCode.NOT_IN_SCOPE: "not in scope: the policy leaves this class or year out",
    NoCode.SUSPENDED: "suspended",
    NoCode.REFUSED: "who said no and are not asked again (--asked-for when they come themselves)",
    NoCode.NOT_RETURNED: "whose paper has not come back",
    NoCode.INCOMPLETE: "whose paper is incomplete",
    NoCode.JOINED: "joined already (--all invites them again)",
    NoCode.ENOUGH_ADULTS: "beyond the number of adults the policy allows for a child",
    NoCode.PUPILS_NUMBER: "with no number but a young person's own; pupils have no accounts",
    NoCode.NO_MOBILE: "without a mobile number (import it, or hand codes over in person with --handed-over)",
    NoCode.HAS_CODE: "with a code that still works",
}


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
    left_out: tuple[LeftOut, ...] = ()
    staff_left_out: tuple[tuple[int, NoCode], ...] = ()

    @property
    def ending(self) -> int:
        """How many codes that still work would stop working."""
        return sum(adult.has_code for adult in self.families)


class NoSuchClass(Mendable):
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
    scope: Scope, db: Db, now: datetime, day: date, wanted: Wanted, policy: Policy, classes: frozenset[int]
) -> Plan:
    """`classes` empty means all. Raises NotAllowed."""
    demand(scope, Action.READ_ROSTER, now)
    chosen, others = sift(adults.invitees(scope, db, now, day), wanted, policy)
    return Plan(
        families=tuple(adult for adult in chosen if _touches(adult, classes, linkable(adult, policy))),
        left_out=tuple(one for one in others if _touches(one.adult, classes, one.adult.ties)),
    )


def _touches(adult: Invitee, classes: frozenset[int], ties: tuple[Tie, ...]) -> bool:
    return not classes or any(tie.school_class.id in classes for tie in ties)


def said(one: LeftOut) -> str:
    """Why somebody gets no code, where there is more to say: "slip not returned", "2 of 2: beyond the number …"."""
    if one.why is NoCode.ENOUGH_ADULTS:
        return f"{' of '.join(one.detail)}: {WHY[one.why]}"
    if one.why is NoCode.NOT_RETURNED:
        return f"{words(one.detail[:1])} not returned"
    if one.why is NoCode.INCOMPLETE and one.detail[0] == "lines":
        return f"incomplete: {words(one.detail[1:])}"
    return f"{words(one.detail[1:])} missing" if one.why is NoCode.INCOMPLETE else ""


def words(names: tuple[str, ...]) -> str:
    """Lines and fields of a paper as the office says them."""
    return ", ".join(_FIELDS.get(name, name.replace("_", " ")) for name in names)


_FIELDS = {"signed_on": "date", "signer": "signature", "recorded_by": "who recorded it"}


class NoCodeYet(Mendable):
    """This adult gets no code now; the text says what is missing and holds no name."""


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
    return Plan(staff=tuple(invited), staff_left_out=tuple(left_out))


def issue_family(scope: Scope, db: Db, now: datetime, policy: Policy, adult: Invitee, *, handed_over: bool) -> Issued:
    """Their earlier unused codes stop working. Raises NotAllowed, NoCodeYet."""
    demand(scope, Action.ISSUE_CODE, now)
    ties = linkable(adult, policy)
    if not ties:
        raise NoCodeYet(refusal_of(adult, policy))
    made = invites.issue(
        scope,
        db,
        now,
        policy.enrol.code_days,
        guardian_id=adult.guardian_id,
        pupil_id=ties[0].pupil_id,
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


def text_family(scope: Scope, db: Db, now: datetime, policy: Policy, adult: Invitee) -> bool:
    """An invitation to the number on roll; a YES from that number joins, nothing else does (DPIA3).

    It names no child and holds no code. False when there is no number or no SMS account. Raises NotAllowed, NoCodeYet.
    """
    account = _texting(db, scope.school_id)
    numbers = sorted(contacts.numbers_on_roll(scope, db, guardian_id=adult.guardian_id))
    own = [one for one in numbers if not joining.is_pupils(scope, db, Address(Carrier.SMS, one))]
    if account is None or not own:
        return False
    made = issue_family(scope, db, now, policy, adult, handed_over=False).invite
    asked = Question(id=1, kind=Asked.INVITED, expires_at=made.expires_at, data={"invite": made.id})
    conversation = Conversation(question=asked, questions=1, join_invite=made.id, language=adult.language)
    sender = inbox.sender_of(db, account.id, own[0])
    conversations.save(scope, db, account.id, sender, account.key_id, conversation, now)
    parcel = Parcel(content=Words((say("invite.ask"),)), due_at=now, lane=Lane.NEWS, intent=f"invite:{made.id}")
    return outbox.add(
        scope, db, parcel, new_id(), now, account_id=account.id, to_value=own[0], to_key=account.key_id
    )


def _texting(db: Db, school_id: int) -> AccountRow | None:
    fits = (one for one in accounts.accounts(db) if one.carrier is Carrier.SMS and one.side is Side.FAMILIES)
    return next((one for one in fits if one.school_id in {school_id, None}), None)


def refusal_of(adult: Invitee, policy: Policy) -> str:
    """The first thing that stands in the way of a code, in words for the office."""
    _, left_out = sift((adult,), Wanted(handed_over=True, again=True, asked_for=True), policy)
    return f"refused: {next((said(one) or WHY[one.why] for one in left_out), WHY[NoCode.NOT_RESPONSIBLE])}"


def issue_staff(scope: Scope, db: Db, now: datetime, days: int, staff_id: int, name: str) -> Issued:
    """Raises NotAllowed."""
    demand(scope, Action.ISSUE_CODE, now)
    made = invites.issue(scope, db, now, days, staff_id=staff_id)
    audit.record(scope, db, now, "code_issued", "staff", staff_id, reason=scope.reason)
    return Issued(
        invite=made, guardian_id=None, staff_id=staff_id, name=name, language="en", classes=(), handed_over=False
    )
