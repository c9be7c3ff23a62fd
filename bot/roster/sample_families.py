"""Families of the sample school: siblings, separated parents, one-parent families, foster carers, emergency contacts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from bot.roster.sample_names import NAMES, SHARES

T = TypeVar("T")
CLASSES = ("RA", "RB", "1A", "1B", "2A", "2B", "3A", "3B", "4A", "4B", "5A", "5B")
_SEATS = (29, 29, 30, 29, 29, 29, 29, 30, 29, 29, 29, 29)
PUPILS = sum(_SEATS)
_KINDS = (("together", 54), ("apart", 17), ("one_parent", 23), ("grandparents", 3), ("foster", 3))
_CHILDREN = ((1, 66), (2, 28), (3, 6))


@dataclass(frozen=True, slots=True)
class Adult:
    """`number` as the office wrote it; "" when there is none. `responsibility` and `relation` as in the file."""

    first_name: str
    last_name: str
    relation: str
    responsibility: str
    number: str
    language: str  # a tag; "" when nobody asked


@dataclass(frozen=True, slots=True)
class Child:
    first_name: str
    last_name: str
    class_name: str


@dataclass(frozen=True, slots=True)
class Family:
    children: tuple[Child, ...]
    adults: tuple[Adult, ...]


class Numbers:
    """Numbers from the ranges Ofcom keeps for drama, each once: 07700 900200-999 and 01632 960200-999."""

    def __init__(self, rng: Random) -> None:
        self._mobiles = [f"07700 900{tail:03}" for tail in range(200, 1000)]
        self._landlines = [f"01632 960{tail:03}" for tail in range(200, 1000)]
        rng.shuffle(self._mobiles)
        rng.shuffle(self._landlines)

    def mobile(self) -> str:
        return self._mobiles.pop()

    def landline(self) -> str:
        return self._landlines.pop()


# People with fixed names and numbers, so that a demo can be told as a story.
FACES = (
    Family(
        (Child("Ola", "Zielona", "3B"), Child("Jan", "Zielony", "5A")),
        (
            Adult("Marta", "Zielona", "Mother", "parental", "07700 900101", "pl"),
            Adult("Piotr", "Zielony", "Father", "parental", "07700 900102", "pl"),
        ),
    ),
    Family(
        (Child("Zain", "Qamar", "3B"),), (Adult("Sana", "Qamar", "Mother", "parental", "07700 900103", "ur"),)
    ),
    Family(
        (Child("Finn", "Marlow", "3B"),),
        (
            Adult("Beth", "Marlow", "Mother", "parental", "07700 900104", "en"),
            Adult("Joan", "Marlow", "Grandmother", "none", "01632 960104", "en"),
        ),
    ),
)  # fmt: skip


def families(rng: Random, numbers: Numbers) -> Iterator[Family]:
    """Families until every seat of every class is taken, the same for the same random state."""
    seats = dict(zip(CLASSES, _SEATS, strict=True))
    maker = _Maker(rng, numbers)
    for family in FACES:
        for child in family.children:
            seats[child.class_name] -= 1
        maker.taken |= {(one.first_name, one.last_name) for one in family.children}
        maker.taken |= {(one.first_name, one.last_name) for one in family.adults}
        yield family
    every_language = sorted(NAMES)
    while any(seats.values()):
        language = every_language.pop() if every_language else _pick(rng, tuple(SHARES.items()))
        yield maker.family(language, _places(rng, seats))


def _places(rng: Random, seats: dict[str, int]) -> list[str]:
    """Seats for one family's children, in different years (twins are rare enough to leave to real schools)."""
    wanted = _pick(rng, _CHILDREN)
    chosen: list[str] = []
    while len(chosen) < wanted:
        free = [name for name, left in seats.items() if left and name[0] not in {one[0] for one in chosen}]
        if not free:
            break
        chosen.append(rng.choices(free, [seats[name] for name in free])[0])
        seats[chosen[-1]] -= 1
    return sorted(chosen, key=CLASSES.index)


@dataclass(slots=True)
class _Maker:
    """Nobody gets a name twice: namesakes exist, but not in a school a demo must tell apart at a glance."""

    rng: Random
    numbers: Numbers
    taken: set[tuple[str, str]] = field(default_factory=set)

    def family(self, language: str, places: list[str]) -> Family:
        surname = NAMES[language].family(self.rng)
        children = []
        for place in places:
            first, last = self._name(language, female=self.rng.random() < 0.5, surname=surname)
            children.append(Child(first, last, place))
        return Family(tuple(children), tuple(self._adults(language, surname, only_child=len(places) == 1)))

    def _adults(self, language: str, surname: tuple[str, str], *, only_child: bool) -> Iterator[Adult]:
        kind = _pick(self.rng, _KINDS)
        told = language if self.rng.random() < 0.96 else ""
        if kind == "foster":
            for female in (True, False)[: self.rng.choice((1, 2))]:
                yield Adult(*self._name("en", female=female), "Foster carer", "care", self.numbers.mobile(), "en")
            return
        first, responsibility = ("Grandmother", "care") if kind == "grandparents" else ("Mother", "parental")
        yield self._adult(language, told, surname, first, responsibility, only_child)
        if kind in {"together", "apart"}:
            his = surname if kind == "together" else None
            yield self._adult(language, told, his, "Father", "parental", only_child)
        if self.rng.random() < 0.26:
            yield self._adult(language, told, None, "Grandmother", "none", only_child)

    def _adult(
        self,
        language: str,
        told: str,
        surname: tuple[str, str] | None,
        relation: str,
        responsibility: str,
        only_child: bool,
    ) -> Adult:
        name = self._name(language, female=relation != "Father", surname=surname)
        return Adult(*name, relation, responsibility, self._number(may_lack=only_child), told)

    def _name(self, language: str, *, female: bool, surname: tuple[str, str] | None = None) -> tuple[str, str]:
        names = NAMES[language]
        while True:
            of_women, of_men = surname or names.family(self.rng)
            made = names.first(self.rng, female=female), of_women if female else of_men
            if made not in self.taken:
                self.taken.add(made)
                return made

    def _number(self, *, may_lack: bool) -> str:
        """A mobile for most, a landline for a few, nothing for one in fifty; some write it without the space."""
        draw = self.rng.random()
        if draw < 0.02 and may_lack:
            return ""
        if draw < 0.07:
            return self.numbers.landline()
        mobile = self.numbers.mobile()
        return mobile.replace(" ", "") if self.rng.random() < 0.3 else mobile


def _pick(rng: Random, shares: Sequence[tuple[T, int]]) -> T:
    return rng.choices([value for value, _ in shares], [share for _, share in shares])[0]
