"""An import in plain lines for the office, and the same as plain dicts for `--json`.

Lines name people: they are for the screen of whoever brought the file, never for a log.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.roster.build import Outcome, TableRead
from bot.roster.changes import Difference, FieldChange, GuardianChange, Kind, PupilChange, StaffChange
from bot.roster.findings import Finding, Level

_SHOWN = 5  # places named for one kind of finding; the rest is counted
_TITLES = {
    Level.ERROR: "To put right first (nothing was imported)",
    Level.QUESTION: "To answer first (nothing was imported)",
    Level.REPAIR: "Repaired",
    Level.NOTICE: "To know",
}
_ANSWERS = {
    "shared_number": 'answer in [shared_number]: "<number>" = "<name>", "nobody" or "same person"',
    "same_pupil": 'answer in [same_pupil]: "<name> <class>" = "<class they were in>" or "new"',
    "whole_school": "answer whole_school = true if they have left",
    "responsibility_missing": 'answer responsibility = "from relation" if that is right for your school',
    "phone": 'or answer unreadable_numbers = "leave out"',
}
_WORDS = {Kind.NEW: "new", Kind.CHANGED: "changed", Kind.MOVED: "moved", Kind.RETURNED: "back", Kind.LEFT: "left"}
People = Sequence[PupilChange] | Sequence[GuardianChange] | Sequence[StaffChange]


def reading_lines(outcome: Outcome) -> Iterator[str]:
    """How the files were read, then every kind of finding with its first places."""
    for table in outcome.tables:
        yield _table_line(table)
    yield from finding_lines(outcome.findings)


def _table_line(table: TableRead) -> str:
    sheet = f", sheet “{table.sheet}”" if table.sheet else ""
    looks = f" (looks like {table.export})" if table.export else ""
    return f"{table.file}{sheet}: {table.rows} row{'' if table.rows == 1 else 's'} of {table.part}{looks}"


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Grouped by level and kind; errors and questions are shown one by one, the rest is counted after the first few."""
    groups: dict[tuple[Level, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.level, finding.code, finding.reason if not finding.stops else ""].append(finding)
    for level in Level:
        kinds = [found for (its, _, _), found in groups.items() if its is level]
        if kinds:
            yield f"{_TITLES[level]}:"
        for found in kinds:
            yield from _one_by_one(found) if level in {Level.ERROR, Level.QUESTION} else _together(found)


def _one_by_one(found: list[Finding]) -> Iterator[str]:
    for finding in found:
        detail = f" [{finding.detail}]" if finding.detail else ""
        yield f"  {finding.place}: {finding.reason}{detail}" if str(finding.place) else f"  {finding.reason}{detail}"
    if found[0].code in _ANSWERS:
        yield f"    → {_ANSWERS[found[0].code]}"


def _together(found: list[Finding]) -> Iterator[str]:
    places = "; ".join(str(finding.place) for finding in found[:_SHOWN] if str(finding.place))
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    times = f"{len(found)} × " if len(found) > 1 else ""
    yield f"  {times}{found[0].reason}" + (f" ({places}{more})" if places else "")


def difference_lines(difference: Difference) -> Iterator[str]:
    """What would change, people by name, then the questions of the comparison."""
    if not difference:
        yield "Nothing would change: the hub already has what the files say."
    for one in difference.classes:
        yield f"class {one.plan.name}: {_WORDS[one.kind]}{_fields(one.fields)}"
    for what, changes in (
        ("pupils", difference.pupils), ("guardians", difference.guardians), ("staff", difference.staff)
    ):  # fmt: skip
        yield from _people_lines(what, changes)
    if difference.cover_new or difference.cover_ended:
        yield f"cover: {len(difference.cover_new)} new, {len(difference.cover_ended)} ended"
    yield from finding_lines(difference.findings)


def _people_lines(what: str, changes: People) -> Iterator[str]:
    counts = Counter(change.kind for change in changes)
    if not counts:
        return
    yield f"{what}: " + ", ".join(f"{counts[kind]} {_WORDS[kind]}" for kind in Kind if counts[kind])
    for change in changes:
        if change.kind is not Kind.NEW or len(changes) <= _SHOWN * 4:
            yield f"  {_WORDS[change.kind]}: {change.first_name} {change.last_name}{_fields(change.fields)}{_more(change)}"


def _fields(fields: Iterable[FieldChange]) -> str:
    shown = "; ".join(f"{one.field.replace('_', ' ')} {_change(one)}" for one in fields)
    return f" ({shown})" if shown else ""


def _change(one: FieldChange) -> str:
    return f"{one.old} → {one.new or '(none)'}" if one.old else str(one.new)


def _more(change: PupilChange | GuardianChange | StaffChange) -> str:
    """Counts of what hangs on a person: numbers, children, roles, classes."""
    if isinstance(change, PupilChange) or change.kind in {Kind.NEW, Kind.LEFT}:
        return ""
    counted = [("numbers added", len(change.contacts.new)), ("numbers ended", len(change.contacts.ended))]
    counted.append(("numbers set aside", len(change.contacts.quarantined)))
    if isinstance(change, GuardianChange):
        counted += [("children added", len(change.ties_new)), ("children ended", len(change.ties_ended))]
        counted += [("children changed", len(change.ties_changed))]
    else:
        counted += [("roles added", len(change.roles_new)), ("roles ended", len(change.roles_ended))]
        counted += [("classes added", len(change.posts_new)), ("classes ended", len(change.duties_ended))]
    shown = [f"{what}: {count}" for what, count in counted if count]
    return f" [{', '.join(shown)}]" if shown else ""


def as_dict(outcome: Outcome, difference: Difference | None, *, applied: bool) -> dict[str, Any]:
    """Everything a program needs: findings with their places, dropped columns, and counts of what changes."""
    findings = [*outcome.findings, *(difference.findings if difference else ())]
    return {
        "applied": applied,
        "tables": [
            {
                "file": table.file, "sheet": table.sheet, "about": str(table.part), "looks_like": table.export,
                "rows": table.rows, "dropped_columns": list(table.dropped),
            }
            for table in outcome.tables
        ],
        "findings": [_finding_dict(finding) for finding in findings],
        "changes": counts(difference) if difference else None,
    }  # fmt: skip


def _finding_dict(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "level": str(finding.level), "code": finding.code, "file": place.file, "sheet": place.sheet, "line": place.line,
        "column": place.column, "reason": finding.reason, "detail": finding.detail,
    }  # fmt: skip


def counts(difference: Difference) -> dict[str, dict[str, int]]:
    """How many of each kind, without anybody's name."""
    groups: dict[str, People | Sequence[Any]] = {
        "classes": difference.classes, "pupils": difference.pupils, "guardians": difference.guardians,
        "staff": difference.staff,
    }  # fmt: skip
    found = {
        what: {str(kind): sum(change.kind is kind for change in changes) for kind in Kind}
        for what, changes in groups.items()
    }
    cover = {str(Kind.NEW): len(difference.cover_new), str(Kind.LEFT): len(difference.cover_ended)}
    return found | {"cover": cover}
