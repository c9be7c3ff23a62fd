"""What the words of a message say, by weights learnt from labelled messages. Standard library only, about a millisecond."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from bot.domain.heads import LABELS
from bot.domain.ngrams import bucket, buckets, of_word
from bot.learned.files import Learned

_WIDTH = len(LABELS)


class Words:
    """Safe to share between threads: reads only."""

    def __init__(self, learned: Learned) -> None:
        self._rarity: array[int] = learned.parts["rarity"]
        self._weights: array[int] = learned.parts["weights"]
        self._scale: float = learned.facts["scale"]
        self._rarities: Sequence[float] = learned.facts["rarities"]
        self._base: Sequence[float] = learned.facts["base"]

    def scores(self, text: str) -> list[float]:
        """One score per label: a log-odds against the others, as far as the words tell."""
        sums, square = [0.0] * _WIDTH, 0.0
        for at in buckets(text):
            rarity = self._rarities[self._rarity[at]]
            square += rarity * rarity
            row = self._weights[at * _WIDTH : (at + 1) * _WIDTH]
            if any(row):
                sums = [total + rarity * weight for total, weight in zip(sums, row, strict=True)]
        scale = self._scale / math.sqrt(square) if square else 0.0
        return [base + total * scale for base, total in zip(self._base, sums, strict=True)]

    def telling(self, word: str, label: str) -> float:
        """How much one folded word speaks for a label: to show staff why."""
        place = LABELS.index(label)
        held = {bucket(piece) for piece in of_word(word)}
        return sum(self._rarities[self._rarity[at]] * self._weights[at * _WIDTH + place] for at in held)
