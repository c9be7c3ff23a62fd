"""Route or ask: what the hub does with a triage. Danger is passed on at once and never asked about (law 6, law 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.subjects import LABELS, Finding, Subject, Triage

OFFERED = 3  # choices in one question
_USUAL = (Subject.NOTE, Subject.ADMIN, Subject.ABSENCE)
_WATCHED = ("urgent", "absence")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Chances in 0..1. `sure`: routed without asking; `subjects` say it for single ones.

    `danger`: so likely that nothing else need be asked. `watch`: an urgent matter or absence at least this likely is
    never passed over in silence: it goes along, or it is asked about.
    """

    sure: float = 0.65
    danger: float = 0.5
    watch: float = 0.12
    subjects: Mapping[Subject, float] = field(default_factory=dict)

    def of(self, subject: Subject) -> float:
        return self.subjects.get(subject, self.sure)


SURE = Thresholds().sure


@dataclass(frozen=True, slots=True)
class Choice:
    """`subjects` are acted on now. `choices` is empty unless the hub asks; then at most three, likeliest first."""

    subjects: tuple[Finding, ...]
    choices: tuple[Subject, ...] = ()

    @property
    def asks(self) -> bool:
        return bool(self.choices)


def choose(triage: Triage, thresholds: Thresholds | None = None) -> Choice:
    bars = thresholds or Thresholds()
    danger = tuple(f for f in triage.findings if f.subject is Subject.SAFEGUARDING)
    rest = tuple(f for f in triage.findings if f.subject is not Subject.SAFEGUARDING)
    if danger and triage.findings[0] in danger:
        clear = danger[0].confidence >= bars.danger
        return Choice(danger + rest[:1]) if clear else Choice(danger, _offers(rest + triage.maybe))
    if rest and rest[0].confidence >= bars.of(rest[0].subject) and not _overlooked(rest[:2], triage, bars):
        return Choice(rest[:1] + danger + rest[1:2])
    return Choice(danger, _offers(rest + triage.maybe))


def _overlooked(going: tuple[Finding, ...], triage: Triage, bars: Thresholds) -> bool:
    """Something that must not wait may be in the message and would go nowhere."""
    told = {finding.label for finding in going}
    return any(f.label in _WATCHED and f.label not in told and f.confidence >= bars.watch for f in triage.maybe)


def _offers(findings: tuple[Finding, ...]) -> tuple[Subject, ...]:
    ranked = sorted(findings, key=lambda finding: -finding.confidence)
    offered: dict[str, Subject] = {}
    for subject in (*(finding.subject for finding in ranked), *_USUAL):
        if subject is not Subject.SAFEGUARDING:
            offered.setdefault(LABELS[subject], subject)
    return tuple(offered.values())[:OFFERED]
