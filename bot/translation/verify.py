"""Judging an engine's answer: what it lost, invented or repeated. Placeholders are checked in `forms.read`. Pure."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from bot.translation.forms import TOKEN
from bot.translation.scripts import letters, share, weight
from bot.translation.spans import Kind, by_shape

_WORD = re.compile(r"[^\W\d_]+")
_SIGNS_AGAIN = re.compile(r"(\S{2,12}?)\1{3,}")
_LONGEST_PHRASE = 8  # words
_ENOUGH_WORDS = 3
_ENOUGH_LETTERS = 4
_SHORT = 12  # letters; "OK" may well become "W porządku"
_SHORT_GROWS_TO = 45
_RATIO = (0.3, 3.0)
_SHARE = 0.6


class Damage(StrEnum):
    TOKENS = "tokens"
    EMPTY = "empty"
    BROKEN = "broken"  # U+FFFD
    DIGITS = "digits"
    LINK = "link"
    ECHO = "echo"
    LENGTH = "length"
    LOOP = "loop"
    SCRIPT = "script"


def damage(asked: str, answer: str, target: str) -> Damage | None:
    """The first thing wrong with `answer`, or None. Both texts are masked, so any digit or link in one is suspicious."""
    before, after = TOKEN.sub(" ", asked), TOKEN.sub(" ", answer)
    if not answer.strip() or (letters(before) and not letters(after)):
        return Damage.EMPTY
    if "\ufffd" in answer:
        return Damage.BROKEN
    if {char for char in after if char.isdigit()} - set(before):
        return Damage.DIGITS
    if _links(after) - _links(before):
        return Damage.LINK
    if _repeats(after) > 3 and _repeats(before) <= 3:
        return Damage.LOOP
    return _by_letters(before, after, target)


def _by_letters(before: str, after: str, target: str) -> Damage | None:
    words = _WORD.findall(before)
    if "".join(letters(before)).casefold() == "".join(letters(after)).casefold():
        if len(words) >= _ENOUGH_WORDS or weight(before) >= _SHORT * 3:
            return Damage.ECHO
        if before.isupper() and len(words) == 1:
            return None  # INSET, SATS, PTA
    if not _fits(weight(before), weight(after)):
        return Damage.LENGTH
    if len(letters(after)) >= _ENOUGH_LETTERS and share(after, target) < _SHARE:
        return Damage.SCRIPT
    return None


def _links(text: str) -> set[str]:
    return {text[s.start : s.end].lower() for s in by_shape(text) if s.kind in (Kind.LINK, Kind.EMAIL, Kind.MARKUP)}


def _fits(before: int, after: int) -> bool:
    if before < _SHORT:
        return after <= _SHORT_GROWS_TO
    return _RATIO[0] <= after / before <= _RATIO[1]


def _repeats(text: str) -> int:
    """How often some phrase stands side by side with itself ("cada vez cada vez": 2)."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text.casefold()))
    most = 4 if _SIGNS_AGAIN.search("".join(letters(text))) else 1
    for size in range(1, _LONGEST_PHRASE + 1):
        run = 0
        for at in range(len(words) - size):
            run = run + 1 if words[at] == words[at + size] else 0
            most = max(most, run // size + 1)
    return most
