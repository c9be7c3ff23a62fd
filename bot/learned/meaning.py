"""What a message means, by its likeness to labelled messages: a radial kernel over sentence embeddings, and its words.

The learnt file holds the embeddings of the labelled messages, what each of them says for each label, and
what the pieces of words say beside them: both were learnt together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np

from bot.domain.textsplit import split_text, visible
from bot.learned.files import Learned
from bot.learned.words import Words

WINDOW = 700  # characters read at once
_PART = 500  # messages turned into numbers at once
MOST = 4  # windows of a long text: its beginning and its end
_DANGER = 0  # place of safeguarding among the labels


class Embeds(Protocol):
    def __call__(self, texts: list[str], /) -> Any: ...


class Meaning:
    """Safe to share between threads. About 20 ms for a short message on one core."""

    def __init__(self, learned: Learned, embed: Embeds) -> None:
        facts, parts = learned.facts, learned.parts
        size = facts["size"]
        self._embed = embed
        self._known = np.frombuffer(parts["known"], np.int8).reshape(-1, size)
        self._norms = np.concatenate([np.linalg.norm(part.astype(np.float32), axis=1) for part in _few(self._known)])
        self._says = np.frombuffer(parts["says"], np.float32).reshape(len(self._known), -1)
        self._means = dict(zip(facts["languages"], np.frombuffer(parts["means"], np.float32).reshape(-1, size), strict=True))
        self._width: float = facts["width"]
        self._words = Words(learned)

    def scores(self, text: str, language: str, held: Sequence[int]) -> list[float]:
        """One score per label. `language` is the one the text is in: what all its messages share is taken away. `held`: its buckets."""
        found = self.of_vectors(self._embed(windows(text)), language)
        scores: list[float] = found.mean(axis=0).tolist()
        scores[_DANGER] = float(found[:, _DANGER].max())
        return list(map(float.__add__, scores, self._words.scores(held)))

    def of_vectors(self, vectors: Any, language: str) -> Any:
        centred = centred_on(vectors, self._means.get(language, self._means[""]))
        return closeness(_products(centred, self._known) / self._norms, self._width) @ self._says


def windows(text: str) -> list[str]:
    """What is read of a text: all of it, or the beginning and the end of a very long one."""
    found = split_text(visible(text), WINDOW, len)
    return [*found] if len(found) <= MOST else [*found[: MOST - 1], found[-1]]


def centred_on(vectors: Any, mean: Any) -> Any:
    moved = np.asarray(vectors, np.float32) - mean
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)


def kernel(some: Any, others: Any, width: float) -> Any:
    """Likeness of unit vectors: 1 for the same, falling with their distance."""
    return closeness(some @ others.T, width)


def closeness(cosines: Any, width: float) -> Any:
    return np.exp((cosines - 1) * (2 * width))


def _products(vectors: Any, known: Any) -> Any:
    """`vectors @ known.T`, through one small table that is filled again and again: to make one for each part takes as long as to fill it."""
    found = np.empty((len(vectors), len(known)), np.float32)
    numbers, start = np.empty((_PART, known.shape[1]), np.float32), 0
    for part in _few(known):
        end, those = start + len(part), numbers[: len(part)]
        np.copyto(those, part)
        np.matmul(vectors, those.T, out=found[:, start:end])
        start = end
    return found


def _few(known: Any) -> Iterator[Any]:
    """A part of the messages at a time: they stay whole bytes in memory, a quarter of what numbers to reckon with take."""
    return (known[start : start + _PART] for start in range(0, len(known), _PART))
