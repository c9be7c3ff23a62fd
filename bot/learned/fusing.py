"""Rules, words and meaning together. Each source that is missing leaves the others to do the work."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from bot.domain.bars import Bars
from bot.domain.blending import blended, doubted, is_outright, outright
from bot.domain.heads import LABELS, Head, rule_evidence
from bot.domain.ngrams import folded, shortened
from bot.domain.subjects import Triage
from bot.domain.tongue import Guess, Spoken, Tongues
from bot.learned.files import TONGUES, WORDS, Learned, shipped
from bot.learned.reader import Reader
from bot.learned.words import Words

_QUOTED = 3  # words shown to staff when no rule has any


class Level(StrEnum):
    """How much is at work. Each level holds the ones before it."""

    RULES = "rules"
    WORDS = "words"
    MEANING = "meaning"


class Fusion:
    """Loads each source when first needed, off the event loop; safe to share between threads."""

    def __init__(self, most: Level = Level.MEANING) -> None:
        learned = shipped(WORDS)
        self._heads = _heads(learned)
        self._bars = {Level(name): Bars(**made["bars"]) for name, made in learned.facts["heads"].items()}
        self._words = Words(learned)
        self._tongues = tongues(shipped(TONGUES))
        self._most = most
        self._meaning = Reader() if most is Level.MEANING else None

    def spoken(self, text: str, expected: str | None) -> Spoken:
        """The language of a text, worked out once for rules and meaning."""
        return Spoken(self._tongues, text, expected)

    def __call__(self, text: str, spoken: Spoken, rules: Triage) -> Triage:
        evidence = rule_evidence(rules)
        level, held = Level.RULES, folded(spoken.marks)
        if self._most is not Level.RULES:
            evidence += self._words.scores(held)
            level = Level.WORDS
        meant = self._meaning.scores(text, _language(spoken), held) if self._meaning else None
        if meant is not None:
            evidence += meant
            level = Level.MEANING
        head = self._heads[level]
        chances, parts = head.chances(evidence), head.parts(evidence)
        if is_outright(text, rules):
            return outright(rules, self._bars[level])
        found = blended(rules, chances, parts, Telling(self._words, spoken), self._bars[level])
        return doubted(found, rules, text)

    def language(self, text: str, expected: str | None) -> Guess | None:
        return self._tongues.likeliest(text, expected)

    @property
    def trouble(self) -> str:
        """Why the meaning of messages is not read, for the operator; empty when it is."""
        return self._meaning.trouble if self._meaning else "switched off"


class Telling:
    """The words of a text that speak most for a label, for when no rule has any. Each word is looked up once for all labels."""

    def __init__(self, words: Words, spoken: Spoken) -> None:
        self._words, self._spoken = words, spoken

    def __call__(self, label: str) -> tuple[str, ...]:
        place = LABELS.index(label)
        told = [(word, row[place]) for word, row in self._told.items() if row[place] > 0]
        best = sorted(told, key=lambda pair: -pair[1])[:_QUOTED]
        return tuple(word for word, row in self._told.items() if (word, row[place]) in best)

    @cached_property
    def _told(self) -> dict[str, list[float]]:
        text = self._spoken.text
        return {text[t.start : t.end]: self._words.telling(t.forms[-1]) for t in shortened(self._spoken.read)}


def _language(spoken: Spoken) -> str:
    return spoken.guess.language if spoken.guess else spoken.expected or ""


def _heads(learned: Learned) -> Mapping[Level, Head]:
    return {
        Level(name): Head(_rows(made["rows"]), _rows(made["also"])) for name, made in learned.facts["heads"].items()
    }


def _rows(rows: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in rows)


def tongues(learned: Learned) -> Tongues:
    return Tongues(tuple(learned.facts["languages"]), learned.parts["weights"], learned.facts["unit"])
