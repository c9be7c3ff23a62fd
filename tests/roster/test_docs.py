from __future__ import annotations

from pathlib import Path

from bot.roster.answers import read_answers
from bot.roster.exports import BOOKBAG, EXPORTS
from bot.roster.fields import Part
from bot.roster.mapping import read_mapping

PAGE = Path(__file__).parents[2] / "docs" / "importing.md"


def between(mark: str) -> str:
    text = PAGE.read_text(encoding="utf-8")
    start = text.index("-->\n", text.index(f"<!-- {mark}:")) + len("-->\n")
    return text[start : text.index(f"<!-- /{mark} -->")]


def test_the_page_lists_every_column_of_the_usual_exports() -> None:
    rows = [f"| {name} | {header} | `{key}` |" for name, columns in EXPORTS.items() for header, key in columns.items()]
    assert between("exports") == "\n".join(["| export | column | Bookbag field |", "|---|---|---|", *rows, ""])


def test_the_page_shows_our_own_layout() -> None:
    lines = [f"- {part}: {', '.join(BOOKBAG[part])}" for part in Part]
    assert between("layout") == "\n".join([*lines, ""])


def test_the_examples_on_the_page_are_read_as_they_stand() -> None:
    mapping, answers = PAGE.read_text(encoding="utf-8").split("```toml\n")[1:]
    assert set(read_mapping(mapping.split("```")[0])) == set(Part)
    assert read_answers(answers.split("```")[0]).whole_school
