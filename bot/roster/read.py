"""Files → tables of text with the line each row stands on. Nothing is interpreted here, and nothing is written to disk."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from statistics import mode

from bot.roster.findings import Ledger, Place

_MAX_BYTES = 50_000_000
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 50


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came. `name` is its own name without folders."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is the line of the file, or the row of the sheet, on which the row begins (from 1)."""

    line: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file or one visible sheet of a workbook; blank rows are left out."""

    file: str
    sheet: str | None
    rows: tuple[Row, ...]

    def place(self, line: int | None = None, column: str = "") -> Place:
        return Place(self.file, self.sheet, line, column)


def read_tables(source: Source, ledger: Ledger) -> tuple[Table, ...]:
    """CSV (UTF-8, UTF-16, Windows-1252; comma, semicolon, tab or bar) or XLSX. Trouble becomes an error in `ledger`."""
    if len(source.data) > _MAX_BYTES:
        ledger.error(Place(source.name), "too_big", f"the file is larger than {_MAX_BYTES // 1_000_000} MB")
        return ()
    if source.data.startswith(b"PK\x03\x04"):
        from bot.roster.workbook import read_workbook  # openpyxl costs 100 ms: only when there is a workbook

        return read_workbook(source, ledger)
    if source.data.startswith(b"\xd0\xcf\x11\xe0"):
        reason = "this is an old or password-protected Excel file: open it and save it as “Excel workbook (.xlsx)”"
        ledger.error(Place(source.name), "old_excel", reason)
        return ()
    return _read_csv(source, ledger)


def _read_csv(source: Source, ledger: Ledger) -> tuple[Table, ...]:
    text = _decode(source, ledger)
    if text is None:
        return ()
    separator, text, first = _declared(text)
    table = Table(source.name, None, tuple(_rows(text, separator or _delimiter(text), first, source.name, ledger)))
    if not table.rows:
        ledger.error(Place(source.name), "empty", "the file is empty")
        return ()
    return (table,)


def _decode(source: Source, ledger: Ledger) -> str | None:
    data = source.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(source, "utf-16", ledger)
    if b"\0" in data[:400]:  # UTF-16 without its mark: every second byte of Latin text is zero
        return _strictly(source, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be", ledger)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _strictly(source, "cp1252", ledger)
        if text is not None:
            ledger.repair(Place(source.name), "cp1252", "read as Windows-1252, the way Excel saves “CSV”")
        return text


def _strictly(source: Source, encoding: str, ledger: Ledger) -> str | None:
    try:
        return source.data.decode(encoding)
    except UnicodeDecodeError:
        reason = "the letters cannot be read: save the file as “CSV UTF-8” or as an Excel workbook"
        ledger.error(Place(source.name), "encoding", reason)
        return None


def _declared(text: str) -> tuple[str | None, str, int]:
    """Excel's own first line "sep=;", which is not data."""
    head, _, rest = text.partition("\n")
    head = head.strip().strip('"')
    if head.lower().startswith("sep=") and len(head) == 5:
        return head[4], rest, 2
    return None, text, 1


def _delimiter(text: str) -> str:
    """The separator that cuts most rows into most columns."""
    lines = list(islice(_lines(text), _SAMPLE_LINES))
    return max(_DELIMITERS, key=lambda delimiter: _columns(lines, delimiter))


def _lines(text: str) -> Iterator[str]:
    return io.StringIO(text, newline="")  # str.splitlines would also cut at U+0085 and U+2028 inside a cell


def _columns(lines: list[str], delimiter: str) -> float:
    widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    if not widths or mode(widths) == 1:
        return 0.0
    return mode(widths) * Counter(widths)[mode(widths)] / len(widths)


def _rows(text: str, delimiter: str, first: int, name: str, ledger: Ledger) -> Iterator[Row]:
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    line = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            reason = "the quotation marks of this row do not match (one may be open until the end of the file)"
            ledger.error(Place(name, line=line), "quotes", reason)
            return
        row = Row(line, tuple(cells))
        line = reader.line_num + first
        if not row.blank:
            yield row
