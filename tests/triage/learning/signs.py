"""Finds the signs of each language: wordings that several labelled messages hold, most of them about one subject."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from bot.daywordfiles import load as load_days
from bot.domain.daywords import DayWords, is_only_when
from bot.domain.folding import Token, tokens
from bot.domain.heads import LABELS
from bot.domain.signs import Signs
from bot.domain.subjects import LABELS as LABEL_OF
from bot.domain.subjects import Subject
from tests.triage.labelled import Labelled

_FEWEST = 3  # messages of the subject that hold a sign
_SHARE = 0.45  # of the messages that hold it, at least, two messages of the usual mixture added
_WEIGHTS = ((0.9, 0.5), (0.8, 0.45), (0.7, 0.38), (0.6, 0.32), (_SHARE, 0.25))
_OF_DANGER = ((0.9, 0.25), (0.8, 0.23), (0.7, 0.21), (0.6, 0.19), (_SHARE, 0.17))
"""Share from which a sign has the weight. Danger is told on weak evidence: its signs are fainter, so that one is not enough."""
_HAN = "\u3400", "\u9fff"
_PLAIN = {LABEL_OF[subject]: subject for subject in reversed(Subject)}

Wordings = frozenset[str]


def found(messages: Sequence[Labelled]) -> Signs:
    """Families who write a language in two scripts are read together: both are in its lexicon."""
    names, by_language = _names(messages), defaultdict(list)
    for message in messages:
        by_language[message.lang.split("-")[0]].append(message)
    return {language: _of_language(read, names, language) for language, read in sorted(by_language.items())}


def _of_language(
    messages: Sequence[Labelled], names: Wordings, language: str
) -> dict[Subject, dict[float, list[str]]]:
    met: Counter[str] = Counter()
    of: dict[str, Counter[str]] = defaultdict(Counter)
    for message in messages:
        held = wordings(message.text) - names
        met.update(held)
        of[message.label].update(held)
    usual = Counter(message.label for message in messages)
    words = frozenset((*(wording for wording in met if wording.isalpha()), *names))
    found: dict[Subject, dict[float, list[str]]] = {}
    for label in LABELS:
        steps = _OF_DANGER if label == "safeguarding" else _WEIGHTS
        base = usual[label] / len(messages)
        tiers: dict[float, list[str]] = defaultdict(list)
        for wording, count in sorted(of[label].items()):
            share = (count + 2 * base) / (met[wording] + 2)
            if count < _FEWEST or share < _SHARE:
                continue
            if label != "absence" or not _is_a_day(wording, language, words):
                tiers[next(weight for least, weight in steps if share >= least)].append(wording)
        found[_PLAIN[label]] = dict(tiers)
    return found


def _is_a_day(wording: str, language: str, words: Wordings) -> bool:
    """Says when and nothing else: football is on Friday, too, so a day alone is no sign of absence."""
    if not wording.endswith("*"):
        return _tells_when(wording, language)
    return any(word.startswith(wording[:-1]) and _tells_when(word, language) for word in words)


@cache
def _tells_when(wording: str, language: str) -> bool:
    return is_only_when(wording, _day_words(), language)


@cache
def _day_words() -> DayWords:
    return load_days()


@cache  # the signs are found several times, each time without others
def wordings(text: str) -> Wordings:
    """Words, pairs of words, beginnings of words; in Chinese runs of two and three characters."""
    read = tokens(text)
    return frozenset((*_words(read), *_runs(read, 2), *(run for run in _runs(read, 3) if _is_han(run))))


def _words(read: Iterable[Token]) -> Iterator[str]:
    for token in read:
        word = token.forms[0]
        if len(word) >= 3 and word[0].isalpha():
            yield word
            yield from (
                f"{word[:size]}*" for size in (4, 5, 6) if len(word) > size > 4 * word.isascii() and word.isalpha()
            )


def _runs(read: Sequence[Token], size: int) -> Iterator[str]:
    for at in range(len(read) - size + 1):
        run = read[at : at + size]
        if run[0].sentence == run[-1].sentence and all(token.forms[0][0].isalpha() for token in run):
            yield " ".join(token.forms[0] for token in run)


def _is_han(run: str) -> bool:
    return all(_HAN[0] <= letter <= _HAN[1] for letter in run if letter != " ")


def _names(messages: Iterable[Labelled]) -> Wordings:
    """Words written with a capital inside a text more often than without: who is meant says nothing of what about."""
    large: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for message in messages:
        for place, word in enumerate(re.findall(r"\w+", message.text)):
            large[word.casefold()] += bool(place) and word[0].isupper() and not word.isupper()
            small[word.casefold()] += word[0].islower()
    return frozenset(word for word in large if large[word] > small[word])
