"""The cover timetable → slots: who stands in which class, on which days, from when to when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time

from bot.domain.names import fold_name
from bot.roster.cells import Cells
from bot.roster.classes import class_name
from bot.roster.columns import Body
from bot.roster.fields import Field
from bot.roster.findings import Ledger
from bot.roster.options import Options
from bot.roster.person import from_whole
from bot.roster.plan import PlanCover
from bot.roster.times import day_of_year, time_of_day, weekdays

_EARLIEST = time(6)  # "1:30" on a timetable means the afternoon, but nobody said so


def read_cover(body: Body, ledger: Ledger, options: Options) -> Iterator[PlanCover]:
    """Every row's slot; a row with an error gives none."""
    for row in body.rows:
        slot = _slot(Cells(body, row, ledger, options))
        if slot is not None:
            yield slot


def _slot(cells: Cells) -> PlanCover | None:
    named, instead = cells.name(), cells.text(Field.INSTEAD_OF)
    classes, days = cells.text(Field.CLASS), weekdays(cells.text(Field.DAYS))
    start, end = _time(cells, Field.START), _time(cells, Field.END)
    first, last = _date(cells, Field.FIRST_DAY), _date(cells, Field.LAST_DAY)
    if not named.folded:
        cells.ledger.error(cells.place, "cover_name_missing", "the name of whoever covers is missing")
    if not classes:
        cells.ledger.error(cells.at(Field.CLASS), "class_missing", "the class is missing")
    if days is None:
        cells.ledger.error(
            cells.at(Field.DAYS), "days", "write days as “Mon-Wed” or “Thu, Fri”", cells.text(Field.DAYS)
        )
    if start and end and start >= end:
        cells.ledger.error(cells.at(Field.END), "times", "the slot ends before it begins")
    if first and last and first > last:
        cells.ledger.error(cells.at(Field.LAST_DAY), "dates", "the last day is before the first")
    if not named.folded or not classes or days is None or start is None or end is None:
        return None
    return PlanCover(
        class_name=class_name(classes), staff=named.folded, weekdays=days, start=start, end=end, first_day=first,
        last_day=last, instead_of=from_whole(instead).folded or None, place=cells.place,
    )  # fmt: skip


def _time(cells: Cells, field: Field) -> time | None:
    text = cells.text(field)
    found = time_of_day(text)
    if found is None:
        cells.ledger.error(cells.at(field), "time", "write a time as 13:30", text)
    elif found < _EARLIEST:
        cells.ledger.error(cells.at(field), "time", "this is in the night: write afternoon times as 13:30", text)
        return None
    return found


def _date(cells: Cells, field: Field) -> date | None:
    text = cells.text(field)
    found = day_of_year(text) if text else None
    if text and found is None:
        cells.ledger.error(cells.at(field), "date", "write a date as 2026-01-05 or 05/01/2026", text)
    return found


def check_cover(
    cover: Iterable[PlanCover], staff: frozenset[str] | None, classes: frozenset[str] | None, ledger: Ledger
) -> None:
    """Whoever covers is on the staff list and the class has pupils, as far as these lists came with the timetable."""
    for slot in cover:
        for name in (slot.staff, slot.instead_of):
            if name and staff is not None and fold_name(name) not in staff:
                ledger.error(slot.place, "staff_unknown", "this name is not on the staff list", name)
        if classes is not None and slot.class_name not in classes:
            ledger.error(slot.place, "class_unknown", "no pupil is in this class", slot.class_name)
