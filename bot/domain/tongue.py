"""Which language a short text is in, judged by its pieces, with the family's language as what to expect.

It never changes anything by itself: a language nobody expected is offered, by somebody else (law 8).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.domain.folding import Token, tokens
from bot.domain.ngrams import pieces, shortened

BUCKETS = 1 << 14
EXPECTED = 3.0  # log-odds by which the family's language is likelier than any other before a word is read
ENGLISH = 1.0  # and English, which every family mixes in
FEWEST = 3  # words: "ok" and "thanks" are in every language
SURE = 0.9


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
        read = tokens(text)
        if not any(token.forms[0][0].isalpha() for token in read):
            return None
        chances = self.chances(read, expected)
        language = max(chances, key=lambda name: chances[name])
        return Guess(language, round(chances[language], 3))

    def chances(self, read: Sequence[Token], expected: str | None) -> Mapping[str, float]:
        width = len(self.languages)
        sums = [0.0] * width
        held = {crc32(piece.encode()) % BUCKETS for piece in pieces(shortened(read))}
        for at in held:
            sums = list(map(float.__add__, sums, map(float, self.weights[at * width : (at + 1) * width])))
        # Pieces overlap: a text of n pieces is worth about the root of n independent ones.
        scale = 1 / (self.unit * math.sqrt(len(held) or 1))
        logs = [total * scale + _expectation(name, expected) for name, total in zip(self.languages, sums, strict=True)]
        most = max(logs)
        powers = [math.exp(log - most) for log in logs]
        return {name: power / sum(powers) for name, power in zip(self.languages, powers, strict=True)}


def unexpected(guess: Guess | None, text: str, expected: str) -> str | None:
    """The language to offer: surely not the family's, and enough words to say so. Romanised text is no other language."""
    if guess is None or guess.confidence < SURE or len(tokens(text)) < FEWEST:
        return None
    return None if guess.language.split("-")[0] == expected.split("-")[0] else guess.language


def _expectation(language: str, expected: str | None) -> float:
    if expected and language.split("-")[0] == expected.split("-")[0]:
        return EXPECTED if language == expected else EXPECTED - 1
    return ENGLISH if language == "en" else 0.0
