"""School words come out as families know them, whatever the engine would have made of them."""

from __future__ import annotations

import time

import pytest

from bot.translation import glossary
from bot.translation.base import Direction, Reach
from bot.translation.lane import Lane
from bot.translation.names import NameIndex
from bot.translation.protect import mask, restore
from bot.translation.service import TranslationService
from tests.translation.stub import FakeEngine

NOBODY = NameIndex.of(())


def test_a_term_is_no_words_of_the_engine_and_comes_back_in_the_readers_language() -> None:
    masked = mask("Friday is an INSET day. Packed lunches and PE kit please", NOBODY, "en", "pl")
    assert "INSET" not in masked.text
    assert "lunch" not in masked.text
    back = restore(masked.text, masked, "pl")
    assert back == "Friday is an dzień szkoleniowy nauczycieli. Drugie śniadanie and strój na WF please"


def test_a_language_without_a_table_keeps_its_words_for_the_engine() -> None:
    assert mask("Please bring a packed lunch", NOBODY, "en", "tlh").text == "Please bring a packed lunch"
    assert mask("packed lunch", NOBODY, "pl", "en").text == "packed lunch"  # a table of English words only
    assert glossary.said("packed lunch", "tlh") == "packed lunch"


def test_a_child_whose_name_is_in_a_term_is_hidden_like_any_other() -> None:
    masked = mask("Book has no book bag", NameIndex.of(["Book"]), "en", "pl")
    assert "ook" not in masked.text


@pytest.mark.parametrize("language", ["pl", "ro", "ur", "pa", "bn", "gu", "ar", "pt", "es", "uk", "so"])
def test_every_term_has_its_word_in_every_language(language: str) -> None:
    for pattern, words in glossary._TABLE.items():
        assert len(words) == len(glossary._LANGUAGES), pattern
        assert all(words)
    assert glossary.said("reading book", language) != "reading book"


async def test_an_engine_that_echoes_words_still_says_the_term_right() -> None:
    engine = FakeEngine(lambda text: text.replace("Please bring the", "Prosimy przynieść:").replace("back on", "w dniu"))
    service = TranslationService([Lane(engine, Reach.OWN_NETWORK, clock=time.monotonic)])
    made = await service.translate(
        "Please bring the reading book back on Friday 8 March", "en", "pl", names=(), direction=Direction.OUTBOUND
    )
    assert "książka do czytania" in made.text
    assert not any("reading book" in text for text in engine.asked)
