"""What a search keeps of words and what it finds, in the scripts families write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.finding import Asked, asked, excerpt, fits, terms, touches
from bot.domain.names import fold_name

FOUND = (
    ("swim", "Ola forgot her swimming things"),
    ("SWIMMING ola", "Ola forgot her swimming things"),
    ("lukasz", "Łukasz ma gorączkę"),
    ("goraczk", "Łukasz ma gorączkę"),
    ("wont", "He won't come"),
    ("3b", "The 3B trip"),
    ("250", "Dinner money £2.50"),
    ("قراءة", "أين كتاب قِراءة؟"),
    ("کتاب", "أين كتاب القراءة"),  # one keyboard's kaf for another's
    ("تیراکی", "کیا زین کل اپنی تیراکی کی چیزیں لائے؟"),
    ("সাঁতার", "কাল সাঁতারের জিনিস"),
    ("ਤੈਰਾਕੀ", "ਕੱਲ੍ਹ ਤੈਰਾਕੀ ਹੈ"),
    ("発熱", "今日は発熱のため休みます"),
    ("发烧", "今天她发烧了"),
    ("١٢", "room 12"),
)
MISSED = (
    ("swim", "a wimple"),
    ("swimsuit", "swimming"),  # kept under one beginning, told apart by the words
    ("swimming zain", "Ola forgot her swimming things"),
    ("烧发", "今天她发烧了"),
)


@pytest.mark.parametrize(("wanted", "text"), FOUND)
def test_a_word_or_its_beginning_is_found_however_it_is_typed(wanted: str, text: str) -> None:
    found = asked(wanted)
    assert found
    assert all(one & terms([text]) for one in found.terms)
    assert all(one & terms([], [text]) for one in found.terms)
    assert fits(found, [text])
    assert touches(found, text)


@pytest.mark.parametrize(("wanted", "text"), MISSED)
def test_what_has_not_all_the_words_is_not_found(wanted: str, text: str) -> None:
    found = asked(wanted)
    assert found
    assert not fits(found, [text])


@pytest.mark.parametrize("nothing", ["", "  ", "a", "?!", "烧"])
def test_too_little_asks_for_nothing(nothing: str) -> None:
    assert not asked(nothing)


def test_words_may_stand_in_different_messages_of_one_matter() -> None:
    assert fits(asked("swim zain"), ["swimming", "Zain"])


def test_an_excerpt_shows_the_words_around() -> None:
    text = " ".join(f"w{place}x" for place in range(40))
    assert excerpt(asked("w20"), text, around=2) == "… w18x w19x w20x w21x w22x …"
    assert excerpt(asked("nothing"), "one two", around=2) == "one two"


@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_are_folded_as_any_others_are(text: str) -> None:
    beside = fold_name(f"{text} é")  # one letter with an accent, and all are gone through one by one
    assert fold_name(text) == beside.removesuffix("e").rstrip()


@given(st.lists(st.text(st.sampled_from("abcśé ა烧发٣3-'."), max_size=12), max_size=4), st.text(st.sampled_from("abcse烧发3 "), max_size=6))
def test_texts_looked_through_together_have_what_one_of_them_has(texts: list[str], wanted: str) -> None:
    found = asked(wanted)
    in_words = all(any(fits(Asked((word,)), [text]) for text in texts) for word in found.words)
    assert fits(found, texts) == (in_words and all(any(fits(Asked((), (run,)), [text]) for text in texts) for run in found.runs))
