"""What a spreadsheet gets is text."""

from __future__ import annotations

import pytest

from bot.domain.cells import inert


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", " =1", "\u200b=1", "＝1+1", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert inert(text).startswith("'")
    assert inert("Ola") == "Ola"
    assert inert("") == ""


def test_a_control_character_is_seen_and_not_obeyed() -> None:
    assert inert("a\x1b[2Jb\x00\x7f\x9b") == "a␛[2Jb␀␡\ufffd"
    assert inert("two\r\nlines") == "two\nlines"
