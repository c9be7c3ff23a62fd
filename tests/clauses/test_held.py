"""What the hub takes from a school's list, and what it leaves there (DPIA9)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy import select

from storage import tables
from storage.db import Db
from tests.clauses import desk
from tests.clauses.cast import ROLL
from tests.clauses.conftest import Opens
from tests.clauses.test_scope import listed
from tests.roster.files import WIDE, csv_text

_MORE = {"DOB": "2015-03-09", "Gender": "Female-X1", "UPN": "Z999888777666", "SEN status": "EHCP-Zephyr"}


async def test_DPIA9_columns_beyond_name_and_class_are_named_and_dropped(school: Opens) -> None:
    async with school("greenfield", "Tue 5 Mar 2024 10:00") as greenfield:
        path = greenfield.town.hub.data_folder.parent / "roll.csv"
        path.write_text(csv_text([(*WIDE, *_MORE), *_rows()]))
        (path.parent / "answers.toml").write_text("whole_school = true\n")
        done = await desk.run(greenfield, "import", str(path), "--answers", str(path.parent / "answers.toml"))
        assert done.exit_code == 0, (done.stdout, done.stderr)
        for column in _MORE:
            assert column in done.stdout
        path.unlink()
        now = await desk.told(greenfield, "families")
        assert "New Starter" in {one["child"] for one in now}  # the import did happen
        for value in _MORE.values():
            assert value not in done.stdout + done.stderr
            assert not _in_files(path.parent, value)
            assert not await greenfield.town.read(partial(_in_rows, value))


def _rows() -> list[tuple[str, ...]]:
    rows = []
    for key, (first, last, of) in (*ROLL.pupils.items(), ("new", ("New", "Starter", "Y4"))):
        adults = [who for who, one in ROLL.families.items() if key in one[5]] or ["P5"]
        rows.append((first, last, of, of[1:], *listed(adults), *_MORE.values()))
    return rows


def _in_files(folder: Path, value: str) -> bool:
    return any(value.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())


def _in_rows(value: str, db: Db) -> bool:
    everywhere = tables.METADATA.sorted_tables
    return any(value in str(tuple(row)) for table in everywhere for row in db.all(select(table)))
