"""Route or ask: what the hub does with a triage. Danger is passed on at once and never asked about (law 6, law 8)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.bars import Bars
from bot.domain.blending import parted
from bot.domain.policy_triage import Thresholds
from bot.domain.subjects import LABELS, PRIVATE, Finding, Subject, Triage

OFFERED = 3  # choices in one question
CLEAR = 0.5  # danger so likely that nothing else need be asked
_USUAL = (Subject.NOTE, Subject.ADMIN, Subject.ABSENCE)
_WATCHED = ("urgent", "absence")
_LIKE_NOTES = ("sen", "office", "dinner", "progress", "other")
"""Desks a teacher's note is easily taken to: they speak of the same glasses, lunches, books and forms."""


@dataclass(frozen=True, slots=True)
class Choice:
    """`subjects` are acted on now. `choices` is empty unless the hub asks; then at most three, likeliest first."""

    subjects: tuple[Finding, ...]
    choices: tuple[Subject, ...] = ()

    @property
    def asks(self) -> bool:
        return bool(self.choices)


def by_school(triage: Triage, own: Thresholds) -> Triage:
    """The triage by a school's own bars. It may hear danger that the fitted bar leaves out, never the other way round."""
    bars = Bars(
        danger=min(triage.bars.danger, _given(own.danger, triage.bars.danger)),
        sure=_given(own.sure, triage.bars.sure),
        second=_given(own.second, triage.bars.second),
        watch=_given(own.watch, triage.bars.watch),
        taken=triage.bars.taken,
        note=_given(own.sure, triage.bars.note),
    )
    return triage if bars == triage.bars else parted(replace(triage, bars=bars))


def _given(own: float | None, fitted: float) -> float:
    return fitted if own is None else own


def choose(triage: Triage, thresholds: Thresholds | None = None) -> Choice:
    """`thresholds`: the school's own; the triage's fitted bars hold where it has none."""
    own = thresholds or Thresholds()
    heard = by_school(triage, own)
    danger = tuple(f for f in heard.findings if f.subject is Subject.SAFEGUARDING)
    rest = tuple(f for f in heard.findings if f.subject is not Subject.SAFEGUARDING)
    if danger and heard.findings[0] in danger:
        clear = danger[0].confidence >= CLEAR
        return Choice(danger + rest[:1]) if clear else Choice(danger, _offers(rest + heard.maybe))
    if rest and _sure(rest[0], heard, own) and not _overlooked(rest[:2], heard):
        return Choice(rest[:1] + danger + rest[1:2])
    return Choice(danger, _offers(rest + heard.maybe))


def sure(triage: Triage, own: Thresholds | None = None) -> tuple[Finding, ...]:
    """What the message is about surely enough to act on without asking, by the bars `choose` goes by."""
    held = own or Thresholds()
    heard = by_school(triage, held)
    return tuple(finding for finding in heard.findings if _sure(finding, heard, held))


def in_its_minute(minute: Triage, alone: Triage, own: Thresholds | None = None) -> Triage:
    """A text understood with what its sender wrote a moment before it: that adds to what the text says, and takes nothing away.

    What the text says by itself surely enough to act on, and danger however faint, is heard though a reader took the
    whole minute for something else (law 6). A note is what anything may pass for: it is not added.
    """
    told = {finding.label for finding in minute.findings}
    certain = sure(alone, own)
    drowned = tuple(
        f
        for f in alone.findings
        if f.label not in told and (f.subject is Subject.SAFEGUARDING or (f in certain and f.subject is not Subject.NOTE))
    )
    leads = alone.findings[:1] == drowned[:1]
    labels = {finding.label for finding in drowned}
    return replace(
        minute,
        findings=(*drowned, *minute.findings) if leads else (*minute.findings, *drowned),
        maybe=tuple(finding for finding in minute.maybe if finding.label not in labels),
        private=tuple(dict.fromkeys((*minute.private, *alone.private))),
    )


def _sure(first: Finding, triage: Triage, own: Thresholds) -> bool:
    fitted = triage.bars.note if first.subject is Subject.NOTE else triage.bars.sure
    return first.confidence >= own.subjects.get(first.subject, fitted)


def _overlooked(going: tuple[Finding, ...], triage: Triage) -> bool:
    """Something that must not wait may be in the message and would go nowhere; or it may be the teacher's all along."""
    told = {finding.label for finding in going}
    watched = {*_WATCHED, *(("teacher",) if going[0].label in _LIKE_NOTES else ())}
    missing = (f for f in triage.maybe if f.label in watched - told)
    return any(f.confidence >= (triage.bars.taken if f.subject is Subject.NOTE else triage.bars.watch) for f in missing)


def for_teacher_too(triage: Triage) -> bool:
    """In doubt between a desk and the class teacher: until somebody has said which, both have it."""
    note = next((f for f in (*triage.findings, *triage.maybe) if f.subject is Subject.NOTE), None)
    desk = next((f for f in triage.findings if f.subject is not Subject.SAFEGUARDING), None)
    if note is None or desk is None or desk.label not in _LIKE_NOTES:
        return False
    return note.confidence >= triage.bars.taken


def may_be_private(triage: Triage) -> bool:
    """Whether words may be about health, needs, a complaint or a child's safety (law 4): told, or above the watch bar.

    Some faint chance of everything is left in every text; that alone makes nothing private.
    """
    faint = (finding for finding in triage.maybe if finding.confidence >= triage.bars.watch)
    return bool(triage.private) or any(finding.subject in PRIVATE for finding in (*triage.findings, *faint))


def is_private(triage: Triage) -> bool:
    """Whether words are likely to be about health, needs, a complaint or a child's safety."""
    likely = (finding for finding in triage.findings if finding.confidence >= triage.bars.second)
    return bool(triage.private) or any(finding.subject in PRIVATE for finding in likely)


def leans_private(triage: Triage) -> bool:
    """Whether it has words of such a matter, or is likeliest about one: staff are told, and it is on record (DPIA16)."""
    if triage.private:
        return True
    likeliest = max((*triage.findings, *triage.maybe), key=lambda finding: finding.confidence, default=None)
    return likeliest is not None and likeliest.subject in PRIVATE


def possible(triage: Triage) -> tuple[Finding, ...]:
    """What the message may be about: told, or likely enough to be watched for. Likeliest first, danger left out."""
    heard = (f for f in (*triage.findings, *triage.maybe) if f.subject is not Subject.SAFEGUARDING)
    likely = (f for f in heard if f in triage.findings or f.confidence >= triage.bars.watch)
    return tuple(sorted(likely, key=lambda finding: -finding.confidence))


def _offers(findings: tuple[Finding, ...]) -> tuple[Subject, ...]:
    ranked = sorted(findings, key=lambda finding: -finding.confidence)
    offered: dict[str, Subject] = {}
    for subject in (*(finding.subject for finding in ranked), *_USUAL):
        if subject is not Subject.SAFEGUARDING:
            offered.setdefault(LABELS[subject], subject)
    return tuple(offered.values())[:OFFERED]
