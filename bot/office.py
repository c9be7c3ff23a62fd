"""Use case: what the office changes on the spot: a new number, a lost phone, somebody who starts or leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bot import passing
from bot.domain.access import Action, Scope
from bot.domain.faults import Mendable
from bot.domain.inviting import Invitee
from bot.domain.messages import Address, Carrier, Side
from bot.domain.names import fold_name
from bot.domain.people import DutyKind, Role
from bot.passing import Count
from bot.permit import demand
from bot.roster.phones import Phone, Use, read_phones
from bot.rules import RuleBook
from storage import adults, audit, contacts, copies, joining, numbers, people, staffing
from storage.db import Db
from storage.numbers import Number
from storage.staffing import Member

Person = TypeVar("Person", Invitee, Member)


class CannotChange(Mendable):
    """The change would be wrong; the text says why and holds no name and no number."""


@dataclass(frozen=True, slots=True)
class Changed:
    """How many listed numbers and proved links ended; `textable` is False for a landline."""

    numbers_ended: int
    links_ended: int
    textable: bool


def mobile_or_landline(typed: str) -> Phone:
    """One telephone number as somebody typed it. Raises ValueError without the number in the text."""
    found = read_phones(typed)
    if found.trouble or len(found.phones) != 1:
        raise ValueError(found.trouble or "give exactly one telephone number")
    return found.phones[0]


def named(people_here: Iterable[Person], name: str) -> list[Person]:
    """Those whose whole name it is; where there is none, those whose name has all of its words."""
    wanted, known = fold_name(name), [(fold_name(one.first_name, one.last_name), one) for one in people_here]
    whole = [one for folded, one in known if folded == wanted]
    words = set(wanted.split())
    return whole or [one for folded, one in known if words and words <= set(folded.split())]


def adults_of(scope: Scope, db: Db, now: datetime, day: date, classes: frozenset[int]) -> list[Invitee]:
    """Family adults with a child in one of the classes. Raises NotAllowed."""
    demand(scope, Action.READ_ROSTER, now)
    everyone = adults.invitees(scope, db, now, day)
    return [adult for adult in everyone if any(tie.school_class.id in classes for tie in adult.ties)]


def staff_of(scope: Scope, db: Db, now: datetime, day: date) -> list[Member]:
    """Raises NotAllowed."""
    demand(scope, Action.READ_ROSTER, now)
    return staffing.members(scope, db, day)


def change_number(
    scope: Scope,
    db: Db,
    now: datetime,
    phone: Phone,
    *,
    guardian_id: int | None = None,
    staff_id: int | None = None,
    keep_telegram: bool = False,
) -> Changed:
    """The new number takes the place of those of its kind; links that rested on an old mobile end with it.

    A Telegram chat was proved by the old number, and the old phone may be in other hands: it ends too, unless
    `keep_telegram` (the same phone with a new number). Raises CannotChange, NotAllowed.
    """
    demand(scope, Action.LINK_CONTACT, now)
    side = Side.FAMILIES if guardian_id is not None else Side.STAFF
    if side is Side.FAMILIES and joining.is_pupils(scope, db, Address(Carrier.SMS, phone.e164)):
        raise CannotChange("this number is a young person's own: pupils have no accounts")
    if numbers.holders(scope, db, phone.e164, side) - {guardian_id, staff_id}:
        raise CannotChange("this number is somebody else's here: change or end it there first")
    current = numbers.of(scope, db, guardian_id=guardian_id, staff_id=staff_id)
    carrier = "sms" if phone.use is Use.SMS else "phone"
    old = [one for one in current if one.carrier == carrier and one.value != phone.e164]
    links = (
        [one for one in current if one.carrier == "telegram" and not keep_telegram] if carrier == "sms" and old else []
    )
    if not any(one.carrier == carrier and one.value == phone.e164 for one in current):
        key_id = contacts.person_key(scope, db, guardian_id=guardian_id, staff_id=staff_id)
        address = Address(Carrier.SMS, phone.e164)
        people.list_number(scope, db, now, address, key_id, guardian_id=guardian_id, staff_id=staff_id, carrier=carrier)
    numbers.end(scope, db, [*old, *links], now)
    kind, who = ("guardian", guardian_id) if guardian_id is not None else ("staff", staff_id)
    audit.record(scope, db, now, "number_changed", kind, who, reason=scope.reason)
    return Changed(_listed(old), len(old) + len(links) - _listed(old), carrier == "sms")


def note_pupils_number(scope: Scope, db: Db, now: datetime, pupil_id: int, phone: Phone) -> None:
    """Only its keyed hash is kept; whoever is listed with it is never invited by it (PH19, BNV10). Raises NotAllowed."""
    demand(scope, Action.LINK_CONTACT, now)
    joining.own_number(scope, db, pupil_id, Address(Carrier.SMS, phone.e164))
    audit.record(scope, db, now, "pupils_number", "pupil", pupil_id, reason=scope.reason)


def _listed(old: list[Number]) -> int:
    return sum(one.state == "listed" for one in old)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """`classes` by id: TEACHES or SUPPORTS; cover with times comes by import."""

    first_name: str
    last_name: str
    phone: Phone
    roles: tuple[Role, ...] = ()
    classes: tuple[tuple[DutyKind, int], ...] = ()


def add_staff(scope: Scope, db: Db, now: datetime, day: date, newcomer: Newcomer) -> int:
    """Returns the id. Raises CannotChange when they are here already, or hold somebody else's number; NotAllowed."""
    demand(scope, Action.IMPORT_ROSTER, now)
    folded = fold_name(newcomer.first_name, newcomer.last_name)
    if any(fold_name(one.first_name, one.last_name) == folded for one in staffing.members(scope, db, day)):
        raise CannotChange("somebody of that name is on the staff already: `bookbag staff number` changes a number")
    if newcomer.phone.use is not Use.SMS:
        raise CannotChange("this is a landline: staff join with their mobile's number")
    if numbers.holders(scope, db, newcomer.phone.e164, Side.STAFF):
        raise CannotChange("this number is another member of staff's")
    made = people.add_staff(scope, db, newcomer.first_name, newcomer.last_name, newcomer.roles)
    key_id = contacts.person_key(scope, db, guardian_id=None, staff_id=made)
    people.list_number(scope, db, now, Address(Carrier.SMS, newcomer.phone.e164), key_id, staff_id=made)
    for kind, class_id in newcomer.classes:
        people.add_duty(scope, db, made, class_id, kind, now)
    audit.record(scope, db, now, "staff_added", "staff", made, reason=scope.reason)
    return made


def end_staff(scope: Scope, db: Db, now: datetime, staff_id: int) -> tuple[Changed, Count]:
    """Access ends that minute: every look-up finds nobody, their links and numbers end (DPIA55).

    What waited for them is passed on in the same transaction. Raises CannotChange, NotAllowed.
    """
    demand(scope, Action.IMPORT_ROSTER, now)
    read_for = passing.reads_for(RuleBook().of(db, scope.school_id, now), staff_id, now)
    if not staffing.leave(scope, db, staff_id, now):
        raise CannotChange("they have left already")
    current = numbers.of(scope, db, staff_id=staff_id)
    numbers.end(scope, db, current, now)
    audit.record(scope, db, now, "staff_left", "staff", staff_id, reason=scope.reason)
    copies.blank_cards(scope, db, now, copies.cards_of(scope, db, staff_id), "staff_left")
    passed = passing.staff_left(passing.Desk(scope, db, RuleBook().of(db, scope.school_id, now), now), staff_id, read_for)
    return Changed(_listed(current), len(current) - _listed(current), textable=False), passed
