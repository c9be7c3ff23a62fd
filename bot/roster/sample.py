"""Oak Lane, the sample school: two forms, twelve classes, 350 pupils, about 500 adults in twelve languages, all invented.

It is written as CSV files of Bookbag's plain layout and comes in through the importer like any school.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from bot.roster.exports import BOOKBAG
from bot.roster.fields import Part
from bot.roster.phones import Use, read_phones
from bot.roster.sample_families import CLASSES, Adult, Child, Family, Numbers, families
from bot.roster.sample_names import NAMES, WRITTEN

_CONTACTS = 3
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
# Fixed names and numbers for whoever a demo shows on a phone.
_STAFF_FACES = (
    ("Hollis", "Wood", "Head", "", "", "07700 900111"),
    ("Dana", "Brook", "Deputy head; DSL", "", "", "07700 900112"),
    ("Drew", "Lake", "Assistant head; SENCO; Deputy DSL", "", "", "07700 900113"),
    ("Orla", "Penn", "Office", "", "", "07700 900114"),
    ("Olive", "Stone", "Office", "", "", "07700 900115"),
    ("Devi", "Rowan", "Data protection officer", "", "", "07700 900116"),
    ("Teddy", "Cable", "IT technician", "", "", "07700 900117"),
    ("Tess", "Harrow", "Class teacher", "3B", "", "07700 900118"),
    ("Cass", "Weir", "PPA cover", "", "", "07700 900119"),
    ("Casey", "Dell", "PPA cover", "", "", "07700 900120"),
    ("Alex", "Moor", "Teaching assistant", "3B", "", "07700 900121"),
)
_SMS_SHARE = 0.35
_FIXED_HABITS = {
    "+447700900101": "telegram", "+447700900102": "telegram", "+447700900103": "sms", "+447700900104": "telegram",
}  # fmt: skip
_PPA = ("Cass Weir", "Casey Dell")


@dataclass(frozen=True, slots=True)
class SampleSchool:
    families: tuple[Family, ...]
    staff: tuple[tuple[str, ...], ...]  # rows of staff.csv
    cover: tuple[tuple[str, ...], ...]  # rows of cover.csv

    @property
    def pupils(self) -> tuple[Child, ...]:
        return tuple(child for family in self.families for child in family.children)

    @property
    def adults(self) -> tuple[Adult, ...]:
        return tuple(adult for family in self.families for adult in family.adults)


def school(seed: int) -> SampleSchool:
    """The same school for the same seed."""
    rng = Random(seed)  # noqa: S311 - invented people, not secrets
    numbers = Numbers(rng)
    return SampleSchool(tuple(families(rng, numbers)), tuple(_staff(rng, numbers)), tuple(_cover()))


def generate(seed: int) -> dict[str, str]:
    """File name → CSV text: pupils.csv, staff.csv and cover.csv."""
    made = school(seed)
    return {
        "pupils.csv": _csv(BOOKBAG[Part.PUPILS], sorted(_pupil_rows(made), key=lambda row: (CLASSES.index(row[2]), row[1], row[0]))),
        "staff.csv": _csv(BOOKBAG[Part.STAFF], made.staff),
        "cover.csv": _csv(BOOKBAG[Part.COVER], made.cover),
    }  # fmt: skip


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def _pupil_rows(made: SampleSchool) -> Iterable[tuple[str, ...]]:
    for family in made.families:
        contacts = [cell for place in range(_CONTACTS) for cell in _contact(family.adults, place)]
        for child in family.children:
            year = "Reception" if child.class_name[0] == "R" else child.class_name[0]
            yield (child.first_name, child.last_name, child.class_name, year, *contacts)


def _contact(adults: Sequence[Adult], place: int) -> tuple[str, ...]:
    if place >= len(adults):
        return ("",) * 7
    one = adults[place]
    language = WRITTEN.get(one.language, "")
    return (one.first_name, one.last_name, one.relation, one.responsibility, one.number, language, str(place + 1))


def _staff(rng: Random, numbers: Numbers) -> Iterable[tuple[str, ...]]:
    """One teacher a class, a job share in 1A, an assistant in every other class, and the faces."""
    yield from _STAFF_FACES
    used = {(face[0], face[1]) for face in _STAFF_FACES}
    for name in CLASSES:
        shares = ("Mon-Wed", "Thu-Fri") if name == "1A" else ("",)
        for days in shares if name != "3B" else ():
            yield (*_colleague(rng, used), "Class teacher", name, days, numbers.mobile())
        if name.endswith("A") or name in {"RB", "1B"}:
            yield (*_colleague(rng, used), "Teaching assistant", name, "", numbers.mobile())


def _colleague(rng: Random, used: set[tuple[str, str]]) -> tuple[str, str]:
    while True:
        female = rng.random() < 0.8
        names = NAMES[rng.choice(("en", "en", "en", "pa", "gu", "pl"))]
        family = names.family(rng)
        made = (names.first(rng, female=female), family[0] if female else family[1])
        if made not in used:
            used.add(made)
            return made


def _cover() -> Iterable[tuple[str, ...]]:
    """Every class has one PPA afternoon or morning a week; no one is in two places at once."""
    for place, name in enumerate(CLASSES):
        who, day = _PPA[place % 2], _DAYS[place // 2 % 5]
        start, end = ("09:00", "12:00") if place >= 10 else ("13:00", "15:15")
        yield (name, who, day, start, end, "", "", "")


def phone_habits(seed: int) -> dict[str, str]:
    """E.164 → "telegram" or "sms": what each family's phone is used with, which no roll says and a demo must decide."""
    rng = Random(seed)  # noqa: S311 - invented people, not secrets
    habits = {}
    for adult in school(seed).adults:
        for phone in read_phones(adult.number).phones:
            if phone.use is Use.SMS:
                drawn = "sms" if rng.random() < _SMS_SHARE else "telegram"
                habits[phone.e164] = _FIXED_HABITS.get(phone.e164, drawn)
    return habits
