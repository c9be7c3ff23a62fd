"""What a message can be about, and how subjects rank when one message is about several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from bot.domain.bars import Bars


class Subject(StrEnum):
    """Finest kinds a policy may route. `LABELS` gives the class used to score triage."""

    SAFEGUARDING = "safeguarding"
    URGENT = "urgent"
    ABSENCE = "absence"
    SICKNESS = "sickness"
    LATENESS = "lateness"
    APPOINTMENT = "appointment"
    COMPLAINT = "complaint"
    ABUSE = "abuse"
    DINNERS = "dinners"
    PROGRESS = "progress"
    SEN = "sen"
    ADMIN = "admin"
    NOTE = "note"
    OTHER = "other"


LABELS: Mapping[Subject, str] = MappingProxyType(
    {
        Subject.SAFEGUARDING: "safeguarding",
        Subject.URGENT: "urgent",
        Subject.ABSENCE: "absence",
        Subject.SICKNESS: "absence",
        Subject.LATENESS: "absence",
        Subject.APPOINTMENT: "absence",
        Subject.COMPLAINT: "complaint",
        Subject.ABUSE: "abusive",
        Subject.DINNERS: "dinner",
        Subject.PROGRESS: "progress",
        Subject.SEN: "sen",
        Subject.ADMIN: "office",
        Subject.NOTE: "teacher",
        Subject.OTHER: "other",
    }
)
"""Subject → label of the triage corpus."""

PRIVATE = frozenset(
    {
        Subject.SAFEGUARDING, Subject.URGENT, Subject.ABSENCE, Subject.SICKNESS, Subject.APPOINTMENT,
        Subject.COMPLAINT, Subject.ABUSE, Subject.SEN,
    }
)  # fmt: skip
"""May be about health, needs, a complaint or a child's safety: such words never leave the school's own network."""

_RANKS = {"safeguarding": 0, "urgent": 1, "absence": 2, "complaint": 3}


def rank(subject: Subject) -> int:
    """Place in the tie-break safeguarding > urgent > absence family > complaint > rest; 0 comes first."""
    return _RANKS.get(LABELS[subject], 4)


@dataclass(frozen=True, slots=True)
class Finding:
    """One subject with a confidence in 0..1 and the matched words, as staff see them ("why").

    `along`: the chance that at least a part of the message is about it.
    """

    subject: Subject
    confidence: float
    because: tuple[str, ...] = ()
    along: float = field(default=0.0, compare=False)

    @property
    def label(self) -> str:
        return LABELS[self.subject]


@dataclass(frozen=True, slots=True)
class Triage:
    """Findings in tie-break order, only those that reached the bar of their subject. Empty: nothing was recognised.

    `maybe` holds what fell short, likeliest first: offered when the hub has to ask, never acted on. `bars` are those of
    the readers it comes from. `private`: the words of health, needs or family circumstances in the text, whatever it is
    about; anything in it makes the whole text private (law 4).
    """

    findings: tuple[Finding, ...] = ()
    maybe: tuple[Finding, ...] = ()
    bars: Bars = field(default=Bars(), compare=False)
    private: tuple[str, ...] = field(default=(), compare=False)

    def of(self, subject: Subject) -> Finding | None:
        return next((finding for finding in self.findings if finding.subject is subject), None)
