"""Softmax regression over likeness to every labelled message, by conjugate gradients; stopped early.

Every answer a message gets while it is left out comes from the same fit without its part of the messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.triage.learning.weighing import softmax

PARTS = 5  # each message is left out once, with a fifth of the others


@dataclass(frozen=True)
class Fit:
    """`says`: what each message says for each label. `unseen`: each message's scores when it is left out."""

    says: Any
    unseen: Any
    base: Any


def fitted(likeness: Any, wanted: Any, ridge: float, steps: int) -> Fit:
    """`likeness`: of all messages with all, symmetric; `wanted`: one-hot labels.

    Few steps keep the fit from learning single messages by heart. The whole and its parts are fitted side by side,
    because multiplying by the likeness is the slow part.
    """
    base = np.log(wanted.mean(axis=0)).astype(np.float32)
    seen = np.arange(PARTS + 1)[None] != (np.arange(len(wanted)) % PARTS)[:, None] + 1  # the first fit sees all
    says, scores = climbed(likeness, seen[:, :, None], wanted[:, None].astype(np.float32), base, ridge, steps)
    at = np.arange(len(wanted))
    return Fit(says[:, 0], scores[at, at % PARTS + 1], base)


def climbed(likeness: Any, seen: Any, wanted: Any, base: Any, ridge: float, steps: int) -> tuple[Any, Any]:
    """What each message says in each fit, and the scores that come of it. Messages a fit does not see say nothing in it."""
    says = np.zeros((len(wanted), seen.shape[1], wanted.shape[2]), np.float32)
    scores = says + base
    along = moves = before = np.zeros_like(says)
    length = np.ones(seen.shape[1], np.float32)
    for _ in range(steps):
        slope = seen * (wanted - softmax(scores)) - np.float32(ridge) * says
        rise = (likeness @ slope.reshape(len(slope), -1)).reshape(slope.shape)
        steep = _each(slope, rise)
        turn = np.maximum(0, (steep - _each(before, rise)) / length)[None, :, None]
        along, moves = slope + turn * along, rise + turn * moves
        far = _each(slope, moves) / _bend(seen * softmax(scores), moves, along, ridge)
        says += far[None, :, None] * along
        scores += far[None, :, None] * moves
        before, length = slope, steep
    return says, scores


def _bend(chances: Any, moves: Any, along: Any, ridge: float) -> Any:
    """How fast the slope along a direction falls, for each fit."""
    mean = (chances * moves).sum(axis=2, keepdims=True)
    return _each(chances * moves, moves) - (mean[:, :, 0] ** 2).sum(axis=0) + np.float32(ridge) * _each(along, moves)


def _each(one: Any, other: Any) -> Any:
    """The product of two directions, for each fit."""
    return np.einsum("nfc,nfc->f", one, other)
