"""Finding roll names in a text: children, staff, the parent's own, and whatever else must not be translated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.translation import words
from bot.translation.spans import Kind, Span

_JOINERS = "\u200c\u200d"
_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_JOINS_A_NAME = re.compile(r"(?:[ \u00a0]{1,2}|[ ]?[-‐‑–'’`.][ ]?)")
_TIES = re.compile(r"['’`\-‐‑]")
_ENDS_A_SENTENCE = re.compile(r"[.!?:;…\n\r\u2028•*]")
_POSSESSIVE = re.compile(r"['’`]s\b")


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    plain: str  # folded, for comparison
    gap: str  # what stands between it and the word before

    @property
    def capital(self) -> bool:
        return self.text[0] != self.text[0].lower()

    @property
    def cased(self) -> bool:
        return self.text.lower() != self.text.upper()


def _in_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or char in _JOINERS


def fold(text: str) -> str:
    """Lower case without accents, so that "Łukasz" is found in "lukasz". Vowel signs of other scripts stay."""
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return "".join(char for char in spread if not "\u0300" <= char <= "\u036f")


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    at = last = 0
    while at < len(text):
        end = at
        while end < len(text) and _in_word(text[end]):
            end += 1
        if end > at:
            found.append(_Word(at, end, text[at:end], fold(text[at:end]), text[last:at]))
            last = end
        at = max(end, at + 1)
    return found


@dataclass(frozen=True, slots=True, repr=False)
class NameIndex:
    """Names made ready for many texts: build it once for a school and hand it to every call.

    Each part of a name counts on its own, as teachers write "Rose", "Green" and "Rose Green".
    """

    sure: frozenset[str]  # cannot be mistaken for a word, in any case
    doubtful: frozenset[str]  # also a word, or two letters: a name only when it begins with a capital
    weak: frozenset[str]  # "de", an initial: a name only next to one

    @staticmethod
    def of(names: NameIndex | Iterable[str]) -> NameIndex:
        if isinstance(names, NameIndex):
            return names
        listed = [_words(name) for name in names]
        parts = {word.plain for name in listed for at, word in enumerate(name) if not _is_weak(word, at)}
        weak = {word.plain for name in listed for at, word in enumerate(name) if _is_weak(word, at)}
        doubtful = {part for part in parts if part in words.ORDINARY | words.PARTICLES or len(part) == 2}
        return NameIndex(frozenset(parts - doubtful), frozenset(doubtful), frozenset(weak))

    def find(self, text: str) -> list[Span]:
        """Where names stand. Names side by side are one span."""
        found = _words(text)
        named = [self._is_name(text, found, at) for at in range(len(found))]
        _absorb(found, named, self.weak)
        return list(_joined(text, found, named))

    def any_of(self, text: str) -> bool:
        """Whether any word of a text is on the roll, in whatever case."""
        return any(word.plain in self.sure or word.plain in self.doubtful for word in _words(text))

    def _is_name(self, text: str, found: list[_Word], at: int) -> bool:
        word = found[at]
        if word.plain in self.sure or (len(word.plain) > 4 and word.plain[-1] == "s" and word.plain[:-1] in self.sure):
            return True
        if word.plain not in self.doubtful or (word.cased and not word.capital):
            return False
        return not (_is_verb(found, at) or _is_month(text, found, at))


def _is_weak(word: _Word, at: int) -> bool:
    """A particle or an initial; but "Al" or "Mac" at the beginning of a roll name is a first name."""
    particle = word.plain in words.PARTICLES and (at > 0 or not word.capital)
    return particle or (len(word.plain) == 1 and word.plain.isascii())


def _starts_a_sentence(found: list[_Word], at: int) -> bool:
    if at == 0:
        return True
    return _ENDS_A_SENTENCE.search(found[at].gap) is not None and found[at - 1].plain not in words.TITLES


def _is_verb(found: list[_Word], at: int) -> bool:
    if at + 1 == len(found) or not _starts_a_sentence(found, at):
        return False
    after = found[at + 1]
    return after.gap.isspace() and after.plain in words.AFTER_A_VERB and found[at].plain in words.ORDINARY


def _is_month(text: str, found: list[_Word], at: int) -> bool:
    word = found[at]
    if word.plain not in words.MONTH_WORDS or _POSSESSIVE.match(text, word.end):
        return False
    before = [other.plain for other in found[max(0, at - 2) : at]]
    after = found[at + 1].plain if at + 1 < len(found) else ""
    if before[-1:] == ["of"]:
        return before[0] in words.BEFORE_OF_A_MONTH
    return (bool(before) and before[-1] in words.BEFORE_A_MONTH) or after in words.AFTER_A_MONTH


def _absorb(found: list[_Word], named: list[bool], weak: frozenset[str]) -> None:
    """Take "de" in "Maria de Souza", "O" in "O'Brien" and the initial in "J. Khan" into the name beside them."""
    for at in range(len(found) - 2, -1, -1):
        word, after = found[at], found[at + 1]
        if named[at] or not named[at + 1] or word.plain not in weak or not _JOINS_A_NAME.fullmatch(after.gap):
            continue
        between = at > 0 and named[at - 1] and _JOINS_A_NAME.fullmatch(word.gap) is not None
        named[at] = between or word.capital or _TIES.fullmatch(after.gap) is not None


def _joined(text: str, found: list[_Word], named: list[bool]) -> Iterator[Span]:
    start = end = -1
    for word, is_name in zip(found, named, strict=True):
        if is_name and start >= 0 and _JOINS_A_NAME.fullmatch(text, end, word.start):
            end = word.end
            continue
        if start >= 0:
            yield Span(start, end, Kind.NAME)
            start = -1
        if is_name:
            start, end = word.start, word.end
    if start >= 0:
        yield Span(start, end, Kind.NAME)


def unknown_capitals(text: str) -> list[Span]:
    """Capitalised English words inside a sentence which no list knows: people and places that are on no roll."""
    found = _words(text)
    named = [
        word.capital
        and not _starts_a_sentence(found, at)
        and len(word.text) > 1
        and word.plain not in words.CAPITALISED
        for at, word in enumerate(found)
    ]
    return list(_joined(text, found, named))
