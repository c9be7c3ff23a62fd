"""How like messages are to landmarks, by the pieces of their words and by the meaning of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.domain.ngrams import BUCKETS, buckets
from bot.learned.meaning import centred_on, kernel

WIDTH = 1.0  # of the radial kernel: flat between 0.7 and 2
SHARE = 0.5  # of the words' likeness beside the meaning's
_FEWEST = 20  # messages a language needs to have a mean of its own


@dataclass(frozen=True)
class WordTable:
    """The pieces of each message, and how rare each is: a level of `rarities` per bucket."""

    held: list[Any]
    rarity: Any
    rarities: list[float]

    @property
    def norms(self) -> Any:
        levels = np.array(self.rarities)[self.rarity]
        return np.array([np.sqrt((levels[at] ** 2).sum()) or 1.0 for at in self.held])


def word_table(texts: list[str]) -> WordTable:
    held = [np.array(buckets(text), dtype=np.int64) for text in texts]
    met = np.bincount(np.concatenate(held), minlength=BUCKETS)
    exact = np.log((len(texts) + 1) / (met + 1)) + 1
    rarities = [round(float(level), 4) for level in np.linspace(1, exact.max(), 32)]
    return WordTable(held, np.abs(exact[:, None] - np.array(rarities)).argmin(axis=1), rarities)


def word_likeness(table: WordTable, marks: Any) -> Any:
    """Cosines of all messages with the landmarks, by the lists of which messages hold a piece."""
    levels, norms, count = np.array(table.rarities)[table.rarity], table.norms, len(table.held)
    owners = np.repeat(np.arange(count), [len(at) for at in table.held])
    flat = np.concatenate(table.held)
    order = np.argsort(flat, kind="stable")
    holders, starts = owners[order], np.searchsorted(flat[order], np.arange(BUCKETS + 1))
    likeness = np.zeros((len(marks), count), np.float32)
    for row, mark in enumerate(marks):
        held = table.held[mark]
        others = [holders[starts[at] : starts[at + 1]] for at in held]
        weights = np.repeat(levels[held] ** 2, [len(found) for found in others])
        likeness[row] = np.bincount(np.concatenate(others), weights, minlength=count) / (norms * norms[mark])
    return likeness.T


def word_weights(table: WordTable, marks: Any, says: Any) -> Any:
    """What the landmarks say as one row per bucket, for reading without them."""
    levels, norms = np.array(table.rarities)[table.rarity], table.norms
    weights = np.zeros((BUCKETS, says.shape[1]))
    for mark, said in zip(marks, says, strict=True):
        held = table.held[mark]
        weights[held] += np.outer(levels[held] / norms[mark], said)
    return weights


def language_means(vectors: Any, languages: list[str]) -> dict[str, Any]:
    """The mean of each language, and of all under ""."""
    named = np.array(languages)
    found = {"": vectors.mean(axis=0)}
    for language in sorted(set(languages)):
        if (named == language).sum() >= _FEWEST:
            found[language] = vectors[named == language].mean(axis=0)
    return found


def centred(vectors: Any, languages: list[str], means: dict[str, Any]) -> Any:
    return np.concatenate(
        [
            centred_on(vector[None], means.get(language, means[""]))
            for vector, language in zip(vectors, languages, strict=True)
        ]
    )


def meaning_likeness(points: Any, marks: Any) -> Any:
    return kernel(points, points[marks], WIDTH)
