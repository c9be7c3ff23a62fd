"""Triage as the hub and the command line use it: shipped lexicons and learning in, subjects or a question out. Nothing leaves here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from bot.domain.choosing import choose
from bot.domain.lexicon import Lexicon
from bot.domain.subjects import LABELS, Finding, Triage
from bot.domain.tongue import Guess
from bot.domain.triage import says_nothing, triage
from bot.learned.fusing import Fusion, Level
from bot.lexiconfiles import load


class Triager:
    """Holds the compiled lexicons and what was learnt; safe to share between threads, keeps nothing of what it reads."""

    def __init__(self, lexicon: Lexicon | None = None, level: Level = Level.MEANING) -> None:
        self._lexicon = lexicon or load()
        self._fusion = Fusion(level)

    def __call__(self, text: str, language: str | None) -> Triage:
        """`language`: BCP 47, what the family writes in. Blocks for about 20 ms: not for the event loop."""
        spoken = self._fusion.spoken(text, language)
        found = triage(text, self._lexicon, language, spoken)
        return found if says_nothing(spoken.read) else self._fusion(text, spoken, found)

    def language(self, text: str, expected: str | None) -> Guess | None:
        """The language the text itself is in, as far as its pieces tell."""
        return self._fusion.language(text, expected)


def run_jsonl(stdin: Iterable[str], stdout: TextIO, triager: Triager | None = None) -> int:
    """`bookbag triage --jsonl`: reads {"id", "text", "lang"} lines, writes what the hub would do with each.

    Returns how many lines could not be read; each of those is answered by {"id": null, "error": …} in its place.
    """
    ready = triager or Triager()
    unread = 0
    for line in stdin:
        if line.strip():
            answer, readable = _answer(line, ready)
            unread += not readable
            stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return unread


def _answer(line: str, triager: Triager) -> tuple[dict[str, object], bool]:
    try:
        asked = json.loads(line.lstrip("\ufeff"))
        text, language = asked["text"], asked.get("lang")
        json.dumps(asked.get("id"), allow_nan=False)  # it is written back, and NaN is no JSON
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return {"id": None, "error": type(error).__name__}, False
    if not isinstance(text, str) or not isinstance(language, str | None):
        return {"id": None, "error": "TypeError"}, False
    return {"id": asked.get("id"), **as_json(triager(text, language))}, True


def as_json(found: Triage) -> dict[str, object]:
    """What the hub does with a triage, in the words of the triage corpus."""
    choice = choose(found)
    answer: dict[str, object] = {
        "action": "ask" if choice.asks else "route",
        "subjects": [_finding(finding) for finding in choice.subjects],
    }
    if choice.asks:
        answer["choices"] = [LABELS[subject] for subject in choice.choices]
    return answer


def _finding(finding: Finding) -> dict[str, object]:
    return {"label": finding.label, "confidence": finding.confidence, "because": list(finding.because)}
