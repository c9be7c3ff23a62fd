"""The fixed cast: one small school, twelve people. All names are invented; numbers are from the range kept for drama."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.access import Scope
from bot.domain.consent import YES, Signed, lines_of, staff_lines
from bot.domain.messages import Address, Carrier, Side
from bot.domain.people import DutyKind, Role
from bot.domain.policy import Policy
from bot.policyfile import load
from storage import accounts, books, contacts, people, policies, slips
from storage.db import Db
from storage.ids import new_id

FIRST_DAY = date(2023, 9, 4)


@dataclass(slots=True)
class Cast:
    """Ids by the short names tests use."""

    school_id: int
    classes: dict[str, int] = field(default_factory=dict)
    pupils: dict[str, int] = field(default_factory=dict)
    guardians: dict[str, int] = field(default_factory=dict)
    staff: dict[str, int] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        return Scope(self.school_id, None, Role.SYSTEM, "test")


# name: first, last, language, carrier, number or Telegram id, children
FAMILIES = {
    "marta": ("Marta", "Zielona", "pl", Carrier.TELEGRAM, "5001", ("ola", "jan")),
    "piotr": ("Piotr", "Zielony", "pl", Carrier.TELEGRAM, "5002", ("ola",)),
    "sana": ("Sana", "Qamar", "ur", Carrier.SMS, "+447700900103", ("zain",)),
    "beth": ("Beth", "Marlow", "en", Carrier.SMS, "+447700900104", ("finn",)),
    "lena": ("Lena", "Dubova", "uk", Carrier.TELEGRAM, "5005", ("mira",)),
    "omar": ("Omar", "Rashid", "ar", Carrier.TELEGRAM, "5006", ("huda",)),
}
PUPILS = {
    "ola": ("Ola", "Zielona", "3B"),
    "jan": ("Jan", "Zielony", "5A"),
    "zain": ("Zain", "Qamar", "3B"),
    "finn": ("Finn", "Marlow", "3B"),
    "mira": ("Mira", "Dubova", "5A"),
    "huda": ("Huda", "Rashid", "5A"),
}
STAFF = {
    "t3": ("Tess", "Harrow", "6001", ()),
    "t5": ("Theo", "Fenn", "6002", ()),
    "c3": ("Cass", "Weir", "6003", ()),
    "a3": ("Alex", "Moor", "6004", ()),
    "office": ("Orla", "Penn", "6005", (Role.OFFICE,)),
    "office2": ("Olive", "Stone", "6006", (Role.OFFICE,)),
    "dsl": ("Dana", "Brook", "6007", (Role.DSL,)),
    "ddsl": ("Drew", "Lake", "6008", (Role.DEPUTY_DSL,)),
    "head": ("Hollis", "Wood", "6009", (Role.HEAD,)),
}


Family = tuple[str, str, str, Carrier, str, tuple[str, ...]]
Member = tuple[str, str, str, tuple[Role, ...]]


@dataclass(frozen=True, slots=True)
class Roll:
    """Who there is: the tables above, or another school's. `no_account`: families whom the school knows, no more."""

    families: Mapping[str, Family]
    pupils: Mapping[str, tuple[str, str, str]]
    staff: Mapping[str, Member]
    classes: Mapping[str, str]  # name → year
    duties: tuple[tuple[str, str, DutyKind, Mapping[str, object]], ...]
    terms: tuple[tuple[date, date], ...]
    first_day: date = FIRST_DAY
    no_account: frozenset[str] = frozenset()


OAK_LANE = Roll(
    families=FAMILIES,
    pupils=PUPILS,
    staff=STAFF,
    classes={"3B": "3", "5A": "5"},
    duties=(
        ("t3", "3B", DutyKind.TEACHES, {}),
        ("t5", "5A", DutyKind.TEACHES, {}),
        ("a3", "3B", DutyKind.SUPPORTS, {}),
        ("c3", "3B", DutyKind.COVERS, {"weekdays": frozenset({2}), "start": time(13, 0), "end": time(15, 15)}),
    ),
    terms=(
        (date(2023, 9, 4), date(2023, 12, 20)),
        (date(2024, 1, 4), date(2024, 2, 9)),
        (date(2024, 2, 19), date(2024, 3, 28)),
        (date(2024, 4, 15), date(2024, 5, 24)),
        (date(2024, 6, 3), date(2024, 7, 24)),
    ),
)


def adult(place: int) -> Family:
    """One of a large school: two to a child, one in twenty with a phone for text messages alone."""
    child = (f"c{place // 2}",)
    if place % 20 == 19:
        return (f"Nor{place}", "Vale", "en", Carrier.SMS, f"+4477009005{place // 20:02}", child)
    return (f"Nor{place}", "Vale", "en", Carrier.TELEGRAM, str(20_000 + place), child)


def settle(
    db: Db, policy: str, now: datetime, *, linked: bool = True, slug: str = "oak-lane", roll: Roll = OAK_LANE
) -> Cast:
    """Found the school and everybody in it; `linked` makes every phone a verified contact."""
    school = accounts.add_school(db, slug, now)
    cast = Cast(school.id)
    policies.add_version(cast.scope, db, policy, now, "test", in_force_from=datetime(2000, 1, 1, tzinfo=now.tzinfo))
    for first, last in roll.terms:
        policies.add_term(cast.scope, db, first, last)
    for name, year in roll.classes.items():
        cast.classes[name] = people.add_class(cast.scope, db, name, year)
    for key, (given, family, class_name) in roll.pupils.items():
        cast.pupils[key] = people.add_pupil(cast.scope, db, given, family, cast.classes[class_name], roll.first_day)
    _families(db, cast, now, roll, linked=linked)
    _staff(db, cast, now, roll, linked=linked)
    if linked:
        _papers(db, cast, load(policy, "the cast's policy"), now, roll)
    return cast


def _papers(db: Db, cast: Cast, policy: Policy, now: datetime, roll: Roll) -> None:
    """Whoever is linked has agreed to everything the school asks, as they must have before."""
    day = now.date()
    yes = {line.name: YES for line in lines_of(policy)}
    for key, (*_, children) in roll.families.items():
        for child in children if yes and key not in roll.no_account else ():
            class_id = cast.classes[roll.pupils[child][2]]
            made = Signed(
                id=new_id(), at=now, answers=yes, pupil_id=cast.pupils[child], class_id=class_id, signer="A. Parent",
                signed_on=day, recorded_by=next(iter(cast.staff.values()), None),
            )  # fmt: skip
            slips.sign(cast.scope, db, made, guardian_id=cast.guardians[key])
    staff = {line.name: YES for line in staff_lines(policy)}
    for staff_id in cast.staff.values() if staff else ():
        signed = Signed(id=new_id(), at=now, answers=staff, signer="A. Teacher", signed_on=day)
        slips.sign(cast.scope, db, signed, staff_id=staff_id)
    asked = {"training": policy.staff.training_months, "sar_notice": policy.staff.sar_notice != "never"}
    for book in (one for one in asked if asked[one]):
        for staff_id in cast.staff.values():
            books.write(cast.scope, db, now, book, day, staff_id=staff_id)


def _families(db: Db, cast: Cast, now: datetime, roll: Roll, *, linked: bool) -> None:
    for place, (key, (first, last, language, carrier, value, children)) in enumerate(roll.families.items()):
        made = cast.guardians[key] = people.add_guardian(cast.scope, db, first, last, language)
        for child in children:
            people.tie(cast.scope, db, made, cast.pupils[child], priority=2 if key == "piotr" else 1)
        number = value if carrier is Carrier.SMS else f"+4477009001{50 + place}"
        key_id = contacts.person_key(cast.scope, db, guardian_id=made, staff_id=None)
        people.list_number(cast.scope, db, now, Address(Carrier.SMS, number), key_id, guardian_id=made)
        if linked and key not in roll.no_account:
            _link(db, cast, now, Side.FAMILIES, Address(carrier, value), guardian_id=made)


def _staff(db: Db, cast: Cast, now: datetime, roll: Roll, *, linked: bool) -> None:
    for place, (key, (first, last, value, roles)) in enumerate(roll.staff.items()):
        made = cast.staff[key] = people.add_staff(cast.scope, db, first, last, roles)
        key_id = contacts.person_key(cast.scope, db, guardian_id=None, staff_id=made)
        number = Address(Carrier.SMS, f"+4477009002{50 + place}")
        people.list_number(cast.scope, db, now, number, key_id, staff_id=made)
        if linked:
            _link(db, cast, now, Side.STAFF, Address(Carrier.TELEGRAM, value), staff_id=made)
    for who, where, kind, more in roll.duties:
        people.add_duty(cast.scope, db, cast.staff[who], cast.classes[where], kind, now, **more)  # type: ignore[arg-type]


def _link(
    db: Db,
    cast: Cast,
    now: datetime,
    side: Side,
    address: Address,
    *,
    guardian_id: int | None = None,
    staff_id: int | None = None,
) -> None:
    fits = [one for one in accounts.accounts(db) if one.carrier is address.carrier and one.side is side]
    account_id = fits[0].id if fits else 0
    contacts.link(
        cast.scope, db, now, side=side, guardian_id=guardian_id, staff_id=staff_id, address=address,
        account_id=account_id, proof="office",
    )  # fmt: skip
