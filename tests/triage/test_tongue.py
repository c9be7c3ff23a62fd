"""The language of a short text, with the family's own as what to expect. A guess changes nothing by itself."""

from __future__ import annotations

import pytest

from bot.domain.tongue import Guess, unexpected
from bot.learned.fusing import Level
from tests.triage.labelled import messages
from tests.triage.triagers import triager

LANGUAGES = sorted({message.lang for message in messages("blind")})


def guess(text: str, expected: str | None) -> Guess | None:
    return triager(Level.WORDS).language(text, expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_family_writing_its_own_language_is_understood_as_writing_it(language: str) -> None:
    found = [guess(m.text, language) for m in messages("blind") if m.lang == language]
    right = sum(one is not None and one.language.split("-")[0] == language.split("-")[0] for one in found)
    assert right / len(found) >= 0.93


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_told_without_knowing_the_family(language: str) -> None:
    found = [guess(m.text, None) for m in messages("blind") if m.lang == language]
    right = sum(one is not None and one.language.split("-")[0] == language.split("-")[0] for one in found)
    assert right / len(found) >= 0.75


def test_few_families_are_offered_a_language_that_is_not_theirs() -> None:
    texts = [m for m in messages("blind") if m.lang != "en"]
    offered = [m.id for m in texts if unexpected(guess(m.text, m.lang), m.text, m.lang)]
    assert len(offered) / len(texts) <= 0.01


@pytest.mark.parametrize(
    "text,expected,offer",
    [
        ("Moja córka jest dzisiaj chora i nie przyjdzie do szkoły", "en", "pl"),
        ("Good morning, could you please tell me what time the school trip leaves tomorrow?", "ro", "en"),
        ("ok", "pl", None),
        ("Thanks", "ur", None),
        ("👍👍", "ar", None),
        ("12.30", "so", None),
        ("aap ka bohat shukriya, bachay bohat khush hain", "ur", None),
    ],
)
def test_another_language_is_offered_only_when_it_is_plain(text: str, expected: str, offer: str | None) -> None:
    assert unexpected(guess(text, expected), text, expected) == offer
