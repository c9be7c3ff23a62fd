"""Fits the bars of each reading level on what messages left out were told, for a school's ordinary post.

The aims are constraints, each weighing what it is missed by: nothing is bought with questions alone, nor with mistakes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.domain.bars import Bars
from bot.domain.blending import blended
from bot.domain.choosing import choose
from bot.domain.heads import Head
from bot.domain.subjects import LABELS, Triage
from tests.triage.labelled import Labelled
from tests.triage.scoring import figures, outcome

HELD = {
    "rules": Bars(danger=0.055, sure=0.9, second=0.5, watch=0.12, taken=0.06, note=0.7),
    "words": Bars(danger=0.16, sure=0.95, second=0.75, watch=0.16, taken=0.06, note=0.7),
    "meaning": Bars(danger=0.05, sure=0.75, watch=0.05, taken=0.04, note=0.8),
}
"""Set by hand with harder messages in view. `danger`, `watch` and `taken` are no part of the trade of questions against mistakes; `sure`
and `note` stand a step above what the fit would choose on messages it has seen the like of."""
FITTED = {"rules": (), "words": (), "meaning": ("second",)}
"""What is fitted: the two levels that cannot reach the aims keep their bars and ask more. The fit would have words tell danger
from 0.06 on: one hard calm message in seven would ring then (`blind`), and of a text of two words that nobody wrote before one in twenty."""
DECIDED, RIGHT, MISSED, ALARMED, STRAYED, NOTES = 0.8, 0.96, 0.02, 0.03, 0.05, 0.03
"""What is aimed at: decided without asking and right in those; danger, urgent or absence missed; danger told of
others; a second subject that is none; notes taken elsewhere."""
WATCHED = ("safeguarding", "urgent", "absence")
COST = 2.0  # of a hundredth that an aim is missed by, against a hundredth less served
SWEPT: Mapping[str, tuple[float, ...]] = {
    "second": (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9),
    "sure": (0.35, 0.4, 0.45, 0.5, 0.55, 0.58, 0.6, 0.62, 0.65, 0.68, 0.7, 0.72, 0.75, 0.8, 0.85, 0.9),
    "note": (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8),
}


@dataclass(frozen=True)
class Read:
    """One message left out, what rules and head say of it, and how much it counts."""

    message: Labelled
    rules: Triage
    main: Mapping[str, float]
    parts: Mapping[str, float]
    weight: float


def ordinary(messages: Sequence[Labelled], usual: Callable[[Labelled], bool]) -> list[float]:
    """Weights that sum to one: half for the usual messages, half for the rest, which count by language and label as they do."""
    given = [message for message in messages if usual(message)]
    shares, held = Counter(map(_kind, given)), Counter(_kind(message) for message in messages if not usual(message))
    known = sum(shares[kind] for kind in held)
    return [
        0.5 / len(given) if usual(message) else 0.5 * shares[_kind(message)] / known / held[_kind(message)]
        for message in messages
    ]


def _kind(message: Labelled) -> tuple[bool, str]:
    """Half of a school's post is English, and the labels do not come alike often there and elsewhere."""
    return message.lang == "en", message.label


def fitted(found: Sequence[Read], level: str) -> dict[str, float]:
    bars = HELD[level]
    for name in (*FITTED[level], *FITTED[level]):  # one bar after the other, twice: the least harm
        bars = _least(found, _with(bars, name, SWEPT[name]))
    return asdict(bars)


def _least(found: Sequence[Read], tried: Sequence[Bars]) -> Bars:
    """The middle one of those that do the least harm."""
    harms = [round(harm(found, bars), 6) for bars in tried]
    best = [bars for bars, done in zip(tried, harms, strict=True) if done == min(harms)]
    return best[len(best) // 2]


def harm(found: Sequence[Read], bars: Bars) -> float:
    """Messages not served, and what each aim is missed by."""
    done = [_done(read, bars) for read in found]
    decided = [one for one in done if not one.asked]
    failings = (
        DECIDED - _part(done, lambda one: not one.asked),
        RIGHT - _part(decided, lambda one: one.right),
        *(_part(_of(done, label), lambda one: not one.served) - MISSED for label in WATCHED),
        _part(_but(done, "safeguarding"), lambda one: one.alarmed) - ALARMED,
        _part(done, lambda one: one.strayed) - STRAYED,
        _part(_of(done, "teacher"), lambda one: not one.asked and not one.right) - NOTES,
    )
    return _part(done, lambda one: not one.served) + COST * sum(max(0.0, failing) for failing in failings)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done with one message, and how much it counts."""

    label: str
    weight: float
    asked: bool
    right: bool
    served: bool
    strayed: bool
    alarmed: bool = False


def _done(read: Read, bars: Bars) -> Done:
    choice, message = choose(_by(read, bars)), read.message
    told = [finding.label for finding in choice.subjects]
    right = message.label in told
    offered = {LABELS[subject] for subject in choice.choices}
    beside = {*told[not choice.asks :]} - {message.label, *message.also}
    served = right or message.label in offered
    return Done(message.label, read.weight, choice.asks, right, served, bool(beside), "safeguarding" in told)


def _of(done: Sequence[Done], label: str) -> list[Done]:
    return [one for one in done if one.label == label]


def _but(done: Sequence[Done], label: str) -> list[Done]:
    return [one for one in done if one.label != label]


def _sum(done: Iterable[Done]) -> float:
    return sum(one.weight for one in done)


def _part(done: Sequence[Done], holds: Callable[[Done], bool]) -> float:
    whole = _sum(done)
    return _sum(one for one in done if holds(one)) / whole if whole else 0.0


def read(head: Head, row: Sequence[float], rules: Triage, message: Labelled, weight: float) -> Read:
    return Read(message, rules, head.chances(row), head.parts(row), weight)


def reached(found: Sequence[Read], bars: Bars) -> dict[str, Any]:
    """The figures of these messages, each counting alike."""
    return asdict(figures([outcome(read.message, _by(read, bars)) for read in found]))


def _by(read: Read, bars: Bars) -> Triage:
    return blended(read.rules, read.main, read.parts, lambda label: (), bars)


def _with(bars: Bars, name: str, values: Iterable[float]) -> list[Bars]:
    return [replace(bars, **{name: value}) for value in values]
