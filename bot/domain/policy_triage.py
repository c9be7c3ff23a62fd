"""Policy group: how sure the hub must be before it acts on what a message seems to be about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.subjects import Subject


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A school's own bars (`bot.domain.bars.Bars`), chances in 0..1; None keeps the fitted one.

    `danger` is only ever lowered: a school may be more careful, never less (law 6). `subjects`: `sure` of single ones.
    """

    sure: float | None = None
    danger: float | None = None
    second: float | None = None
    watch: float | None = None
    subjects: Mapping[Subject, float] = field(default_factory=dict)
