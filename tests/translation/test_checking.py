"""Judging answers: placeholders, invented facts, echoes, loops and the wrong script; and cutting long texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation.forms import TOKEN, Form, read, renumber, token, write
from bot.translation.pieces import Piece, cut
from bot.translation.scripts import is_rtl, script_of, share, weight
from bot.translation.verify import Damage, damage

A, B = token(0), token(1)


@pytest.mark.parametrize("form", Form)
def test_every_form_is_read_back_whatever_the_order(form: Form) -> None:
    masked = "".join(f"x {token(at)} " for at in range(30))
    assert read(form, write(form, masked), 30) == masked
    back = read(form, write(form, B + " y " + A), 2)
    assert back == B + " y " + A


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        (Form.BRACKETS, "x [[ 0 ]] y [[١]]"),
        (Form.BRACKETS, "x［［0］］ y [ [1] ]"),
        (Form.TAG, "x <X0/> y < x1 >"),
        (Form.NUMBER, "x 4,719,031 y 4.726.950"),
        (Form.NUMBER, "x 4719031 y 4 726 950"),
    ],
)
def test_small_changes_to_a_placeholder_are_forgiven(form: Form, answer: str) -> None:
    assert read(form, answer, 2) == answer[:0] + f"x{' ' if 'x ' in answer else ''}{A} y {B}"


@pytest.mark.parametrize(
    "answer", ["x", "x [[0]]", "[[0]] [[1]] [[1]]", "[[0]] [[1]] [[2]]", "[[0]] [[7]]", f"[[0]] [[1]] {A}", "[[0]] 1"]
)
def test_a_lost_doubled_or_unknown_placeholder_is_refused(answer: str) -> None:
    assert read(Form.BRACKETS, answer, 2) is None


def test_equal_pieces_are_equal_wherever_they_stand() -> None:
    assert renumber(f"{token(7)} is {token(3)}") == (f"{A} is {B}", [7, 3])


@pytest.mark.parametrize(
    ("asked", "answer", "target", "wrong"),
    [
        (f"The trip is on {A}", f"Wycieczka jest {A}", "pl", None),
        ("The trip is off", "", "pl", Damage.EMPTY),
        (f"The trip is on {A}", f" {A} ", "pl", Damage.EMPTY),
        ("The trip is off", "Wycieczka \ufffd", "pl", Damage.BROKEN),
        ("The trip is off", "Wycieczka o 9", "pl", Damage.DIGITS),
        ("The trip is off", "Wycieczka o ۹ rano", "pl", Damage.DIGITS),
        ("The ① trip is off", "Wycieczka ① odwołana", "pl", None),
        ("The trip is off", "Wycieczka na http://x.pl", "pl", Damage.LINK),
        ("The trip is off", "Wycieczka a@example.org jest", "pl", Damage.LINK),
        ("The trip is off", "Wycieczka <b>jest", "pl", Damage.LINK),
        ("The trip is off", "the Trip  is off", "pl", Damage.ECHO),
        ("Hotel Radio", "Hotel Radio", "pl", None),
        ("wycieczkajestodwołanaprzezdyrektora", "wycieczkajestodwołanaprzezdyrektora", "en", None),
        ("学校今天关门请大家不要来学校了", "学校今天关门请大家不要来学校了", "zh", Damage.ECHO),
        ("The school is closed today", "Tak", "pl", Damage.LENGTH),
        ("The school is closed", "Szkoła jest dzisiaj " + "zamknięta dla wszystkich dzieci " * 2, "pl", Damage.LENGTH),
        ("OK", "W porządku", "pl", None),
        ("OK", "W porządku, dziękujemy bardzo za wiadomość od państwa dziś rano", "pl", Damage.LENGTH),
        ("Please bring a towel", "请带一条毛巾来", "zh", None),
        ("We see it more and more", "Lo vemos cada vez cada vez cada vez cada vez más", "es", Damage.LOOP),
        ("We see it more", "vemos vemos vemos vemos", "es", Damage.LOOP),
        ("We see it more and", "我们我们我们我们我们", "zh", Damage.LOOP),
        ("no no no no it is", "nie nie nie nie jest to", "pl", None),
        ("The school is closed", "Szkoła jest zamknięta", "ar", Damage.SCRIPT),
        ("The school is closed", "المدرسة مغلقة اليوم", "ar", None),
        ("Thank you", "Thank you", "ur", Damage.SCRIPT),
        ("INSET", "INSET", "ar", None),
        ("The school is closed", "vIDHa' 'oH DuSaQ'e'", "tlh", None),
    ],
)
def test_an_answer_is_judged(asked: str, answer: str, target: str, wrong: Damage | None) -> None:
    assert damage(asked, answer, target) is wrong


@pytest.mark.parametrize(
    ("tag", "script", "rtl"),
    [
        ("en_GB", "Latn", False),
        ("pa", "Guru", False),
        ("pa-Arab", "Arab", True),
        ("pa-PK", "Arab", True),
        ("zh-TW", "Hant", False),
        ("ur", "Arab", True),
        ("he", "Hebr", True),
        ("xx", None, False),
    ],
)
def test_a_languages_script_is_known(tag: str, script: str | None, rtl: bool) -> None:
    assert (script_of(tag), is_rtl(tag)) == (script, rtl)


def test_letters_are_counted_by_script_and_by_what_they_say() -> None:
    assert share("Aap ka شکریہ", "ur") == 0.5
    assert share("123", "ur") == share("abc", "xx") == 1.0
    assert share("Dobar dan", "sr") == 1.0
    assert weight("ab 12") == 2
    assert weight("学校") == 6


def test_lines_and_bullets_stay_outside_the_engine() -> None:
    pieces = cut(f"Bring:\n\n- a towel\n• {A}\n  two socks \n")
    assert [piece.text for piece in pieces if piece.ask] == ["Bring:", "a towel", "two socks"]
    assert "".join(piece.text for piece in pieces) == f"Bring:\n\n- a towel\n• {A}\n  two socks \n"


def test_sentences_share_a_call_up_to_the_limit() -> None:
    text = "One is here. Two is here! 三在这里。四在这里。Five"
    assert [piece.text for piece in cut(text, 30) if piece.ask] == [
        "One is here. Two is here!",
        "三在这里。四在这里。Five",
    ]


def test_a_sentence_without_an_end_is_cut_at_a_space_that_fits() -> None:
    text = "word " * 30 + A * 10 + "x" * 70
    asked = [piece.text for piece in cut(text, 40) if piece.ask]
    assert asked[:2] == ["word " * 7 + "word", "word " * 7 + "word"]
    assert "".join(piece.text for piece in cut(text, 40)) == text
    assert all(len(write(Form.TAG, piece)) <= 40 for piece in asked)
    assert cut(A + "x", 3) == [Piece(A, ask=False), Piece("x", ask=True)]


@given(st.text(alphabet=st.sampled_from(["a", "b", ".", "\n", "。", A, B, " "]), max_size=300), st.integers(20, 60))
def test_cutting_loses_nothing_and_no_piece_is_too_long(text: str, longest: int) -> None:
    pieces = cut(text, longest)
    assert "".join(piece.text for piece in pieces) == text
    assert all(len(write(Form.BRACKETS, piece.text)) <= longest + 3 for piece in pieces if piece.ask)
    assert not any(TOKEN.sub("", piece.text).strip(". 。\n") == "" for piece in pieces if piece.ask)
