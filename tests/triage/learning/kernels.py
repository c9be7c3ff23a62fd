"""How like messages are to each other, by the pieces of their words and by the meaning of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.domain.ngrams import BUCKETS, buckets
from bot.learned.meaning import centred_on, kernel

WIDTH = 1.0  # of the radial kernel: flat between 0.7 and 2
SHARE = 1.5  # of the words' likeness beside the meaning's
OFTEN = 200  # pieces that most of the common work is about
_ROWS = 1000
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


def word_likeness(table: WordTable) -> Any:
    """Cosines of all messages with all. What many messages hold is multiplied out, what few hold is looked up."""
    levels, count = np.array(table.rarities)[table.rarity], len(table.held)
    owners = np.repeat(np.arange(count), [len(at) for at in table.held])
    flat = np.concatenate(table.held)
    often = np.argsort(-np.bincount(flat, minlength=BUCKETS))[:OFTEN]
    dense = np.zeros((count, BUCKETS), np.bool_)
    dense[owners, flat] = True
    common = dense[:, often].astype(np.float32) * levels[often].astype(np.float32)
    del dense
    likeness = common @ common.T
    rare = ~np.isin(flat, often)
    order = np.argsort(flat[rare], kind="stable")
    holders, starts = owners[rare][order], np.searchsorted(flat[rare][order], np.arange(BUCKETS + 1))
    for row, held in enumerate(table.held):
        others = [holders[starts[at] : starts[at + 1]] for at in held]
        weights = np.repeat(levels[held] ** 2, [len(found) for found in others])
        likeness[row] += np.bincount(np.concatenate(others), weights, minlength=count).astype(np.float32)
    norms = table.norms.astype(np.float32)
    likeness /= norms
    likeness /= norms[:, None]
    return likeness


def word_weights(table: WordTable, says: Any) -> Any:
    """What the messages say as one row per bucket, for reading without them."""
    levels, norms = np.array(table.rarities)[table.rarity], table.norms
    weights = np.zeros((BUCKETS, says.shape[1]))
    for held, norm, said in zip(table.held, norms, says, strict=True):
        weights[held] += np.outer(levels[held] / norm, said)
    return weights


def add_likeness_of_meaning(likeness: Any, points: Any) -> None:
    """To the words' likeness, row by row: there is no room for two."""
    for start in range(0, len(points), _ROWS):
        rows = slice(start, start + _ROWS)
        likeness[rows] *= np.float32(SHARE)
        likeness[rows] += kernel(points[rows], points, WIDTH)


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
