"""Counting the parts of a text message, against a slow oracle that builds every part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sms import Encoding, Parts, costly_letters, sms_parts

EXTENSION = "^{}\\[~]|€\f"


def packed(text: str, room: int, width: dict[str, int]) -> list[str]:
    parts, used = [""], 0
    for char in text:
        size = width.get(char, 2 if not width and ord(char) > 0xFFFF else 1)
        if used + size > room:
            parts.append("")
            used = 0
        parts[-1] += char
        used += size
    return parts


@given(st.text(st.sampled_from("abc é£\n" + EXTENSION), max_size=700))
def test_gsm_text_is_counted_as_a_phone_packs_it(text: str) -> None:
    found = sms_parts(text)
    width = dict.fromkeys(EXTENSION, 2)
    units = sum(width.get(char, 1) for char in text)
    assert found == Parts(Encoding.GSM7, units, 1 if units <= 160 else len(packed(text, 153, width)))


@given(st.text(st.sampled_from("abćض😀"), max_size=400).filter(lambda text: not set(text) <= {"a", "b"}))
def test_other_text_is_counted_in_16_bit_units(text: str) -> None:
    found = sms_parts(text)
    units = len(text.encode("utf-16-le")) // 2
    assert found == Parts(Encoding.UCS2, units, 1 if units <= 70 else len(packed(text, 67, {})))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" * 10, 2),
        ("ż" * 70, 1),
        ("ż" * 71, 2),
        ("a" * 159 + "😀", 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("ż" * 66 + "😀" * 3, 2),
    ],
)
def test_the_well_known_limits(text: str, parts: int) -> None:
    assert sms_parts(text).parts == parts


def test_an_escaped_letter_does_not_straddle_two_parts() -> None:
    straddling = "a" * 152 + "€" + "a" * 152
    assert sms_parts(straddling) == Parts(Encoding.GSM7, 306, 3)


def test_the_letters_that_make_a_text_dear_are_named_once_in_order() -> None:
    assert costly_letters("Dzień dobry – już wiem. Już!") == "ń–ż"
    assert costly_letters("It's 5 {£}") == ""
