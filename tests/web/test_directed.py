"""Which way a line of a family's page runs."""

from __future__ import annotations

import pytest

from bot.web.family.framing import directed


@pytest.mark.parametrize(
    ("words", "page", "ways"),
    [
        ("Kim \u063a\u06cc\u0631 \u062d\u0627\u0636\u0631", "rtl", ["rtl"]),  # a name first turns no sentence round
        ("\u0679\u06cc\u0686\u0631 Y4:\nIt is on her peg.", "rtl", ["rtl", "ltr"]),  # her words keep their full stop at their end
        ("9", "rtl", ["rtl"]),
        ("", "rtl", ["rtl"]),
        ("Passed to Huda \u0647\u062f\u0649", "ltr", ["ltr"]),
        ("\u0634\u0643\u0631\u0627\nThank you", "ltr", ["rtl", "ltr"]),
    ],
)
def test_a_line_runs_as_the_page_does_where_it_has_such_letters(words: str, page: str, ways: list[str]) -> None:
    assert [way for _, way in directed(words, page)] == ways
