"""Fits the bars of each reading level on what messages left out were told.

An ordinary post is taken to lie half-way between the given messages, which the rules were written against, and the
others, which are harder than a school's post and weighed by how often their labels come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from bot.domain.bars import Bars
from bot.domain.blending import blended
from bot.domain.choosing import choose
from bot.domain.heads import Head
from bot.domain.subjects import LABELS, Subject, Triage
from tests.triage.labelled import Labelled

ALARMS = {"rules": 0.016, "words": 0.03, "meaning": 0.045}  # of ordinary messages that are none, told as danger
ASKED = {"rules": 0.35, "words": 0.3, "meaning": 0.25}
"""Of ordinary messages, asked about: a level that knows less asks more. Each one beyond weighs as `QUESTION` says."""
QUESTION = 0.2  # of a message that went wrong
STRAYS = 0.02  # second subjects that a message is not about
DANGERS = tuple(step / 100 for step in range(3, 61))
SECONDS = (0.35, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
SWEPT: Mapping[str, tuple[float, ...]] = {
    "sure": (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9),
    "watch": (0.06, 0.09, 0.12, 0.16, 0.2, 0.3),
    "note": (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8),
    "taken": (0.04, 0.06, 0.09, 0.12, 0.16, 0.2, 0.3),
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
    """Weights that sum to one: half for the usual messages, half for the rest by how often the usual have their label."""
    given = [message.label for message in messages if usual(message)]
    rest = [message.label for message in messages if not usual(message)]
    share = {label: given.count(label) / len(given) / rest.count(label) for label in set(rest)}
    return [0.5 / len(given) if usual(message) else 0.5 * share[message.label] for message in messages]


def fitted(
    head: Head, evidence: Sequence[Sequence[float]], rules: Sequence[Triage], messages: Sequence[Labelled],
    weights: Sequence[float], level: str,
) -> dict[str, float]:  # fmt: skip
    found = [
        Read(message, said, head.chances(row), head.parts(row), weight)
        for message, said, row, weight in zip(messages, rules, evidence, weights, strict=True)
    ]
    bars, asked = _danger(found, ALARMS[level]), ASKED[level]
    bars = next((one for one in _with(bars, "second", SECONDS) if _strays(found, one) <= STRAYS), bars)
    return asdict(_swept(found, _swept(found, bars, asked), asked))


def _danger(found: Sequence[Read], alarms: float) -> Bars:
    """The lowest bar that the false alarms allow: a miss costs more than a look."""
    calm = [read for read in found if read.message.label != "safeguarding"]
    able = (one for one in _with(Bars(), "danger", DANGERS) if _alarms(calm, one) <= alarms)
    return next(able, Bars(danger=DANGERS[-1]))


def _alarms(calm: Sequence[Read], bars: Bars) -> float:
    return _share(calm, lambda read: _by(read, bars).of(Subject.SAFEGUARDING) is not None)


def _strays(found: Sequence[Read], bars: Bars) -> float:
    return _share(found, lambda read: any(
        finding.label not in {"safeguarding", read.message.label, *read.message.also}
        for finding in _by(read, bars).findings[1:]
    ))  # fmt: skip


def _swept(found: Sequence[Read], bars: Bars, budget: float) -> Bars:
    """One bar after the other: the least harm that the questions allow."""
    for name, values in SWEPT.items():
        bars = min(_with(bars, name, values), key=lambda one: _harm(found, one, budget))
    return bars


def _harm(found: Sequence[Read], bars: Bars, budget: float) -> float:
    """Messages served wrongly by what they cost, and questions beyond the budget."""
    asked = harm = whole = 0.0
    for read in found:
        choice = choose(_by(read, bars))
        told = {finding.label for finding in choice.subjects}
        reached = read.message.label in {*told, *(LABELS[subject] for subject in choice.choices)}
        asked, whole = asked + read.weight * choice.asks, whole + read.weight
        harm += 0.0 if reached else read.weight * _COSTS.get(read.message.label, 1)
    return harm / whole + QUESTION * max(0.0, asked / whole - budget)


_COSTS = {"urgent": 4, "absence": 4, "teacher": 4}
"""What a message costs that reaches the wrong desk only. An urgent one or an absence must not wait; notes are most of a post."""


def _by(read: Read, bars: Bars) -> Triage:
    return blended(read.rules, read.main, read.parts, lambda label: (), bars)


def _with(bars: Bars, name: str, values: Iterable[float]) -> list[Bars]:
    return [replace(bars, **{name: value}) for value in values]


def _share(found: Sequence[Read], holds: Callable[[Read], bool]) -> float:
    return sum(read.weight for read in found if holds(read)) / sum(read.weight for read in found)
