from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.phones import Phone, Use, read_phones

MOBILE, LANDLINE = "+447700900123", "+441632960123"


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("07700 900123", ()),
        ("07700-900-123", ()),
        ("(07700) 900 123", ()),
        ("+44 7700 900123", ()),
        ("+44 (0)7700 900123", ()),
        ("+4407700900123", ()),
        ("00447700900123", ()),
        ("7700900123", ("leading_zero",)),
        ("7700900123.0", ("decimal", "leading_zero")),
        ("447700900123", ("country_code",)),
        ("447700900123.0", ("decimal", "country_code")),
        ("4.47700900123E+11", ("scientific", "country_code")),
        ("4,47700900123E+11", ("scientific", "country_code")),
        ("4.477009001230E+11", ("scientific", "country_code")),
        ("4.47700900123E11", ("scientific", "country_code")),
        ("7.700900123E+09", ("scientific", "leading_zero")),
        ("07700 900123 (mum)", ("remark",)),
        ("Mum: 07700 900123", ("remark",)),
        ("mum 07700 900 123 work", ("remark",)),
        ("٠٧٧٠٠٩٠٠١٢٣", ()),
    ],
)
def test_a_mobile_is_read_however_it_was_typed_or_damaged(text: str, repairs: tuple[str, ...]) -> None:
    read = read_phones(text)
    assert read.phones == (Phone(MOBILE, Use.SMS),)
    assert read.repairs == repairs
    assert read.trouble == ""


@pytest.mark.parametrize(
    "text",
    ["01632 960123", "1632960123", "+44 1632 960123", "01632 960123 ext 12"],
)
def test_a_landline_is_never_a_way_to_send_a_text(text: str) -> None:
    assert read_phones(text).phones == (Phone(LANDLINE, Use.RING),)


@pytest.mark.parametrize(
    "text", ["020 7946 0018", "03001234567", "0800 1111", "07012345678", "07640 123456", "09012345678"]
)
def test_a_number_that_takes_no_texts_is_only_rung(text: str) -> None:
    assert [phone.use for phone in read_phones(text).phones] in ([Use.RING], [])


@pytest.mark.parametrize(
    ("text", "e164", "use"),
    [
        ("+48 601 234 567", "+48601234567", Use.SMS),
        ("0048 601 234 567", "+48601234567", Use.SMS),
        ("+1 212 555 0123", "+12125550123", Use.SMS),
        ("+353 1 234 5678", "+35312345678", Use.RING),
        ("07400 123456", "+447400123456", Use.SMS),
        ("07624 123456", "+447624123456", Use.SMS),
    ],
)
def test_numbers_from_abroad_and_other_blocks_are_told_apart(text: str, e164: str, use: Use) -> None:
    assert read_phones(text).phones == (Phone(e164, use),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("4.47E+11", "Excel shortened"),
        ("4.47701E+11", "Excel shortened"),
        ("4.4770090012E+11", "Excel shortened"),
        ("77009001234", "too many digits"),
        ("077009001", "no such number"),
        ("12", "not a phone number|too few digits|no such number"),
        ("+44 12", "too few digits"),
        ("48601234567", "too many digits"),
        ("0601 234567", "no such number"),
        ("960123", "area code"),
        ("4.477009001235E+11", "not a phone number"),
        ("07700900123 07700900124", "not a phone number|too many digits"),
        ("+999 1234567", "not a phone number"),
    ],
)
def test_what_cannot_be_read_says_why_without_the_number(text: str, reason: str) -> None:
    read = read_phones(text)
    assert not read.phones
    assert any(part in read.trouble for part in reason.split("|")), read.trouble
    assert text not in read.trouble


def test_several_numbers_in_one_cell_are_all_kept_once() -> None:
    read = read_phones("07700 900123 / 01632 960123 or 07700900123")
    assert read.phones == (Phone(MOBILE, Use.SMS), Phone(LANDLINE, Use.RING))


@pytest.mark.parametrize("text", ["n/a", "none", "ask mum", "-", "", "  "])
def test_words_instead_of_a_number_are_no_number(text: str) -> None:
    read = read_phones(text)
    assert (read.phones, read.trouble) == ((), "")


def test_the_home_region_decides_what_a_bare_number_is() -> None:
    assert read_phones("601 234 567", "PL").phones == (Phone("+48601234567", Use.SMS),)
    assert read_phones("+44 7700 900123", "PL").phones == (Phone(MOBILE, Use.SMS),)


@given(
    st.integers(0, 999),
    st.sampled_from(["07700 900{:03}", "7700900{:03}", "447700900{:03}.0", "+447700900{:03}", "4.47700900{:03}E+11"]),
)
def test_every_form_of_a_number_is_the_same_number(tail: int, form: str) -> None:
    assert read_phones(form.format(tail)).phones == (Phone(f"+447700900{tail:03}", Use.SMS),)


@given(st.text(alphabet="0123456789+-() ./E,;abxp", max_size=24))
def test_no_text_breaks_the_reader_and_no_landline_becomes_textable(text: str) -> None:
    for phone in read_phones(text).phones:
        kind = phonenumbers.number_type(phonenumbers.parse(phone.e164))
        if kind == phonenumbers.PhoneNumberType.FIXED_LINE:
            assert phone.use is Use.RING
