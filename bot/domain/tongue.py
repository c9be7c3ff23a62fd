"""Which language a short text is in, judged by its pieces, with the family's language as what to expect.

It never changes anything by itself: a language nobody expected is offered, by somebody else (law 8).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.folding import Token, tokens
from bot.domain.ngrams import marks

BUCKETS = 1 << 14
EXPECTED = 3.0  # log-odds by which the family's language is likelier than any other before a word is read
ENGLISH = 1.0  # and English, which every family mixes in
FEWEST = 3  # words: "ok" and "thanks" are in every language
SURE = 0.9
PLAIN, HARDLY = 0.9, 0.02  # from here on a text is plainly in one language; below this it is hardly in another


@dataclass(frozen=True, slots=True)
class Guess:
    """`language` is BCP 47 as the families' record writes it ("ur-Latn" for romanised Urdu); `confidence` in 0..1."""

    language: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Tongues:
    """What each piece says for each language, as whole numbers; `unit` of them is one natural log-odds."""

    languages: tuple[str, ...]
    weights: Sequence[int]
    unit: float

    def likeliest(self, text: str, expected: str | None = None) -> Guess | None:
        """None when the text is too short, or in signs only, for anybody to tell."""
        return Spoken(self, text, expected).guess

    def chances(self, marks: Iterable[int], expected: str | None) -> Mapping[str, float]:
        width = len(self.languages)
        held = {mark % BUCKETS for mark in marks}
        sums = map(sum, zip(*(self.weights[at * width : (at + 1) * width] for at in held), strict=True))
        # Pieces overlap: a text of n pieces is worth about the root of n independent ones.
        scale = 1 / (self.unit * math.sqrt(len(held) or 1))
        logs = [total * scale + _expectation(name, expected) for name, total in zip(self.languages, sums, strict=True)]
        most = max(logs)
        powers = [math.exp(log - most) for log in logs]
        whole = sum(powers)
        return {name: power / whole for name, power in zip(self.languages, powers, strict=True)}


@dataclass(slots=True)
class Spoken:
    """The language of one text, worked out when first asked for and then known to all who read the text."""

    tongues: Tongues
    text: str
    expected: str | None
    _chances: Mapping[str, float] | None = field(default=None, init=False)
    _read: tuple[Token, ...] | None = field(default=None, init=False)
    _marks: frozenset[int] | None = field(default=None, init=False)

    @property
    def read(self) -> tuple[Token, ...]:
        """The words of the text: rules and learning ask for them a dozen times."""
        if self._read is None:
            self._read = tokens(self.text)
        return self._read

    @property
    def marks(self) -> frozenset[int]:
        """The pieces of the text as numbers, for its language and for what its words say."""
        if self._marks is None:
            self._marks = marks(self.read)
        return self._marks

    @property
    def chances(self) -> Mapping[str, float]:
        """Language → chance; empty for a text in signs or numbers only."""
        if self._chances is None:
            letters = any(token.forms[0][0].isalpha() for token in self.read)
            self._chances = self.tongues.chances(self.marks, self.expected) if letters else {}
        return self._chances

    @property
    def guess(self) -> Guess | None:
        if not self.chances:
            return None
        language = max(self.chances, key=lambda name: self.chances[name])
        return Guess(language, round(self.chances[language], 3))

    def excludes(self, language: str) -> bool:
        """Whether the text is so plainly in other languages that what looks like this one is chance."""
        if len(self.chances) < 2 or len(self.read) < FEWEST:
            return False
        mine = sum(chance for name, chance in self.chances.items() if name.split("-")[0] == language)
        return max(self.chances.values()) >= PLAIN and mine < HARDLY


def unexpected(guess: Guess | None, text: str, expected: str) -> str | None:
    """The language to offer: surely not the family's, and enough words to say so. Romanised text is no other language."""
    if guess is None or guess.confidence < SURE or len(tokens(text)) < FEWEST:
        return None
    return None if guess.language.split("-")[0] == expected.split("-")[0] else guess.language


def _expectation(language: str, expected: str | None) -> float:
    if expected and language.split("-")[0] == expected.split("-")[0]:
        return EXPECTED if language == expected else EXPECTED - 1
    return ENGLISH if language == "en" else 0.0
