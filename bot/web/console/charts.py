"""Counts as bars: where each part begins and how long it is. The colours and the dark mode are the style sheet's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, LABEL, HEIGHT, GAP = 640, 84, 22, 12
_FOR_TOTAL = 90  # on the right of the longest bar


@dataclass(frozen=True, slots=True)
class Part:
    """`kind` counts from 0, in the order of the legend."""

    kind: int
    x: float
    width: float
    value: str


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    y: int
    parts: tuple[Part, ...]
    end: float
    total: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`said` is the whole of it in words, for whoever does not see it; a table beside it has every number."""

    title: str
    legend: tuple[str, ...]
    bars: tuple[Bar, ...]
    said: str

    @property
    def height(self) -> int:
        return len(self.bars) * (HEIGHT + GAP) + GAP


def chart(title: str, legend: Sequence[str], rows: Sequence[tuple[str, Sequence[float], str]]) -> Chart | None:
    """Rows of a label, a value for each of the legend, and the total in words. None when there is nothing to draw."""
    longest = max((sum(values) for _, values, _ in rows), default=0)
    if not longest:
        return None
    scale = (WIDTH - LABEL - _FOR_TOTAL) / longest
    bars = tuple(_bar(place, row, scale) for place, row in enumerate(rows))
    said = "; ".join(f"{label}: {total}" for label, _, total in rows)
    return Chart(title, tuple(legend), bars, f"{title}. {said}.")


def _bar(place: int, row: tuple[str, Sequence[float], str], scale: float) -> Bar:
    label, values, total = row
    parts, x = [], float(LABEL)
    for kind, value in enumerate(values):
        width = round(value * scale, 1)
        if width:
            parts.append(Part(kind, round(x, 1), width, f"{value:g}" if width > 24 and len(values) > 1 else ""))
        x += width
    return Bar(label, GAP + place * (HEIGHT + GAP), tuple(parts), round(x, 1), total)
