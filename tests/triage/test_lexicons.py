"""Every entry of every lexicon hears its own example and is silent on the other one."""

from __future__ import annotations

from functools import cache

import pytest

from bot.domain.folding import tokens
from bot.domain.lexicon import Lexicon
from bot.domain.matching import Part, find
from bot.lexiconfiles import LexiconError, load, read

LANGUAGES = [
    "ar", "bg", "bn", "en", "es", "fr", "gu", "hi", "hu", "it", "lt", "pa",
    "pl", "pt", "ro", "ru", "so", "sq", "ta", "tr", "uk", "ur", "vi", "zh",
]  # fmt: skip


@cache
def lexicon() -> Lexicon:
    return load()


def hears(entry: int, text: str) -> bool:
    matches, _ = find(lexicon().index, tokens(text))
    parts = {match.part for match in matches if match.owner == entry}
    needs = not lexicon().entries[entry].conditional or Part.NEEDS in parts
    return Part.SAYS in parts and Part.UNLESS not in parts and needs


def test_every_supported_language_has_a_lexicon() -> None:
    assert sorted(lexicon().languages) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_hears_its_example_and_not_its_counterexample(language: str) -> None:
    entries = [(at, entry) for at, entry in enumerate(lexicon().entries) if entry.language == language]
    deaf = [f"{entry.name}: {text}" for at, entry in entries for text in entry.example_yes if not hears(at, text)]
    jumpy = [f"{entry.name}: {text}" for at, entry in entries for text in entry.example_no if hears(at, text)]
    assert (deaf, jumpy) == ([], [])


@pytest.mark.parametrize(
    "entry,problem",
    [
        ('weight = 2\nany = "ill"\nyes = "ill"\nno = "well"', "weight"),
        ('weight = 0.9\nany = "{nobody} ill"\nyes = "ill"\nno = "well"', "unknown set"),
        ('weight = 0.9\nany = "ill"\nyes = "ill"\nno = ""', "no is missing"),
        ('weight = 0.9\nany = ".. ?"\nyes = "ill"\nno = "well"', "cannot stand"),
        ('weight = 0.9\nany = "ill"\nyes = "ill"\nno = "well"\ncolour = 1', "unknown keys"),
    ],
)
def test_a_broken_lexicon_names_the_file_and_the_entry(entry: str, problem: str) -> None:
    head = 'language = "xx"\nversion = 1\nauthor = "A"\nwritten = 2026-01-01\n[sickness.ill]\n'
    with pytest.raises(LexiconError, match=rf"xx\.toml: .*{problem}"):
        read("xx.toml", (head + entry).encode())
