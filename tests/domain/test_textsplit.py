"""Splitting and showing text: nothing lost, nothing torn, nothing a database refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.textsplit import graphemes, split_text, utf16_units, visible

FAMILY = "👩\u200d👩\u200d👧"
WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"

rich_text = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(["\n", " ", "\u0301", "\u200d", "👧", "🏽", "🇬", "🇧", "क", "\u094d", "ᄒ", "ᅡ", "ᆫ"]),
    ),
    max_size=300,
)


@given(rich_text, st.integers(2, 40))
def test_pieces_joined_are_the_text_again_and_none_is_too_long(text: str, limit: int) -> None:
    pieces = split_text(text, limit)
    assert "".join(pieces) == text
    assert all(utf16_units(piece) <= limit for piece in pieces)
    assert all(pieces) or pieces == ("",)


@given(rich_text)
def test_graphemes_joined_are_the_text_again(text: str) -> None:
    assert "".join(graphemes(text)) == text


@given(rich_text, st.integers(30, 60))
def test_a_piece_never_ends_inside_a_grapheme_that_would_fit_a_piece(text: str, limit: int) -> None:
    ends = {0}
    for cluster in graphemes(text):
        ends.add(max(ends) + len(cluster))
    if all(utf16_units(cluster) <= limit for cluster in graphemes(text)):
        at = 0
        for piece in split_text(text, limit):
            at += len(piece)
            assert at in ends


@pytest.mark.parametrize(
    "cluster",
    [
        "e\u0301", FAMILY, "👧🏽", "🇬🇧", "❤\ufe0f", "1\ufe0f\u20e3", WALES, "\r\n", "\u0915\u094d\u0937", "한", "ᄒ\u1161\u11ab",
        "각\u11ab", "น\u0e33", "\u06001",
    ],
)  # fmt: skip
def test_what_a_reader_sees_as_one_character_stays_one(cluster: str) -> None:
    assert list(graphemes(f"a{cluster}b"))[1:-1] == [cluster]
    pieces = split_text(cluster * 40, 41)
    assert all(len(piece) % len(cluster) == 0 for piece in pieces)


def test_two_flags_are_two_characters() -> None:
    assert list(graphemes("🇬🇧🇵🇱")) == ["🇬🇧", "🇵🇱"]


def test_a_virama_before_something_that_is_no_letter_ends_its_syllable() -> None:
    assert list(graphemes("क\u094d।")) == ["क\u094d", "।"]


def test_a_flood_of_accents_longer_than_a_piece_is_cut_between_code_points() -> None:
    text = "a" + "\u0301" * 100
    pieces = split_text(text, 30)
    assert "".join(pieces) == text
    assert max(map(utf16_units, pieces)) <= 30


def test_a_piece_ends_at_a_line_end_before_a_space_before_a_letter() -> None:
    assert split_text("one two\nthree four five", 16) == ("one two\n", "three four five")
    assert split_text("one two three", 9) == ("one two ", "three")
    assert split_text("abcdefgh", 5) == ("abcde", "fgh")
    assert split_text("a bcdefghij", 8) == ("a bcdefg", "hij"), "a space in the first half would waste the piece"


def test_8000_emoji_make_whole_telegram_messages() -> None:
    pieces = split_text("😀" * 8000, 4096)
    assert [utf16_units(piece) for piece in pieces] == [4096, 4096, 4096, 3712]


def test_a_short_text_and_an_empty_text_are_one_piece() -> None:
    assert split_text("hello", 4096) == ("hello",)
    assert split_text("", 4096) == ("",)


@given(st.text(st.characters(), max_size=100))
def test_visible_text_can_be_stored_anywhere(text: str) -> None:
    shown = visible(text)
    assert "\0" not in shown
    assert shown.encode("utf-8").decode("utf-8") == shown


def test_nul_and_lone_surrogates_are_shown_and_everything_else_is_left_alone() -> None:
    assert visible("a\0b") == "a␀b"
    assert visible("zażółć \ud83d!") == "zażółć \\ud83d!"
    assert visible("plain") == "plain"
    assert visible("😀") == "😀"
