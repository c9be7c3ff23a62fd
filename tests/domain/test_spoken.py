"""What the hub knows of each language agrees with itself: no word means two opposite things, every name is one language's."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from bot.domain import spoken
from bot.domain.names import fold_name
from bot.domain.spoken.language import Hint, Keyword
from bot.handlers.families import agreement, concern, decline, events, help_, language, meeting, papers, steps, stop


def test_a_language_has_one_name_and_a_name_one_language() -> None:
    names = [name.casefold() for one in spoken.SPOKEN for name in {one.name, one.english}]
    assert len(names) == len(set(names))
    assert [spoken.named(f" {one.name}. ") for one in spoken.SPOKEN] == [one.tag for one in spoken.SPOKEN]
    assert spoken.named("Klingon") is None


def test_yes_is_no_in_no_language_and_stop_is_nothing_else() -> None:
    """ "No" is Polish for "well, yes" too: it counts as a no, which can be taken back."""
    assert not decline.YES & decline.NO
    others = (decline.YES, decline.NO, help_.WORDS, language.WORDS, agreement.WORDS, meeting.WORDS, events.WORDS)
    assert not (stop.STOP_WORDS | stop.START_WORDS) & frozenset().union(*others)


def test_a_word_alone_asks_for_one_thing_only() -> None:
    """A word that means two things in two languages would start the wrong conversation in one of them."""
    asking = (
        help_.WORDS, language.WORDS, agreement.WORDS, meeting.WORDS, events.WORDS, concern.WORDS, steps.WORDS,
        papers.POLICIES, papers.COMPLAINT, papers.PAPER,
    )  # fmt: skip
    words = [word for one in asking for word in one]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize("keyword", get_args(Keyword))
def test_words_are_as_a_phone_sends_them_folded(keyword: Keyword) -> None:
    found = spoken.keywords(keyword)
    assert found
    assert {word for word in found if word != word.casefold() or word != word.strip()} == set()


@pytest.mark.parametrize("hint", get_args(Hint))
def test_every_pattern_can_be_one_of_several(hint: Hint) -> None:
    """An open bracket or a bare "|" at the wrong place would change what its neighbours mean."""
    for pattern in spoken.hints(hint):
        assert re.compile(pattern, re.IGNORECASE).search("") is None
        assert re.compile(f"(?:x|{pattern}|y)").groups == 0


def test_people_at_school_can_be_told_by_their_folded_names() -> None:
    for place in ("deputy", "head", "office", "teacher"):
        assert all(fold_name(word) for word in spoken.people(place))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("aiuto", help_.WORDS),
        ("AIDE", help_.WORDS),
        ("pagalba", help_.WORDS),
        ("помощ", help_.WORDS),
        ("YARDIM", help_.WORDS),
        ("помощь", help_.WORDS),
        ("lingua", language.WORDS),
        ("DİL", language.WORDS),
        ("oui", decline.YES),
        ("taip", decline.YES),
        ("HAYIR", decline.NO),
        ("нет", decline.NO),
        ("СТОП", stop.STOP_WORDS),
        ("ARRÊT", stop.STOP_WORDS),
        ("rendez-vous", meeting.WORDS),
        ("жалба", papers.COMPLAINT),
    ],
)
def test_families_type_words_of_their_own(text: str, words: frozenset[str]) -> None:
    assert text.casefold() in words
