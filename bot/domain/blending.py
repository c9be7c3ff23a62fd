"""One answer from rules and learning: the rules' words stay the reason, learning says how likely each subject is.

Learning may add an alert or turn a doubtful route into a question. It never takes away the rules' alert of danger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.domain.subjects import LABELS, Finding, Subject, Triage, rank

ALERT = 0.1  # danger is told above this chance: a false alarm costs a look, a miss costs a child
SECOND = 0.65  # a part of the message is about it
_DANGER = "safeguarding"
_HEARD = 0.01  # below it a subject is not worth offering
_PLAIN = {label: subject for subject, label in reversed([*LABELS.items()])}
"""Label → its plainest subject, which stands first among those that share it."""

Why = Callable[[str], tuple[str, ...]]


def blended(rules: Triage, main: Mapping[str, float], parts: Mapping[str, float], why: Why) -> Triage:
    """`main` and `parts` are the chances of `bot.domain.heads`; `why(label)` quotes words when no rule has any.

    The first finding is what the message is mainly about; then come danger and second subjects, in tie-break order.
    """
    ranked = sorted(main, key=lambda label: -main[label])
    alarm = rules.of(Subject.SAFEGUARDING) is not None or main[_DANGER] >= ALERT
    first = ranked[0]
    second = [label for label in ranked[1:] if label != _DANGER and parts[label] >= SECOND]
    others = sorted([*second, *([_DANGER] if alarm and first != _DANGER else [])], key=lambda label: rank(_PLAIN[label]))
    rest = [label for label in ranked[1:] if label not in others and label != _DANGER and main[label] >= _HEARD]
    chances = {label: main[label] if label not in second else max(main[label], parts[label]) for label in ranked}
    chances[_DANGER] = max(chances[_DANGER], ALERT)
    return Triage(
        tuple(_finding(label, chances[label], rules, why) for label in [first, *others]),
        tuple(_finding(label, main[label], rules, why) for label in rest),
    )


def _finding(label: str, chance: float, rules: Triage, why: Why) -> Finding:
    known = next((found for found in (*rules.findings, *rules.maybe) if found.label == label), None)
    subject = known.subject if known else _PLAIN[label]
    return Finding(subject, round(chance, 3), (known.because if known else ()) or why(label))
