"""What is true in the made-up town, in plain values: people, ties, classes, and where every written word came from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.messages import Address, Carrier
from bot.domain.people import DutyKind, Role
from tests.cast import Cast, Family, Member, Roll

LONDON = ZoneInfo("Europe/London")
TERMS = (
    (date(2024, 1, 4), date(2024, 2, 9)), (date(2024, 2, 19), date(2024, 3, 28)), (date(2024, 4, 15), date(2024, 7, 24)),
    (date(2024, 9, 4), date(2024, 12, 18)), (date(2025, 1, 6), date(2025, 4, 11)), (date(2025, 4, 28), date(2025, 7, 23)),
    (date(2025, 9, 3), date(2025, 12, 17)), (date(2026, 1, 5), date(2026, 3, 27)), (date(2026, 4, 13), date(2026, 7, 22)),
)  # fmt: skip
OPENS, CLOSES = time(8), time(17)
BANK_HOLIDAYS = frozenset(
    {date(2024, 5, 6), date(2024, 5, 27), date(2025, 5, 5), date(2025, 5, 26), date(2026, 5, 4), date(2026, 5, 25)}
)  # those in term
TOKEN = re.compile(r"zq\d+qz")
CLASSES = {"1A": "1", "2A": "2", "3A": "3", "4A": "4"}
_OFFICES = {
    "office": (Role.OFFICE,), "office2": (Role.OFFICE,), "dsl": (Role.DSL,), "ddsl": (Role.DEPUTY_DSL,), "head": (Role.HEAD,),
}  # fmt: skip
_CHILDREN, _TONGUES = 4, ("en", "pl", "ur", "en")
LEADS = frozenset({Role.DSL, Role.DEPUTY_DSL, Role.HEAD})


def roll(place: int) -> Roll:
    """Four classes of four, each child with two adults who live apart; the first adult of each class has two children."""
    pupils: dict[str, tuple[str, str, str]] = {}
    families: dict[str, Family] = {}
    for number, name in enumerate(sorted(CLASSES)):
        for child in range(_CHILDREN):
            key = f"p{place}{number}{child}"
            pupils[key] = (f"Child{number}{child}", f"Lane{place}", name)
            for side in range(2):
                children = (key, f"p{place}{(number + 1) % 4}0") if side == child == 0 else (key,)
                families[f"{key}g{side}"] = _adult(place, number, child, side, children)
    members: dict[str, Member] = {
        f"{key}{place}": (f"Staff{key}", f"Road{place}", f"{8000 + 100 * place + n}", roles)
        for n, (key, roles) in enumerate((_OFFICES | dict.fromkeys(("t1", "t2", "t3", "t4", "c1", "c2"), ())).items())
    }
    teach: list[tuple[str, str, DutyKind, Mapping[str, object]]] = [
        (f"t{n}{place}", name, DutyKind.TEACHES, {}) for n, name in enumerate(sorted(CLASSES), 1)
    ]
    return Roll(families, pupils, members, CLASSES, tuple(teach), TERMS)


def _adult(place: int, number: int, child: int, side: int, children: tuple[str, ...]) -> Family:
    carrier = Carrier.SMS if (child + side) % 3 == 0 else Carrier.TELEGRAM
    code = 1000 * place + 100 * number + 10 * child + side
    both = child == 3 and side == 1 and number == 0  # the same person at both schools, with one phone
    value = "+447700960000" if both else f"+44770096{code:04}" if carrier is Carrier.SMS else f"{50_000 + code}"
    return (f"Adult{code}", f"Lane{place}", _TONGUES[child], Carrier.SMS if both else carrier, value, children)


@dataclass(slots=True)
class Adult:
    key: str
    school: int
    guardian_id: int
    address: Address
    children: tuple[str, ...]
    restricted: set[str] = field(default_factory=set)
    suspended: bool = False


@dataclass(slots=True)
class Colleague:
    key: str
    school: int
    staff_id: int
    address: Address
    roles: frozenset[Role]
    teaches: set[str] = field(default_factory=set)
    covers: defaultdict[date, set[str]] = field(default_factory=lambda: defaultdict(set))  # two classes on a day, too
    left: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """Where a word came from. `by`: the adult; `to`: the adult a colleague answers, or the class an announcement is for."""

    by: Adult | None = None
    to: Adult | None = None
    school_class: str = ""
    classes: frozenset[str] = frozenset()  # of the adult's children when it was written
    schools: frozenset[int] = frozenset()
    danger: bool = False
    served: bool = True


@dataclass(slots=True)
class School:
    cast: Cast
    class_of: dict[str, str]  # pupil → class; leavers are not there


@dataclass(slots=True)
class World:
    """Truth, and what was seen to be otherwise."""

    schools: dict[int, School] = field(default_factory=dict)
    adults: dict[str, Adult] = field(default_factory=dict)
    colleagues: dict[str, Colleague] = field(default_factory=dict)
    words: dict[str, Written] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    follows: set[str] = field(default_factory=set)  # words that were open when their child moved to another class
    read: set[tuple[str, str]] = field(default_factory=set)  # address and word: what a colleague has rightly read

    def settle(self, cast: Cast, made: Roll) -> None:
        place = cast.school_id
        self.schools[place] = School(cast, {key: name for key, (_, _, name) in made.pupils.items()})
        for key, (_, _, _, carrier, value, children) in made.families.items():
            self.adults[key] = Adult(key, place, cast.guardians[key], Address(carrier, value), children)
        for key, (_, _, value, roles) in made.staff.items():
            address = Address(Carrier.TELEGRAM, value)
            self.colleagues[key] = Colleague(key, place, cast.staff[key], address, frozenset(roles))
        for key, name, _, _ in made.duties:
            self.colleagues[key].teaches.add(name)

    def word(self, written: Written) -> str:
        token = f"zq{len(self.words)}qz"
        self.words[token] = written
        return token

    def served(self, adult: Adult) -> bool:
        """Whether the school answers this adult at all: a child on roll, no court order, no suspension."""
        there = self.schools[adult.school].class_of
        return not adult.suspended and any(one in there and one not in adult.restricted for one in adult.children)

    def at_address(self, address: Address) -> list[Adult]:
        return [one for one in self.adults.values() if one.address == address]

    def look(self, to: Address, text: str, now: datetime) -> None:
        """Somebody's phone shows a text: every word in it must be theirs to see.

        What a colleague has read stays on their phone when the child moves to another class, and may say "Done" later.
        """
        for token in TOKEN.findall(text):
            if self._may(to, token, now):
                self.read.add((to.value, token))
            elif not self._read_before(to, token):
                self.wrong.append(f"{now:%d %b %H:%M} {to.value} was shown {token}: {self.words[token]}")

    def _read_before(self, to: Address, token: str) -> bool:
        staff = any(one.address == to and not one.left for one in self.colleagues.values())
        return staff and (to.value, token) in self.read

    def _may(self, to: Address, token: str, now: datetime) -> bool:
        word = self.words[token]
        reader = next((one for one in self.colleagues.values() if one.address == to), None)
        if reader is None:
            return any(self._may_family(adult, word) for adult in self.at_address(to))
        if reader.left or reader.school not in word.schools:
            return False
        if word.by is None:
            return True  # what a colleague wrote
        if word.danger:
            return bool(reader.roles & LEADS)
        homes = (one for one in self.at_address(word.by.address) if one.school == reader.school)
        names = {self.schools[reader.school].class_of.get(child) for one in homes for child in one.children}
        # What was over before the child moved belongs to the class it was written in; what was open followed the child.
        names |= set() if token in self.follows else word.classes
        return bool(reader.roles) or any(self._stands(reader, name, now) for name in names)

    def _may_family(self, adult: Adult, word: Written) -> bool:
        if word.by is not None:
            return word.by.address == adult.address
        if adult.suspended or adult.school not in word.schools:
            return False
        if word.to is not None:
            return word.to is adult and self.served(adult)
        there = self.schools[adult.school].class_of
        mine = (one for one in adult.children if one not in adult.restricted)
        return any(there.get(one) == word.school_class for one in mine)

    def _stands(self, reader: Colleague, name: str | None, now: datetime) -> bool:
        return name is not None and (name in reader.teaches or name in reader.covers[now.astimezone(LONDON).date()])


def school_day(day: date) -> bool:
    in_term = any(first <= day <= last for first, last in TERMS)
    return in_term and day.weekday() < 5 and day not in BANK_HOLIDAYS


def quiet_until(now: datetime) -> datetime | None:
    """The opening that ends this quiet time, by the clock on the wall; None while teachers read."""
    wall = now.astimezone(LONDON)
    if school_day(wall.date()) and OPENS <= wall.time() < CLOSES:
        return None
    day = wall.date() if wall.time() < OPENS else wall.date() + timedelta(days=1)
    while not school_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, LONDON)
