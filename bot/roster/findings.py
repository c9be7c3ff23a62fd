"""What an import has to say about a file: errors, questions, repairs and notices, each with its place.

`reason` never holds a name, a number or a cell's text, so it may be logged; `detail` may, and is only for the screen of
the person who brought the file (DPIA9).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"  # nothing is imported until the file is put right
    QUESTION = "question"  # nothing is imported until the office answers
    REPAIR = "repair"  # damage undone; imported
    NOTICE = "notice"  # imported, but somebody should know


@dataclass(frozen=True, slots=True)
class Place:
    """`line` counts from 1 as a spreadsheet shows it; None speaks of the whole file. `column` is the file's own header."""

    file: str = ""
    sheet: str | None = None
    line: int | None = None
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file] if self.file else []
        parts += [f"sheet “{self.sheet}”"] if self.sheet else []
        parts += [f"line {self.line}"] if self.line is not None else []
        parts += [f"column “{self.column}”"] if self.column else []
        return ", ".join(parts)

    def at(self, column: str) -> Place:
        return Place(self.file, self.sheet, self.line, column)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    code: str  # our own word for this kind of finding, for grouping and for programs
    reason: str
    place: Place = NOWHERE
    detail: str = ""

    @property
    def stops(self) -> bool:
        return self.level in {Level.ERROR, Level.QUESTION}


@dataclass(slots=True)
class Ledger:
    """Collects findings while a file is read; the same finding at the same place counts once."""

    _found: dict[Finding, None] = field(default_factory=dict)

    def error(self, place: Place, code: str, reason: str, detail: str = "") -> None:
        self.add(Finding(Level.ERROR, code, reason, place, detail))

    def ask(self, place: Place, code: str, reason: str, detail: str = "") -> None:
        self.add(Finding(Level.QUESTION, code, reason, place, detail))

    def repair(self, place: Place, code: str, reason: str, detail: str = "") -> None:
        self.add(Finding(Level.REPAIR, code, reason, place, detail))

    def note(self, place: Place, code: str, reason: str, detail: str = "") -> None:
        self.add(Finding(Level.NOTICE, code, reason, place, detail))

    def add(self, finding: Finding) -> None:
        self._found.setdefault(finding)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(self._found)

    @property
    def stopped(self) -> bool:
        return any(finding.stops for finding in self._found)
