"""From matches to confidences: decoys and denials take matches away, what is left is added up per subject.

Weights are chances that a message saying one thing only is about the subject. They are added as Bayes would, above a
base rate, so that several faint signs make a clear one; each further sign counts less, because signs come in flocks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.folding import Token
from bot.domain.lexicon import Entry, Lexicon
from bot.domain.matching import Match, Part, find
from bot.domain.signs import is_sign
from bot.domain.subjects import LABELS, Finding, Subject
from bot.domain.tongue import Spoken
from bot.domain.wordtree import Places

SLOPE = 0.9  # fitted by eye so that of the findings at 0.8 about eight in ten are right
_BASE = 0.1  # chance of any one subject before a word is read
_FLOCK = 0.6  # what each further sign is worth against the one before
_MOST = 5.0  # log-odds: no pile of words makes a subject certain
_FOREIGN = 0.25  # how much a match counts in a language the text does not seem to be in
_EXCLUDED = 0.05  # and in one that the text is plainly not in
_MIXED_IN = {"en": 0.6}  # every family mixes English words in
_LIKELY = 0.6  # the text may be in a language that knows this share of the words the likeliest one knows
_SHARED_SCRIPTS = "\u024f", "\u0400", "\u052f", "\u0600", "\u06ff"
_REACH = 2  # a denial stands at most so many words before what it denies


Listed = Mapping[tuple[str, str], Mapping[int, list[int]]]
"""(list, language) → first token of a wording in it → where it ends."""


@dataclass(frozen=True, slots=True)
class Hit:
    entry: Entry
    used: frozenset[int]

    @property
    def label(self) -> str:
        return LABELS[self.entry.subject] if self.entry.subject else ""


def weigh(
    text: str,
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    lists: Listed,
    hint: str | None,
    spoken: Spoken | None = None,
) -> list[Finding]:
    """One finding per label with any evidence, in no order; its subject is the finest the evidence supports."""
    shares = _shares(hits, lists, tokens, hint, spoken)
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.label, []).append(hit)
    return [_finding(text, tokens, group, shares) for group in groups.values()]


def heard(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[list[Hit], Listed]:
    """The entries a text speaks with, denials and decoys done, and where the words of the lists stand."""
    matches, places = find(lexicon.index, tokens)
    lists = _listed(lexicon, places)
    return _undenied(_standing(_hits(matches, lexicon)), lists, tokens), lists


def private_words(
    text: str, tokens: Sequence[Token], lists: Listed, spoken: Spoken | None = None
) -> tuple[str, ...]:
    """Words of health, needs and family circumstances, in every language but those the text is plainly not in.

    Denied or not ("no allergies"), told of whomever: that a family has such a matter at all is theirs (law 4).
    """
    found: dict[str, None] = {}
    for (kind, language), places in lists.items():
        if kind == "private" and not (spoken is not None and spoken.excludes(language) and _shared_script(places, tokens)):
            found |= dict.fromkeys(text[tokens[at].start : tokens[max(ends) - 1].end] for at, ends in places.items())
    return tuple(found)


def _shared_script(found: Iterable[int], tokens: Sequence[Token]) -> bool:
    return not _own_script({*found}, tokens)


def _listed(lexicon: Lexicon, places: Places) -> Listed:
    return {
        name: places[wording] for wording, names in lexicon.index.lists.items() if wording in places for name in names
    }


def _hits(matches: Sequence[Match], lexicon: Lexicon) -> list[Hit]:
    silenced = {match.owner for match in matches if match.part is Part.UNLESS}
    met = {match.owner for match in matches if match.part is Part.NEEDS}
    entries = lexicon.entries
    found = dict.fromkeys(  # by the place of the entry: an entry is slow to hash
        (match.owner, frozenset(match.used))
        for match in matches
        if match.part is Part.SAYS
        and match.owner not in silenced
        and (match.owner in met or not entries[match.owner].conditional)
    )
    return [Hit(entries[owner], used) for owner, used in found]


def _standing(hits: Sequence[Hit]) -> list[Hit]:
    """Hits whose words were not wholly taken by a longer saying of another subject. Danger yields to decoys only."""
    around: dict[int, list[Hit]] = {}  # whatever takes a hit uses its words: only those are looked at, not every pair
    for hit in hits:
        for at in hit.used:
            around.setdefault(at, []).append(hit)
    return [hit for hit in hits if hit.entry.subject and not any(_takes(other, hit) for other in around[min(hit.used)])]


def _takes(other: Hit, hit: Hit) -> bool:
    if other.entry.subject is None:
        return hit.used <= other.used
    if other.label == hit.label or hit.entry.subject is Subject.SAFEGUARDING or other.entry.weight < 0.5:
        return False
    return hit.used < other.used


def _undenied(
    hits: Sequence[Hit], lists: Listed, tokens: Sequence[Token]
) -> list[Hit]:
    return [hit for hit in hits if not (hit.entry.negatable and _denied(hit, lists, tokens))]


def _denied(hit: Hit, lists: Listed, tokens: Sequence[Token]) -> bool:
    first, last = min(hit.used), max(hit.used)
    near = range(max(0, first - _REACH - 1), first)
    for language in {hit.entry.language, "en"}:
        before = lists.get(("before", language), {})
        for start in near:
            ends = before.get(start, ())
            if any(first - _REACH < end <= first for end in ends) and tokens[start].sentence == tokens[first].sentence:
                return True
        after = lists.get(("after", language), {})
        if last + 1 in after and tokens[last + 1].sentence == tokens[last].sentence:
            return True
    return False


def _shares(
    hits: Sequence[Hit],
    lists: Listed,
    tokens: Sequence[Token],
    hint: str | None,
    spoken: Spoken | None,
) -> dict[str, float]:
    """How far to trust each language's matches: fully where the text seems to be in it, or the family writes it.

    Hardly at all where the text is plainly in others: "mama Marta" is Polish, not Gujarati for "uncle hits".
    """
    known: dict[str, set[int]] = {}
    for (kind, language), places in lists.items():
        if kind == "marker":
            known.setdefault(language, set()).update(
                at for start, ends in places.items() for at in range(start, max(ends))
            )
    for hit in hits:
        known.setdefault(hit.entry.language, set()).update(hit.used)
    claims = Counter(at for found in known.values() for at in found)
    scores = {language: sum(1 / claims[at] for at in found) for language, found in known.items()}
    most = max(scores.values(), default=0.0)
    primary = (hint or "").split("-")[0]
    shares: dict[str, float] = {}
    for language, score in scores.items():
        if language == primary or _own_script(known[language], tokens):
            shares[language] = 1.0
        elif spoken is not None and language not in _MIXED_IN and spoken.excludes(language):
            shares[language] = _EXCLUDED
        else:
            shares[language] = 1.0 if score >= _LIKELY * most else _MIXED_IN.get(language, _FOREIGN)
    return shares


def _own_script(found: set[int], tokens: Sequence[Token]) -> bool:
    """In a script that only one of the lexicons' languages is written in: not Latin, Cyrillic or Arabic."""
    latin, cyrillic, last_cyrillic, arabic, last_arabic = _SHARED_SCRIPTS
    letters = (tokens[at].forms[0][0] for at in found)
    return any(not (c <= latin or cyrillic <= c <= last_cyrillic or arabic <= c <= last_arabic) for c in letters)


def _finding(text: str, tokens: Sequence[Token], hits: Sequence[Hit], shares: Mapping[str, float]) -> Finding:
    chosen = _apart(hits, shares)
    total = _together([log for log, _ in chosen])
    speaking = [hit for log, hit in chosen if log > _log_odds(_BASE)]
    by_subject: dict[Subject, float] = {}
    for log, hit in chosen:
        if hit.entry.subject:
            by_subject[hit.entry.subject] = by_subject.get(hit.entry.subject, 0.0) + log
    subject = max(by_subject, key=lambda found: (found is not Subject.ABSENCE, by_subject[found]))
    plain = [hit for hit in speaking if not is_sign(hit.entry)] or speaking
    because = tuple(dict.fromkeys(_quoted(text, tokens, hit) for hit in plain))
    return Finding(subject, round(_chance(SLOPE * total), 3), because)


def _apart(hits: Sequence[Hit], shares: Mapping[str, float]) -> list[tuple[float, Hit]]:
    """The strongest hits that share no word, each entry once: the same words in two lexicons count once."""
    ranked = sorted(
        ((_evidence(hit.entry.weight, shares[hit.entry.language]), hit) for hit in hits),
        key=lambda pair: (-abs(pair[0] - _log_odds(_BASE)), min(pair[1].used), pair[1].entry.id),
    )
    chosen: list[tuple[float, Hit]] = []
    taken: set[int] = set()
    spoken: set[str] = set()
    for log, hit in ranked:
        if taken.isdisjoint(hit.used) and (hit.entry.many or hit.entry.id not in spoken):
            chosen.append((log, hit))
            taken |= hit.used
            spoken.add(hit.entry.id)
    return chosen


def _evidence(weight: float, share: float) -> float:
    base = _log_odds(_BASE)
    return base + (_log_odds(weight) - base) * share


def _together(logs: Sequence[float]) -> float:
    """One sign alone keeps its own weight; signs below the base rate speak against."""
    base = _log_odds(_BASE)
    ordered = sorted(logs, key=lambda log: -abs(log - base))
    return base + sum((log - base) * _FLOCK**place for place, log in enumerate(ordered))


def _log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _chance(log: float) -> float:
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, log))))


def _quoted(text: str, tokens: Sequence[Token], hit: Hit) -> str:
    return text[tokens[min(hit.used)].start : tokens[max(hit.used)].end]
