"""Files in, a plan out, or no plan and every reason why: nothing is half-imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.roster.columns import Body, cut
from bot.roster.coverage import check_cover, read_cover
from bot.roster.exports import looks_like
from bot.roster.fields import Part
from bot.roster.findings import NOWHERE, Finding, Ledger, Level
from bot.roster.merge import merge
from bot.roster.options import Options
from bot.roster.plan import PlanCover, PlanGuardian, PlanPupil, PlanStaff, RosterPlan
from bot.roster.pupils import PupilList, read_pupils, same_child_twice
from bot.roster.read import Source, Table, read_tables
from bot.roster.staff import check_staff, read_staff

_DEFAULTS = Options()


@dataclass(frozen=True, slots=True)
class TableRead:
    """How one table was understood: what it is about, whose export it looks like, and the columns nobody read."""

    file: str
    sheet: str | None
    part: Part
    export: str | None
    rows: int
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`plan` is None when any finding stops (an error or an open question)."""

    plan: RosterPlan | None
    findings: tuple[Finding, ...]
    tables: tuple[TableRead, ...]

    def of(self, level: Level) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.level is level)


def read_plan(sources: Sequence[Source], options: Options = _DEFAULTS) -> Outcome:
    """Read pupils, staff and cover from any number of files and sheets, told apart by their columns."""
    ledger = Ledger()
    bodies = _bodies(sources, ledger, options)
    plan = _plan(bodies, ledger, options)
    if not bodies and not ledger.stopped:
        ledger.error(NOWHERE, "nothing", "no list of pupils, staff or cover was found")
    tables = tuple(_told(body) for body in bodies)
    return Outcome(None if ledger.stopped else plan, ledger.findings, tables)


def _bodies(sources: Sequence[Source], ledger: Ledger, options: Options) -> list[Body]:
    bodies = []
    for source in sources:
        tables: tuple[Table, ...] = read_tables(source, ledger)
        cuts = [cut(table, options.mapping, ledger, only=len(tables) == 1) for table in tables]
        bodies += [body for body in cuts if body is not None]
    for body in bodies:
        if body.columns.dropped:
            reason = f"columns left out and not read (DPIA9): {', '.join(body.columns.dropped)}"
            ledger.note(body.table.place(), "dropped", reason)
    return bodies


def _told(body: Body) -> TableRead:
    columns = body.columns
    export = looks_like(columns.header, columns.part)
    return TableRead(body.table.file, body.table.sheet, columns.part, export, len(body.rows), columns.dropped)


def _plan(bodies: Iterable[Body], ledger: Ledger, options: Options) -> RosterPlan:
    parts: dict[Part, list[Body]] = {part: [body for body in bodies if body.columns.part is part] for part in Part}
    base = _families(parts[Part.PUPILS], ledger, options) if parts[Part.PUPILS] else RosterPlan()
    classes = frozenset(one.name for one in base.classes) if base.classes is not None else None
    staff = _staff(parts[Part.STAFF], classes, ledger, options) if parts[Part.STAFF] else None
    cover = _cover(parts[Part.COVER], staff, classes, ledger, options) if parts[Part.COVER] else None
    return RosterPlan(base.classes, base.pupils, base.guardians, staff, cover)


def _families(bodies: Iterable[Body], ledger: Ledger, options: Options) -> RosterPlan:
    found = PupilList()
    for body in bodies:
        read_pupils(body, found, ledger, options)
    guardians = merge(found.mentions, ledger, options.answers)
    pupils = tuple(found.pupils.values())
    same_child_twice(pupils, guardians, ledger)
    _list_unreached(pupils, guardians, ledger)
    return RosterPlan(found.classes(), pupils, guardians)


def _list_unreached(pupils: Iterable[PlanPupil], guardians: Iterable[PlanGuardian], ledger: Ledger) -> None:
    """Pupils nobody will hear about, and adults the file blocks."""
    ties = [(guardian, tie) for guardian in guardians for tie in guardian.ties]
    named, eligible = {tie.pupil for _, tie in ties}, {tie.pupil for _, tie in ties if tie.eligible}
    for pupil in pupils:
        name = f"{pupil.first_name} {pupil.last_name}"
        if pupil.key not in named:
            ledger.note(pupil.place, "no_contact", "this pupil has no contact", name)
        elif pupil.key not in eligible:
            reason = "no contact of this pupil has parental or care responsibility: nobody can be invited"
            ledger.note(pupil.place, "nobody_responsible", reason, name)
    for guardian, tie in ties:
        if tie.restricted:
            reason = "a contact restriction is written: this adult will hear nothing about this child"
            ledger.note(guardian.place, "restricted", reason, f"{guardian.first_name} {guardian.last_name}")


def _staff(
    bodies: Iterable[Body], classes: frozenset[str] | None, ledger: Ledger, options: Options
) -> tuple[PlanStaff, ...]:
    found: dict[str, PlanStaff] = {}
    for body in bodies:
        read_staff(body, found, ledger, options)
    check_staff(found.values(), classes, ledger)
    return tuple(found.values())


def _cover(
    bodies: Iterable[Body],
    staff: tuple[PlanStaff, ...] | None,
    classes: frozenset[str] | None,
    ledger: Ledger,
    options: Options,
) -> tuple[PlanCover, ...]:
    slots = tuple(slot for body in bodies for slot in read_cover(body, ledger, options))
    names = None if staff is None else frozenset(one.folded for one in staff)
    check_cover(slots, names, classes, ledger)
    return slots
