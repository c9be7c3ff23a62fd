"""Notices written by hand: recognised word for word, suggested for words that look like them, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.ready import NOTICES, recognise, suggest
from bot.phrases.catalogues import LANGUAGES, template
from bot.phrases.notices import written

TODAY = date(2024, 3, 5)
FILLED = {"day": "Monday 11 March", "time": "15:30", "price": "£4.50"}


@pytest.mark.parametrize("key", NOTICES)
def test_every_notice_is_recognised_and_said_in_every_language(key: str) -> None:
    text = NOTICES[key].english.format_map(FILLED)
    found = recognise(text, TODAY)
    assert found is not None
    assert found.key == key
    for language in LANGUAGES:
        said = written(text, language, TODAY) or ""
        assert said
        assert "{" not in said
        assert (said == text) == (language == "en_GB") or language == "en_GB", language
        if "time" in NOTICES[key].slots:
            assert "15:30" in said
        if "day" in NOTICES[key].slots:
            assert "11" in said or "১১" in said
        assert set(NOTICES[key].slots) == {slot for slot in FILLED if "{" + slot + "}" in template(f"notice.{key}", language, None)}


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("School will be shut on Monday 11 March because of the snow", "School is closed on Monday 11 March. Children stay at home."),
        ("Don't forget PE kit on 12 March please!", "PE is on Tuesday 12 March. Please send PE kit."),
        ("The bus is delayed, we should be back at school about 16.15", "The coach is late. It will be at school at about 16:15."),
        ("Consent forms need to be back by 8 March", "Please return the consent form by Friday 8 March."),
        ("Nits have been found in our class again", NOTICES["head_lice"].english),
        ("Please pay £12 for the museum by 15 March", "Please pay £12 by Friday 15 March."),
        ("We planted beans today", ""),
        ("PE is fun", ""),
        ("Parents' evening soon", ""),
    ],
)
def test_words_that_look_like_a_notice_are_offered_it_filled_in(text: str, offered: str) -> None:
    assert suggest(text, TODAY) == offered


def test_a_notice_with_other_words_is_no_notice() -> None:
    assert recognise("PE is on Monday 11 March. Please send PE kit. Thank you", TODAY) is None
    assert written("We planted beans", "pl", TODAY) is None
    assert recognise("PE is on Monday 31 February. Please send PE kit.", TODAY) is None


def test_days_and_money_are_written_as_the_language_writes_them() -> None:
    text = "Please pay £4.50 by Monday 11 March."
    assert written(text, "pl", TODAY) == "Prosimy zapłacić 4,50 £ do: pon., 11 marca."
    assert "£" in (written(text, "ar", TODAY) or "")
