from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.names import fold_name
from bot.roster.text import clean, lost_letters, unscramble


@pytest.mark.parametrize(
    ("raw", "meant", "repairs"),
    [
        ("  Anna   Maria ", "Anna Maria", ()),
        ("Anna\u00a0Maria", "Anna Maria", ("invisible",)),
        ("\ufeffAnna\u200b", "Anna", ("invisible",)),
        ("An\u00adna", "Anna", ("invisible",)),
        ("\u202eAnna\u202c", "Anna", ("invisible",)),
        ("Anna\x00\x07", "Anna", ("invisible",)),
        ("Anna\nMaria", "Anna Maria", ()),
        ("Zoe\u0308", "Zoë", ()),
        ("ZoÃ«", "Zoë", ("scrambled",)),
        ("Å\x81ukasz", "Łukasz", ("scrambled",)),
        ("ZoÃƒÂ«", "Zoë", ("scrambled",)),
        ('="07700900123"', "07700900123", ("formula",)),
        ("'07700900123", "07700900123", ("formula",)),
        ("'Abdi", "'Abdi", ()),
        ("می\u200cشود", "می\u200cشود", ()),
        ("Anna\u200dMaria", "AnnaMaria", ("invisible",)),
        ("", "", ()),
    ],
)
def test_a_cell_is_cleaned_and_says_what_was_repaired(raw: str, meant: str, repairs: tuple[str, ...]) -> None:
    cleaned = clean(raw)
    assert (cleaned.text, cleaned.repairs) == (meant, repairs)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean(raw).text
    again = clean(once)
    assert again.text == once or "formula" in again.repairs or "scrambled" in again.repairs


@given(st.text(alphabet="AaZzłŁóÓéÉßøØñÑçÇşŞțȚăĂîÎ '-", min_size=1))
def test_scrambling_a_name_is_undone(name: str) -> None:
    scrambled = name.encode().decode("cp1252", "ignore")
    if scrambled.encode("cp1252") == name.encode():
        assert unscramble(scrambled) == name


@pytest.mark.parametrize(
    "name", ["Zoë", "Łukasz", "Ştefania", "François", "Ñuño", "Ólafur", "“Bea”", "D’Arcy", "Gräfe-Özil"]
)
def test_real_letters_are_left_alone(name: str) -> None:
    assert unscramble(name) == name


@pytest.mark.parametrize(
    ("text", "lost"),
    [("?ukasz", True), ("Zo\ufffd", True), ("#NAME?", True), ("########", True), ("Łukasz", False), ("", False)],
)
def test_lost_letters_are_noticed(text: str, lost: bool) -> None:
    assert lost_letters(text) is lost


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Żuraw", "lukasz zuraw"),
        ("O’Brien-Khan", "OBRIEN KHAN"),
        ("José  Peña", "Jose Pena"),
        ("Søren Ærø", "soren aero"),
        ("J. Smith", "j smith"),
        ("Straße", "STRASSE"),
        ("Işıl", "isil"),
    ],
)
def test_one_name_in_two_spellings_folds_to_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_vowel_signs_of_indic_scripts_stay_apart() -> None:
    assert fold_name("রিমা") != fold_name("রমা")
    assert fold_name("Anna", "Kowalska") == "anna kowalska"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)
