"""How far to trust each source: a small softmax over what the rules, the words and the meaning say about a message."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.subjects import Triage

LABELS = (
    "safeguarding",
    "urgent",
    "absence",
    "complaint",
    "abusive",
    "dinner",
    "progress",
    "sen",
    "office",
    "teacher",
    "other",
)
_BASE = math.log(0.1 / 0.9)  # what a rule finding is measured against: the chance of a subject before a word is read


@dataclass(frozen=True, slots=True)
class Head:
    """One row of weights per label; the last weight of a row stands alone.

    `rows` tell what a message is mainly about, `also` what it is about at all: primary or second.
    """

    rows: tuple[tuple[float, ...], ...]
    also: tuple[tuple[float, ...], ...]

    def chances(self, evidence: Sequence[float]) -> dict[str, float]:
        """Label → chance that the message is mainly about it. They sum to 1."""
        sums = _sums(self.rows, evidence)
        most = max(sums)
        powers = [math.exp(total - most) for total in sums]
        whole = sum(powers)
        return {label: power / whole for label, power in zip(LABELS, powers, strict=True)}


    def parts(self, evidence: Sequence[float]) -> dict[str, float]:
        """Label → chance that at least a part of the message is about it. Each stands for itself."""
        return {label: _chance(total) for label, total in zip(LABELS, _sums(self.also, evidence), strict=True)}


def _sums(rows: Sequence[Sequence[float]], evidence: Sequence[float]) -> list[float]:
    return [sum(map(float.__mul__, row, evidence)) + row[-1] for row in rows]


def _chance(log: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log))))


def rule_evidence(found: Triage) -> list[float]:
    """What the rules say, as numbers: for each label the log-odds above the base, then whether they said anything."""
    strength: Mapping[str, float] = {f.label: _log_odds(f.confidence) - _BASE for f in (*found.maybe, *found.findings)}
    return [strength.get(label, 0.0) for label in LABELS] + [float(label in strength) for label in LABELS]


def _log_odds(chance: float) -> float:
    held = min(max(chance, 0.001), 0.999)
    return math.log(held / (1 - held))
