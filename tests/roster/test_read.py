from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time

import openpyxl
import pytest

from bot.roster import read, workbook
from bot.roster.findings import Ledger
from bot.roster.read import Source, read_tables
from bot.roster.workbook import as_text
from tests.roster.files import csv_text, xlsx_source

ROWS = [("Pupil first name", "Class"), ("Zoë", "3B"), ("François", "4A")]


def tables_of(data: bytes, name: str = "pupils.csv") -> tuple[list[list[tuple[str, ...]]], Ledger]:
    ledger = Ledger()
    return [[row.cells for row in table.rows] for table in read_tables(Source(name, data), ledger)], ledger


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_encoding_and_separator_is_read(encoding: str, delimiter: str) -> None:
    found, ledger = tables_of(csv_text(ROWS, delimiter).encode(encoding))
    assert found == [ROWS]
    assert [finding.code for finding in ledger.findings] == (["cp1252"] if encoding == "cp1252" else [])


def test_utf_16_with_its_mark_is_read_in_both_byte_orders() -> None:
    text = csv_text(ROWS)
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert tables_of(mark + text.encode(encoding))[0] == [ROWS]


def test_bytes_that_are_no_text_are_refused_with_what_to_do() -> None:
    for data in (b"Name,Class\n\x81\x8d,3B\n", b"\xff\xfeN\x00a"):
        found, ledger = tables_of(data)
        assert found == []
        assert [finding.code for finding in ledger.findings] == ["encoding"]
        assert "CSV UTF-8" in ledger.findings[0].reason


def test_excels_own_separator_line_is_obeyed_and_not_counted_as_data() -> None:
    ledger = Ledger()
    table = read_tables(Source("a.csv", b'sep=;\r\n"Name, first";Class\r\nZo;3B\r\n'), ledger)[0]
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("Name, first", "Class")), (3, ("Zo", "3B"))]


def test_commas_inside_a_semicolon_file_do_not_mislead() -> None:
    found, _ = tables_of(b"Name;Class;Year\nKowalska, Anna;3B;3\nSmith, Ben;4A;4\n")
    assert found == [[("Name", "Class", "Year"), ("Kowalska, Anna", "3B", "3"), ("Smith, Ben", "4A", "4")]]


def test_a_single_column_is_a_table_too() -> None:
    assert tables_of(b"Name\nAnna\n")[0] == [[("Name",), ("Anna",)]]


def test_lines_are_counted_as_a_spreadsheet_shows_them() -> None:
    ledger = Ledger()
    text = 'Name,Class\r\n\r\n"Anna\r\nMaria",3B\r\nBen,4A\r\n'
    table = read_tables(Source("a.csv", text.encode()), ledger)[0]
    assert [(row.line, row.cells[1]) for row in table.rows] == [(1, "Class"), (3, "3B"), (5, "4A")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_ends_a_row(ending: str) -> None:
    assert tables_of(f"Name,Class{ending}Anna,3B{ending}".encode())[0] == [[("Name", "Class"), ("Anna", "3B")]]


def test_rare_line_marks_inside_a_cell_do_not_cut_the_row() -> None:
    assert tables_of("Name,Class\nAn\u2028na\x85,3B\n".encode())[0] == [[("Name", "Class"), ("An\u2028na\x85", "3B")]]


def test_an_open_quotation_mark_is_told_with_its_line_instead_of_swallowing_the_file() -> None:
    _, ledger = tables_of(b'Name,Class\nAnna,3B\n"Ben,4A\nCleo,5A\n')
    assert [(finding.code, finding.place.line) for finding in ledger.findings] == [("quotes", 3)]


def test_empty_and_enormous_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [finding.code for finding in tables_of(b"\n \n")[1].findings] == ["empty"]
    monkeypatch.setattr(read, "_MAX_BYTES", 3)
    assert [finding.code for finding in tables_of(b"Name,Class")[1].findings] == ["too_big"]


def test_old_or_locked_excel_files_are_told_apart_from_text() -> None:
    assert [finding.code for finding in tables_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls")[1].findings] == [
        "old_excel"
    ]


def test_a_workbook_gives_every_visible_sheet_that_holds_something() -> None:
    ledger = Ledger()
    source = xlsx_source(
        {"Pupils": [("Name", "Class"), ("Zoë", "3B")], "Empty": [], "Secret": [("Name",), ("x",)]}, hidden="Secret"
    )
    tables = read_tables(source, ledger)
    assert [(table.sheet, [row.cells for row in table.rows]) for table in tables] == [
        ("Pupils", [("Name", "Class"), ("Zoë", "3B")])
    ]
    assert [(finding.code, finding.place.sheet) for finding in ledger.findings] == [("hidden_sheet", "Secret")]


def test_rows_of_a_sheet_keep_their_numbers() -> None:
    ledger = Ledger()
    table = read_tables(xlsx_source({"A": [("Name", "Class"), (None, None), ("Ben", "4A")]}), ledger)[0]
    assert [row.line for row in table.rows] == [1, 3]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (447700900123.0, "447700900123"), (7700900123, "7700900123"), (3.5, "3.5"), (1e300, "1e+300"), (True, "yes"),
        (False, "no"), (None, ""), (datetime(2024, 3, 3, tzinfo=UTC), "2024-03-03"),
        (datetime(2024, 3, 3, 9, 5, tzinfo=UTC), "2024-03-03T09:05:00+00:00"),
        (date(2024, 3, 3), "2024-03-03"), (time(13, 30), "13:30"), ("07700", "07700"),
    ],
)  # fmt: skip
def test_cells_of_a_workbook_become_what_a_person_would_have_typed(value: object, text: str) -> None:
    assert as_text(value) == text


def test_a_damaged_or_foreign_workbook_is_refused() -> None:
    for data in (b"PK\x03\x04 not a zip", _zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})):
        found, ledger = tables_of(data, "a.xlsx")
        assert found == []
        assert [finding.code for finding in ledger.findings] == ["workbook"]


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_MAX_UNPACKED", 10)
    assert [finding.code for finding in tables_of(xlsx_source({"A": [("x",)]}).data, "a.xlsx")[1].findings] == [
        "too_big"
    ]


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_source({"A": [("Name", "Class"), ("Ben", "4A")]}).data))
    out = io.BytesIO()
    book.save(out)
    packed = _unzip(out.getvalue())
    sheet = "xl/worksheets/sheet1.xml"
    packed[sheet] = packed[sheet].replace(b'ref="A1:B2"', b'ref="A1"')
    found, _ = tables_of(_zip(packed), "a.xlsx")
    assert found == [[("Name", "Class"), ("Ben", "4A")]]


def _unzip(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(files: dict[str, str] | dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
