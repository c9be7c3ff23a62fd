"""Route or ask: what the hub does with a triage. Danger is passed on at once and never asked about (law 6, law 8)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.subjects import LABELS, Finding, Subject, Triage

SURE = 0.7  # route on it without asking
SECOND = 0.85  # a second subject goes along
DANGER = 0.7  # sure enough that nothing else need be asked
MARGIN = 0.06  # a lower-ranking subject at least this close to the first makes it doubtful
OFFERED = 3  # choices in one question
_USUAL = (Subject.NOTE, Subject.ADMIN, Subject.ABSENCE)


@dataclass(frozen=True, slots=True)
class Choice:
    """`subjects` are acted on now. `choices` is empty unless the hub asks; then at most three, likeliest first."""

    subjects: tuple[Finding, ...]
    choices: tuple[Subject, ...] = ()

    @property
    def asks(self) -> bool:
        return bool(self.choices)


def choose(triage: Triage) -> Choice:
    danger = tuple(f for f in triage.findings if f.subject is Subject.SAFEGUARDING)
    rest = tuple(f for f in triage.findings if f.subject is not Subject.SAFEGUARDING)
    if danger and danger[0].confidence >= DANGER:
        return Choice(danger + tuple(f for f in rest if f.confidence >= SECOND)[:1])
    if rest and rest[0].confidence >= SURE and not _outweighed(rest):
        return Choice(rest[:1] + danger + tuple(f for f in rest[1:] if f.confidence >= SECOND)[:1])
    return Choice(danger, _offers(rest + triage.maybe))


def _outweighed(findings: tuple[Finding, ...]) -> bool:
    first = findings[0].confidence
    return any(other.confidence >= first - MARGIN for other in findings[1:])


def _offers(findings: tuple[Finding, ...]) -> tuple[Subject, ...]:
    ranked = sorted(findings, key=lambda finding: -finding.confidence)
    offered: dict[str, Subject] = {}
    for subject in (*(finding.subject for finding in ranked), *_USUAL):
        if subject is not Subject.SAFEGUARDING:
            offered.setdefault(LABELS[subject], subject)
    return tuple(offered.values())[:OFFERED]
