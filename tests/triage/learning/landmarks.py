"""Softmax regression over likeness to landmarks: messages chosen evenly, which all others are compared with.

Every answer a message gets while it is left out comes from the same fit without its part of the messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.triage.learning.weighing import softmax

PARTS = 5  # each message is left out once, with a fifth of the others
_STEPS = 12
_JITTER = 0.05  # more than what is lost by adding up squares in short numbers


@dataclass(frozen=True)
class Fit:
    """`says`: what each landmark says for each label. `unseen`: each message's scores when it is left out."""

    says: Any
    unseen: Any
    base: Any


def chosen(count: int, most: int) -> Any:
    """Which messages are landmarks: spread evenly over all, so over languages and labels too."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def fitted(likeness: Any, marks: Any, wanted: Any, ridge: float) -> Fit:
    """`likeness`: messages by landmarks; `marks`: which messages those are; `wanted`: one-hot labels."""
    base = np.log(wanted.mean(axis=0))
    held = [np.arange(part, len(wanted), PARTS) for part in range(PARTS)]
    squares = [likeness[out].T @ likeness[out] for out in held]  # the slow part: each message is squared once, not PARTS times
    whole = sum(squares)
    says = _descended(likeness, likeness[marks], whole, wanted, base, ridge)
    unseen = np.zeros_like(wanted, dtype=np.float32)
    for out, square in zip(held, squares, strict=True):
        seen = np.setdiff1d(np.arange(len(wanted)), out)
        others = np.flatnonzero(np.isin(marks, seen))  # what is left out is no landmark either: it would know itself
        known, among = likeness[np.ix_(seen, others)], likeness[np.ix_(marks[others], others)]
        without = (whole - square)[np.ix_(others, others)]
        says_of = _descended(known, among, without, wanted[seen], base, ridge)
        unseen[out] = likeness[np.ix_(out, others)] @ says_of + base
    return Fit(says, unseen, base)


def _pace(square: Any, among: Any, ridge: float) -> Any:
    """How far to go in each direction: the loss is never steeper than its bound, so a step never overshoots."""
    bound = 0.5 * square.astype(np.float64) + ridge * among
    bound[np.diag_indices_from(bound)] += _JITTER
    return np.linalg.inv(bound).astype(np.float32)


def _descended(likeness: Any, among: Any, square: Any, wanted: Any, base: Any, ridge: float) -> Any:
    """Accelerated steps from zero; few of them, which keeps the fit from learning single messages by heart."""
    pace = _pace(square, among, ridge)
    says = ahead = np.zeros((likeness.shape[1], wanted.shape[1]), np.float32)
    for step in range(_STEPS):
        missed = wanted - softmax(likeness @ ahead + base)
        then = ahead + pace @ (likeness.T @ missed - ridge * (among @ ahead)).astype(np.float32)
        says, ahead = then, then + step / (step + 3) * (then - says)
    return says
