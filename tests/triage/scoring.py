"""Scores what the hub would do with labelled messages against what it should do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.choosing import choose
from bot.domain.policy import Thresholds
from bot.domain.subjects import LABELS, Triage
from tests.triage.labelled import Labelled


@dataclass(frozen=True)
class Outcome:
    """One message, what it is about and what was done. `told` went somewhere at once, `offered` was asked about."""

    message: Labelled
    told: tuple[str, ...]
    offered: tuple[str, ...]
    first: float  # confidence of the likeliest subject

    @property
    def asked(self) -> bool:
        return bool(self.offered)

    @property
    def right(self) -> bool:
        return self.message.label in self.told

    @property
    def served(self) -> bool:
        """Correct, or asked with the right choice among those offered."""
        return self.right or self.message.label in self.offered

    @property
    def strayed(self) -> bool:
        """Something was told that the message is not about, beside what it is about or before a question."""
        return any(label not in {self.message.label, *self.message.also} for label in self.told[0 if self.asked else 1 :])


def outcomes(
    messages: Iterable[Labelled], triager: Callable[[str, str], Triage], bars: Thresholds | None = None
) -> list[Outcome]:
    return [outcome(message, triager(message.text, message.lang), bars) for message in messages]


def outcome(message: Labelled, found: Triage, bars: Thresholds | None = None) -> Outcome:
    choice = choose(found, bars)
    told = tuple(finding.label for finding in choice.subjects)
    first = max((finding.confidence for finding in (*found.findings, *found.maybe)), default=0.0)
    return Outcome(message, told, tuple(LABELS[subject] for subject in choice.choices), first)


@dataclass(frozen=True)
class Figures:
    """Shares of 1, over the messages each is about."""

    messages: int
    served: float
    decided: float
    right: float  # of those decided
    missed: dict[str, float]  # danger, urgent and absence: neither told nor offered
    alarmed: float  # told as danger, of those that are none
    strayed: float
    notes_taken: float  # teacher's notes that went elsewhere without a question


def figures(found: Sequence[Outcome]) -> Figures:
    decided = [one for one in found if not one.asked]
    calm = [one for one in found if one.message.label != "safeguarding"]
    notes = [one for one in found if one.message.label == "teacher"]
    return Figures(
        messages=len(found),
        served=_share(one.served for one in found),
        decided=_share(not one.asked for one in found),
        right=_share(one.right for one in decided),
        missed={
            label: _share(not one.served for one in found if one.message.label == label)
            for label in ("safeguarding", "urgent", "absence")
        },
        alarmed=_share("safeguarding" in one.told for one in calm),
        strayed=_share(one.strayed for one in found),
        notes_taken=_share(not one.asked and not one.right for one in notes),
    )


def _share(facts: Iterable[bool]) -> float:
    held = list(facts)
    return sum(held) / len(held) if held else 0.0
