"""Finds every pattern of every language in one pass over a text, in time linear in its length.

All wordings of all patterns live in one tree keyed by word and by stem. A walk over the text gives the places of each
wording; a pattern is looked at only when all its wordings occur, and is then joined from their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import NamedTuple

from bot.domain.folding import Token
from bot.domain.patterns import Phrase, Step
from bot.domain.wordtree import Places, Tree, grown

Steps = tuple[Step, ...]
Objects = Mapping[str, frozenset[str]]
"""A word that is a pronoun or owns the next word → the words that may follow the pronoun. Nothing may, too."""
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


class Compiled(NamedTuple):
    """A pattern of an entry (`owner`: its index). Ten thousand are read at each start: a tuple is read soonest."""

    owner: int
    part: Part
    links: tuple[Link, ...]

    def may_be(self, places: Places) -> bool:
        return all(link.wording in places for link in self.links if link.required)


@dataclass(frozen=True, slots=True)
class Index:
    tree: Tree = field(default_factory=Tree)
    by_key: Mapping[int, tuple[Compiled, ...]] = field(default_factory=dict)
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
    by_key: dict[int, list[Compiled]] = {}
    for owner, groups in enumerate(entries):
        for part, group in zip(Part, groups, strict=True):
            for steps in group:
                pattern = _compile(owner, part, steps, ids)
                by_key.setdefault(_key(pattern, steps), []).append(pattern)
    tree = grown((phrase, wording) for phrases, wording in ids.items() for phrase in phrases)
    return Index(tree, {key: tuple(found) for key, found in by_key.items()}, named, objects or {})


def _compile(owner: int, part: Part, steps: Steps, ids: dict[frozenset[Phrase], int]) -> Compiled:
    links = tuple(
        Link(ids.setdefault(s.phrases, len(ids)) if s.phrases else -1, s.gap, s.edge, s.optional, s.negated)
        for s in steps
    )
    return Compiled(owner, part, links)


def _key(pattern: Compiled, steps: Steps) -> int:
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
    found: list[Match] = []
    for wording in places:
        for pattern in index.by_key.get(wording, ()):
            if pattern.may_be(places):
                found += (Match(pattern.owner, pattern.part, used) for used in _join(pattern.links, places, tokens))
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
