"""One answer from rules and learning: the rules' words stay the reason, learning says how likely each subject is.

Learning may add an alert or turn a doubtful route into a question. It never takes away the rules' alert of danger.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import replace

from bot.domain.bars import Bars
from bot.domain.folding import words
from bot.domain.subjects import LABELS, Finding, Subject, Triage, rank

_DANGER = "safeguarding"
_HEARD = 0.01  # below it a subject is not worth offering
_SPEAKS = 0.5  # of the rules: what has less is a sign that may mean anything
_FEW = 6  # words that say too little to be taken for a complaint by likeness alone
_OUTRIGHT = 0.7  # of the rules; a word that may be urgent and may not ("inhaler") has less
_PLAIN = {label: subject for subject, label in reversed([*LABELS.items()])}
"""Label → its plainest subject, which stands first among those that share it."""

Why = Callable[[str], tuple[str, ...]]


def blended(
    rules: Triage, main: Mapping[str, float], parts: Mapping[str, float], why: Why, bars: Bars | None = None
) -> Triage:
    """`main` and `parts` are the chances of `bot.domain.heads`; `why(label)` quotes words when no rule has any.

    The first finding is what the message is mainly about; then come danger and second subjects, in tie-break order.
    """
    fitted = bars or Bars()
    ranked = sorted(main, key=lambda label: -main[label])
    alert = {_DANGER} if rules.of(Subject.SAFEGUARDING) else set[str]()
    heard = [label for label in ranked if main[label] >= _HEARD or parts[label] >= _HEARD or label in alert]
    found = [_finding(label, main[label], parts[label], rules, why) for label in heard]
    found = [_heeded(one, fitted) if one.label in alert else one for one in found]
    main_one = next((one for one in found if not _too_faint(one, fitted)), None)
    rest = tuple(one for one in found if one is not main_one)
    return parted(Triage((main_one,) if main_one else (), rest, fitted, rules.private), alert)


def _too_faint(finding: Finding, bars: Bars) -> bool:
    """Danger below its bar is told to nobody, even where nothing else is likelier."""
    return finding.label == _DANGER and finding.confidence < bars.danger


def _heeded(alert: Finding, bars: Bars) -> Finding:
    """What the rules tell as danger is passed on, so it is never shown as fainter than what is."""
    return replace(alert, confidence=max(alert.confidence, bars.danger))


def parted(triage: Triage, kept: Container[str] = ()) -> Triage:
    """Divides what was heard anew by the bars of the triage. What is told of danger, or `kept`, stays told."""
    first, others = triage.findings[:1], (*triage.findings[1:], *triage.maybe)
    told = {_DANGER} if triage.of(Subject.SAFEGUARDING) else set[str]()
    goes = [f for f in others if f.label in told or f.label in kept or _reaches(f, triage.bars)]
    goes.sort(key=lambda finding: rank(finding.subject))
    rest = sorted((f for f in others if f not in goes), key=lambda finding: -finding.confidence)
    return Triage((*first, *(_told(finding) for finding in goes)), tuple(rest), triage.bars, triage.private)


def _reaches(finding: Finding, bars: Bars) -> bool:
    if finding.subject is Subject.SAFEGUARDING:
        return finding.confidence >= bars.danger
    return finding.along >= bars.second


def _told(finding: Finding) -> Finding:
    """A second subject is as sure as that a part of the message is about it."""
    if finding.subject is Subject.SAFEGUARDING:
        return finding
    return replace(finding, confidence=max(finding.confidence, finding.along))


def _finding(label: str, chance: float, along: float, rules: Triage, why: Why) -> Finding:
    known = next((found for found in (*rules.findings, *rules.maybe) if found.label == label), None)
    subject = known.subject if known else _PLAIN[label]
    because = (known.because if known else ()) or why(label)
    return Finding(subject, round(chance, 3), because, round(along, 3))


def doubted(found: Triage, rules: Triage, text: str) -> Triage:
    """ "I wanted to ask something" is like the beginning of many complaints, and none: a handful of words in which no rule
    hears one is asked about (law 8). So is a word alone that is like much that was urgent ("inhaler"), unless it says so itself.
    """
    first = next(iter(found.findings), None)
    if first is None or not (_is_like_complaints(first, rules, text) or _is_a_word_like_urgent(first, rules, text)):
        return found
    return replace(found, findings=found.findings[1:], maybe=(first, *found.maybe))


def _is_like_complaints(first: Finding, rules: Triage, text: str) -> bool:
    heard = any(one.subject is Subject.COMPLAINT and one.confidence > _SPEAKS for one in (*rules.findings, *rules.maybe))
    return first.subject is Subject.COMPLAINT and not heard and len(words(text)) <= _FEW


def _is_a_word_like_urgent(first: Finding, rules: Triage, text: str) -> bool:
    return first.subject is Subject.URGENT and len(words(text)) == 1 and not is_outright(text, rules)


def is_outright(text: str, rules: Triage) -> bool:
    """ "Urgent", in any language, and nothing else: no likeness to other messages knows better than the word (LT17)."""
    first = next(iter(rules.findings), None)
    if first is None or first.subject is not Subject.URGENT or first.confidence < _OUTRIGHT:
        return False
    return any(words(quoted) == words(text) for quoted in first.because)


def outright(rules: Triage, bars: Bars) -> Triage:
    """What the rules say first, surely and alone."""
    return replace(rules, findings=(replace(rules.findings[0], confidence=1.0),), maybe=(), bars=bars)
