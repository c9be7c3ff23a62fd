"""What a message is about: subjects found in a text by the lexicons, with the words that decided it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.folding import Token, tokens
from bot.domain.lexicon import Lexicon
from bot.domain.subjects import LABELS, Finding, Subject, Triage, rank
from bot.domain.tongue import Spoken
from bot.domain.weighing import heard, private_words, weigh

__all__ = ["LABELS", "Finding", "Subject", "Triage", "triage"]

BARS = {Subject.SAFEGUARDING: 0.45}
BAR = 0.5
"""Findings below the bar of their subject are only `maybe`. Danger is told on weaker evidence."""
_NOTHING_SAID = Finding(Subject.OTHER, 0.9)
_HARDLY_ANYTHING = Finding(Subject.OTHER, 0.6)


def triage(
    text: str, lexicon: Lexicon, language_hint: str | None = None, spoken: Spoken | None = None
) -> Triage:
    """Subjects of one message in any mixture of the lexicons' languages; `language_hint` (BCP 47) may only boost.

    `spoken` tells which languages the text is plainly not in: what matches in those hardly counts.

    Takes time linear in the length of the text. Never raises on any text.
    """
    read = spoken.read if spoken else tokens(text)
    if not _words(read):
        return Triage((_NOTHING_SAID,))
    hits, lists = heard(read, lexicon)
    private = private_words(text, read, lists, spoken)
    found = weigh(text, read, hits, lists, language_hint, spoken)
    if not found and len(read) <= 2 and text.isascii():
        return Triage((_HARDLY_ANYTHING,), private=private)
    sure = [finding for finding in found if finding.confidence >= BARS.get(finding.subject, BAR)]
    sure.sort(key=lambda finding: (rank(finding.subject), -finding.confidence))
    rest = sorted((f for f in found if f not in sure), key=lambda finding: -finding.confidence)
    return Triage(tuple(sure), tuple(rest), private=private)


def says_nothing(read: Sequence[Token]) -> bool:
    """No word and no number: signs, emoji, white space."""
    return not _words(read)


def _words(read: Sequence[Token]) -> bool:
    return any(token.forms[0][0].isalnum() for token in read)
