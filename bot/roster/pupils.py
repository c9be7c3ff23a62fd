"""The list of pupils and contacts → pupils, classes, and one mention of an adult per row and contact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.roster.cells import Cells
from bot.roster.classes import class_name, year_group, year_of_class
from bot.roster.columns import Body
from bot.roster.contacts import Mention, mentions
from bot.roster.fields import Field
from bot.roster.findings import Ledger
from bot.roster.options import Options
from bot.roster.plan import PlanClass, PlanGuardian, PlanPupil
from bot.roster.values import looks_like_date, looks_like_power

_YEAR_ORDER = ("N", "R", *(str(number) for number in range(1, 14)))


@dataclass(slots=True)
class PupilList:
    """What the pupil files hold, as it is gathered."""

    pupils: dict[tuple[str, str], PlanPupil] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)

    def classes(self) -> tuple[PlanClass, ...]:
        """A class whose pupils are of several years names them all, youngest first: "3/4"."""
        years: dict[str, set[str]] = defaultdict(set)
        for pupil in self.pupils.values():
            years[pupil.class_name].add(pupil.year)
        return tuple(
            PlanClass(name, "/".join(sorted(found, key=_YEAR_ORDER.index))) for name, found in sorted(years.items())
        )


def read_pupils(body: Body, into: PupilList, ledger: Ledger, options: Options) -> None:
    """Add one table to the list. Errors go to the ledger, and the row that has one adds nothing."""
    if not _says_who_is_responsible(body) and not options.answers.responsibility_from_relation:
        reason = "no column says who has parental or care responsibility: add one, or answer for all"  # PH16
        ledger.ask(body.table.place(), "responsibility_missing", reason)
    previous: PlanPupil | None = None
    for row in body.rows:
        cells = Cells(body, row, ledger, options)
        pupil = _pupil(cells, into, previous)
        if pupil is not None:
            into.mentions.extend(mentions(cells, pupil.key))
        previous = pupil or previous


def _says_who_is_responsible(body: Body) -> bool:
    columns = body.columns
    return any(columns.has(field, group) for group in columns.contacts for field in (Field.RESPONSIBILITY, Field.CARE))


def _pupil(cells: Cells, into: PupilList, previous: PlanPupil | None) -> PlanPupil | None:
    if previous and not cells.body.columns.wide and not cells.filled("") and cells.filled("contact"):
        cells.ledger.note(
            cells.place, "carried_down", "the pupil's cells are empty: taken as the pupil of the row above"
        )
        return previous
    named = cells.name()
    for part, field_ in ((named.first, Field.FIRST_NAME), (named.last, Field.LAST_NAME)):
        if not part:
            at = cells.at(field_ if cells.has(field_) else Field.NAME)
            cells.ledger.error(at, "pupil_name_missing", f"the pupil's {field_.replace('_', ' ')} is missing")
    placed = _class_and_year(cells)
    if not named.first or not named.last or placed is None:
        return None
    return _once(cells, into, PlanPupil(
        key=len(into.pupils), first_name=named.first, last_name=named.last, class_name=placed[0], year=placed[1],
        place=cells.place,
    ))  # fmt: skip


def _once(cells: Cells, into: PupilList, pupil: PlanPupil) -> PlanPupil | None:
    """One row per contact names a pupil often; one row per pupil may name a pupil once."""
    known = into.pupils.setdefault((pupil.folded, pupil.class_name), pupil)
    if known is pupil:
        return pupil
    if cells.body.columns.wide:
        reason = f"this pupil is already on line {known.place.line}: remove one row, or tell two children apart by name"
        cells.ledger.error(cells.place, "pupil_twice", reason, f"{pupil.first_name} {pupil.last_name}")
        return None
    if known.year != pupil.year:
        at = cells.at(Field.YEAR)
        cells.ledger.error(at, "year_differs", f"line {known.place.line} puts this pupil into another year", pupil.year)
    return known


def _class_and_year(cells: Cells) -> tuple[str, str] | None:
    written, said = cells.text(Field.CLASS), cells.text(Field.YEAR)
    if not _plain(cells, Field.CLASS, written) or not _plain(cells, Field.YEAR, said):
        return None
    if not written:
        cells.ledger.error(cells.at(Field.CLASS), "class_missing", "the class is missing")
        return None
    name = class_name(written)
    year = year_group(said) if said else year_of_class(name)
    if year is None:
        at = cells.at(Field.YEAR if said else Field.CLASS)
        reason = (
            "this is not a year group (N, R or 1 to 13)"
            if said
            else "the class name does not tell the year: add a column “Year”"
        )
        cells.ledger.error(at, "year_unknown", reason, said or written)
        return None
    return name, year


def _plain(cells: Cells, field_: Field, text: str) -> bool:
    if looks_like_date(text) or looks_like_power(text) or text.startswith("#"):
        reason = "Excel changed this into a date or a number: format the column as text and type the value again"
        cells.ledger.error(cells.at(field_), "changed_by_excel", reason, text)
        return False
    return True


def same_child_twice(pupils: Iterable[PlanPupil], guardians: Iterable[PlanGuardian], ledger: Ledger) -> None:
    """One name in two classes is two children unless they share an adult: then one of the rows is wrong."""
    adults: dict[int, set[int]] = defaultdict(set)
    for guardian in guardians:
        for tie in guardian.ties:
            adults[tie.pupil].add(guardian.key)
    named: dict[str, list[PlanPupil]] = defaultdict(list)
    for pupil in pupils:
        for other in named[pupil.folded]:
            if adults[pupil.key] & adults[other.key]:
                reason = f"this pupil is also in another class on line {other.place.line}, with the same adult"
                ledger.error(pupil.place, "pupil_in_two_classes", reason, f"{pupil.first_name} {pupil.last_name}")
        named[pupil.folded].append(pupil)
