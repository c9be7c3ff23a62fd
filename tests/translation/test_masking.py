"""What is hidden from an engine, and how it comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation import dates
from bot.translation.forms import Form, write
from bot.translation.names import NameIndex
from bot.translation.protect import mask, restore
from bot.translation.spans import Kind

ROLL = NameIndex.of(
    [
        "Will Smith",
        "May Chen",
        "Rose Green",
        "Hope Adeyemi",
        "Faith Okafor",
        "Amina Al-Hassan",
        "Sean O'Brien",
        "Łukasz Nowak",
        "Maria de Souza",
        "Anne-Marie Lee",
        "J Khan",
        "Jo Bell",
        "Al Ford",
        "گلاب",
    ]
)


def seen(text: str, source: str = "en", *, unknown_names: bool = False) -> str:
    """What an engine gets."""
    return write(Form.BRACKETS, mask(text, ROLL, source, unknown_names=unknown_names).text)


def hidden(text: str, source: str = "en") -> list[tuple[str, str]]:
    return [(value.kind.value, value.text) for value in mask(text, ROLL, source).values]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Will is ill today", "[[0]] is ill today"),
        ("Will you bring a coat?", "Will you bring a coat?"),
        ("Thank you. Will the children wait?", "Thank you. Will the children wait?"),
        ("Please tell Will the bus is late", "Please tell [[0]] the bus is late"),
        ("Will, you were brave", "[[0]], you were brave"),
        ("The trip will go", "The trip will go"),
        ("May we remind you about May's coat", "May we remind you about [[0]]'s coat"),
        ("Hope you are well. Well done Hope!", "Hope you are well. Well done [[0]]!"),
        ("Hope", "[[0]]"),
        ("Rose Green picked a rose in a green field", "[[0]] picked a rose in a green field"),
        ("Mrs Green and Green, Rose", "Mrs [[0]] and [[1]], [[2]]"),
        ("We meet in May, or at the end of May, before the May half term", None),
        ("a card made by May", "a card made by [[0]]"),
        ("the work of May and Faith", "the work of [[0]] and [[1]]"),
        ("in May's class", "in [[0]]'s class"),
    ],
)
def test_a_name_that_is_a_word_is_hidden_where_it_stands_as_a_name(text: str, masked: str | None) -> None:
    assert seen(text) == (masked or text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("amina forgot AMINA's hat", "[[0]] forgot [[1]]'s hat"),
        ("aminas coat", "[[0]] coat"),
        ("lukasz and Łukasz", "[[0]] and [[1]]"),
        ("O'Brien, O’Brien and Sean O'Brien", "[[0]], [[1]] and [[2]]"),
        ("Al-Hassan or al-hassan", "[[0]] or [[1]]"),
        ("Maria de Souza de la clase", "[[0]] de la clase"),
        ("Anne Marie, Anne-Marie, Marie", "[[0]], [[1]], [[2]]"),
        ("J. Khan and j khan", "[[0]] and j [[1]]"),
        ("Jo and jo, Al and al", "[[0]] and jo, [[1]] and al"),
        ("گلاب آج بیمار ہے", "[[0]] آج بیمار ہے"),
        ("Amina\nKhan", "[[0]]\n[[1]]"),
        ("Bill and the bell", "Bill and the bell"),
    ],
)
def test_a_roll_name_is_hidden_however_it_is_written(text: str, masked: str) -> None:
    assert seen(text) == masked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 9 am", [("time", "9 am")]),
        ("at 9.00-10.30am.", [("time", "9.00-10.30am")]),
        ("at 3 p.m. we go", [("time", "3 p.m.")]),
        ("at 9 a.m. We go", [("time", "9 a.m")]),
        ("15:30-16:00", [("time", "15:30-16:00")]),
        ("£4.50 or £1,250", [("money", "£4.50"), ("money", "£1,250")]),
        ("5 zł, 50p, 20 EUR, 3€", [("money", "5 zł"), ("money", "50p"), ("money", "20 EUR"), ("money", "3€")]),
        ("Year 5 £3", [("code", "5"), ("money", "£3")]),
        ("01632 960100 or +44 7700 900123", [("phone", "01632 960100"), ("phone", "+44 7700 900123")]),
        ("01632 960100 9 am", [("phone", "01632 960100"), ("time", "9 am")]),
        ("07700 900123 12 May", [("phone", "07700 900123"), ("code", "12 May")]),
        ("see https://x.invalid/a?b=1.", [("link", "https://x.invalid/a?b=1")]),
        ("(www.oaklane.sch.uk/news)", [("link", "www.oaklane.sch.uk/news")]),
        ("parentpay.com, bit.ly/3x", [("link", "parentpay.com"), ("link", "bit.ly/3x")]),
        ("office@oak-lane.sch.uk", [("email", "office@oak-lane.sch.uk")]),
        ("3B, KS1, Y4, 2nd, 1,600, 3.5", [("code", c) for c in ("3B", "KS1", "Y4", "2nd", "1,600", "3.5")]),
        ("12/05/2026 09:30", [("code", "12/05/2026"), ("time", "09:30")]),
        ("۳ بجے ½", [("code", "۳"), ("code", "½")]),
        ("明天9点3班", [("code", "9"), ("code", "3")]),
        ("👍🏽 1️⃣ 👨‍👩‍👧", [("emoji", "👍🏽"), ("emoji", "1️⃣"), ("emoji", "👨‍👩‍👧")]),
        (
            "<b>x</b> &amp; @oak [[3]] \ue000",
            [("markup", m) for m in ("<b>", "</b>", "&amp;", "@oak", "[[3]]", "\ue000")],
        ),
        ("come tomorrow.please", []),
    ],
)
def test_facts_are_hidden_by_their_shape(text: str, found: list[tuple[str, str]]) -> None:
    assert hidden(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tuesday 5 March", [("date", "Tuesday 5 March")]),
        ("the 12th of june 2026", [("date", "12th of june 2026")]),
        ("25 Dec.", [("date", "25 Dec")]),
        ("Tuesday 12 May", [("date", "Tuesday 12 May")]),  # May is on the roll, but this is a date
        ("12 May", [("code", "12 May")]),
        ("12-16 June and 12 and 13 July", [("code", "12-16 June"), ("code", "12 and 13 July")]),
        ("31 February", [("code", "31 February")]),
        ("Monday 5 March 2024", [("code", "Monday 5 March 2024")]),  # it was a Tuesday: left as written
        ("June 5 and June 5 pm", [("code", "June 5"), ("time", "5 pm")]),
        ("give march 3 sweets", [("code", "3")]),
        ("Year 2 may bring a toy", [("code", "2")]),
        ("Year 6 June trip", [("code", "6")]),
        ("the 2 may come", [("code", "2")]),
    ],
)
def test_an_english_date_is_found_and_what_only_looks_like_one_is_not(text: str, found: list[tuple[str, str]]) -> None:
    assert hidden(text) == found


def test_dates_are_read_in_english_texts_only() -> None:
    assert hidden("5 mars, 5 March", "fr") == [("code", "5"), ("code", "5")]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Today Zara Malik walked to Mosque Lane", "Today [[0]] walked to Mosque [[1]]"),
        ("On Monday we have PE and Sports Day", "On Monday we have PE and Sports Day"),
        ("Come and see Mr. Tanaka", "Come and see Mr. [[0]]"),
    ],
)
def test_an_engine_outside_gets_no_capitals_that_no_list_knows(text: str, masked: str) -> None:
    assert seen(text, unknown_names=True) == masked


@pytest.mark.parametrize(
    ("target", "date", "whole"),
    [
        ("pl", "12 May 2026", "12 maja 2026"),
        ("es", "12 June", "12 de junio"),
        ("pl", "Tuesday 5 March", "5 marca (wtorek)"),
        ("es", "Tuesday 12 May 2026", "martes, 12 de mayo de 2026"),
        ("zh", "5 June", "6月5日"),
        ("uk", "5 June 2026", "5 червня 2026 р."),
        ("tlh", "5 June", "5 June"),
        ("ar", "Friday 5 June", "\u20685 يونيو (الجمعة)\u2069"),
        ("not a tag", "5 June", "5 June"),
    ],
)
def test_a_date_comes_back_in_the_readers_language(target: str, date: str, whole: str) -> None:
    masked = mask(date, NameIndex.of([]), "en")
    assert restore(masked.text, masked, target) == whole


def test_in_a_right_to_left_text_values_are_isolated_but_links_stay_bare() -> None:
    masked = mask("Amina 07700 900123 https://x.invalid/ 👍", ROLL, "en")
    assert restore(masked.text, masked, "ur") == "\u2068Amina\u2069 \u206807700 900123\u2069 https://x.invalid/ 👍"


def test_digits_of_another_script_are_latin_for_a_latin_reader() -> None:
    masked = mask("۳:۳۰ بجے", ROLL, "ur")
    assert restore(masked.text, masked, "en").startswith("3:30 ")
    assert restore(masked.text, masked, "ur").startswith("\u2068۳:۳۰\u2069 ")


def test_values_an_engine_pushed_together_are_parted() -> None:
    masked = mask("12, 30", ROLL, "en")
    assert restore(masked.text.replace(", ", ""), masked, "es") == "12 30"


@given(st.text(max_size=200), st.sampled_from(["en", "pl", "ur"]))
def test_masking_and_restoring_changes_nothing_but_dates_and_digits(text: str, source: str) -> None:
    masked = mask(text, ROLL, source)
    if all(value.kind is not Kind.DATE for value in masked.values):
        back = restore(masked.text, masked, "yi-Hebr").replace("\u2068", "").replace("\u2069", "")
        assert back.replace(" ", "") == text.replace("\u2068", "").replace("\u2069", "").replace(" ", "")


def test_a_date_babel_cannot_write_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> str:
        raise KeyError("MMMMd")

    monkeypatch.setattr(dates, "format_skeleton", broken)
    assert dates.render("5 June", "pl") == "5 June"
    monkeypatch.setattr(dates, "format_skeleton", lambda *_, **__: "czerwca")
    assert dates.render("5 June", "pl") == "5 June"
    assert dates.render("5 and 6 June", "pl") == "5 and 6 June"


def test_more_facts_than_there_are_signs_for_is_an_error_not_a_mix_up() -> None:
    with pytest.raises(ValueError, match="too many"):
        mask("a1 " * 65_535, ROLL, "pl")


def test_what_holds_only_facts_leaves_nothing_to_translate() -> None:
    assert mask("👍", ROLL, "en").empty
    assert mask("Amina 07700 900123", ROLL, "en").empty
    assert mask("...?!", ROLL, "en").empty
    assert not mask("Amina ok", ROLL, "en").empty
