"""Spoken of or written to: Ms Four teaches the child whose family writes."""

from __future__ import annotations

import pytest

from bot.domain.people import Staff
from bot.domain.spokenof import is_about, speaks_of

FOUR = Staff(id=41, first_name="Tara", last_name="Four", roles=frozenset())
OTHER = Staff(id=42, first_name="Joan", last_name="Smith-O’Dell", roles=frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "about Ms Four",
        "It's about ms four",
        "Ms Four was rude to Ada",
        "can we talk about Tara Four?",
        "I want to talk to you about Ms Four, again",
        "Chodzi o panią Four",
        "Es geht um Frau Four",
        "Something about Mrs Smith-O'Dell",
        "بخصوص Ms Four",
    ],
)
def test_somebody_is_spoken_of(text: str) -> None:
    assert speaks_of(text, [FOUR, OTHER])


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ms Four, about tomorrow",
        "Hello Miss Four can I ask something",
        "Good morning Ms Four",
        "Ms Four, a question",
        "for Ms Four",
        "Thank you Miss Four",
        "May I talk to Ms Four?",
        "Dzień dobry Pani Four, pytanie",
        "There were four of them",
        "Ms Brown said it",
        "",
    ],
)
def test_somebody_is_written_to_or_nobody_is_named(text: str) -> None:
    assert not speaks_of(text, [FOUR, OTHER])


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("It is a question about Ms Four", True),
        ("we have a problem with Tara Four", True),
        ("Sprawa dotyczy pani Four", True),
        ("Es una pregunta sobre la Señora Four", True),
        ("Four Hanım hakkında bir sorum var", True),
        ("Ms Four ke baare, Ms Four के बारे में", True),
        ("Please tell Ms Four that Ada brings her recorder", False),
        ("Ms Four asked for shells, here are some", False),
        ("A question about Ms Four's homework", False),
    ],
)
def test_a_note_says_itself_that_it_is_about_somebody(text: str, about: bool) -> None:
    assert is_about(text, [FOUR]) is about
