"""Which column is what: the header row found, its words understood, everything else dropped unread and named (DPIA9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.roster.fields import CONTACT, Field, Part, Slot, meaning, squeeze
from bot.roster.findings import Ledger, Place
from bot.roster.mapping import ColumnMapping, PartMapping, key_of
from bot.roster.read import Row, Table
from bot.roster.text import clean

_SEARCH_ROWS = 20  # titles and print dates above the header
_ENOUGH = 2  # known columns that make a header row


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's header understood. `slots` gives column indices, best first; `dropped` are headers nobody will read."""

    part: Part
    header: tuple[str, ...]
    slots: Mapping[Slot, tuple[int, ...]]
    dropped: tuple[str, ...]

    @property
    def contacts(self) -> tuple[str, ...]:
        """The groups of one row's contacts in order; ("contact",) is one row per pupil and contact."""
        groups = {slot.group for slot in self.slots if slot.group}
        several = sorted(
            groups - {CONTACT}, key=lambda group: (not group.isdigit(), int(group) if group.isdigit() else 0, group)
        )
        return tuple(several) or (CONTACT,)

    @property
    def wide(self) -> bool:
        """One row per pupil, contacts side by side."""
        return self.contacts != (CONTACT,)

    def has(self, field: Field, group: str = "") -> bool:
        return Slot(field, group) in self.slots

    def name_of(self, slot: Slot) -> str:
        """The file's own header of a slot's best column."""
        indices = self.slots.get(slot)
        return self.header[indices[0]] if indices else key_of(slot, self.part)


@dataclass(frozen=True, slots=True)
class Body:
    """A table cut down to the columns we may read: rows keep only the cells of `columns.slots`."""

    table: Table
    columns: Columns
    rows: tuple[Row, ...]

    def place(self, row: Row, slot: Slot | None = None) -> Place:
        return self.table.place(row.line, self.columns.name_of(slot) if slot else "")


def cut(table: Table, mapping: ColumnMapping, ledger: Ledger, *, only: bool = True) -> Body | None:
    """Find the header, choose what the table is about and drop every other column. None with an error when it cannot.

    A sheet that is not the `only` one may be about something else: it is named and left alone.
    """
    found = max(
        ((_understand(row, part, mapping), -place, row) for place, row, part in _candidates(table)),
        key=lambda candidate: (_score(candidate[0]), candidate[1]),
        default=None,
    )
    if found is None or len(found[0].slots) < _ENOUGH:
        reason = "no header row was recognised: the first row must name the columns (or give a mapping file)"
        if only:
            ledger.error(table.place(), "no_header", reason)
        else:
            ledger.note(table.place(), "no_header", "left alone: its columns are not those of pupils, staff or cover")
        return None
    columns, _, header = found
    if not _complete(table, columns, header.line, mapping.get(columns.part), ledger):
        return None
    kept = {index for indices in columns.slots.values() for index in indices}
    rows = tuple(_kept(row, kept) for row in table.rows if row.line > header.line)
    _refuse_overlong(table, columns, header.line, ledger)
    return Body(table, columns, rows)


def _candidates(table: Table) -> Iterator[tuple[int, Row, Part]]:
    for place, row in enumerate(table.rows[:_SEARCH_ROWS]):
        for part in Part:
            yield place, row, part


def _score(columns: Columns) -> tuple[bool, int]:
    """A table is about what it can fill; several parts know "first name", so the telling columns decide."""
    return not missing(columns), len(columns.slots)


def _understand(row: Row, part: Part, mapping: ColumnMapping) -> Columns:
    header = tuple(clean(cell).text for cell in row.cells)
    own = mapping.get(part, PartMapping())
    ranked: dict[Slot, list[tuple[int, int]]] = defaultdict(list)
    for index, (slot, rank) in _meanings(part, header, own):
        ranked[slot].append((rank, index))
    slots = {slot: tuple(index for _, index in sorted(found)) for slot, found in ranked.items()}
    slots = _fitting(_second_person(slots, header) if part is Part.PUPILS else slots, part)
    used = {index for indices in slots.values() for index in indices}
    dropped = tuple(name for index, name in enumerate(header) if name and index not in used)
    return Columns(part, header, slots, dropped)


def _meanings(part: Part, header: Sequence[str], own: PartMapping) -> Iterator[tuple[int, tuple[Slot, int]]]:
    explicit = {squeeze(name): (slot, rank) for slot, names in own.headers.items() for rank, name in enumerate(names)}
    mapped = set(own.headers)
    ignored = {squeeze(name) for name in own.ignore}
    for index, name in enumerate(header):
        squeezed = squeeze(name)
        if squeezed in ignored:
            continue
        found = explicit.get(squeezed) or meaning(part, name)
        if found and (squeezed in explicit or found[0] not in mapped):  # what the school mapped is all there is
            yield index, found


def _second_person(slots: dict[Slot, tuple[int, ...]], header: Sequence[str]) -> dict[Slot, tuple[int, ...]]:
    """The same header twice ("Forename … Forename"): first the pupil's, then the contact's."""
    moved = dict(slots)
    for field in (Field.FIRST_NAME, Field.LAST_NAME, Field.NAME):
        indices = slots.get(Slot(field), ())
        twice = [
            index for index in indices if any(index > other and header[index] == header[other] for other in indices)
        ]
        if twice and Slot(field, CONTACT) not in slots:
            moved[Slot(field)] = tuple(index for index in indices if index not in twice)
            moved[Slot(field, CONTACT)] = tuple(twice)
    return moved


def _fitting(slots: dict[Slot, tuple[int, ...]], part: Part) -> dict[Slot, tuple[int, ...]]:
    """Beside numbered contacts an unnumbered column cannot be one contact's; only the family's language is everybody's."""
    if part is not Part.PUPILS or {slot.group for slot in slots} <= {"", CONTACT}:
        return slots
    family = {Slot(Field.LANGUAGE): slots[key] for key in [Slot(Field.LANGUAGE, CONTACT)] if key in slots}
    return family | {slot: indices for slot, indices in slots.items() if slot.group != CONTACT}


_NAMED = ((Field.FIRST_NAME, Field.LAST_NAME), (Field.NAME,))
_NEEDED = {
    Part.PUPILS: (Field.CLASS,),
    Part.STAFF: (Field.ROLES,),
    Part.COVER: (Field.CLASS, Field.DAYS, Field.START, Field.END),
}


def missing(columns: Columns) -> tuple[str, ...]:
    """Names (as in a mapping file) of required columns that are not there."""
    lacks = [] if _names_someone(columns, "") else [_any_name(columns, "")]
    lacks += [key_of(Slot(field), columns.part) for field in _NEEDED[columns.part] if not columns.has(field)]
    if columns.part is Part.PUPILS:
        group = columns.contacts[0]
        lacks += [] if _names_someone(columns, group) else [_any_name(columns, group)]
        lacks += [] if columns.has(Field.PHONE, group) else [key_of(Slot(Field.PHONE, group), columns.part)]
    return tuple(lacks)


def _names_someone(columns: Columns, group: str) -> bool:
    return any(all(columns.has(field, group) for field in fields) for fields in _NAMED)


def _any_name(columns: Columns, group: str) -> str:
    first, last, whole = (key_of(Slot(field, group), columns.part) for field in (*_NAMED[0], *_NAMED[1]))
    return f"{first} and {last} (or {whole})"


def _complete(table: Table, columns: Columns, line: int, own: PartMapping | None, ledger: Ledger) -> bool:
    place = table.place(line)
    known = {squeeze(name) for name in columns.header}
    complete = True
    for slot, names in (own.headers if own else {}).items():
        for name in names:
            if squeeze(name) not in known:
                reason = (
                    f"the mapping file says {key_of(slot, columns.part)} is in “{name}”, but there is no such column"
                )
                ledger.error(place, "mapped_column_missing", reason)
                complete = False
    lacks = missing(columns)
    if lacks:
        seen = "; ".join(name for name in columns.header if name)
        reason = f"read as a list of {columns.part}, columns are missing: {', '.join(lacks)}"
        ledger.error(place, "columns_missing", reason, f"columns of the file: {seen}")
    return complete and not lacks


def _kept(row: Row, kept: set[int]) -> Row:
    return Row(row.line, tuple(cell if index in kept else "" for index, cell in enumerate(row.cells)))


def _refuse_overlong(table: Table, columns: Columns, line: int, ledger: Ledger) -> None:
    width = len(columns.header)
    for row in table.rows:
        if row.line > line and any(cell.strip() for cell in row.cells[width:]):
            reason = "the row has more cells than the header has columns (a comma without quotation marks?)"
            ledger.error(table.place(row.line), "too_many_cells", reason)
