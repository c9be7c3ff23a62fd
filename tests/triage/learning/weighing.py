"""Fits the small softmax that says how far to trust rules, words and meaning, on answers to messages left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bot.domain.heads import Head

_STEPS, _RATE, _DECAY = 300, 0.06, 0.002

Rows = tuple[tuple[float, ...], ...]


def head(evidence: Any, main: Any, parts: Any, usual: Any) -> Head:
    """`main`: one-hot labels; `parts`: also the second labels. One row per message.

    `usual`: how often each label comes in an ordinary post. The labelled messages hold more danger than that, so each
    message counts as much as its label is usual.
    """
    inputs = np.hstack([evidence, np.ones((len(evidence), 1))]).astype(np.float32)
    counts = (main @ (usual / main.mean(axis=0)))[:, None].astype(np.float32) / len(main)
    return Head(_descended(inputs, main, counts, softmax), _descended(inputs, parts, counts, logistic))


def softmax(sums: Any) -> Any:
    powers = np.exp(sums - sums.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def logistic(sums: Any) -> Any:
    return 1 / (1 + np.exp(-sums))


def _descended(inputs: Any, wanted: Any, counts: Any, link: Callable[[Any], Any]) -> Rows:
    """Full-batch Adam from zero: no chance is involved."""
    rows = np.zeros((wanted.shape[1], inputs.shape[1]), np.float32)
    first, second = np.zeros_like(rows), np.zeros_like(rows)
    for step in range(1, _STEPS + 1):
        slope = ((link(inputs @ rows.T) - wanted) * counts).T @ inputs + _DECAY * rows
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        rows -= _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return tuple(tuple(round(float(weight), 3) for weight in row) for row in rows)
