"""Finds every pattern of every language in one pass over a text, in time linear in its length.

All wordings of all patterns live in one tree keyed by word and by stem. A walk over the text gives the places of each
wording; a pattern is looked at only when all its wordings occur, and is then joined from their places.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import NamedTuple

from bot.domain.folding import Token
from bot.domain.patterns import Phrase, Step
from bot.domain.wordtree import Places, Tree, grown

Steps = tuple[Step, ...]
Objects = Mapping[str, frozenset[str]]
"""A word that is a pronoun or owns the next word → the words that may follow the pronoun. Nothing may, too."""
_EDGES = "", "^", "$"
_LONGEST = 6  # tokens of the longest wording that may stand just before a pattern


class Part(IntEnum):
    """What a pattern is to its entry."""

    SAYS = 0
    UNLESS = 1
    NEEDS = 2


class Link(NamedTuple):
    """A compiled step: which wording stands here (-1: none, it is a gap or an edge)."""

    wording: int
    gap: int
    edge: str
    optional: bool
    negated: bool

    @property
    def required(self) -> bool:
        return self.wording >= 0 and not self.optional and not self.negated


@dataclass(frozen=True, slots=True)
class Patterns:
    """All patterns of all entries, laid out flat: ten thousand of them as objects take 5 MB, and a tenth of a start to read.

    Those that are looked at where wording w occurs: numbers `keyed_from[w]` to `keyed_from[w + 1]`. Of the pattern with a number
    `owners` has the index of its entry and `parts` what it is to it; its steps stand from `links_from[number]` to the next one's.
    `musts`: the step's wording again where the pattern cannot do without it, else -1.
    """

    keyed_from: array[int] = field(default_factory=lambda: array("I"))
    owners: array[int] = field(default_factory=lambda: array("I"))
    parts: array[int] = field(default_factory=lambda: array("B"))
    links_from: array[int] = field(default_factory=lambda: array("I", (0,)))
    wordings: array[int] = field(default_factory=lambda: array("i"))
    musts: array[int] = field(default_factory=lambda: array("i"))
    gaps: array[int] = field(default_factory=lambda: array("B"))
    signs: array[int] = field(default_factory=lambda: array("B"))

    def possible(self, places: Places) -> Iterator[int]:
        """Those whose wordings all occur."""
        keyed_from, links_from, musts = self.keyed_from, self.links_from, self.musts
        last = len(keyed_from) - 1
        for wording in places:
            for number in range(keyed_from[wording], keyed_from[wording + 1]) if wording < last else ():
                for must in musts[links_from[number] : links_from[number + 1]]:
                    if must >= 0 and must not in places:
                        break
                else:
                    yield number

    def links(self, number: int) -> list[Link]:
        return [
            Link(self.wordings[at], self.gaps[at], _EDGES[self.signs[at] >> 2], bool(self.signs[at] & 1), bool(self.signs[at] & 2))
            for at in range(self.links_from[number], self.links_from[number + 1])
        ]


@dataclass(frozen=True, slots=True)
class Index:
    tree: Tree = field(default_factory=Tree)
    patterns: Patterns = field(default_factory=Patterns)
    lists: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    objects: Objects = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: the tokens it used (gaps left out)."""

    owner: int
    part: Part
    used: tuple[int, ...]


def build(
    entries: Sequence[tuple[Sequence[Steps], Sequence[Steps], Sequence[Steps]]],
    lists: Mapping[tuple[str, str], frozenset[Phrase]],
    objects: Objects | None = None,
) -> Index:
    ids: dict[frozenset[Phrase], int] = {}
    named: dict[int, tuple[tuple[str, str], ...]] = {}
    for name, phrases in lists.items():
        wording = ids.setdefault(phrases, len(ids))
        named[wording] = (*named.get(wording, ()), name)
    keyed: dict[int, list[_Compiled]] = {}
    for owner, groups in enumerate(entries):
        for part, group in zip(Part, groups, strict=True):
            for steps in group:
                pattern = _Compiled(owner, part, [_link(step, ids) for step in steps])
                keyed.setdefault(_key(pattern, steps), []).append(pattern)
    tree = grown((phrase, wording) for phrases, wording in ids.items() for phrase in phrases)
    return Index(tree, _flat(keyed), named, objects or {})


class _Compiled(NamedTuple):
    owner: int
    part: Part
    links: list[Link]


def _link(step: Step, ids: dict[frozenset[Phrase], int]) -> Link:
    wording = ids.setdefault(step.phrases, len(ids)) if step.phrases else -1
    return Link(wording, step.gap, step.edge, step.optional, step.negated)


def _flat(keyed: Mapping[int, Sequence[_Compiled]]) -> Patterns:
    made = Patterns()
    for wording in range(max(keyed, default=-1) + 1):
        made.keyed_from.append(len(made.owners))
        for pattern in keyed.get(wording, ()):
            made.owners.append(pattern.owner)
            made.parts.append(pattern.part)
            made.wordings.extend(link.wording for link in pattern.links)
            made.musts.extend(link.wording if link.required else -1 for link in pattern.links)
            made.gaps.extend(link.gap for link in pattern.links)
            made.signs.extend(_EDGES.index(link.edge) << 2 | link.negated << 1 | link.optional for link in pattern.links)
            made.links_from.append(len(made.wordings))
    made.keyed_from.append(len(made.owners))
    return made


def _key(pattern: _Compiled, steps: Steps) -> int:
    """The wording that is rarest in ordinary texts: few members, long words."""
    ranked = [
        (len(step.phrases) / min(sum(map(len, phrase)) for phrase in step.phrases), link.wording)
        for step, link in zip(steps, pattern.links, strict=True)
        if link.required
    ]
    return min(ranked)[1]


def find(index: Index, tokens: Sequence[Token]) -> tuple[list[Match], Places]:
    """Every match, and the places of every wording (also those in `index.lists`)."""
    places = index.tree.places(_pronouns(tokens, index.objects))
    patterns = index.patterns
    found: list[Match] = []
    for number in patterns.possible(places):
        owner, part = patterns.owners[number], Part(patterns.parts[number])
        found += (Match(owner, part, used) for used in _join(patterns.links(number), places, tokens))
    return found, places


def _pronouns(tokens: Sequence[Token], objects: Objects) -> Sequence[Token]:
    """Words that stand for somebody get the form that says so: the sentence ends with them, or goes on."""
    if not any(token.forms[0] in objects for token in tokens):
        return tokens
    following = (*tokens[1:], None)
    return [
        replace(token, forms=(*token.forms, token.forms[0] + "+"))
        if token.forms[0] in objects and _stands_alone(token, after, objects[token.forms[0]])
        else token
        for token, after in zip(tokens, following, strict=True)
    ]


def _stands_alone(token: Token, after: Token | None, may_follow: frozenset[str]) -> bool:
    return after is None or after.sentence != token.sentence or not may_follow.isdisjoint(after.forms)


def _join(links: Sequence[Link], places: Places, tokens: Sequence[Token]) -> Iterable[tuple[int, ...]]:
    first = next(at for at, link in enumerate(links) if link.wording >= 0 and not link.negated)
    for start in _starts(links[first:], places):
        states: dict[int, tuple[int, ...]] = {start: ()}
        for at, link in enumerate(links):
            states = _advance(states, link, places, tokens, behind=at < first)
            if not states:
                break
        yield from states.values()


def _starts(links: Sequence[Link], places: Places) -> set[int]:
    """Where the pattern may begin: at its first word that must stand, or at any that may stand before it."""
    starts: set[int] = set()
    for link in links:
        if link.wording >= 0 and not link.negated:
            starts |= places.get(link.wording, {}).keys()
            if not link.optional:
                break
    return starts


States = dict[int, tuple[int, ...]]
"""Where the next word must stand → the tokens used so far."""


def _advance(states: States, link: Link, places: Places, tokens: Sequence[Token], *, behind: bool) -> States:
    if link.edge:
        edge = 0 if link.edge == "^" else len(tokens)
        return {at: used for at, used in states.items() if at == edge}
    if link.gap:
        return _stretch(states, link.gap, tokens)
    found = places.get(link.wording, {})
    if link.negated:
        return {at: used for at, used in states.items() if not (_ends_at(at, found) if behind else at in found)}
    after: States = dict(states) if link.optional else {}
    for start, used in states.items():
        if start in found and (not used or tokens[used[-1]].sentence == tokens[start].sentence):
            for end in found[start]:
                after[end] = (*used, *range(start, end))
    return after


def _ends_at(at: int, found: Mapping[int, list[int]]) -> bool:
    return any(at in found.get(start, ()) for start in range(max(0, at - _LONGEST), at))


def _stretch(states: States, gap: int, tokens: Sequence[Token]) -> States:
    after: States = {}
    for at, used in states.items():
        for to in range(at, min(at + gap, len(tokens)) + 1):
            after.setdefault(to, used)
    return after
