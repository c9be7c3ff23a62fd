"""Telegram's HTML, as strict as the real server."""

from __future__ import annotations

import pytest

from bot.sandbox.telegram_errors import BotApiError
from bot.sandbox.telegram_html import read_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("1 &lt; 2 &amp; &quot;x&quot; &#65; &nbsp;", '1 < 2 & "x" A &nbsp;', []),
        ("<b>a</b><i>b</i>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("😀<b>x</b>", "😀x", [("bold", 2, 1)]),
        ("<b>x<i>y</i></b>", "xy", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b></b>x", "x", []),
        ("<U>x</u>", "x", [("underline", 0, 1)]),
        ("a > b", "a > b", []),
        ("<b>x</>", "x", [("bold", 0, 1)]),
    ],
)
def test_it_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found, given = read_html(source)
    assert found == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in given] == entities


@pytest.mark.parametrize(
    "source", ['<a href="https://x.example/?a=1&amp;b=2">x</a>', "<a href='https://x.example/?a=1&amp;b=2'>x</a>"]
)
def test_links_keep_their_address(source: str) -> None:
    assert read_html(source)[1][0]["url"] == "https://x.example/?a=1&b=2"


def test_a_link_without_an_address_has_none() -> None:
    assert "url" not in read_html("<a>x</a>")[1][0]


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("ż<script>", 'Unsupported start tag "script" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag"),
        ("<b>x</i>", 'expected "</b>", found "</i>"'),
        ("a < b", "Unclosed start tag at byte offset 2"),
    ],
)
def test_what_it_cannot_parse_is_refused_with_the_place(source: str, refusal: str) -> None:
    with pytest.raises(BotApiError) as told:
        read_html(source)
    assert told.value.code == 400 and refusal in told.value.description
