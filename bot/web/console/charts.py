"""Counts as bars: where each part begins and how long it is. The colours and the dark mode are the style sheet's.

Each is drawn twice, for a wide screen and for a phone: one drawing made smaller would have letters nobody can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, GAP = 22, 12
_BROAD = (640, 84, 90)  # the whole, the labels, and what is left for the total on the right of the longest bar
_SLIM = (300, 52, 68)


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
class Drawing:
    """For one width of screen. `label`: where the labels end."""

    name: str
    width: int
    label: int
    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return len(self.bars) * (HEIGHT + GAP) + GAP


@dataclass(frozen=True, slots=True)
class Chart:
    """`said` is the whole of it in words, for whoever does not see it; a table beside it has every number."""

    title: str
    legend: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    said: str


Line = tuple[str, Sequence[float], str]


def chart(title: str, legend: Sequence[str], rows: Sequence[Line]) -> Chart | None:
    """Rows of a label, a value for each of the legend, and the total in words. None when there is nothing to draw."""
    longest = max((sum(values) for _, values, _ in rows), default=0)
    if not longest:
        return None
    drawings = (_drawing("broad", _BROAD, longest, rows), _drawing("slim", _SLIM, longest, rows))
    said = "; ".join(f"{label}: {total}" for label, _, total in rows)
    return Chart(title, tuple(legend), drawings, f"{title}. {said}.")


def _drawing(name: str, sizes: tuple[int, int, int], longest: float, rows: Sequence[Line]) -> Drawing:
    width, label, for_total = sizes
    scale = (width - label - for_total) / longest
    return Drawing(name, width, label - 8, tuple(_bar(place, row, label, scale) for place, row in enumerate(rows)))


def _bar(place: int, row: Line, begins: int, scale: float) -> Bar:
    label, values, total = row
    parts, x = [], float(begins)
    for kind, value in enumerate(values):
        width = round(value * scale, 1)
        if width:
            parts.append(Part(kind, round(x, 1), width, f"{value:g}" if width > 24 and len(values) > 1 else ""))
        x += width
    return Bar(label, GAP + place * (HEIGHT + GAP), tuple(parts), round(x, 1), total)
