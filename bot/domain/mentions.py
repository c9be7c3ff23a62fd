"""Which of a family's children a text names, by first name or class. Conservative: in doubt nothing, so the hub asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from bot.domain.names import fold_name

Key = TypeVar("Key")
_SHORTEST_STEM = 2
_LONGEST_ENDING = 3  # Slavic cases and pet forms change the end: Ola, Oli, Olę, Olą, Oleńka is left to asking


def mentioned(text: str, names: Mapping[Key, str]) -> set[Key]:
    """The keys whose names the text holds as whole words, whatever their case, accents or Slavic ending."""
    words = fold_name(text).split()
    exact = {key for key, name in names.items() if _holds(words, fold_name(name).split())}
    if exact:
        return exact
    return _by_stem(words, names)


def _holds(words: list[str], wanted: list[str]) -> bool:
    """All parts of the name in a row ("anna maria"), or its first part ("anna")."""
    if not wanted:
        return False
    length = len(wanted)
    rows = (words[start : start + length] for start in range(len(words) - length + 1))
    return any(row == wanted for row in rows) or (length > 1 and len(wanted[0]) > 2 and wanted[0] in words)


def _by_stem(words: list[str], names: Mapping[Key, str]) -> set[Key]:
    """Inflected forms: the name without its last vowel begins the word. Only when it fits a single child."""
    found = {key for key, name in names.items() if any(_inflected(word, fold_name(name)) for word in words)}
    return found if len(found) == 1 else set()


def _inflected(word: str, name: str) -> bool:
    stem = name[:-1] if name[-1:] in "aeiouy" else name
    if " " in name or len(stem) < _SHORTEST_STEM or not word.startswith(stem) or not name.isascii():
        return False
    ending = word[len(stem) :]
    known = {"a", "e", "i", "y", "u", "o", "ie", "owi", "em", "om", "ia", "ka", "ke", "ki", "ko", "ku", "ei", "ului", "s"}
    return len(ending) <= _LONGEST_ENDING and ending in known
