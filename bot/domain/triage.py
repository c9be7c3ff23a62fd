"""What a message is about: subjects found in a text, with the words that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """Finest kinds a policy may route. `label` gives the class used to score triage."""

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One subject with a confidence in 0..1 and the matched words, as staff see them ("why")."""

    subject: Subject
    confidence: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triage:
    """Findings, strongest claim first in the tie-break order of the triage corpus. Empty: nothing was recognised."""

    findings: tuple[Finding, ...] = ()

    def of(self, subject: Subject) -> Finding | None:
        return next((finding for finding in self.findings if finding.subject is subject), None)
