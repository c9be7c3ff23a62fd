"""The page of promises says what was reached when each long test last ran."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import promises


def _ran(folder: Path, **cases: str | None) -> Path:
    """Results of a run: what each test reached; None when it failed."""
    path = folder / "junit.xml"
    told = "".join(
        f'<testcase file="tests/a.py" name="{name}">'
        + (f'<properties><property name="promise" value="{said}"/></properties>' if said else "<failure/>")
        + "</testcase>"
        for name, said in cases.items()
    )
    path.write_text(f"<testsuites><testsuite>{told}</testsuite></testsuites>")
    return path


def test_a_part_run_again_leaves_the_others_lines_and_a_failure_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "promises.md"
    monkeypatch.setattr(promises, "PAGE", page)
    monkeypatch.setattr(promises, "HERE", tmp_path)
    (tmp_path / "a.py").write_text("def kills(): ...\ndef hours(): ...\ndef never_passed(): ...\n")
    promises.write(_ran(tmp_path, kills="100 kills, 0 lost", hours="0 differences"))
    promises.write(_ran(tmp_path, kills="200 kills, 0 lost"))
    assert "| 200 kills, 0 lost | `a.py::kills` |" in page.read_text()
    assert "| 0 differences | `a.py::hours` |" in page.read_text()
    promises.write(_ran(tmp_path, kills=None, never_passed=None))
    assert "| **not kept** | `a.py::kills` |" in page.read_text()
    assert page.read_text().count("not kept** |") == 1
    (tmp_path / "a.py").write_text("def kills_at_opening(): ...\ndef hours(): ...\n")
    promises.write(_ran(tmp_path, kills_at_opening="3 kills, 0 lost"))
    assert [line.split(" | ")[1] for line in page.read_text().splitlines() if "`a.py" in line] == ["`a.py::hours`", "`a.py::kills_at_opening`"]


def test_each_row_of_the_table_is_held_by_tests_that_are_there_or_says_why_not() -> None:
    rows = promises.rows_of_the_table()
    assert len(rows) == 22
    for row in rows:
        assert row["tests"] or row["open"], row["promise"]
        for begins in row["tests"]:
            file, _, name = begins.partition("::")
            source = (Path(promises.__file__).parent / file).read_text("utf-8")
            assert f"def {name or 'test_'}" in source, begins
