"""XLSX workbooks, read without writing anything to disk. The only importer of openpyxl."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl

from bot.roster.findings import Ledger, Place
from bot.roster.read import Row, Source, Table

_MAX_UNPACKED = 300_000_000  # a zip can promise terabytes
_BIGGEST_EXACT = 1e15  # floats are whole numbers without loss up to here


def read_workbook(source: Source, ledger: Ledger) -> tuple[Table, ...]:
    """Every visible sheet that holds anything; hidden sheets are named, not read."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > _MAX_UNPACKED:
            ledger.error(Place(source.name), "too_big", f"the workbook unpacks to {unpacked // 1_000_000} MB")
            return ()
        return tuple(_sheets(source, ledger))
    except Exception as error:
        reason = (
            f"this is not a workbook that can be read ({type(error).__name__}): save it as “Excel workbook (.xlsx)”"
        )
        ledger.error(Place(source.name), "workbook", reason)
        return ()


def _sheets(source: Source, ledger: Ledger) -> Iterator[Table]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that do not concern us
        book = openpyxl.load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    ledger.note(Place(source.name, sheet.title), "hidden_sheet", "a hidden sheet was not read")
                    continue
                table = Table(source.name, sheet.title, tuple(_rows(sheet)))
                if table.rows:
                    yield table
        finally:
            book.close()


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # some exporters declare a size of one cell
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        row = Row(line, tuple(as_text(cell) for cell in cells))
        if not row.blank:
            yield row


def as_text(value: object) -> str:
    """A cell as a person would have typed it: 447700900123.0 → "447700900123", a date as 2024-03-03, True as "yes"."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) < _BIGGEST_EXACT:
            return str(int(value))
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M")
    return str(value)
